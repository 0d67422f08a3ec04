"""Events as Arrow batches with points as WKB, the way into GDAL and Parquet without holding all at once."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterable, Iterator

import pyarrow as pa

from geomap.model import Event
from geomap.store.codec import row
from geomap.store.values import COUNTS, DATES, EVENT_FIELDS, FLAGS, NUMBERS

GEOMETRY = "geometry"
_BATCH = 10_000
_POINT = struct.Struct("<BIdd")


def _kind(name: str) -> pa.DataType:
    if name in DATES:
        return pa.date32()
    if name in NUMBERS:
        return pa.float64()
    if name in FLAGS:
        return pa.bool_()
    return pa.int64() if name in COUNTS else pa.string()


COLUMNS = pa.schema([pa.field(name, _kind(name)) for name in EVENT_FIELDS])
"""Event's fields as columns: days as dates, several names joined by "; ", `spans` and `reports` as JSON text."""

SCHEMA = COLUMNS.append(
    pa.field(GEOMETRY, pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb", "ARROW:extension:metadata": "{}"})
)
"""The same with a point, in well-known binary, longitude first."""


def wkb(event: Event) -> bytes | None:
    """The event's point in well-known binary (little-endian), or None."""
    if event.latitude is None or event.longitude is None:
        return None
    return _POINT.pack(1, 1, event.longitude, event.latitude)


def batches(events: Iterable[Event]) -> Iterator[pa.RecordBatch]:
    """The events in batches of ten thousand."""
    rows = iter(events)
    while chunk := list(itertools.islice(rows, _BATCH)):
        values = [row(event, days=True) for event in chunk]
        columns = [pa.array([value[name] for value in values], _kind(name)) for name in EVENT_FIELDS]
        yield pa.record_batch([*columns, pa.array(map(wkb, chunk), pa.binary())], schema=SCHEMA)


def stream(events: Iterable[Event]) -> pa.RecordBatchReader:
    """The events as an Arrow stream."""
    return pa.RecordBatchReader.from_batches(SCHEMA, batches(events))

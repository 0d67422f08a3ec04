"""Rows out of PostgreSQL as Arrow batches: its COPY writes CSV, pyarrow reads it, and neither builds an object a value."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from geomap.errors import UnavailableError
from geomap.store.lookups import SEPARATOR
from geomap.store.map_copy import COPIED

if TYPE_CHECKING:
    import psycopg
    import pyarrow as pa

    from geomap.store.postgis_database import Connection

_MADE = {
    "claimed": "claimants <> '' AND strpos(claimants, '; ') = 0",
    "sources": f"replace(folded_sources, '|', chr({ord(SEPARATOR)}))",
}
_BLOCK = 4 * 1024 * 1024


@contextmanager
def copied(connection: Connection) -> Iterator[pa.RecordBatchReader]:
    """The columns of `map_copy.COPIED` of all events, streamed.

    Raises:
        UnavailableError: A value is not of its column's kind.
    """
    import pyarrow as pa
    from pyarrow import csv

    kinds = {
        "BIGINT": pa.int64(),
        "TINYINT": pa.int64(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "VARCHAR": pa.string(),
    }
    chosen = ", ".join(f"{_MADE[column]} AS {column}" if column in _MADE else column for column in COPIED)
    rows = f"COPY (SELECT {chosen} FROM geomap_events) TO STDOUT (FORMAT csv)"  # noqa: S608 - own names
    with connection.cursor() as cursor, cursor.copy(rows.encode()) as copy:
        try:
            yield csv.open_csv(
                io.BufferedReader(_Stream(copy), _BLOCK),
                csv.ReadOptions(column_names=list(COPIED), block_size=_BLOCK, use_threads=False),
                csv.ParseOptions(newlines_in_values=True),
                csv.ConvertOptions(
                    column_types={name: kinds[kind] for name, kind in COPIED.items()},
                    null_values=[""],
                    true_values=["t"],
                    false_values=["f"],
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=False,  # COPY writes nothing for NULL and "" for an empty text
                ),
            )
        except pa.ArrowInvalid as error:
            raise UnavailableError(f"the events cannot be copied ({error})") from error


class _Stream(io.RawIOBase):
    """What COPY gives, chunk by chunk, as a file to read."""

    def __init__(self, copy: psycopg.Copy) -> None:
        self._chunks = iter(copy)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill what fits."""
        if not self._rest:
            self._rest = memoryview(next(self._chunks, b""))
        given, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)

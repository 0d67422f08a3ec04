"""What a GeoPackage of events looks like inside: its tables, its points, its metadata, its style for QGIS.

GDAL makes the empty file, so that its layout is GDAL's business; rows are then read and written through SQLite.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from geomap.errors import DocumentError
from geomap.model import Event, Report
from geomap.store.arrow import COLUMNS, SCHEMA, wkb
from geomap.store.codec import row
from geomap.store.files import gdal_writing
from geomap.store.run import Run
from geomap.store.values import EVENT_FIELDS, REPORT_FIELDS, plain

EVENT_COLUMNS = tuple(name for name in EVENT_FIELDS if name != "reports")
_HEADER = struct.pack("<2sBBi", b"GP", 0, 1, 4326)  # GeoPackage 1.2, 2.1.3: little-endian, no envelope, EPSG:4326
_MOMENT = "1980-01-01T00:00:00.000Z"  # a moment is required; the same events are to be the same bytes
_INDEXES = {
    "events": {
        "event_id": "event_id",
        "doc_id": "doc_id",
        "event_date": "event_date",
        "end_date": "end_date, event_date",
    },
    "reports": {"event_id": "event_id", "doc_id": "doc_id"},
}

# What maps are counted and filtered by, in one index, so that counting a whole world reads no event in full.
_ON_MAPS = (
    *("longitude", "latitude", "event_type", "event_date", "end_date", "status", "aggregate", "background"),
    *("confidence", "fatalities", "where_prec", "country", "country_code", "source"),
    *("actor1", "actor2", "assoc_actor_1", "assoc_actor_2"),
)


def _insert_into(table: str, *columns: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - own names


_INSERT_EVENT = _insert_into("events", "fid", "geom", *EVENT_COLUMNS)
_INSERT_REPORT = _insert_into("reports", "event_id", "position", *REPORT_FIELDS)
_SELECT_REPORTS = f"SELECT {', '.join(REPORT_FIELDS)} FROM reports WHERE event_id = ? ORDER BY position"  # noqa: S608
_SAME = {
    "report_id": "event_id",
    "merged_because": "date_text",
}  # the report's columns have the kinds of the event's of the same name


def create(path: Path) -> None:
    """Make an empty GeoPackage with the layers `events` (points, or no geometry) and `reports` (a table).

    Raises:
        OSError: It cannot be written.
    """
    path.unlink(missing_ok=True)
    with gdal_writing(path):
        _create_layers(path)


def index(connection: sqlite3.Connection) -> None:
    """Add the indexes by which events are looked up; quickest when the rows are there already."""
    for layer, indexes in _INDEXES.items():
        for name, columns in indexes.items():
            connection.execute(f"CREATE INDEX {layer}_{name} ON {layer} ({columns})")
    connection.execute(f"CREATE INDEX events_map ON events ({', '.join(_ON_MAPS)})")


def _create_layers(path: Path) -> None:
    import pyarrow as pa
    import pyogrio

    events = SCHEMA.remove(SCHEMA.get_field_index("reports"))
    pyogrio.write_arrow(
        events.empty_table(),
        path,
        layer="events",
        driver="GPKG",
        geometry_name="geometry",
        geometry_type="Point",
        crs="EPSG:4326",
        dataset_metadata={"geomap": "{}"},
        VERSION="1.2",  # what every QGIS and GDAL of recent years reads without a warning
    )
    keys = [pa.field("event_id", pa.string()), pa.field("position", pa.int64())]
    told = (COLUMNS.field(_SAME.get(name, name)).with_name(name) for name in REPORT_FIELDS)
    pyogrio.write_arrow(pa.schema([*keys, *told]).empty_table(), path, layer="reports", driver="GPKG", append=True)
    style = {
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": "events",
        "f_geometry_column": "geom",
        "styleName": "geomap",
        "styleQML": resources.files("geomap.store").joinpath("qgis_style.qml").read_text("utf-8"),
        "styleSLD": "",
        "useAsDefault": True,
        "description": "",
    }
    table = pa.table({name: [value] for name, value in style.items()})
    pyogrio.write_arrow(table, path, layer="layer_styles", driver="GPKG", append=True)


@contextmanager
def opened(path: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection to a GeoPackage of events.

    A file opened for writing must be nobody else's: it is written without a journal.

    Raises:
        DocumentError: It is no GeoPackage, or holds no events of geomap's.
    """
    connection = sqlite3.connect(
        f"file:{quote(os.fsencode(path))}?mode={'rw' if write else 'ro'}", uri=True, isolation_level=None
    )
    try:
        with closing(connection):
            if not _has_events(connection):
                raise DocumentError(str(path), "this GeoPackage holds no events of geomap's; use another file")
            if write:
                connection.execute("PRAGMA journal_mode = OFF")
                connection.execute("PRAGMA synchronous = OFF")
            yield connection
    except sqlite3.OperationalError as error:
        if write and ("full" in str(error) or "disk I/O" in str(error)):
            raise OSError(errno.ENOSPC, "No space left on device") from error
        raise DocumentError(str(path), f"cannot be read ({error}); check it or take it from a backup") from error
    except sqlite3.DatabaseError as error:
        raise DocumentError(str(path), f"this is no GeoPackage ({error}); check it or take it from a backup") from error


def is_ours(path: Path) -> bool:
    """Whether a file is a GeoPackage of geomap's events, or at least no GeoPackage of another's."""
    try:
        with closing(sqlite3.connect(f"file:{quote(os.fsencode(path))}?mode=ro", uri=True)) as connection:
            return _has_events(connection) or not connection.execute("PRAGMA table_info(gpkg_contents)").fetchall()
    except sqlite3.DatabaseError:
        return True


def _has_events(connection: sqlite3.Connection) -> bool:
    columns = {name for _, name, *_ in connection.execute("PRAGMA table_info(events)")}
    reports = {name for _, name, *_ in connection.execute("PRAGMA table_info(reports)")}
    return set(EVENT_COLUMNS) <= columns and set(REPORT_FIELDS) <= reports


def copy(path: Path, target: Path) -> None:
    """Copy a GeoPackage, with what another program has not yet written back from its log.

    Raises:
        DocumentError: It is no GeoPackage of events.
    """
    with opened(path) as source, closing(sqlite3.connect(target)) as copied:
        source.backup(copied)


@contextmanager
def without_index_triggers(connection: sqlite3.Connection) -> Iterator[None]:
    """Take away the triggers of the spatial index, which call functions that only GDAL has, and put them back."""
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master "
        "WHERE type = 'trigger' AND tbl_name = 'events' AND sql LIKE '%ST\\_%' ESCAPE '\\'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield
    for _, sql in triggers:
        connection.execute(sql)


def insert(connection: sqlite3.Connection, event: Event, fid: int | None = None) -> None:
    """Add an event with its reports and its entry in the spatial index."""
    values = row(event)
    point = wkb(event)
    blob = _HEADER + point if point else None
    cursor = connection.execute(_INSERT_EVENT, (fid, blob, *(values[name] for name in EVENT_COLUMNS)))
    if point:
        box = (event.longitude, event.longitude, event.latitude, event.latitude)
        connection.execute("INSERT INTO rtree_events_geom VALUES (?, ?, ?, ?, ?)", (cursor.lastrowid, *box))
    connection.executemany(_INSERT_REPORT, (report_row(event, n) for n in range(len(event.reports))))


def delete(connection: sqlite3.Connection, fid: int, event_id: str) -> None:
    """Take an event out with its reports and its entry in the spatial index."""
    connection.execute("DELETE FROM events WHERE fid = ?", (fid,))
    connection.execute("DELETE FROM rtree_events_geom WHERE id = ?", (fid,))
    connection.execute("DELETE FROM reports WHERE event_id = ?", (event_id,))


def finish(connection: sqlite3.Connection, run: Run) -> None:
    """Write the runs, and the extent that readers zoom to."""
    text = escape(json.dumps(run.to_json()))
    xml = f'<GDALMultiDomainMetadata><Metadata><MDI key="geomap">{text}</MDI></Metadata></GDALMultiDomainMetadata>'
    connection.execute("UPDATE gpkg_metadata SET metadata = ?", (xml,))
    connection.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (_MOMENT,))
    connection.execute("UPDATE gpkg_contents SET last_change = ?", (_MOMENT,))
    connection.execute(
        "UPDATE gpkg_contents SET (min_x, max_x, min_y, max_y) = "
        "(SELECT min(minx), max(maxx), min(miny), max(maxy) FROM rtree_events_geom) WHERE table_name = 'events'"
    )


def run_of(connection: sqlite3.Connection) -> Run:
    """The runs that were written."""
    for (xml,) in connection.execute("SELECT metadata FROM gpkg_metadata"):
        for item in ET.fromstring(xml).iter("MDI"):  # noqa: S314 - expat limits what entities may grow to
            if item.get("key") == "geomap":
                return Run.from_json(json.loads(item.text or "{}"))
    return Run()


def reports_of(connection: sqlite3.Connection, event_id: str) -> list[dict[str, Any]]:
    """The reports of an event, as mappings."""
    rows: Iterable[tuple[Any, ...]] = connection.execute(_SELECT_REPORTS, (event_id,))
    return [dict(zip(REPORT_FIELDS, values, strict=True)) for values in rows]


def report_row(event: Event, position: int) -> tuple[Any, ...]:
    """A report as a row of the table `reports`."""
    report: Report = event.reports[position]
    return (event.event_id, position, *(plain(name, getattr(report, name)) for name in REPORT_FIELDS))

"""A GeoPackage as services read it: read-only connections of SQLite, opened anew when a writer has put another file there."""

from __future__ import annotations

import dataclasses
import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from geomap.errors import DocumentError, UnavailableError
from geomap.model import Event
from geomap.store import geopackage_file as file
from geomap.store import vector_tiles
from geomap.store.codec import event_of
from geomap.store.geopackage import SELECT
from geomap.store.geopackage_copy import copied
from geomap.store.lookups import Clause, SqliteLookups
from geomap.store.query import Query, fold
from geomap.store.reading import FACETS, DayCount, Extent, Page, Tile, commonest
from geomap.store.values import ValueProblemError

if TYPE_CHECKING:
    import pyarrow as pa

    from geomap.store.run import Run

_SECONDS_TO_ANSWER = 30
_STEPS_BETWEEN_LOOKS = 100_000
_POINTS_FROM = 7
_SQUARES = """
SELECT event_type, coalesce(where_prec >= ?, 0) AS vague, count(*), avg(longitude), avg(latitude), min(fid)
FROM events {where}
GROUP BY event_type, vague, CAST((longitude - ?) * ? AS INTEGER), CAST((latitude - ?) * ? AS INTEGER)
ORDER BY event_type, min(fid)
"""


@dataclasses.dataclass
class _Opened:
    """The connections to one state of the file, and what was found out about it."""

    version: str
    idle: list[sqlite3.Connection] = dataclasses.field(default_factory=list)
    words: dict[str, Sequence[str]] = dataclasses.field(default_factory=dict)


class GeoPackageReading:
    """The events of a GeoPackage, read by a service.

    Args:
        path: The file.
        name: What messages call it; by default the path.
        folder: A folder made for the file, to be deleted with it.
    """

    def __init__(
        self, path: Path, *, name: str | None = None, folder: tempfile.TemporaryDirectory[str] | None = None
    ) -> None:
        self.name = name or str(path)
        self._path = path
        self._folder = folder
        self._lock = threading.Lock()
        self._wording = threading.Lock()
        self._lookups = SqliteLookups(self._distinct)
        self._opened = _Opened(self.version())

    def version(self) -> str:
        """Which file it is, when it was changed and how large it is."""
        try:
            about = self._path.stat()
        except OSError as error:
            raise UnavailableError(f"{self.name} cannot be read ({error.strerror}); try again in a moment") from error
        return f"{about.st_dev}.{about.st_ino}.{about.st_mtime_ns}.{about.st_size}"

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        opened = self._now()
        with self._lock:
            connection = opened.idle.pop() if opened.idle else None
        try:
            connection = connection or self._connect()
            until = time.monotonic() + _SECONDS_TO_ANSWER
            connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS_BETWEEN_LOOKS)
            yield connection
        except sqlite3.Error as error:
            if connection:
                connection.close()
            said = "took too long to answer; ask for less" if "interrupt" in str(error) else f"cannot be read ({error})"
            raise UnavailableError(f"{self.name} {said}") from error
        with self._lock:
            if opened is self._opened:
                opened.idle.append(connection)
                return
        connection.close()

    def _now(self) -> _Opened:
        """The file as it stands."""
        version = self.version()
        with self._lock:
            if self._opened.version != version:
                old, self._opened = self._opened, _Opened(version)
                for connection in old.idle:
                    connection.close()
            return self._opened

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{quote(os.fsencode(self._path))}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA query_only = ON")
        connection.create_function("says", 2, _says, deterministic=True)
        return connection

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._connection() as connection:
            return connection.execute(sql, values).fetchall()

    def run(self) -> Run:
        """The documents behind the events."""
        with self._connection() as connection:
            return file.run_of(connection)

    def _distinct(self, column: str) -> Sequence[str]:
        """The different values of a column ("reports.source" of the reports'), remembered while the file stays the same."""
        words = self._now().words
        table, _, name = column.rpartition(".")
        sql = f"SELECT DISTINCT {name} FROM {table or 'events'} WHERE {name} IS NOT NULL ORDER BY 1"  # noqa: S608 - own names
        with self._wording:  # once, however many ask
            if column not in words:
                words[column] = [str(value) for (value,) in self._rows(sql)]
            return words[column]

    def page(self, query: Query, *, limit: int, offset: int = 0, after: int | None = None) -> Page:
        """At most `limit` events that match, in the order they were added."""
        beyond: list[Clause] = [("fid > ?", [after])] if after is not None else []
        where, values = self._lookups.where(query, *beyond)
        # Where few match they are found in the index for maps, else one reads on until the page is full.
        most_match = dataclasses.replace(query, countable=False, statuses=(), box=None) == Query()
        order = "fid" if most_match else "+fid"
        chosen = f"SELECT fid FROM events {where} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608 - parameters
        with self._connection() as connection:
            rows = connection.execute(
                f"{SELECT} WHERE fid IN ({chosen}) ORDER BY fid", [*values, limit + 1, offset]
            ).fetchall()
            events = [self._event(connection, row) for row in rows[:limit]]
        return Page(events, rows[limit - 1][0] if len(rows) > limit else None)

    def at(self, positions: Sequence[int]) -> Sequence[Event]:
        """The events at some places of the store's order."""
        with self._connection() as connection:
            rows = connection.execute(
                f"{SELECT} WHERE fid IN (SELECT value FROM json_each(?)) ORDER BY fid",  # noqa: S608 - parameters
                [str(list(positions))],
            ).fetchall()
            return [self._event(connection, row) for row in rows]

    def get(self, event_id: str) -> Event | None:
        """The event of an id, or None."""
        with self._connection() as connection:
            row = connection.execute(f"{SELECT} WHERE event_id = ?", [event_id]).fetchone()
            return self._event(connection, row) if row else None

    def _event(self, connection: sqlite3.Connection, row: tuple[Any, ...]) -> Event:
        fid, *stored = row
        known = dict(zip(file.EVENT_COLUMNS, stored, strict=True))
        known["reports"] = file.reports_of(connection, known["event_id"])
        try:
            return event_of(known)
        except ValueProblemError as problem:
            raise DocumentError(f"{self.name}, feature {fid} ({known['event_id']})", str(problem)) from problem

    @contextmanager
    def columns(self) -> Iterator[pa.RecordBatchReader]:
        """What maps are drawn from, of the file as it stands."""
        self.version()  # says what is wrong where the file is away
        with copied(self._path, self.name) as batches:
            yield batches

    def prepare(self) -> None:
        """Nothing: SQLite is ready."""

    def count(self, query: Query) -> int:
        """How many match."""
        where, values = self._lookups.where(query)
        return int(self._rows(f"SELECT count(*) FROM events {where}", values)[0][0])  # noqa: S608 - parameters

    def unplaced(self, query: Query) -> int:
        """How many of those have no mark."""
        where, values = self._lookups.where(query, ("longitude IS NULL OR where_prec = ?", [vector_tiles.ONLY_COUNTRY]))
        return int(self._rows(f"SELECT count(*) FROM events {where}", values)[0][0])  # noqa: S608 - parameters

    def facets(self, query: Query, most: int) -> Mapping[str, Mapping[str, int]]:
        """The commonest values of each facet among those that match."""
        where, values = self._lookups.where(query)

        def counted(column: str) -> list[tuple[str | None, int]]:
            return self._rows(f"SELECT {column}, count(*) FROM events {where} GROUP BY 1", values)  # noqa: S608 - own names

        return {
            facet: commonest((pair for column in columns for pair in counted(column)), most)
            for facet, columns in FACETS.items()
        }

    def days(self, query: Query) -> Sequence[DayCount]:
        """Events that match by first day and type."""
        where, values = self._lookups.where(query, ("+event_date IS NOT NULL", []))
        rows = self._rows(  # the signs keep SQLite from the index by day, which would read every event in full
            f"SELECT event_date, event_type, count(*), coalesce(sum(fatalities), 0) FROM events {where} "  # noqa: S608
            "GROUP BY +event_date, +event_type ORDER BY 1, 2",
            values,
        )
        return [DayCount(*row) for row in rows]

    def extent(self) -> Extent:
        """What all events span."""
        ((west, south, east, north, first, last),) = self._rows(
            "SELECT min(longitude), min(latitude), max(longitude), max(latitude), min(event_date), max(end_date) FROM events"
        )
        return Extent(None if west is None else (west, south, east, north), None if first is None else (first, last))

    def spots(self) -> Sequence[tuple[float, float]]:
        """One longitude and latitude a degree square that holds events."""
        return self._rows(
            "SELECT avg(longitude), avg(latitude) FROM events WHERE longitude IS NOT NULL "
            "GROUP BY CAST(longitude + 180 AS INTEGER), CAST(latitude + 90 AS INTEGER)"
        )

    def tile(self, query: Query, tile: Tile) -> bytes:
        """A vector tile of what matches: squares counted by SQLite, written by mapbox-vector-tile."""
        sides = vector_tiles.bounds(tile)
        box = [sides.west, sides.east, sides.south, sides.north]
        more: list[Clause] = [
            ("longitude >= ? AND longitude < ? AND latitude > ? AND latitude <= ?", box),
            ("where_prec IS NOT ?", [vector_tiles.ONLY_COUNTRY]),
        ]
        if tile.zoom >= _POINTS_FROM:
            found = "SELECT id FROM rtree_events_geom WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?"
            more.append((f"fid IN ({found})", box))
        where, values = self._lookups.where(query, *more)
        grouping = [sides.west, sides.across, sides.south, sides.up]
        squares = self._rows(_SQUARES.format(where=where), [vector_tiles.VAGUE_FROM, *values, *grouping])
        alone = self._alone([fid for _, _, count, _, _, fid in squares if count == 1])
        return vector_tiles.encode(
            tile,
            (
                {
                    "n": count,
                    "event_type": kind,
                    "vague": True if vague else None,
                    "longitude": longitude,
                    "latitude": latitude,
                    **(alone.get(fid, {}) if count == 1 else {}),
                }
                for kind, vague, count, longitude, latitude, fid in squares
            ),
        )

    def _alone(self, fids: Sequence[int]) -> dict[int, dict[str, Any]]:
        """What the marks of single events say besides."""
        names = ("event_id", "status", "where_prec", "fatalities")
        rows = self._rows(
            f"SELECT fid, claimants, {', '.join(names)} FROM events WHERE fid IN (SELECT value FROM json_each(?))",  # noqa: S608
            [str(list(fids))],
        )
        return {
            fid: {
                **dict(zip(names, values, strict=True)),
                "claimed": True if claimants and "; " not in claimants else None,
            }
            for fid, claimants, *values in rows
        }

    def close(self) -> None:
        """Close what is open, and delete the file where it was made for this."""
        with self._lock:
            for connection in self._opened.idle:
                connection.close()
            self._opened.idle.clear()
        if self._folder:
            self._folder.cleanup()


def _says(phrase: str, text: str | None) -> bool:
    return bool(text) and f" {phrase} " in _spaced(str(text))


@lru_cache(maxsize=4096)
def _spaced(text: str) -> str:
    return f" {fold(text)} "

"""A PostGIS store as services read it: a pool of read-only connections, and every question answered by the database."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from geomap.errors import DocumentError, SetupError
from geomap.model import Event
from geomap.store import vector_tiles
from geomap.store.codec import event_of
from geomap.store.lookups import Clause, PostgresLookups
from geomap.store.postgis import COLUMNS, SELECT
from geomap.store.postgis_copy import copied
from geomap.store.postgis_database import connected, newest_version, read_run, reason, shown, version_of
from geomap.store.postgis_pool import SECONDS_TO_CONNECT, ReadingPool
from geomap.store.query import Query
from geomap.store.reading import FACETS, DayCount, Extent, Page, Tile, commonest
from geomap.store.values import ValueProblemError

if TYPE_CHECKING:
    import pyarrow as pa

    from geomap.store.postgis_database import Connection
    from geomap.store.run import Run

_POINTS_FROM = 7
"""From this zoom on the spatial index finds a tile's events; before, they are too many for it to pay."""

# The statistics that the server keeps of each table: cheap, and different after every change.
_VERSION = (
    "SELECT concat_ws('.', to_char(pg_postmaster_start_time(), 'YYYYMMDDHH24MISSUS'), c.oid, c.relfilenode, "
    "pg_stat_get_tuples_inserted(c.oid), pg_stat_get_tuples_updated(c.oid), pg_stat_get_tuples_deleted(c.oid)) "
    "FROM pg_class c WHERE c.oid = to_regclass('geomap_events')"
)
_TILE = """
WITH squares AS (
    SELECT kind, coalesce(where_prec >= %s, false) AS vague, count(*)::int AS n, avg(longitude) AS longitude,
        avg(latitude) AS latitude, min(position) AS position
    FROM geomap_events {where}
    GROUP BY kind, vague, floor((longitude - %s) * %s)::int, floor((latitude - %s) * %s)::int
), marks AS (
    SELECT squares.n, squares.kind AS event_type, nullif(squares.vague, false) AS vague, e.event_id, e.status, e.where_prec, e.fatalities,
        CASE WHEN e.claimants <> '' AND strpos(e.claimants, '; ') = 0 THEN true END AS claimed,
        ST_AsMVTGeom(
            ST_Transform(ST_SetSRID(ST_MakePoint(squares.longitude, squares.latitude), 4326), 3857),
            ST_TileEnvelope(%s, %s, %s), %s, 0, false
        ) AS geom
    FROM squares LEFT JOIN LATERAL (
        SELECT event_id, status, where_prec, fatalities, claimants FROM geomap_events
        WHERE squares.n = 1 AND position = squares.position
        OFFSET 0 -- one look-up each: the planner thinks the squares far more than they are, and would read all events
    ) e ON true
    ORDER BY squares.position, squares.kind
)
SELECT ST_AsMVT(marks, %s, %s, 'geom') FROM marks
"""


class PostgisReading:
    """The events of a database, read by a service.

    Args:
        url: As libpq takes it: `postgresql://user@host:port/database`.

    Raises:
        SetupError: A package is missing, the database cannot be reached, or it holds no events yet.
    """

    def __init__(self, url: str) -> None:
        try:
            import psycopg
            import psycopg_pool  # noqa: F401 - asked for here, where its absence can be said
        except ImportError as error:
            raise SetupError("serving PostGIS needs psycopg and psycopg-pool; install geomap[postgis]") from error
        self.name = shown(url)
        self._url = url
        self._words: dict[str, tuple[str, Sequence[str]]] = {}
        self._lock = threading.Lock()
        self._lookups = PostgresLookups(self._distinct)
        try:
            with psycopg.connect(url, connect_timeout=SECONDS_TO_CONNECT) as connection:
                self._check(connection)
        except psycopg.Error as error:
            raise SetupError(f"{self.name}: {reason(error)}") from error
        self._pool = ReadingPool(url)
        self._rows = self._pool.rows

    def _check(self, connection: Connection) -> None:
        has = version_of(connection)
        if not has:
            raise SetupError(f"{self.name} holds no events yet; write some with `geomap extract ... -o`")
        if has != newest_version():
            way = "update geomap" if has > newest_version() else "write to it once with this geomap, which updates them"
            raise SetupError(f"{self.name} has tables of version {has}, not {newest_version()}; {way}")

    def _one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        rows = self._rows(sql, values)
        return rows[0][0] if rows else None

    def version(self) -> str:
        """The table's statistics, which every change moves; a change is seen within seconds."""
        return str(self._one(_VERSION))

    def run(self) -> Run:
        """The documents behind the events."""
        with self._pool.connection() as connection:
            return read_run(connection)

    def _distinct(self, column: str) -> Sequence[str]:
        """The different values of a column, remembered while the events stay the same."""
        version = self.version()
        with self._lock:
            known = self._words.get(column)
        if known is None or known[0] != version:
            found = self._rows(f"SELECT DISTINCT {column} FROM geomap_events WHERE {column} IS NOT NULL ORDER BY 1")  # noqa: S608 - own names
            known = version, [value for (value,) in found]
            with self._lock:
                self._words[column] = known
        return known[1]

    def page(self, query: Query, *, limit: int, offset: int = 0, after: int | None = None) -> Page:
        """At most `limit` events that match, in the order they were added."""
        beyond: list[Clause] = [("position > %s", [after])] if after is not None else []
        where, values = self._lookups.where(query, *beyond)
        chosen = f"SELECT position FROM geomap_events {where} ORDER BY position LIMIT %s OFFSET %s"  # noqa: S608 - parameters
        rows = self._rows(f"{SELECT} WHERE position IN ({chosen}) ORDER BY position", [*values, limit + 1, offset])
        events = [self._event(row) for row in rows[:limit]]
        return Page(events, rows[limit - 1][0] if len(rows) > limit else None)

    def at(self, positions: Sequence[int]) -> Sequence[Event]:
        """The events at some places of the store's order."""
        return [
            self._event(row)
            for row in self._rows(f"{SELECT} WHERE position = ANY(%s) ORDER BY position", [list(positions)])
        ]

    def get(self, event_id: str) -> Event | None:
        """The event of an id, or None."""
        if "\0" in event_id:
            return None  # no text of PostgreSQL's holds it
        rows = self._rows(f"{SELECT} WHERE event_id = %s", [event_id])
        return self._event(rows[0]) if rows else None

    def _event(self, row: tuple[Any, ...]) -> Event:
        _, *stored, reports = row
        known = dict(zip(COLUMNS, stored, strict=True)) | {"reports": reports or []}
        try:
            return event_of(known)
        except ValueProblemError as problem:
            raise DocumentError(f"{self.name}, event {known['event_id']}", str(problem)) from problem

    @contextmanager
    def columns(self) -> Iterator[pa.RecordBatchReader]:
        """What maps are drawn from, copied out of one state of the database."""
        with connected(self._url) as connection, copied(connection) as batches:
            yield batches

    def prepare(self) -> None:
        """Nothing: the database is ready."""

    def count(self, query: Query) -> int:
        """How many match."""
        where, values = self._narrow(query)
        return int(self._one(f"SELECT count(*) FROM geomap_events {where}", values))  # noqa: S608 - parameters

    def unplaced(self, query: Query) -> int:
        """How many of those have no mark."""
        where, values = self._narrow(query, ("longitude IS NULL OR where_prec = %s", [vector_tiles.ONLY_COUNTRY]))
        return int(self._one(f"SELECT count(*) FROM geomap_events {where}", values))  # noqa: S608 - parameters

    def _narrow(self, query: Query, *more: Clause) -> Clause:
        """A condition that the narrow index for maps can answer alone where it names nothing else."""
        undated = dataclasses.replace(query, since=None, until=None)
        return self._lookups.where(undated, *self._lookups.by_columns(query), *more)

    def facets(self, query: Query, most: int) -> Mapping[str, Mapping[str, int]]:
        """The commonest values of each facet among those that match, counted in one pass over the events."""
        where, values = self._narrow(query)
        columns = ["kind" if column == "event_type" else column for each in FACETS.values() for column in each]
        sets = ", ".join(f"({column})" for column in columns)
        rows = self._rows(
            f"SELECT grouping({', '.join(columns)}), {', '.join(columns)}, count(*) FROM geomap_events {where} "  # noqa: S608
            f"GROUP BY GROUPING SETS ({sets})",
            values,
        )
        told: dict[str, list[tuple[str | None, int]]] = {facet: [] for facet in FACETS}
        facets = [facet for facet, of in FACETS.items() for _ in of]
        for mask, *found, count in rows:  # a bit of the mask is set where the row is not of that column
            place = next(place for place in range(len(columns)) if not mask >> (len(columns) - 1 - place) & 1)
            told[facets[place]].append((found[place], count))
        return {facet: commonest(counts, most) for facet, counts in told.items()}

    def days(self, query: Query) -> Sequence[DayCount]:
        """Events that match by first day and type."""
        where, values = self._narrow(query, ("event_date IS NOT NULL", []))
        rows = self._rows(
            f"SELECT event_date, kind, count(*), coalesce(sum(fatalities), 0)::bigint FROM geomap_events {where} "  # noqa: S608
            "GROUP BY 1, 2",
            values,
        )
        return [DayCount(day.isoformat(), kind, events, deaths) for day, kind, events, deaths in sorted(rows)]

    def extent(self) -> Extent:
        """What all events span."""
        ((west, south, east, north, first, last),) = self._rows(
            "SELECT min(longitude), min(latitude), max(longitude), max(latitude), min(event_date), max(end_date) "
            "FROM geomap_events"
        )
        return Extent(
            None if west is None else (west, south, east, north),
            None if first is None else (first.isoformat(), last.isoformat()),
        )

    def spots(self) -> Sequence[tuple[float, float]]:
        """One longitude and latitude a degree square that holds events."""
        return self._rows(
            "SELECT avg(longitude), avg(latitude) FROM geomap_events WHERE longitude IS NOT NULL "
            "GROUP BY floor(longitude), floor(latitude)"
        )

    def tile(self, query: Query, tile: Tile) -> bytes:
        """A vector tile of what matches, made by the database."""
        sides = vector_tiles.bounds(tile)
        box = [sides.west, sides.east, sides.south, sides.north]
        more: list[Clause] = [
            ("longitude >= %s AND longitude < %s AND latitude > %s AND latitude <= %s", box),
            ("where_prec IS DISTINCT FROM %s", [vector_tiles.ONLY_COUNTRY]),
        ]
        if tile.zoom >= _POINTS_FROM:
            more.append(
                (
                    "geom && ST_MakeEnvelope(%s, %s, %s, %s, 4326)",
                    [sides.west, sides.south, min(sides.east, 180.0), sides.north],
                )
            )
        where, values = self._narrow(query, *more)
        made = self._one(
            _TILE.format(where=where),
            [
                vector_tiles.VAGUE_FROM,
                *values,
                *(sides.west, sides.across, sides.south, sides.up),
                *(tile.zoom, tile.column, tile.row, vector_tiles.UNITS),
                *(vector_tiles.LAYER, vector_tiles.UNITS),
            ],
        )
        return bytes(made or b"")

    def close(self) -> None:
        """Close the pool's connections."""
        self._pool.close()

"""What maps are drawn from, copied out of a store into columns: DuckDB counts a whole world of them in milliseconds.

The copy lies in a file of the process's own, near events beside near ones, so that a part of the world is a few blocks
of it. It holds what maps and their filters ask for; sentences and reports stay in the store.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import UnavailableError
from geomap.store import vector_tiles
from geomap.store.lookups import Clause, ColumnLookups
from geomap.store.query import Query
from geomap.store.reading import FACETS, DayCount, Extent, Tile, commonest

if TYPE_CHECKING:
    import pyarrow as pa

_KINDS = {
    "position": "BIGINT",
    "event_date": "DATE",
    "end_date": "DATE",
    "longitude": "DOUBLE",
    "latitude": "DOUBLE",
    "where_prec": "TINYINT",
    "fatalities": "BIGINT",
    "claimed": "BOOLEAN",
    "aggregate": "BOOLEAN",
    "background": "BOOLEAN",
    "confidence": "DOUBLE",
}
_TEXTS = (
    *("event_id", "event_type", "sub_event_type", "plover_type", "status", "country", "country_code", "iso3", "admin1"),
    *("actor1", "actor2", "assoc_actor_1", "assoc_actor_2", "source", "sources", "language", "review_status"),
)
COPIED: Mapping[str, str] = _KINDS | dict.fromkeys(_TEXTS, "VARCHAR")
"""What is copied, and its kind. Besides fields of events: `position`, the event's place in the store's order; `claimed`,
whether one side alone says so; `sources`, the publishers of the event and of its reports, joined by `SEPARATOR`."""

_MOST_MEMORY = "512MB"
_EVENTS_A_BLOCK = 16_384
_SETTINGS = {
    "memory_limit": _MOST_MEMORY,
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_EVENTS_A_SORT = 1_000_000
_LEVELS = (4, 6, 8, 10)  # squares of 22.5 degrees down to a third of one, in each other


def _near() -> str:
    """A number for a place that is near that of near places: square, square in it, and so on; -1 where none is known."""
    known = "0"
    for level in _LEVELS:
        inside = [f"CAST(floor(({at} + 180) * {2**level} / 360) AS BIGINT) % 16" for at in ("longitude", "latitude")]
        known = f"({known} * 256 + {inside[0]} * 16 + {inside[1]})"
    return f"coalesce({known}, -1)"


_SQUARES = """
SELECT event_type, coalesce(where_prec >= ?, false) AS vague, count(*) AS n, avg(longitude), avg(latitude),
    min(position) AS first
FROM kept.events {where}
GROUP BY event_type, vague, floor((longitude - ?) * ?), floor((latitude - ?) * ?)
ORDER BY first, event_type
"""
_MARKS = ("event_id", "status", "where_prec", "fatalities", "claimed")


class MapCopy:
    """The events of a store in one state, as maps need them.

    Args:
        version: The store's version before the batches were read.
        batches: The columns of `COPIED`, by name.

    Raises:
        UnavailableError: They cannot be written, or a value is not of its column's kind.
    """

    def __init__(self, version: str, batches: pa.RecordBatchReader) -> None:
        import duckdb

        self.version = version
        self._folder = tempfile.TemporaryDirectory(prefix="geomap-serve-", ignore_cleanup_errors=True)
        self._lookups = ColumnLookups(self._distinct)
        self._words: dict[str, Sequence[str]] = {}
        self._wrong: type[Exception] = duckdb.Error
        self._database = duckdb.connect(":memory:", config={**_SETTINGS, "temp_directory": self._folder.name})
        try:
            self._fill(batches)
        except duckdb.Error as error:
            self.close()
            raise UnavailableError(f"the map's copy of the events cannot be made ({_short(error)})") from error
        except BaseException:
            self.close()
            raise

    def _fill(self, batches: pa.RecordBatchReader) -> None:
        raw, kept = Path(self._folder.name, "raw"), Path(self._folder.name, "kept")
        casts = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in COPIED.items())
        self._database.register("batches", batches)
        self._database.execute(f"ATTACH '{raw}' AS raw")
        placed = f"SELECT *, {_near()} AS near FROM (SELECT {casts} FROM batches)"  # noqa: S608 - own names
        self._database.execute(f"CREATE TABLE raw.events AS {placed}")
        self._database.execute(f"ATTACH '{kept}' AS kept (ROW_GROUP_SIZE {_EVENTS_A_BLOCK})")
        self._database.execute("CREATE TABLE kept.events AS SELECT * EXCLUDE near FROM raw.events LIMIT 0")
        for first, last in self._parts():
            self._database.execute(
                "INSERT INTO kept.events SELECT * EXCLUDE near FROM raw.events WHERE near BETWEEN ? AND ? ORDER BY near, position",
                [first, last],
            )
        self._database.execute("DETACH raw")
        self._database.execute("CHECKPOINT kept")
        raw.unlink()

    def _parts(self) -> list[tuple[int, int]]:
        """The world in parts of about as many events each, so few that they are sorted in memory."""
        ((count,),) = self._rows("SELECT count(*) FROM raw.events")
        shares = [number / (1 + count // _EVENTS_A_SORT) for number in range(1, 1 + count // _EVENTS_A_SORT)]
        ends = (
            self._rows("SELECT DISTINCT unnest(quantile_disc(near, ?)) AS part FROM raw.events ORDER BY part", [shares])
            if shares
            else []
        )
        firsts = [-1, *(end + 1 for (end,) in ends)]
        return list(zip(firsts, [*(end for (end,) in ends), 2**62], strict=True))

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            with self._database.cursor() as cursor:  # a connection of its own: many threads ask at once
                return cursor.execute(sql, list(values)).fetchall()
        except self._wrong as error:
            raise UnavailableError(f"the map's copy of the events cannot be read ({_short(error)})") from error

    def _one(self, what: str, where: Clause) -> int:
        condition, values = where
        return int(self._rows(f"SELECT {what} FROM kept.events {condition}", values)[0][0])  # noqa: S608 - parameters

    def _distinct(self, column: str) -> Sequence[str]:
        """The different values of a column."""
        if column not in self._words:
            found = self._rows(f"SELECT DISTINCT {column} FROM kept.events WHERE {column} IS NOT NULL ORDER BY 1")  # noqa: S608
            self._words[column] = [value for (value,) in found]
        return self._words[column]

    @staticmethod
    def answers(query: Query) -> bool:
        """Whether it holds all that a query asks for."""
        unjudged = query.text or query.area is not None or query.condition is not None
        return not unjudged and all(name in COPIED for name, _ in query.fields)

    def positions(self, query: Query, *, limit: int, offset: int = 0, after: int | None = None) -> list[int]:
        """Places of events that match, in the store's order."""
        beyond: list[Clause] = [("position > ?", [after])] if after is not None else []
        where, values = self._lookups.where(query, *beyond)
        sql = f"SELECT position FROM kept.events {where} ORDER BY position LIMIT ? OFFSET ?"  # noqa: S608 - parameters
        return [position for (position,) in self._rows(sql, [*values, limit, offset])]

    def count(self, query: Query) -> int:
        """How many match."""
        return self._one("count(*)", self._lookups.where(query))

    def unplaced(self, query: Query) -> int:
        """How many of those have no mark."""
        unmarked = ("longitude IS NULL OR where_prec = ?", [vector_tiles.ONLY_COUNTRY])
        return self._one("count(*)", self._lookups.where(query, unmarked))

    def facets(self, query: Query, most: int) -> Mapping[str, Mapping[str, int]]:
        """The commonest values of each facet among those that match."""
        where, values = self._lookups.where(query)

        def counted(column: str) -> Iterable[tuple[Any, ...]]:
            return self._rows(f"SELECT {column}, count(*) FROM kept.events {where} GROUP BY 1", values)  # noqa: S608

        return {
            facet: commonest(((value, count) for column in columns for value, count in counted(column)), most)
            for facet, columns in FACETS.items()
        }

    def days(self, query: Query) -> Sequence[DayCount]:
        """Events that match by first day and type."""
        where, values = self._lookups.where(query, ("event_date IS NOT NULL", []))
        rows = self._rows(
            "SELECT CAST(event_date AS VARCHAR), event_type, count(*), CAST(coalesce(sum(fatalities), 0) AS BIGINT) "  # noqa: S608
            f"FROM kept.events {where} GROUP BY ALL ORDER BY ALL",
            values,
        )
        return [DayCount(*row) for row in rows]

    def extent(self) -> Extent:
        """What all events span."""
        ((west, south, east, north, first, last),) = self._rows(
            "SELECT min(longitude), min(latitude), max(longitude), max(latitude), CAST(min(event_date) AS VARCHAR), "
            "CAST(max(end_date) AS VARCHAR) FROM kept.events"
        )
        return Extent(None if west is None else (west, south, east, north), None if first is None else (first, last))

    def spots(self) -> Sequence[tuple[float, float]]:
        """One longitude and latitude a degree square that holds events."""
        return [
            (longitude, latitude)
            for longitude, latitude in self._rows(
                "SELECT avg(longitude), avg(latitude) FROM kept.events WHERE longitude IS NOT NULL "
                "GROUP BY floor(longitude), floor(latitude) ORDER BY 1, 2"
            )
        ]

    def tile(self, query: Query, tile: Tile) -> bytes:
        """A vector tile of what matches."""
        sides = vector_tiles.bounds(tile)
        inside: Clause = (
            "longitude >= ? AND longitude < ? AND latitude > ? AND latitude <= ?",
            [sides.west, sides.east, sides.south, sides.north],
        )
        where, values = self._lookups.where(
            query, inside, ("where_prec IS DISTINCT FROM ?", [vector_tiles.ONLY_COUNTRY])
        )
        grouping = [sides.west, sides.across, sides.south, sides.up]
        squares = self._rows(_SQUARES.format(where=where), [vector_tiles.VAGUE_FROM, *values, *grouping])
        alone = self._alone(inside, [first for _, _, n, _, _, first in squares if n == 1])
        return vector_tiles.encode(
            tile,
            (
                {
                    "n": n,
                    "event_type": kind,
                    "vague": vague or None,
                    "longitude": longitude,
                    "latitude": latitude,
                    **(alone.get(first, {}) if n == 1 else {}),
                }
                for kind, vague, n, longitude, latitude, first in squares
            ),
        )

    def _alone(self, inside: Clause, positions: list[int]) -> dict[int, dict[str, Any]]:
        """What the marks of single events say besides."""
        if not positions:
            return {}
        condition, values = inside
        rows = self._rows(
            f"SELECT position, {', '.join(_MARKS)} FROM kept.events WHERE {condition} AND position IN (SELECT unnest(?))",  # noqa: S608
            [*values, positions],
        )
        return {position: dict(zip(_MARKS, told, strict=True)) for position, *told in rows}

    def close(self) -> None:
        """Delete it; questions that are being answered are answered to the end."""
        self._database.close()
        self._folder.cleanup()


def _short(error: Exception) -> str:
    """What DuckDB says, without the traces that it adds."""
    return " ".join(str(error).partition(" Detail: ")[0].split())[:200]

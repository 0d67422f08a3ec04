"""A query as one SQL condition that leaves nothing to judge afterwards, for services that page, count and group in SQL.

Values are parameters always. What a person writes in words (a country, a type, an actor) is compared as `Query` does,
by folding: where a database keeps no folded column, the few distinct values of the column are folded here and those
that match are looked for.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from geomap.errors import UsageError
from geomap.store.query import Box, Query, fold

Clause = tuple[str, list[Any]]
Distinct = Callable[[str], Sequence[str]]
"""Gives the different values of a column."""

TYPES = ("event_type", "sub_event_type", "plover_type")
COUNTRIES = ("country_code", "iso3", "country")
ACTORS = ("actor1", "actor2")
ALLIES = ("assoc_actor_1", "assoc_actor_2")
_SEPARATOR = "; "
SEPARATOR = "\x1f"
"""Between the names of `sources` in a copy for maps: a sign that no name holds."""
_NOTHING: Clause = ("1 = 0", [])


class Lookups(ABC):
    """What SQL conditions have in common; each kind of database adds how it writes some of them."""

    def __init__(self, distinct: Distinct) -> None:
        """Take what gives the different values of a column."""
        self._distinct = distinct

    def where(self, query: Query, *more: Clause) -> Clause:
        """The condition with its values, `WHERE` included; empty where everything is wanted.

        Raises:
            UsageError: The query asks for a polygon or an expression, which are judged in Python only.
        """
        if query.area is not None or query.condition is not None:
            raise UsageError("polygons and expressions are not looked up in a database; use `geomap filter` for them")
        clauses = [*self._clauses(query), *more]
        if not clauses:
            return "", []
        return (
            "WHERE " + " AND ".join(f"({condition})" for condition, _ in clauses),
            [value for _, values in clauses for value in values],
        )

    def _clauses(self, query: Query) -> Iterable[Clause]:
        mark = self.mark
        if query.since or query.until:
            yield self._dated(query)
        if query.box:
            yield self._inside(query.box)
        yield from self._in_words(query)
        if query.statuses:
            yield self._one_of("status", list(query.statuses))
        for column, least in (("fatalities", query.min_fatalities), ("confidence", query.min_confidence)):
            if least is not None:
                yield f"{column} >= {mark}", [least]
        for name, value in query.fields:
            yield f"coalesce({name}, '') = {mark}", [value]
        if query.countable:
            yield "NOT aggregate AND NOT background", []

    def _in_words(self, query: Query) -> Iterable[Clause]:
        """What a person wrote in words of their own."""
        text = (query.text,) if query.text else ()
        for given, look_up in (
            (query.actors, self._named_actors),
            (query.sources, self._named_sources),
            (query.types, self._of_types),
            (query.countries, self._in_countries),
            (text, self._says),
        ):
            if given:
                phrases = [phrase for each in given if (phrase := fold(each))]
                yield look_up(phrases) if phrases else _NOTHING  # of signs only, which no words are

    def _of_types(self, phrases: Sequence[str]) -> Clause:
        return self._with_values(TYPES, lambda value: fold(value).startswith(tuple(phrases)))

    def _in_countries(self, phrases: Sequence[str]) -> Clause:
        return self._with_values(COUNTRIES, lambda value: fold(value) in phrases)

    def by_columns(self, query: Query) -> Iterable[Clause]:
        """The days of a query asked of the two columns that hold them; undated events are then left out."""
        if query.since:
            yield f"{self.scanned}end_date >= {self.mark}", [self._day(query.since)]
        if query.until:
            yield f"{self.scanned}event_date <= {self.mark}", [self._day(query.until)]

    def _dated(self, query: Query) -> Clause:
        """Whether the event's days touch the query's."""
        parts = list(self.by_columns(query))
        return " AND ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]

    def _with_values(self, columns: Sequence[str], wanted: Callable[[str], bool]) -> Clause:
        """Whether one of the columns holds one of the values that are wanted."""
        found = [(column, [value for value in self._distinct(column) if wanted(value)]) for column in columns]
        parts = [self._one_of(column, values) for column, values in found if values]
        if not parts:
            return _NOTHING
        return " OR ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]

    def _sides(self, box: Box) -> Clause:
        mark = self.mark
        joined = "OR" if box.west > box.east else "AND"
        return (
            f"(longitude >= {mark} {joined} longitude <= {mark}) AND latitude >= {mark} AND latitude <= {mark}",
            [box.west, box.east, box.south, box.north],
        )

    mark: str
    """How the database writes the place of a value."""

    scanned = ""
    """What before a column keeps the database from its index, which finds half of all events for half of an interval."""

    @abstractmethod
    def _day(self, day: Any) -> Any:
        """A day as the database keeps it."""

    @abstractmethod
    def _one_of(self, column: str, values: list[str]) -> Clause:
        """Whether a column holds one of some values."""

    @abstractmethod
    def _inside(self, box: Box) -> Clause:
        """Whether the point lies in a box."""

    @abstractmethod
    def _named_actors(self, phrases: Sequence[str]) -> Clause:
        """Whether an actor's name has one of some folded phrases as whole words."""

    @abstractmethod
    def _named_sources(self, phrases: Sequence[str]) -> Clause:
        """Whether a source's name has."""

    @abstractmethod
    def _says(self, phrases: Sequence[str]) -> Clause:
        """Whether quote, title or location have the folded phrase as whole words."""


class PostgresLookups(Lookups):
    """Conditions for the tables of `postgis_schema`."""

    mark = "%s"
    # As `fold` does: decomposed, without marks, anything but letters and digits as one space.
    _FOLDED = (
        "' ' || regexp_replace(regexp_replace(replace(lower(normalize({} COLLATE \"und-x-icu\", NFKD)), 'ß', 'ss'), "
        "'[\\u0300-\\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g') || ' '"
    )

    def _day(self, day: Any) -> Any:
        return day

    def _dated(self, query: Query) -> Clause:
        return "days && daterange(%s, %s, '[]')", [query.since, query.until]

    def _one_of(self, column: str, values: list[str]) -> Clause:
        return f"{column} = ANY(%s)", [values]

    def _inside(self, box: Box) -> Clause:
        sides, values = self._sides(box)
        halves = [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]
        indexed = " OR ".join("geom && ST_MakeEnvelope(%s, %s, %s, %s, 4326)" for _ in halves)  # in float32: not exact
        return f"({indexed}) AND {sides}", [
            *(side for west, east in halves for side in (west, box.south, east, box.north)),
            *values,
        ]

    def _named_actors(self, phrases: Sequence[str]) -> Clause:
        return "folded_actors LIKE ANY(%s)", [[f"% {phrase} %" for phrase in phrases]]

    def _named_sources(self, phrases: Sequence[str]) -> Clause:
        return "folded_sources LIKE ANY(%s)", [[f"% {phrase} %" for phrase in phrases]]

    def _says(self, phrases: Sequence[str]) -> Clause:
        sides = " OR ".join(f"{self._FOLDED.format(column)} LIKE %s" for column in ("quote", "title", "location"))
        return sides, [f"% {phrases[0]} %"] * 3


class SqliteLookups(Lookups):
    """Conditions for the tables of a GeoPackage; connections need the function `says` of `geopackage_reading`."""

    mark = "?"
    scanned = "+"

    def _day(self, day: Any) -> Any:
        return day.isoformat()

    def _one_of(self, column: str, values: list[str]) -> Clause:
        return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(values)]  # noqa: S608 - columns of our own

    def _inside(self, box: Box) -> Clause:
        sides, values = self._sides(box)
        across = "OR" if box.west > box.east else "AND"
        found = (
            f"fid IN (SELECT id FROM rtree_events_geom WHERE (maxx >= ? {across} minx <= ?) "  # noqa: S608 - own words
            f"AND maxy >= ? AND miny <= ?) AND {sides}"
        )
        return found, [box.west, box.east, box.south, box.north, *values]

    def _named_actors(self, phrases: Sequence[str]) -> Clause:
        alone, alone_values = self._with_values(ACTORS, _has_words(phrases))
        joined, joined_values = self._with_values(ALLIES, _has_words(phrases, joined_by=_SEPARATOR))
        return f"{alone} OR {joined}", [*alone_values, *joined_values]

    def _named_sources(self, phrases: Sequence[str]) -> Clause:
        named = _has_words(phrases)
        own, own_values = self._with_values(("source",), named)
        told, values = self._one_of("source", [value for value in self._distinct("reports.source") if named(value)])
        of_reports = f"event_id IN (SELECT event_id FROM reports WHERE {told})"  # noqa: S608 - own words
        return f"{own} OR {of_reports}", [*own_values, *values]

    def _says(self, phrases: Sequence[str]) -> Clause:
        return "says(?, quote) OR says(?, title) OR says(?, location)", [phrases[0]] * 3


class ColumnLookups(SqliteLookups):
    """Conditions for the columns of `map_copy`, which are read from end to end: there is no index to find or to avoid."""

    scanned = ""

    def _day(self, day: Any) -> Any:
        return day

    def _one_of(self, column: str, values: list[str]) -> Clause:
        return f"{column} IN (SELECT unnest(CAST(? AS VARCHAR[])))", [values]

    def _inside(self, box: Box) -> Clause:
        return self._sides(box)

    def _named_sources(self, phrases: Sequence[str]) -> Clause:
        return self._with_values(("sources",), _has_words(phrases, joined_by=SEPARATOR))


def _has_words(phrases: Sequence[str], *, joined_by: str | None = None) -> Callable[[str], bool]:
    """Whether a name, or one of the names that a column joins, has one of the folded phrases as whole words."""

    def has(value: str) -> bool:
        names = [f" {fold(name)} " for name in (value.split(joined_by) if joined_by else (value,))]
        return any(f" {phrase} " in name for phrase in phrases for name in names)

    return has

"""Which events are wanted: a conjunction of criteria that each source applies as it can."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geomap.errors import UsageError

if TYPE_CHECKING:
    from geomap.model import Event
    from geomap.store.area import Area
    from geomap.store.expression import Expression

MATCHED = (
    *("event_type", "sub_event_type", "plover_type", "actor1", "actor1_kind", "actor2", "actor2_kind", "location"),
    *("admin1", "admin2", "adm1_pcode", "adm2_pcode", "country_code", "iso3", "doc_id", "language", "review_status"),
)
"""Text fields that a query can ask an exact value of."""


@dataclass(frozen=True, slots=True)
class Box:
    """A bounding box in degrees; `west` greater than `east` crosses the 180th meridian (RFC 7946, 5.2)."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Refuse a box that is upside down or not on Earth."""
        if not (-180 <= self.west <= 180 and -180 <= self.east <= 180 and -90 <= self.south <= self.north <= 90):
            raise UsageError(
                f"the box {self.west},{self.south},{self.east},{self.north} is not west,south,east,north in degrees; "
                "longitude comes first, and south is below north"
            )

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether the point lies in it or on its edge."""
        across = self.west > self.east
        inside = (longitude >= self.west or longitude <= self.east) if across else self.west <= longitude <= self.east
        return inside and self.south <= latitude <= self.north


@dataclass(frozen=True, slots=True)
class Query:
    """Criteria that all must hold; an empty one asks nothing. Within one criterion any of the values will do.

    Attributes:
        since: First day. An event counts when its days touch the range: it ends on `since` or later and begins on
            `until` or earlier. Events without a date are then left out.
        until: Last day, inclusive.
        actors: Words of an actor's or associate's name, whatever the case and accents.
        types: Beginnings of an event type, sub-type or PLOVER type.
        countries: ISO alpha-2, alpha-3 or English names of the country where it happened.
        sources: Words of the publisher's name.
        statuses: occurred, planned, possible, denied.
        box: Bounding box; events without coordinates are then left out.
        area: Polygons; likewise.
        min_fatalities: Fewest deaths in the headline figure; events without one are then left out.
        min_confidence: Least confidence, 0 to 1.
        fields: Exact values of text fields, each a pair of a name in `MATCHED` and a value.
        text: Words in the quote, the title or the location.
        condition: An expression over the fields; see `geomap.store.expression`.
        countable: True leaves out aggregates and background, as maps and sums do.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    box: Box | None = None
    area: Area | None = None
    min_fatalities: int | None = None
    min_confidence: float | None = None
    fields: tuple[tuple[str, str], ...] = ()
    text: str = ""
    countable: bool = False
    condition: Expression | None = None

    def __post_init__(self) -> None:
        """Refuse a range turned round."""
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"the range ends on {self.until}, before it begins on {self.since}; turn the two round")

    def both(self, other: Query) -> Query:
        """The criteria of both, where the other's hold over this one's where both have one."""
        given = {field.name: getattr(other, field.name) for field in dataclasses.fields(other)}
        given = {name: value for name, value in given.items() if value not in (None, (), "", False)}
        return dataclasses.replace(self, **given)

    def matches(self, event: Event) -> bool:
        """Whether the event meets every criterion."""
        known = self._in_time(event) and self._in_space(event) and self._in_kind(event) and self._in_words(event)
        return known and (self.condition is None or self.condition.holds(event))

    def misses(self, known: object) -> bool:
        """Whether a record's ISO days lie outside the range, seen before the record is read in full; False in doubt."""
        if not (self.since or self.until) or not isinstance(known, Mapping):
            return False
        first, last = (_iso_day(known.get(name)) for name in ("event_date", "end_date"))
        if not first or not last:
            return False
        return bool(self.since and last < self.since.isoformat()) or bool(self.until and first > self.until.isoformat())

    def _in_time(self, event: Event) -> bool:
        if self.since is None and self.until is None:
            return True
        first, last = event.event_date, event.end_date or event.event_date
        if first is None or last is None:
            return False
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)

    def _in_space(self, event: Event) -> bool:
        if any((getattr(event, name) or "") != value for name, value in self.fields):
            return False
        if self.countries and not _wanted_countries(self.countries) & {
            fold(name) for name in (event.country_code, event.iso3, event.country) if name
        }:
            return False
        if self.box is None and self.area is None:
            return True
        if event.longitude is None or event.latitude is None:
            return False
        in_box = self.box is None or self.box.holds(event.longitude, event.latitude)
        return in_box and (self.area is None or self.area.holds(event.longitude, event.latitude))

    def _in_kind(self, event: Event) -> bool:
        if self.countable and (event.aggregate or event.background):
            return False
        if self.statuses and event.status not in self.statuses:
            return False
        if self.min_fatalities is not None and (event.fatalities is None or event.fatalities < self.min_fatalities):
            return False
        if self.min_confidence is not None and event.confidence < self.min_confidence:
            return False
        kinds = [fold(kind) for kind in (event.event_type, event.sub_event_type, event.plover_type) if kind]
        beginnings = tuple(beginning for wanted in self.types if (beginning := fold(wanted)))
        return not self.types or any(kind.startswith(beginnings) for kind in kinds)

    def _in_words(self, event: Event) -> bool:
        actors = (event.actor1, event.actor2, *event.assoc_actor_1, *event.assoc_actor_2)
        sources = (event.source, *(report.source for report in event.reports))
        return (
            _any_words(self.actors, actors)
            and _any_words(self.sources, sources)
            and _any_words((self.text,) if self.text else (), (event.quote, event.title, event.location))
        )


def _iso_day(value: object) -> str:
    """A day as ISO text, empty for anything else."""
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return value if isinstance(value, str) and len(value) == len("2020-03-31") and value[4] == value[7] == "-" else ""


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without accents, runs of anything but letters and digits as one space."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


@lru_cache(maxsize=64)
def _wanted_countries(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(name) for name in names)


def _any_words(wanted: tuple[str, ...], texts: tuple[str | None, ...]) -> bool:
    """Whether one of the wanted phrases stands, as whole words, in one of the texts."""
    if not wanted:
        return True
    have = [f" {fold(text)} " for text in texts if text]
    return any(f" {phrase} " in text for each in wanted if (phrase := fold(each)) for text in have)


def query_of(**criteria: Any) -> Query:
    """A query from criteria as people write them: ISO days, single names or several.

    Raises:
        UsageError: A criterion that makes no sense.
    """
    values = {name: value for name, value in criteria.items() if value is not None}
    for name in ("since", "until"):
        if isinstance(values.get(name), str):
            values[name] = _day(name, values[name])
    for name in ("actors", "types", "countries", "sources", "statuses"):
        if name in values:
            values[name] = (values[name],) if isinstance(values[name], str) else tuple(values[name])
    if isinstance(values.get("condition"), str):
        from geomap.store.expression import Expression

        values["condition"] = Expression(values["condition"])
    unknown = {name for name, _ in values.get("fields", ())} - set(MATCHED)
    if unknown:
        raise UsageError(f"exact values are compared in {', '.join(MATCHED)}, not in {min(unknown)}")
    wrong = set(values.get("statuses", ())) - {"occurred", "planned", "possible", "denied"}
    if wrong:
        raise UsageError(f"the status {min(wrong)!r} does not exist; it is occurred, planned, possible or denied")
    try:
        return Query(**values)
    except TypeError as error:
        names = [field.name for field in dataclasses.fields(Query)]
        wrong = set(criteria) - set(names)
        raise UsageError(f"events can be filtered by {', '.join(names)}, not by {', '.join(wrong)}") from error


def _day(name: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise UsageError(f"{name} cannot be {text!r}; write a day as 2020-03-31") from error

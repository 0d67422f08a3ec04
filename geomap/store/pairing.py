"""Two collections of events side by side: which tell of the same happening, and what each lacks.

Pairs are one to one, the best first. Place, days and kind must agree, each as exactly as both sides know it, and
where both name their parties at least one must be the same: in a war of many fronts something happens near any place on
any day. Parties are compared without regard to their order, for ACLED's means nothing outside violence against civilians.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from geomap.model import Event
from geomap.store.parties import shared

RADIUS_KM = {1: 10, 2: 25, 3: 50, 4: 120, 5: 150, 6: 500, 7: 300}
"""How far from its coordinates an event may have happened, by `where_prec` (UCDP): an assumption of this comparison."""

# UCDP does not tell how people fight: its types 1 and 2 are either of these, its type 3 may be shelling of civilians.
_FIGHTING = frozenset({"Battles", "Explosions/Remote violence"})
_ON_CIVILIANS = frozenset({"Violence against civilians", "Explosions/Remote violence"})
_EARTH_KM = 6371.0
_LONGEST_DAYS = 62
_SLACK_DAYS = 1
_SURE_KM, _SURE_DAYS = 50, 7


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events taken for one happening, their distance in kilometres, and how well they agree (0 to 1)."""

    first: Event
    second: Event
    kilometres: float
    score: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The pairs, best first, and the events that found none; events without a place or a date are not compared."""

    pairs: tuple[Pair, ...]
    only_first: tuple[Event, ...]
    only_second: tuple[Event, ...]
    not_compared: int


def compare(first: Iterable[Event], second: Iterable[Event]) -> Comparison:
    """Pair the events of two collections by place, time and kind."""
    left, right = list(first), list(second)
    ours, theirs = ([event for event in side if _comparable(event)] for side in (left, right))
    candidates = [pair for event in _with_days(ours, theirs) for pair in event]
    candidates.sort(key=lambda pair: (-pair.score, pair.first.event_id, pair.second.event_id))
    taken: set[tuple[int, str]] = set()
    pairs = []
    for pair in candidates:
        keys = {(0, pair.first.event_id), (1, pair.second.event_id)}
        if not keys & taken:
            taken |= keys
            pairs.append(pair)
    return Comparison(
        tuple(pairs),
        tuple(event for event in ours if (0, event.event_id) not in taken),
        tuple(event for event in theirs if (1, event.event_id) not in taken),
        len(left) + len(right) - len(ours) - len(theirs),
    )


def _comparable(event: Event) -> bool:
    known = event.event_date is not None and event.latitude is not None and event.where_prec is not None
    return known and event.status == "occurred" and not event.aggregate


def _with_days(ours: list[Event], theirs: list[Event]) -> Iterable[list[Pair]]:
    """For each of ours its possible pairs; theirs are found by their days."""
    by_day: dict[dt.date, list[Event]] = defaultdict(list)
    for event in theirs:
        for day in _days(event):
            by_day[day].append(event)
    for event in ours:
        near = {id(other): other for day in _days(event, _SLACK_DAYS) for other in by_day.get(day, ())}
        yield [pair for other in near.values() if (pair := _pair(event, other))]


def _days(event: Event, slack: int = 0) -> Iterable[dt.date]:
    first, last = event.event_date, event.end_date
    if first is None or last is None:
        return []
    length = min((last - first).days, _LONGEST_DAYS)
    return [first + dt.timedelta(number) for number in range(-slack, length + 1 + slack)]


def _pair(first: Event, second: Event) -> Pair | None:
    """The two as a pair with its score, or None where place or kind forbid it."""
    if not _alike(first, second):
        return None
    far = distance_km(first, second)
    reach = max(RADIUS_KM[first.where_prec or 1], RADIUS_KM[second.where_prec or 1])
    if far > reach:
        return None
    actors = shared(first, second)
    vague = reach > _SURE_KM or max(_length(first), _length(second)) > _SURE_DAYS
    if actors == 0 or (vague and actors is None):  # over a province and a month something always happens
        return None
    nearness = 1 - far / reach
    timeliness = 1 / (1 + _apart(first, second))
    score = 0.35 * nearness + 0.3 * timeliness + 0.25 * (actors or 0.0) + 0.1 * _same_toll(first, second)
    return Pair(first, second, far, round(score, 4))


def _alike(first: Event, second: Event) -> bool:
    """Whether the types may be said of one happening."""
    kinds = {first.event_type, second.event_type}
    if len(kinds) == 1 or kinds == _FIGHTING:
        return True
    return kinds == _ON_CIVILIANS and all(
        event.inter2 in {None, "Civilians", "Protesters"} for event in (first, second)
    )


def _apart(first: Event, second: Event) -> int:
    """Days between the two; 0 where their days touch."""
    (early, ended), (late, _) = sorted(
        (event.event_date or dt.date.min, event.end_date or event.event_date or dt.date.min)
        for event in (first, second)
    )
    return max((late - max(early, ended)).days, 0)


def _same_toll(first: Event, second: Event) -> float:
    """How close the tolls are, 1 for the same; 0 where one is not known or nobody died."""
    low, high = sorted((first.fatalities or 0, second.fatalities or 0))
    return low / high if high else 0.0


def _length(event: Event) -> int:
    return (event.end_date - event.event_date).days if event.event_date and event.end_date else 0


def distance_km(first: Event, second: Event) -> float:
    """The great-circle distance of two placed events in kilometres."""
    lat1, lat2 = math.radians(first.latitude or 0), math.radians(second.latitude or 0)
    turn = math.radians((second.longitude or 0) - (first.longitude or 0))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(turn / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(half, 1.0)))

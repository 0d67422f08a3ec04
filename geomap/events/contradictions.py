"""What keeps two reports from being of one happening.

Status, type, days, places and actors that exclude each other. All of it is symmetric.
"""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass

from geomap.knowledge import fold
from geomap.model import Event

# UCDP precision from which a place is an area or a country. A small place that the gazetteer lacks is often found in another one.
_BROAD = 5
# Reasons that a text may leave open.
DAYS, PLACES, COUNTRIES = "different days", "different places", "different countries"
EARTH_RADIUS_KM = 6371.0088
# How far apart two points of one place may lie, by the coarser of their UCDP precisions (degrees of naming, not of measuring).
# "The north of the country" and a town of that country lie further apart than two areas of different countries may.
AREA_KM = 700.0
# A report that gives only the day on which something was said tells of a day up to a week before it.
SAID_WITHIN_DAYS = 7
REACH_KM = {1: 15.0, 2: 30.0, 3: 60.0, 4: 150.0, 5: 200.0, 6: 3000.0, 7: 400.0}
_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
DEADLY = _VIOLENT
_CROWDS = frozenset({"Protests", "Riots", "Violence against civilians"})
# Types whose sub-types and triggers tell happenings apart: an arrest is no withdrawal, an appeal no threat.
_PARTICULAR = frozenset({"Strategic developments", "Diplomacy"})
_ARMED = frozenset({"State forces", "Rebel group", "Political militia", "Identity militia", "External forces"})
# Those whom states fight: their dead are no victims of their own attack.
OPPOSED = frozenset({"Rebel group", "Political militia", "Identity militia"})
_STATE = frozenset({"Government", "State forces"})
_CIVIL = frozenset({"Civilians", "Protesters", "Rioters"})
_GENERIC = ("Unidentified", "Unnamed")
# What is hit and may be anybody's: a convoy of soldiers is told of as a convoy.
_ANYBODYS = "Convoy"
_WORD = re.compile(r"[^\W_]{3,}")
_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "in",
        "armed",
        "forces",
        "force",
        "army",
        "military",
        "government",
        "police",
        "civilians",
        "group",
        "groups",
        "unidentified",
        "national",
        "ministry",
        "republic",
        "people",
        "movement",
        "state",
    ]
)


def contradiction(one: Event, other: Event) -> str:
    """Why two events cannot be one, empty where they can, or where only what a text leaves open stands against it (see `doubt`)."""
    checks = (_status, _types, _days, elsewhere, _actors)
    return next(
        (reason for check in checks if (reason := check(one, other)) and not _left_open(reason, one, other)), ""
    )


def doubt(one: Event, other: Event) -> str:
    """What stands against two reports of one text being of one happening, but is only taken over from elsewhere in one of them.

    Args:
        one: An event.
        other: Another one.

    Returns:
        The reason, empty where there is none. Strong evidence outweighs it.
    """
    if one.doc_id != other.doc_id:  # texts do not take over from one another
        return ""
    if told_later(one, other):
        return DAYS
    return next(
        (reason for check in (_days, elsewhere) if (reason := check(one, other)) and _left_open(reason, one, other)), ""
    )


def _left_open(reason: str, one: Event, other: Event) -> bool:
    """Whether a day or a place is only taken over in one of two reports, or a country stands against what may be a namesake."""
    role = {DAYS: "date", PLACES: "place", COUNTRIES: "place"}.get(reason)
    if role is None or one.doc_id != other.doc_id:
        return False
    return not (says(one, role) and says(other, role)) or (role == "place" and _is_broad(one) != _is_broad(other))


def _is_broad(event: Event) -> bool:
    return (event.where_prec or 1) >= _BROAD


def says(event: Event, role: str) -> bool:
    """Whether a report's own words say its day or its place, which else it has from the sentences around it."""
    return not event.spans or any(span.role == role for span in event.spans)


def _status(one: Event, other: Event) -> str:
    if one.aggregate != other.aggregate:
        return "one counts many events"
    ahead = {"planned", "possible"}
    return "one has not happened" if (one.status in ahead) != (other.status in ahead) else ""


def _types(one: Event, other: Event) -> str:
    if one.event_type != other.event_type:
        pair = {one.event_type, other.event_type}
        return "" if pair <= _VIOLENT or pair <= _CROWDS else "different types"
    if one.event_type not in _PARTICULAR:
        return ""
    if one.sub_event_type != other.sub_event_type:
        return "different kinds" if one.sub_event_type and other.sub_event_type else ""
    vague = one.sub_event_type in {"Other", "Statement", None} and one.language == other.language
    return "different acts" if vague and trigger_of(one) != trigger_of(other) else ""


def _days(one: Event, other: Event) -> str:
    gap = days_apart(one, other)
    if gap is None or told_later(one, other):
        return ""
    slack = 1 if 2 in {one.time_precision, other.time_precision} else 0
    return DAYS if gap > slack else ""


def told_later(one: Event, other: Event) -> bool:
    """Whether one report has only the day on which it was told, and the other a day shortly before: "..., the army said Monday"."""
    if one.event_date is None or other.event_date is None or one.doc_id != other.doc_id:
        return False
    known, told = sorted((one, other), key=_is_day_of_telling)
    if not _is_day_of_telling(told) or _is_day_of_telling(known) or known.time_precision != 1:
        return False
    return 0 < ((told.event_date or one.event_date) - (known.event_date or one.event_date)).days <= SAID_WITHIN_DAYS


def _is_day_of_telling(event: Event) -> bool:
    """Whether an event's single day is one that is not certain: that of a statement, or of the news itself."""
    return event.event_date == event.end_date and event.time_precision == 2


def days_apart(one: Event, other: Event) -> int | None:
    """Days between two events' intervals, 0 where they overlap, None where either has no date."""
    if one.event_date is None or other.event_date is None:
        return None
    first = max(one.event_date, other.event_date)
    last = min(one.end_date or one.event_date, other.end_date or other.event_date)
    return max(0, (first - last).days)


def elsewhere(one: Event, other: Event) -> str:
    """Why two events are not of one place, as far as their precisions tell; empty where they may be."""
    distance = kilometres(one, other)
    apart = bool(one.country_code and other.country_code and one.country_code != other.country_code)
    if distance is None:
        return COUNTRIES if apart else ""
    coarser = max(one.where_prec or 1, other.where_prec or 1)
    if coarser == 6 and one.country_code and other.country_code:
        return COUNTRIES if apart else ""
    if coarser == 4 and one.admin1 and one.admin1 == other.admin1:
        return ""
    reach = AREA_KM if coarser == 5 and not apart else REACH_KM.get(coarser, 30.0)
    return PLACES if distance > reach else ""


def kilometres(one: Event, other: Event) -> float | None:
    """Great-circle distance of two events in kilometres, None where either has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    half_lat, half_lon = (lat2 - lat1) / 2, math.radians(other.longitude - one.longitude) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


@dataclass(frozen=True, slots=True)
class Who:
    """One actor of an event as far as merging asks; kind and country are known of the principal ones."""

    name: str
    kind: str | None
    country: str | None


def side(event: Event, number: int) -> tuple[Who, ...]:
    """The actors on one side of an event, the principal first."""
    first = event.actor1 if number == 1 else event.actor2
    if first is None:
        return ()
    kind = event.actor1_kind if number == 1 else event.actor2_kind
    country = event.actor1_country if number == 1 else event.actor2_country
    others = event.assoc_actor_1 if number == 1 else event.assoc_actor_2
    return _side(first, kind, country, others)


@functools.lru_cache(maxsize=65536)  # merging asks for the same actors again and again
def _side(first: str, kind: str | None, country: str | None, others: tuple[str, ...]) -> tuple[Who, ...]:
    return (Who(first, kind, country), *(Who(name, None, None) for name in others))


def _actors(one: Event, other: Event) -> str:
    """A side that both reports name, with nobody on it shared; in violence the sides may have changed places."""
    straight = [(side(one, number), side(other, number)) for number in (1, 2)]
    if all(not mine or not theirs or _compatible(mine, theirs) for mine, theirs in straight) or _same_dead(one, other):
        return ""
    crossed = [(side(one, 1), side(other, 2)), (side(one, 2), side(other, 1))]
    met = [(mine, theirs) for mine, theirs in crossed if mine and theirs]
    shared = any(_core(a.name) & _core(b.name) for mine, theirs in met for a in mine for b in theirs)
    swapped = shared and all(_compatible(mine, theirs) for mine, theirs in met)
    return "" if swapped and {one.event_type, other.event_type} <= _VIOLENT else "different actors"


def crossed(one: Event, other: Event) -> bool:
    """Whether what one report calls the doer the other calls the target, by name, or as forces of one state."""
    straight = _shared(side(one, 1), side(other, 1)) or _shared(side(one, 2), side(other, 2))
    by_name = _shared(side(one, 1), side(other, 2)) or _shared(side(one, 2), side(other, 1))
    return not straight and (by_name or _returned(one, other) or _returned(other, one))


def _returned(one: Event, other: Event) -> bool:
    """Whether one tells what a state's forces did, and the other what others did to that state's forces: an attack and the reply to it."""
    doers, hit, others = side(one, 1)[:1], side(other, 2)[:1], side(other, 1)[:1]
    if not doers or not hit or not others or others[0].kind in _STATE:
        return False
    return (
        {doers[0].kind, hit[0].kind} <= _STATE and doers[0].country is not None and doers[0].country == hit[0].country
    )


def _shared(mine: tuple[Who, ...], theirs: tuple[Who, ...]) -> bool:
    return any(_core(a.name) & _core(b.name) for a in mine for b in theirs)


def _same_dead(one: Event, other: Event) -> bool:
    """Whether both count the same dead, whom one report calls terrorists and the other people."""
    return one.fatalities is not None and one.fatalities == other.fatalities and one.fatalities > 2


def _compatible(mine: tuple[Who, ...], theirs: tuple[Who, ...]) -> bool:
    return any(_may_be_one(a, b) for a in mine for b in theirs)


def _may_be_one(a: Who, b: Who) -> bool:
    """Whether two actors may be the same: by name, or one of them generic and of a fitting kind."""
    if a.name == b.name or _core(a.name) & _core(b.name):
        return True
    same_country = not a.country or not b.country or a.country == b.country
    if {a.kind, b.kind} <= _STATE and a.country and same_country:
        return True
    if _is_generic(a) or _is_generic(b):
        return None in {a.kind, b.kind} or {a.kind, b.kind} <= _ARMED
    if a.name.startswith(_ANYBODYS) or b.name.startswith(_ANYBODYS):
        return same_country
    return {a.kind, b.kind} <= _CIVIL and same_country


def _is_generic(who: Who) -> bool:
    """Such as "Unidentified armed group", or fighters of a country without a name: "Rebels (Chad)"."""
    return who.name.startswith(_GENERIC) or (
        who.kind in _ARMED
        and who.name.endswith(")")
        and " (" in who.name
        and who.country is not None
        and len(_core(who.name.split(" (")[0])) <= 1
    )


@functools.lru_cache(maxsize=65536)
def _core(name: str) -> frozenset[str]:
    return frozenset(folded(name)) - _COMMON


def folded(text: str) -> list[str]:
    """The words of a text of three letters or more, without case and accents."""
    return _WORD.findall(fold(text))


def trigger_of(event: Event) -> str:
    """The words of an event's trigger in its quote, folded and cut to their first letters; empty where the quote marks none."""
    span = next((span for span in event.spans if span.role == "trigger"), None)
    return "" if span is None else _beginnings(event.quote[span.start : span.end])


@functools.lru_cache(maxsize=65536)
def _beginnings(text: str) -> str:
    return " ".join(word[:5] for word in folded(text))

"""Whether two reports tell of one happening: what speaks against it, and how much speaks for it.

Everything here is symmetric, so that merging cannot depend on the order of its input.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from geomap.languages import lexicon
from geomap.model import Event

EARTH_RADIUS_KM = 6371.0088
# How far apart two points of one place may lie, by the coarser of their UCDP precisions (degrees of naming, not of measuring).
REACH_KM = {1: 15.0, 2: 30.0, 3: 60.0, 4: 150.0, 5: 200.0, 6: 3000.0, 7: 400.0}
_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
_CROWDS = frozenset({"Protests", "Riots", "Violence against civilians"})
_ARMED = frozenset({"State forces", "Rebel group", "Political militia", "Identity militia", "External forces"})
_WORD = re.compile(r"[^\W_]{3,}")
# Figures that differ by more than this share are of different happenings, where nothing else ties them.
_SAME_FIGURE = 0.34


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two reports have in common.

    Attributes:
        score: Weight of what speaks for one happening; comparable between pairs.
        against: Why they cannot be one, empty where they can.
        reasons: What they share, for people.
    """

    score: float
    against: str = ""
    reasons: tuple[str, ...] = ()


def likeness(one: Event, other: Event) -> Likeness:
    """Compares two events.

    Returns:
        How alike they are; `against` is set where place, days, type, actors or status exclude each other.
    """
    for check in (_against_status, _against_type, _against_days, _against_place, _against_actors):
        reason = check(one, other)
        if reason:
            return Likeness(0.0, reason)
    found = [
        *_time_evidence(one, other),
        *_place_evidence(one, other),
        *_actor_evidence(one, other),
        *_toll_evidence(one, other),
        *_word_evidence(one, other),
    ]
    return Likeness(sum(weight for weight, _ in found), "", tuple(reason for _, reason in found if reason))


def kilometres(one: Event, other: Event) -> float | None:
    """Great-circle distance of two events in kilometres, None where either has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    half_lat, half_lon = (lat2 - lat1) / 2, math.radians(other.longitude - one.longitude) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def _against_status(one: Event, other: Event) -> str:
    if one.aggregate != other.aggregate:
        return "one counts many events"
    ahead = {"planned", "possible"}
    return "one has not happened" if (one.status in ahead) != (other.status in ahead) else ""


def _against_type(one: Event, other: Event) -> str:
    if one.event_type == other.event_type:
        strict = one.event_type in {"Strategic developments", "Diplomacy"}
        different = one.sub_event_type and other.sub_event_type and one.sub_event_type != other.sub_event_type
        return "different kinds" if strict and different else ""
    pair = {one.event_type, other.event_type}
    return "" if pair <= _VIOLENT or pair <= _CROWDS else "different types"


def _against_days(one: Event, other: Event) -> str:
    gap = days_apart(one, other)
    if gap is None:
        return ""
    slack = 1 if 2 in {one.time_precision, other.time_precision} else 0
    return "different days" if gap > slack else ""


def days_apart(one: Event, other: Event) -> int | None:
    """Days between two events' intervals, 0 where they overlap, None where either has no date."""
    if one.event_date is None or other.event_date is None:
        return None
    first = max(one.event_date, other.event_date)
    last = min(one.end_date or one.event_date, other.end_date or other.event_date)
    return max(0, (first - last).days)


def _against_place(one: Event, other: Event) -> str:
    distance = kilometres(one, other)
    if distance is None:
        different = one.country_code and other.country_code and one.country_code != other.country_code
        return "different countries" if different else ""
    coarser = max(one.where_prec or 1, other.where_prec or 1)
    if coarser == 6 and one.country_code and other.country_code:
        return "different countries" if one.country_code != other.country_code else ""
    if coarser == 4 and one.admin1 and other.admin1 and one.admin1 == other.admin1:
        return ""
    return "different places" if distance > REACH_KM.get(coarser, 30.0) else ""


def _against_actors(one: Event, other: Event) -> str:
    """Both sides named in both reports and nobody shared."""
    sides = [(_side(one, 1), _side(other, 1)), (_side(one, 2), _side(other, 2))]
    apart = [bool(mine and theirs and not _compatible(mine, theirs)) for mine, theirs in sides]
    if not any(apart):
        return ""
    crossed = [(_side(one, 1), _side(other, 2)), (_side(one, 2), _side(other, 1))]
    swapped = all(not mine or not theirs or _compatible(mine, theirs) for mine, theirs in crossed) and any(
        mine and theirs for mine, theirs in crossed
    )
    return "" if swapped and one.event_type in _VIOLENT else "different actors"


@dataclass(frozen=True, slots=True)
class _Who:
    name: str
    kind: str | None
    country: str | None


def _side(event: Event, number: int) -> tuple[_Who, ...]:
    first = event.actor1 if number == 1 else event.actor2
    if first is None:
        return ()
    kind = event.actor1_kind if number == 1 else event.actor2_kind
    country = event.actor1_country if number == 1 else event.actor2_country
    others = event.assoc_actor_1 if number == 1 else event.assoc_actor_2
    return (_Who(first, kind, country), *(_Who(name, None, None) for name in others))


def _compatible(mine: tuple[_Who, ...], theirs: tuple[_Who, ...]) -> bool:
    return any(_may_be_one(a, b) for a in mine for b in theirs)


def _may_be_one(a: _Who, b: _Who) -> bool:
    """Whether two actors may be the same: by name, or one of them generic and of a fitting kind."""
    if a.name == b.name or _core(a.name) & _core(b.name):
        return True
    if (
        a.kind in {"Government", "State forces"}
        and b.kind in {"Government", "State forces"}
        and a.country
        and a.country == b.country
    ):
        return True
    generic = ("Unidentified", "Unnamed")
    vague = a.name.startswith(generic) or b.name.startswith(generic)
    if vague:
        return a.kind is None or b.kind is None or (a.kind in _ARMED and b.kind in _ARMED)
    return bool(
        a.kind in {"Civilians", "Protesters", "Rioters"}
        and b.kind in {"Civilians", "Protesters", "Rioters"}
        and (not a.country or not b.country or a.country == b.country)
    )


_COMMON = frozenset(
    "the of and in armed forces force army military government police civilians group groups unidentified national ministry republic people movement state".split()
)


def _core(name: str) -> set[str]:
    return {word for word in _folded(name) if word not in _COMMON}


def _folded(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).lower()
    return _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))


def _time_evidence(one: Event, other: Event) -> Iterator[tuple[float, str]]:
    if one.event_date is None or other.event_date is None:
        return
    exact = one.time_precision == 1 and other.time_precision == 1
    if exact and one.event_date == other.event_date:
        yield 2.0, "the same day"
    elif _length(one) <= 8 and _length(other) <= 8:
        yield 1.2, "days that fit"
    else:
        yield 0.5, "periods that overlap"


def _length(event: Event) -> int:
    if event.event_date is None:
        return 0
    return ((event.end_date or event.event_date) - event.event_date).days + 1


def _place_evidence(one: Event, other: Event) -> Iterator[tuple[float, str]]:
    distance = kilometres(one, other)
    if distance is None:
        return
    coarser = max(one.where_prec or 1, other.where_prec or 1)
    if coarser <= 2:
        yield 2.0, "the same place"
    elif coarser <= 4:
        yield 1.3 if distance < 1 else 1.0, "places that fit"
    else:
        yield 0.5, "the same country or area"


def _actor_evidence(one: Event, other: Event) -> Iterator[tuple[float, str]]:
    mine = {who.name for number in (1, 2) for who in _side(one, number)}
    theirs = {who.name for number in (1, 2) for who in _side(other, number)}
    shared = {name for name in mine & theirs}
    for name in sorted(shared)[:2]:
        yield 0.5 if name.startswith(("Unidentified", "Civilians")) else 0.8, name


def _toll_evidence(one: Event, other: Event) -> Iterator[tuple[float, str]]:
    if one.fatalities is not None and other.fatalities is not None:
        most = max(one.fatalities, other.fatalities)
        apart = abs(one.fatalities - other.fatalities) / most if most else 0.0
        if apart == 0:
            yield 1.5 if most > 2 else 0.7, "the same toll"
        elif apart <= _SAME_FIGURE:
            yield 0.3, "tolls that are near"
        else:
            yield -1.5, ""
    if one.injured is not None and one.injured == other.injured and one.injured > 1:
        yield 0.8, "the same number of injured"


def _word_evidence(one: Event, other: Event) -> Iterator[tuple[float, str]]:
    if one.sub_event_type and one.sub_event_type == other.sub_event_type:
        yield 0.8, "the same kind"
    elif one.event_type == other.event_type:
        yield 0.4, ""
    if one.language == other.language:
        shared = similarity(one.quote, other.quote)
        if shared >= 0.8:
            yield 3.0, "the same words"
        elif shared >= 0.35:
            yield 1.0, "like words"
        if trigger_of(one) and trigger_of(one) == trigger_of(other):
            yield 0.5, ""
    if one.doc_id == other.doc_id and _points_back(one, other):
        yield 1.2, "one points back to the other"


@functools.lru_cache(maxsize=65536)
def shingles(text: str) -> frozenset[str]:
    """The words of a text, folded; of long texts their neighbours in pairs."""
    words = _folded(text)
    return frozenset(words) if len(words) < 4 else frozenset(" ".join(words[i : i + 2]) for i in range(len(words) - 1))


def similarity(one: str, other: str) -> float:
    """Shared word pairs of two texts, as a share of all of them: 0 to 1."""
    mine, theirs = shingles(one), shingles(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def trigger_of(event: Event) -> str:
    """The words of an event's trigger in its quote, folded and cut to their stem's first letters."""
    span = next((span for span in event.spans if span.role == "trigger"), None)
    if span is None:
        return ""
    return " ".join(word[:5] for word in _folded(event.quote[span.start : span.end]))


def _points_back(one: Event, other: Event) -> bool:
    """Whether the later of two events of a document is told with a definite noun ("the attack", "cette attaque")."""
    later = max(one, other, key=lambda event: (event.quote_start, event.event_id))
    span = next((span for span in later.spans if span.role == "trigger"), None)
    if span is None:
        return False
    before = later.quote[: span.start].lower().replace("’", "'").split()
    elided = later.quote[: span.start].lower().replace("’", "'").endswith(("l'", "d'"))
    articles = _definite(later.language)
    return elided or bool(before and before[-1] in articles) or bool(len(before) > 1 and before[-2] in articles)


@functools.cache
def _definite(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "status").get("definite", ()))


def days_of(event: Event, most: int = 10) -> list[dt.date]:
    """The days of an event with one on either side where it is not certain to the day; none where it has no date or lasts longer than `most`."""
    if event.event_date is None or _length(event) > most:
        return []
    slack = 0 if event.time_precision == 1 else 1
    first = event.event_date - dt.timedelta(slack)
    return [first + dt.timedelta(i) for i in range(_length(event) + 2 * slack)]

"""How much speaks for two reports being of one happening.

The weights are points that a reader would give: a day and a town shared are two each, a figure shared one and a half.
All of it is symmetric, so that merging cannot depend on the order of its input.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass

from geomap.events.contradictions import (
    COUNTRIES,
    DAYS,
    PLACES,
    contradiction,
    crossed,
    days_apart,
    doubt,
    folded,
    kilometres,
    says,
    side,
    told_later,
    trigger_of,
)
from geomap.events.retelling import COST, LIKE_WORDS, POINTS_BACK, SAME_PERSON, SAME_WORDS, names_any, told_again
from geomap.model import Event

# Figures that differ by less than this share of the larger are one figure counted twice.
_SAME_FIGURE = 0.1
# Intervals longer than this many days say too little to be "the same time".
_SHORT = 8
_SAME_TOLL = "the same toll"
_LONG = 31
# What different tolls of one voice weigh.
_CLASH = -2.5
# What doers who are the other report's targets weigh: as a rule that is a reply.
_CROSSED = -2.2
# What a different day or place weighs where one report has it only from the sentences before.
_IN_DOUBT = -0.5


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


def likeness(one: Event, other: Event, *, pointed: bool = False) -> Likeness:
    """Compares two events.

    Args:
        one: An event.
        other: Another one, or the same.
        pointed: Whether it is known that the later of the two takes up the earlier.

    Returns:
        How alike they are; `against` is set where they contradict each other.
    """
    against = contradiction(one, other)
    if against:
        return Likeness(0.0, against)
    readers = (_time, _place, _who, _tolls, _kind, _told)
    found = [evidence for reader in readers for evidence in reader(one, other)]
    reasons = tuple(reason for _, reason in found if reason)
    in_doubt = doubt(one, other)
    if in_doubt and not pointed and not _outweighs(in_doubt, one, other) & set(reasons):
        return Likeness(0.0, in_doubt)
    return Likeness(sum(weight for weight, _ in found), "", reasons)


def _outweighs(reason: str, one: Event, other: Event) -> set[str]:
    """What is enough against a doubt: less where one report has its day or place only from elsewhere."""
    both_say = reason != DAYS and says(one, "place") and says(other, "place")
    return {SAME_WORDS} if both_say else {SAME_WORDS, LIKE_WORDS, SAME_PERSON, POINTS_BACK, _SAME_TOLL, COST}


def _time(one: Event, other: Event) -> Iterator[tuple[float, str]]:
    if one.event_date is None or other.event_date is None:
        return
    exact = one.time_precision == 1 and other.time_precision == 1
    longer, shorter = max(_length(one), _length(other)), min(_length(one), _length(other))
    if told_later(one, other):
        yield 0.5, "a day shortly before it was told"
    elif days_apart(one, other):
        yield _IN_DOUBT, ""
    elif exact and one.event_date == other.event_date:
        yield 2.0, "the same day"
    elif longer <= _SHORT:
        same = one.event_date == other.event_date and longer == shorter
        yield (1.2, "the same days") if same else (0.5, "days that fit")
    elif longer > _LONG and shorter <= _SHORT:
        yield -1.5, ""
    else:
        yield 0.5, "periods that overlap"


def _length(event: Event) -> int:
    if event.event_date is None:
        return 0
    return ((event.end_date or event.event_date) - event.event_date).days + 1


def _place(one: Event, other: Event) -> Iterator[tuple[float, str]]:
    distance = kilometres(one, other)
    if distance is None:
        return
    coarser, finer = max(one.where_prec or 1, other.where_prec or 1), min(one.where_prec or 1, other.where_prec or 1)
    if doubt(one, other) in {PLACES, COUNTRIES}:
        yield _IN_DOUBT, ""
    elif distance < 1 and coarser <= 5:
        yield 2.0 if coarser <= 2 else 1.5, "the same place"
    elif coarser <= 2:
        yield 0.8, "places side by side"
    elif coarser == finer:
        yield 0.0, ""
    else:
        yield 0.5, "a place within the other"


def _who(one: Event, other: Event) -> Iterator[tuple[float, str]]:
    mine = {who.name for number in (1, 2) for who in side(one, number)}
    theirs = {who.name for number in (1, 2) for who in side(other, number)}
    if crossed(one, other) and not _two_voices(one, other):
        yield _CROSSED, ""
        return
    for name in sorted(mine & theirs)[:2]:
        yield 0.5 if name.startswith(("Unidentified", "Civilians", "Government of")) else 0.8, name


def _tolls(one: Event, other: Event) -> Iterator[tuple[float, str]]:
    if one.fatalities is not None and other.fatalities is not None:
        yield _compare(
            one.fatalities, other.fatalities, one_voice=one.doc_id == other.doc_id and not _two_voices(one, other)
        )
    if one.injured is not None and one.injured == other.injured and one.injured > 1:
        yield 0.8, "the same number of injured"


def tolls_clash(one: Event, other: Event) -> bool:
    """Whether two reports of one voice count different dead, which one happening cannot have."""
    if one.fatalities is None or other.fatalities is None or one.doc_id != other.doc_id or _two_voices(one, other):
        return False
    return _compare(one.fatalities, other.fatalities, one_voice=True)[0] == _CLASH


def _two_voices(one: Event, other: Event) -> bool:
    """Whether different parties vouch for the two: each has its own figures for one happening."""
    return bool(one.claimants and other.claimants) and not set(one.claimants) & set(other.claimants)


def _compare(one: int, other: int, *, one_voice: bool) -> tuple[float, str]:
    """Two figures of dead: one document gives one figure for one happening; several documents, and the parties to it, may differ."""
    most, least = max(one, other), min(one, other)
    if most == least:
        return (1.5 if most > 2 else 0.7), _SAME_TOLL
    if (most - least) / most <= _SAME_FIGURE:
        return 0.6, "tolls that are near"
    if least <= 2 or not one_voice:
        return -0.5, ""
    return _CLASH, ""


def _kind(one: Event, other: Event) -> Iterator[tuple[float, str]]:
    if one.event_type != other.event_type:
        yield (0.0 if names_any(one, other) else _mismatch(one, other)), ""
    elif one.sub_event_type and one.sub_event_type == other.sub_event_type:
        yield 0.8, "the same kind"
    else:
        yield 0.3, ""
    if one.language == other.language and trigger_of(one) and trigger_of(one) == trigger_of(other):
        yield 0.5, "the same word for it"


def _mismatch(one: Event, other: Event) -> float:
    """What different types weigh: less where one is only the other with its victims, or its doers, better known."""
    return -0.4 if {one.event_type, other.event_type} == {"Battles", "Violence against civilians"} else -1.0


def _told(one: Event, other: Event) -> Iterator[tuple[float, str]]:
    """How they are told: as one text tells a thing again, or as a copied text."""
    if one.doc_id == other.doc_id:
        yield from told_again(one, other)
    elif one.language == other.language:
        shared = similarity(one.quote, other.quote)
        if shared >= 0.8:
            yield 3.0, "the same words"
        elif shared >= 0.35:
            yield 1.0, LIKE_WORDS


@functools.lru_cache(maxsize=65536)
def shingles(text: str) -> frozenset[str]:
    """The neighbouring words of a text in pairs, folded; of very short texts the words."""
    words = folded(text)
    return frozenset(words) if len(words) < 4 else frozenset(" ".join(words[i : i + 2]) for i in range(len(words) - 1))


def similarity(one: str, other: str) -> float:
    """Shared word pairs of two texts, as a share of all of them: 0 to 1."""
    mine, theirs = shingles(one), shingles(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def days_of(event: Event, most: int = 10) -> list[dt.date]:
    """The days of an event, with one on either side where it is not certain; none where it lasts longer than `most`."""
    if event.event_date is None or _length(event) > most:
        return []
    slack = 0 if event.time_precision == 1 else 1
    first = event.event_date - dt.timedelta(slack)
    return [first + dt.timedelta(i) for i in range(_length(event) + 2 * slack)]

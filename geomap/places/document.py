"""One document's place names on their way to places: their uses, surroundings, groups and what contains what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from geomap.model import Use
from geomap.places.candidates import Option, level_of
from geomap.places.gazetteer import fold
from geomap.places.lexicon import PlaceWords
from geomap.places.recognise import Name
from geomap.places.resolve import Group
from geomap.places.surroundings import Surroundings, surroundings

# Words that may stand between a place and what it lies in: "X, in the eastern Syrian province of Y".
_BETWEEN = 9
_BESIDE = 120
_HIGHER = {"country": 3, "admin1": 2, "admin2": 1}


@dataclass(slots=True)
class Mention:
    """One name of a document with what was read around it.

    Attributes:
        name: The name in its sentence.
        use: How it is used.
        around: The words around it.
        group: Number of its group.
    """

    name: Name
    use: Use
    around: Surroundings
    group: int = 0


@dataclass(slots=True)
class Reading:
    """A document's mentions, their groups, and the weights of countries it speaks of otherwise."""

    mentions: list[Mention]
    groups: list[Group]
    hints: dict[str, float] = field(default_factory=dict)


LookUp = Callable[[str, str, tuple[str, ...]], list[Option]]


def read(
    names: Sequence[Name], uses: Sequence[Use], words: PlaceWords, look_up: LookUp, demonym: Callable[[str], str | None]
) -> Reading:
    """Group a document's names and look their candidates up.

    Args:
        names: Place names in order.
        uses: The use of each.
        words: The language's lexicon.
        look_up: From a name, its ISO 3166 code and the levels asked for to the entries considered.
        demonym: From an adjective or a people to its country.
    """
    mentions = [Mention(name, use, surroundings(name, words)) for name, use in zip(names, uses, strict=True)]
    groups = _grouped(mentions, look_up)
    _contained(mentions, groups, words, demonym)
    _neighbours(mentions, groups)
    for mention in mentions:
        country = demonym(mention.around.adjective) if mention.around.adjective else None
        if country:
            for option in groups[mention.group].options:
                option.features["said country" if option.place.country_code == country else "other country said"] = 1.0
    return Reading(mentions, groups)


def _grouped(mentions: Sequence[Mention], look_up: LookUp) -> list[Group]:
    """One group for each name and level asked for."""
    numbers: dict[tuple[str, tuple[str, ...], str], int] = {}
    groups: list[Group] = []
    for mention in mentions:
        span = mention.name.span
        key = (fold(span.text), mention.around.levels, span.code)
        if key in numbers:
            groups[numbers[key]].mentions += 1
            groups[numbers[key]].acts &= mention.use == "metonym"
        else:
            numbers[key] = len(groups)
            groups.append(
                Group(key[0], look_up(span.text, span.code, mention.around.levels), acts=mention.use == "metonym")
            )
        mention.group = numbers[key]
    return groups


def _contained(
    mentions: Sequence[Mention], groups: Sequence[Group], words: PlaceWords, demonym: Callable[[str], str | None]
) -> None:
    """Pairs of names that the text puts one inside the other."""
    for inner, outer in pairwise(mentions):
        if inner.name.view is not outer.name.view or inner.group == outer.group:
            continue
        says = (
            _says_inside(inner.name, outer.name, words, demonym)
            or _is_side_of(inner.name, outer.name, words)
            or _is_of_division(inner, outer, words)
        )
        if says and any(level_of(option.place) in _HIGHER for option in groups[outer.group].options):
            groups[inner.group].inside.add(outer.group)


def _says_inside(inner: Name, outer: Name, words: PlaceWords, demonym: Callable[[str], str | None]) -> bool:
    """Whether what stands between two names puts the first inside the second: a comma, a bracket, "in the east of"."""
    seen, first, last = inner.view, inner.span.last + 1, outer.span.first
    sign = seen.text[inner.span.end : seen.starts[first]].strip() if first < len(seen.words) else ""
    between = seen.lows[first:last]
    if first == last:
        return sign in {",", "("}
    if len(between) > _BETWEEN or sign not in {"", ",", "("}:
        return False
    if any(seen.gap(i).strip() not in {"", "'", "’", "-"} for i in range(first + 1, last + 1)):
        return False
    if between[0] in words.levels and len(between) > 1:
        between = between[1:]
    beside = between[0] not in words.inside
    known = (words.inside, words.articles, words.linkers, words.levels, words.parts, words.positions, words.directions)
    return not beside and all(any(low in group for group in known) or bool(demonym(low)) for low in between)


def _is_of_division(inner: Mention, outer: Mention, words: PlaceWords) -> bool:
    """Whether a comma and a division's designator lead from a name to a larger one: "la commune de X, province de Y"."""
    seen, first, last = inner.name.view, inner.name.span.last + 1, outer.name.span.first
    between = seen.lows[first:last]
    if not between or seen.text[inner.name.span.end : seen.starts[first]].strip() not in {",", "("}:
        return False
    larger = {"admin1", "admin2"} & set(outer.around.levels) - set(inner.around.levels)
    known = (words.levels, words.linkers, words.articles)
    return bool(larger) and all(any(low in group for group in known) for low in between)


def _is_side_of(inner: Name, outer: Name, words: PlaceWords) -> bool:
    """Whether a name is but a side of the country behind it: "le Nord-Ouest du Nigeria", and not Haiti's province of that name."""
    seen, first, last = inner.view, inner.span.last + 1, outer.span.first
    between = seen.lows[first:last]
    if not between or any(low not in words.linkers and low not in words.articles for low in between):
        return False
    return inner.span.text.lower() in words.directions and any(low in words.linkers for low in between)


def _neighbours(mentions: Sequence[Mention], groups: Sequence[Group]) -> None:
    for one, other in pairwise(mentions):
        if one.group != other.group and other.name.start - one.name.end <= _BESIDE:
            groups[one.group].beside.add(other.group)
            groups[other.group].beside.add(one.group)

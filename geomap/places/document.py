"""One document's place names on their way to places: their uses, surroundings, groups and what contains what."""

from __future__ import annotations

import re
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

_INSIDE = re.compile(
    r"\s*(?:,\s*(?:in|en|au|aux|dans\s+(?:le|la|les|l['’]))?|\(|,?\s+(?:in|en|au|aux)|,?\s+dans\s+(?:le|la|les|l['’]))\s*(?:the\s+|l['’]\s*)?",
    re.IGNORECASE,
)
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
    _contained(mentions, groups)
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
        else:
            numbers[key] = len(groups)
            groups.append(Group(key[0], look_up(span.text, span.code, mention.around.levels)))
        mention.group = numbers[key]
    return groups


def _contained(mentions: Sequence[Mention], groups: Sequence[Group]) -> None:
    """Pairs of names that the text puts one inside the other."""
    for inner, outer in pairwise(mentions):
        if inner.name.view is not outer.name.view or inner.group == outer.group:
            continue
        gap = inner.name.view.text[inner.name.span.end : outer.name.span.start]
        if _INSIDE.fullmatch(gap) and any(level_of(option.place) in _HIGHER for option in groups[outer.group].options):
            groups[inner.group].inside.add(outer.group)


def _neighbours(mentions: Sequence[Mention], groups: Sequence[Group]) -> None:
    for one, other in pairwise(mentions):
        if one.group != other.group and other.name.start - one.name.end <= _BESIDE:
            groups[one.group].beside.add(other.group)
            groups[other.group].beside.add(one.group)

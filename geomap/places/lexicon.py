"""The words of one language by which places are recognised and read, compiled from `languages/<code>/places.yaml`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from geomap.languages import cardinals, lexicon

LEVELS = ("country", "admin1", "admin2", "commune", "town", "quarter", "site", "area", "line", "water")


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """One language's lexicon for places; every word is lower case unless said otherwise.

    Attributes:
        levels: Designator to the levels it may mean ("district": admin2).
        linkers: What joins a designator in front to its name ("of", "de", "d").
        articles: Definite articles.
        conjunctions: What joins the last members of a list.
        after: Nouns that, capitalised behind a name, belong to it.
        before: Nouns that, capitalised in front of a name, belong to it.
        small: Of `before`, those that belong to the name in small letters too.
        directions: Word to bearing in degrees from north, None for "central".
        parts: Nouns for a part of a place ("north", "outskirts").
        positions: Adjectives for a part of a place ("northern").
        classes: Word to the context classes it belongs to ("title", "organisation", "place", "with", ...).
        acts: Verb and noun lists for the use of a name, by group.
        literal_suffixes: Behind a hyphen, say that the place is meant ("UK-based").
        acting_suffixes: Behind a hyphen, say that its government acts ("US-backed").
        not_places: Capitalised words that are no places whatever a gazetteer says.
        codes: Abbreviation or everyday name, as written, to an ISO 3166 code.
        after_town: The same, only behind a comma or a town.
        offshore: Phrases for the sea before a place, likewise.
        near: Phrases for nearness, longest first, as one pattern that ends where the name begins.
        units: Unit of distance to kilometres.
        numbers: Number word to its value ("twenty", "vingtaine").
        away: What stands between a distance and the name that it is from ("from", "de").
        part_of: Prepositions that make a side a part of the place ("in the north of").
        inner_parts: Parts that lie in the place itself ("centre").
        inside: Prepositions that say that one name lies in another.
        leading: Small words that may lead from a place to a landmark ("about", "situé").
        borders: Nouns for borders.
        routes: Nouns for roads and other lines between places.
        between: Words for "between".
        country_words: Word of a country's daily life to the country.
    """

    levels: Mapping[str, tuple[str, ...]]
    linkers: frozenset[str]
    articles: frozenset[str]
    conjunctions: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    small: frozenset[str]
    directions: Mapping[str, float | None]
    parts: frozenset[str]
    positions: frozenset[str]
    classes: Mapping[str, frozenset[str]]
    acts: Mapping[str, frozenset[str]]
    literal_suffixes: frozenset[str]
    acting_suffixes: frozenset[str]
    not_places: frozenset[str]
    codes: Mapping[str, str]
    after_town: Mapping[str, str]
    offshore: re.Pattern[str]
    near: re.Pattern[str]
    units: Mapping[str, float]
    numbers: Mapping[str, int]
    away: frozenset[str]
    part_of: frozenset[str]
    inner_parts: frozenset[str]
    inside: frozenset[str]
    leading: frozenset[str]
    borders: frozenset[str]
    routes: frozenset[str]
    between: frozenset[str]
    country_words: Mapping[str, str]


@functools.cache
def place_words(code: str) -> PlaceWords:
    """The compiled lexicon of one language; empty lists where its pack says nothing of places."""
    facts = lexicon(code, "places")
    parts: Mapping[str, Any] = facts.get("name_parts") or {}
    prepositions: Mapping[str, Any] = facts.get("prepositions") or {}
    suffixes: Mapping[str, Any] = facts.get("suffixes") or {}
    return PlaceWords(
        levels=_levels(facts.get("designators") or {}),
        linkers=_words(facts.get("linkers")),
        articles=_words(facts.get("articles")),
        conjunctions=_words(facts.get("conjunctions")),
        after=_words(parts.get("after")),
        before=_words(parts.get("before")),
        small=_words(facts.get("name_parts_small")),
        directions=MappingProxyType(dict(facts.get("directions") or {})),
        parts=_words(facts.get("parts")),
        positions=_words(facts.get("position_adjectives")),
        classes=_classes(facts, prepositions),
        acts=MappingProxyType({group: _words(words) for group, words in (facts.get("acts") or {}).items()}),
        literal_suffixes=_words(suffixes.get("literal")),
        acting_suffixes=_words(suffixes.get("acting")),
        not_places=_words(facts.get("not_places")),
        codes=MappingProxyType(dict(facts.get("abbreviations") or {})),
        after_town=MappingProxyType(dict(facts.get("after_town") or {})),
        offshore=_ending_in(prepositions.get("offshore") or ()),
        near=_ending_in(prepositions.get("near") or ()),
        units=MappingProxyType({str(unit): float(km) for unit, km in (facts.get("distance_units") or {}).items()}),
        numbers=MappingProxyType({**cardinals(code), **_collectives(code)}),
        away=_words(prepositions.get("away")),
        part_of=_words(facts.get("part_of")),
        inner_parts=_words(facts.get("inner_parts")),
        inside=_words(facts.get("inside")),
        leading=frozenset(word for phrase in _words(facts.get("leading")) for word in phrase.split())
        | _parts_of(prepositions.get("near") or ()),
        borders=_words(facts.get("border")),
        routes=_words(facts.get("route")),
        between=_words(facts.get("between")),
        country_words=MappingProxyType(
            {str(word): country for country, words in (facts.get("country_words") or {}).items() for word in words}
        ),
    )


def _collectives(code: str) -> Mapping[str, int]:
    """Nouns of a rounded number: "une dizaine de kilomètres"."""
    return (lexicon(code, "figures").get("numbers") or {}).get("collectives") or {}


def _parts_of(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in str(phrase).lower().split())


def loose(name: str) -> str:
    """A name for comparison within this room's own tables: case and apostrophes evened out."""
    return name.replace("’", "'").casefold()


def _words(words: Iterable[object] | None) -> frozenset[str]:
    return frozenset(str(word).lower() for word in words or ())


def _levels(designators: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for level in LEVELS:
        for word in designators.get(level, ()):
            table[word.lower()] = (*table.get(word.lower(), ()), level)
    return MappingProxyType(table)


def _classes(facts: Mapping[str, Any], prepositions: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    groups = {
        "title": facts.get("person_titles"),
        "organisation": facts.get("organisation_words"),
        "place": prepositions.get("place"),
        "with": prepositions.get("with"),
        "of": prepositions.get("of"),
        "article": facts.get("articles"),
        "between": facts.get("between"),
        "suffix": facts.get("person_suffixes"),
    }
    table: dict[str, set[str]] = {}
    for group, words in groups.items():
        for word in _words(words):
            if " " not in word:
                table.setdefault(word, set()).add(group)
    return MappingProxyType({word: frozenset(found) for word, found in table.items()})


def _ending_in(phrases: Iterable[str]) -> re.Pattern[str]:
    longest = sorted((phrase.lower() for phrase in phrases), key=len, reverse=True)
    if not longest:
        return re.compile(r"(?!)")
    alternatives = "|".join(re.escape(phrase).replace(r"\ ", r"[ '’]+") for phrase in longest)
    return re.compile(rf"(?:^|\W)({alternatives})[ '’]*(?:(?:the|le|la|les|l)[ '’]+)?$", re.IGNORECASE)

"""A language's number words, and a sentence cut into the pieces that numbers are read from."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from geomap.languages import cardinals, lexicon

Bound = Literal["exact", "least", "most", "about", "range", "vague"]
DASH = "-"
_HUNDRED = 100
_DASHES = ("-", "–")
_TO_SPACE = {ord(space): " " for space in "\u00a0\u202f\u2009"}
_DIGIT_RANGE = re.compile(r"[0-9]+[-–][0-9]+")
_PLAIN = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """One language's number words, made ready for reading.

    Those of its numbers.yaml and `numbers` of its figures.yaml, phrases as tuples of pieces. `openers` are all that a
    number in words can begin with.
    """

    values: Mapping[tuple[str, ...], int]
    multipliers: Mapping[str, int]
    joiners: Mapping[str, Mapping[str, Any]]
    collectives: Mapping[str, int]
    vague: frozenset[tuple[str, ...]]
    articles: frozenset[str]
    bounds: Mapping[tuple[str, ...], Bound]
    ranges: tuple[tuple[str, str], ...]
    decimal: str
    thousands: frozenset[str]
    units: frozenset[str]
    currency: frozenset[str]
    openers: frozenset[str]


@functools.cache
def number_words(language: str) -> NumberWords:
    """The number words of a language, empty where its pack has none."""
    facts, words = lexicon(language, "figures").get("numbers", {}), cardinals(language)
    bounds: dict[tuple[str, ...], Bound] = {
        split_phrase(phrase): kind
        for kind in ("least", "most", "about")
        for phrase in facts.get("bounds", {}).get(kind, ())
    }
    values = {split_phrase(word): value for word, value in words.items() if value < _HUNDRED}
    multipliers = {
        **{word: value for word, value in words.items() if value >= _HUNDRED},
        **facts.get("multipliers", {}),
    }
    vague = frozenset(split_phrase(phrase) for phrase in facts.get("vague", ()))
    articles = frozenset(facts.get("articles", ()))
    ranges = (*((rule["open"], rule["middle"]) for rule in facts.get("ranges", ())), ("", DASH))
    return NumberWords(
        values=values,
        multipliers=multipliers,
        joiners=facts.get("joiners", {}),
        collectives=facts.get("collectives", {}),
        vague=vague,
        articles=articles,
        bounds=bounds,
        ranges=ranges,
        decimal=facts.get("decimal", "."),
        thousands=frozenset(facts.get("thousands", ())),
        units=frozenset(facts.get("units", ())),
        currency=frozenset(facts.get("currency", ())),
        openers=frozenset(
            {phrase[0] for phrase in (*values, *vague)} | multipliers.keys() | articles | {word for word, _ in ranges}
        ),
    )


def split_phrase(phrase: str) -> tuple[str, ...]:
    """A phrase in the pieces that reading works on: elided articles keep their apostrophe, hyphens fall away."""
    return tuple(pieces(phrase.replace("’", "'").lower()))


def pieces(word: str) -> list[str]:
    """A word at its hyphens, blanks and apostrophes."""
    return [piece for piece in re.split(r"[-–\s]+|(?<=')", word) if piece]


@dataclass(frozen=True, slots=True)
class Text:
    """The pieces of a sentence's words, each with the index of the word it came from."""

    pieces: tuple[str, ...]
    word: tuple[int, ...]


def cut(words: Sequence[str]) -> Text:
    """Cuts a sentence's words into pieces: "quatre-vingt-dix" into three, "1 500" into one, "10-15" into a range."""
    found: list[str] = []
    index: list[int] = []
    for i, word in enumerate(words):
        if word.isalpha():
            found.append(word.lower())
            index.append(i)
            continue
        parts = pieces(word.replace("’", "'").lower().translate(_TO_SPACE))
        if word in _DASHES and 0 < i < len(words) - 1 and words[i - 1].isdigit() and words[i + 1].isdigit():
            parts = [DASH]
        elif _DIGIT_RANGE.fullmatch(word):
            parts = [parts[0], DASH, parts[-1]]
        if len(parts) > 1 and all(_PLAIN.fullmatch(part) for part in parts) and "-" not in word:
            parts = ["".join(parts)]
        found += parts
        index += [i] * len(parts)
    return Text(tuple(found), tuple(index))

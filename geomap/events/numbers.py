"""Numbers as news writes them: digits, words, rounded collectives, bounds and ranges, read from a list of words.

The method is the same for every language that counts in tens; the words stand in `languages/<code>/figures.yaml` under `numbers`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from geomap.languages import lexicon

Bound = Literal["exact", "least", "most", "about", "range", "vague"]
# No single event or war has killed more; a longer number is an account, a telephone number or a code.
LARGEST = 100_000_000
_TO_SPACE = {ord(space): " " for space in "\u00a0\u202f\u2009"}
_DIGIT_RANGE = re.compile(r"[0-9]+[-–][0-9]+")
_PLAIN = re.compile(r"\d+")
_GROUP = re.compile(r"\d{3}")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_DASHES = ("-", "–")
_DASH = "-"
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the words that bound it.

    Attributes:
        first: Index of its first word, bound included ("au moins seize" begins at "au").
        last: Index after its last word.
        low: The least it can be, None where unknown ("dozens").
        high: The most it can be, None where open or unknown.
        bound: How it is meant.
    """

    first: int
    last: int
    low: int | None
    high: int | None
    bound: Bound

    @property
    def value(self) -> int | None:
        """The one figure to enter: "at least 16" is 16, "between 10 and 15" is 10 as in ACLED, "fewer than 20" is 20, "dozens" None."""
        return self.low if self.low is not None else self.high


@dataclass(frozen=True, slots=True)
class _Words:
    """One language's number words, made ready for reading."""

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


@functools.cache
def _words(language: str) -> _Words:
    facts = lexicon(language, "figures").get("numbers", {})
    bounds: dict[tuple[str, ...], Bound] = {
        _split(phrase): kind for kind in ("least", "most", "about") for phrase in facts.get("bounds", {}).get(kind, ())
    }
    return _Words(
        values={_split(word): value for word, value in facts.get("words", {}).items()},
        multipliers=facts.get("multipliers", {}),
        joiners=facts.get("joiners", {}),
        collectives=facts.get("collectives", {}),
        vague=frozenset(_split(phrase) for phrase in facts.get("vague", ())),
        articles=frozenset(facts.get("articles", ())),
        bounds=bounds,
        ranges=(*((rule["open"], rule["middle"]) for rule in facts.get("ranges", ())), ("", _DASH)),
        decimal=facts.get("decimal", "."),
        thousands=frozenset(facts.get("thousands", ())),
        units=frozenset(facts.get("units", ())),
        currency=frozenset(facts.get("currency", ())),
    )


def _split(phrase: str) -> tuple[str, ...]:
    """A phrase in the pieces that reading works on: elided articles keep their apostrophe, hyphens fall away."""
    return tuple(_pieces(phrase.replace("’", "'").lower()))


def _pieces(word: str) -> list[str]:
    return [piece for piece in re.split(r"[-–\s]+|(?<=')", word) if piece]


@dataclass(frozen=True, slots=True)
class _Text:
    """The pieces of a sentence's words, each with the index of the word it came from."""

    pieces: tuple[str, ...]
    word: tuple[int, ...]

    def starts(self, at: int, phrase: Sequence[str]) -> bool:
        return self.pieces[at : at + len(phrase)] == tuple(phrase)


def read(words: Sequence[str], language: str) -> tuple[Quantity, ...]:
    """Finds the numbers in a sentence, first to last, without overlap.

    Args:
        words: The sentence's tokens as written.
        language: Code of the language pack whose number words to use.

    Returns:
        Quantities whose `first` and `last` index `words`. Sums of money, measures, ages and dates are left out; so are numbers
        beyond a hundred million.
    """
    facts = _words(language)
    text = _pieces_of(words)
    found: list[Quantity] = []
    at = 0
    while at < len(text.pieces):
        quantity = _quantity(text, at, facts)
        if quantity is None:
            at += 1
            continue
        at = quantity.last
        if _counts_things(text, quantity, facts):
            continue
        found.append(_in_words(_with_bound_before(text, quantity, facts), text))
    return tuple(found)


def _pieces_of(words: Sequence[str]) -> _Text:
    pieces: list[str] = []
    index: list[int] = []
    for i, word in enumerate(words):
        parts = _pieces(word.replace("’", "'").lower().translate(_TO_SPACE))
        if word in _DASHES and 0 < i < len(words) - 1 and words[i - 1].isdigit() and words[i + 1].isdigit():
            parts = [_DASH]
        elif _DIGIT_RANGE.fullmatch(word):
            parts = [parts[0], _DASH, parts[-1]]
        if len(parts) > 1 and all(_PLAIN.fullmatch(part) for part in parts) and "-" not in word:
            parts = ["".join(parts)]
        pieces += parts
        index += [i] * len(parts)
    return _Text(tuple(pieces), tuple(index))


def _in_words(quantity: Quantity, text: _Text) -> Quantity:
    return replace(quantity, first=text.word[quantity.first], last=text.word[quantity.last - 1] + 1)


def _quantity(text: _Text, at: int, facts: _Words) -> Quantity | None:
    """The number that begins at a piece, ranges and rounded collectives included; indices count pieces."""
    for length in range(_MOST_WORDS, 0, -1):
        phrase = text.pieces[at : at + length]
        if len(phrase) == length and phrase in facts.vague:
            return Quantity(at, at + length, None, None, "vague")
    ranged = _range(text, at, facts)
    if ranged is not None:
        return ranged
    rounded = _collective(text, at, facts)
    if rounded is not None:
        return rounded
    number = _number(text, at, facts)
    if number is None:
        return None
    value, last = number
    if last < len(text.pieces) and text.pieces[last] in facts.collectives:
        value *= facts.collectives[text.pieces[last]]
        return Quantity(at, last + 1, value, value, "about") if value <= LARGEST else None
    return Quantity(at, last, value, value, "exact") if value <= LARGEST else None


def _collective(text: _Text, at: int, facts: _Words) -> Quantity | None:
    """ "une vingtaine", "a dozen", "a hundred": an article and a round number."""
    if text.pieces[at] not in facts.articles or at + 1 >= len(text.pieces):
        return None
    word = text.pieces[at + 1 : at + 2]
    for length in (2, 1):
        parts = text.pieces[at + 1 : at + 1 + length]
        joined = "-".join(parts)
        if len(parts) == length and joined in facts.collectives:
            return Quantity(at, at + 1 + length, facts.collectives[joined], facts.collectives[joined], "about")
    if word[0] in facts.multipliers:
        number = _number(text, at + 1, facts)
        if number is not None and number[0] <= LARGEST:
            return Quantity(at, number[1], number[0], number[0], "about")
    return None


def _range(text: _Text, at: int, facts: _Words) -> Quantity | None:
    """ "between 10 and 15", "10 à 15", "two or three"; never a fall from more to fewer, which is no range."""
    for opening, middle in facts.ranges:
        start = at
        if opening:
            if text.pieces[at] != opening:
                continue
            start = at + 1
        low = _number(text, start, facts) if start < len(text.pieces) else None
        if low is None or low[1] + 1 >= len(text.pieces) or text.pieces[low[1]] != middle:
            continue
        high = _number(text, low[1] + 1, facts)
        if high is not None and low[0] < high[0] <= LARGEST:
            return Quantity(at, high[1], low[0], high[0], "range")
    return None


def _number(text: _Text, at: int, facts: _Words) -> tuple[int, int] | None:
    """Value and end of the plain number that begins at a piece."""
    if at >= len(text.pieces):
        return None
    if text.pieces[at][0].isdigit():
        return _digits(text, at, facts)
    return _spelled(text, at, facts)


def _digits(text: _Text, at: int, facts: _Words) -> tuple[int, int] | None:
    piece = text.pieces[at]
    whole, _, decimals = piece.partition(facts.decimal)
    for mark in facts.thousands:
        groups = whole.split(mark)
        if len(groups) > 1 and all(_GROUP.fullmatch(group) for group in groups[1:]):
            whole = "".join(groups)
    if not _ascii_digits(whole) or (decimals and not _ascii_digits(decimals)):
        return None
    last = at + 1
    if len(whole) <= 3 and not decimals and not whole.startswith("0"):
        while last < len(text.pieces) and _GROUP.fullmatch(text.pieces[last]) and len(whole) < 9:
            whole += text.pieces[last]
            last += 1
    if len(whole) > 12:
        return None
    value = float(f"{whole}.{decimals or 0}") if decimals else int(whole)
    scaled = False
    while last < len(text.pieces) and text.pieces[last] in facts.multipliers:
        value *= facts.multipliers[text.pieces[last]]
        last += 1
        scaled = True
    if decimals and not scaled:
        return None
    return round(value), last


def _ascii_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _spelled(text: _Text, at: int, facts: _Words) -> tuple[int, int] | None:
    """A number in words: parts add up while each is smaller than the place the last one left open, multipliers multiply."""
    total, current, room, last, parts = 0, 0, LARGEST, at, 0
    while last < len(text.pieces):
        piece = text.pieces[last]
        part = _word_value(text, last, facts)
        if part is not None and part[0] < room and (parts == 0 or part[0] > 0):
            current += part[0]
            room = _place(part[0])
            last += part[1]
        elif piece in facts.multipliers and (parts or facts.multipliers[piece] >= 100):
            factor = facts.multipliers[piece]
            if factor == 100:
                if current >= 100:
                    break
                current = max(current, 1) * 100
                room = 100
            else:
                if total and factor >= total:
                    break
                total += max(current, 1) * factor
                current, room = 0, factor
            last += 1
        elif parts and _joins(text, last, facts):
            last += 1
            continue
        else:
            break
        parts += 1
    if parts == 0:
        return None
    return (total + current, last) if not _is_article(text, at, last, facts) else None


def _is_article(text: _Text, at: int, last: int, facts: _Words) -> bool:
    """ "un", "une": an article unless it is part of a longer number."""
    return last == at + 1 and text.pieces[at] in facts.articles


def _word_value(text: _Text, at: int, facts: _Words) -> tuple[int, int] | None:
    for length in range(_MOST_WORDS, 0, -1):
        phrase = text.pieces[at : at + length]
        if len(phrase) == length and phrase in facts.values:
            return facts.values[phrase], length
    return None


def _place(value: int) -> int:
    """What may still be added after a part: under ten after tens, nothing after units and teens."""
    if value % 20 == 0 and value in {60, 80}:
        return 20 if value else 0
    return 10 if value >= 20 and value % 10 == 0 else 0


def _joins(text: _Text, at: int, facts: _Words) -> bool:
    """Whether the piece links two parts of one number rather than two numbers."""
    rule = facts.joiners.get(text.pieces[at])
    if rule is None or at + 1 >= len(text.pieces):
        return False
    before, after = text.pieces[at - 1], text.pieces[at + 1]
    if rule["after"] == "multipliers":
        return before in facts.multipliers and (after,) in facts.values
    tens = facts.values.get((before,), 0)
    return tens >= 20 and tens % 10 == 0 and after in rule.get("before", ())


def _counts_things(text: _Text, quantity: Quantity, facts: _Words) -> bool:
    """Whether the number is money, a measure, an age or a day, by the piece after or before it."""
    after = text.pieces[quantity.last] if quantity.last < len(text.pieces) else ""
    two = " ".join(text.pieces[quantity.last : quantity.last + 2])
    before = text.pieces[quantity.first - 1] if quantity.first else ""
    return after in facts.units or two in facts.units or before in facts.currency or _is_year(text, quantity, facts)


def _is_year(text: _Text, quantity: Quantity, facts: _Words) -> bool:
    """Four bare digits of a recent century: a year far more often than a count, which takes a mark or a space for its thousands."""
    alone = quantity.last == quantity.first + 1 and quantity.bound == "exact" and _YEAR.fullmatch(text.pieces[quantity.first])
    bounded = any(text.pieces[max(0, quantity.first - n) : quantity.first] in facts.bounds for n in range(1, _MOST_WORDS + 1))
    return bool(alone) and not bounded


def _with_bound_before(text: _Text, quantity: Quantity, facts: _Words) -> Quantity:
    """Takes in the words that bound a number: "more than 50", and "50 at least"."""
    for length in range(_MOST_WORDS, 0, -1):
        before = text.pieces[max(0, quantity.first - length) : quantity.first]
        if len(before) == length and before in facts.bounds:
            return _bounded(replace(quantity, first=quantity.first - length), facts.bounds[before])
    return quantity


def _bounded(quantity: Quantity, kind: Bound) -> Quantity:
    if quantity.bound in {"vague", "range"}:
        return quantity
    if kind == "least":
        return replace(quantity, high=None, bound=kind)
    if kind == "most":
        return replace(quantity, low=None, bound=kind)
    return replace(quantity, bound=kind)

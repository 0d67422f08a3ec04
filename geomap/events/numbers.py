"""Numbers as news writes them: digits, words, rounded collectives, bounds and ranges, read from a list of words.

The method is the same for every language that counts in tens; the words stand in `languages/<code>/numbers.yaml`,
bounds and rounded collectives in `figures.yaml` under `numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.events.number_words import Bound, NumberWords, Text, cut, number_words

# No single event or war has killed more; a longer number is an account, a telephone number or a code.
LARGEST = 100_000_000
_GROUP = re.compile(r"\d{3}")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
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


def read(words: Sequence[str], language: str) -> tuple[Quantity, ...]:
    """Finds the numbers in a sentence, first to last, without overlap.

    Args:
        words: The sentence's tokens as written.
        language: Code of the language pack whose number words to use.

    Returns:
        Quantities whose `first` and `last` index `words`. Sums of money, measures, ages and dates are left out; so are numbers
        beyond a hundred million.
    """
    facts = number_words(language)
    text = cut(words)
    found: list[Quantity] = []
    at = 0
    while at < len(text.pieces):
        begins = text.pieces[at] in facts.openers or text.pieces[at][0].isdigit()
        quantity = _quantity(text, at, facts) if begins else None
        if quantity is None:
            at += 1
            continue
        at = quantity.last
        if _is_of_a_name(text, quantity) or _counts_things(text, quantity, facts):
            continue
        found.append(_in_words(_with_bound_before(text, quantity, facts), text))
    return tuple(found)


def _is_of_a_name(text: Text, quantity: Quantity) -> bool:
    """Whether digits only end a word that begins otherwise: the "16" of "F-16", the "23" of "M23"."""
    at = quantity.first
    return at > 0 and text.word[at] == text.word[at - 1] and text.pieces[at].isdigit()


def _in_words(quantity: Quantity, text: Text) -> Quantity:
    return replace(quantity, first=text.word[quantity.first], last=text.word[quantity.last - 1] + 1)


def _quantity(text: Text, at: int, facts: NumberWords) -> Quantity | None:
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


def _collective(text: Text, at: int, facts: NumberWords) -> Quantity | None:
    """Such as "une vingtaine", "a dozen", "a hundred": an article and a round number."""
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


def _range(text: Text, at: int, facts: NumberWords) -> Quantity | None:
    """Such as "between 10 and 15", "10 à 15", "two or three"; never a fall from more to fewer, which is no range."""
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


def _number(text: Text, at: int, facts: NumberWords) -> tuple[int, int] | None:
    """Value and end of the plain number that begins at a piece."""
    if at >= len(text.pieces):
        return None
    if text.pieces[at][0].isdigit():
        return _digits(text, at, facts)
    return _spelled(text, at, facts)


def _digits(text: Text, at: int, facts: NumberWords) -> tuple[int, int] | None:
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


def _spelled(text: Text, at: int, facts: NumberWords) -> tuple[int, int] | None:
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


def _is_article(text: Text, at: int, last: int, facts: NumberWords) -> bool:
    """Such as "un", "une": an article unless it is part of a longer number."""
    return last == at + 1 and text.pieces[at] in facts.articles


def _word_value(text: Text, at: int, facts: NumberWords) -> tuple[int, int] | None:
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


def _joins(text: Text, at: int, facts: NumberWords) -> bool:
    """Whether the piece links two parts of one number rather than two numbers."""
    rule = facts.joiners.get(text.pieces[at])
    if rule is None or at + 1 >= len(text.pieces):
        return False
    before, after = text.pieces[at - 1], text.pieces[at + 1]
    if rule["after"] == "multipliers":
        return before in facts.multipliers and (after,) in facts.values
    tens = facts.values.get((before,), 0)
    return tens >= 20 and tens % 10 == 0 and after in rule.get("before", ())


def _counts_things(text: Text, quantity: Quantity, facts: NumberWords) -> bool:
    """Whether the number is money, a measure, an age or a day, by the piece after or before it."""
    after = text.pieces[quantity.last] if quantity.last < len(text.pieces) else ""
    two = " ".join(text.pieces[quantity.last : quantity.last + 2])
    before = text.pieces[quantity.first - 1] if quantity.first else ""
    return after in facts.units or two in facts.units or before in facts.currency or _is_year(text, quantity, facts)


def _is_year(text: Text, quantity: Quantity, facts: NumberWords) -> bool:
    """Four bare digits of a recent century: a year far more often than a count, which takes a mark or a space for its thousands."""
    alone = (
        quantity.last == quantity.first + 1
        and quantity.bound == "exact"
        and _YEAR.fullmatch(text.pieces[quantity.first])
    )
    bounded = any(
        text.pieces[max(0, quantity.first - n) : quantity.first] in facts.bounds for n in range(1, _MOST_WORDS + 1)
    )
    return bool(alone) and not bounded


def _with_bound_before(text: Text, quantity: Quantity, facts: NumberWords) -> Quantity:
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

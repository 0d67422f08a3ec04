"""Happenings dated by what came later: "a year after he was killed, they met on Sunday" puts the killing a year before that Sunday."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from geomap.events.clauses import governing_verb
from geomap.events.governing import token_of
from geomap.events.number_words import number_words
from geomap.languages import lexicon
from geomap.model import DateSpan, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
# "days after" the day counted from: longer counts are round numbers.
_EXACT_DAYS = 14
# "two days after", and before it perhaps the day of what came later ("on Tuesday, two days after").
_COUNT_WORDS = 3
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# Tokens between "after" and the act: "after the start of the raid".
_REACH = 4


def earlier_act(token: Token, sentence: Sentence, dates: Sequence[DateSpan], language: str) -> DateSpan | None:
    """The count that says how long after an act something else happened.

    Args:
        token: The trigger of the act.
        sentence: Its sentence.
        dates: Every date expression of the document, those without days among them.
        language: Code of its language.

    Returns:
        The expression ("two days after", "Tuesday, two days after"), None where none counts from the act.
    """
    for date in dates:
        if sentence.start <= date.start < sentence.end and _shift(date.text, language):
            after = _last_token(date, sentence)
            if after is not None and _counts_from(after, token):
                return date
    return None


def counted_back(date: DateSpan, anchor: dt.date, language: str) -> tuple[dt.date, dt.date] | None:
    """The days of an act so long before a day.

    Args:
        date: What `earlier_act` gave.
        anchor: The day that is counted from.
        language: Code of its language.
    """
    shift = _shift(date.text, language)
    if shift is None:
        return None
    count, unit = shift
    if unit in _DAYS:
        day = anchor - dt.timedelta(days=count * _DAYS[unit])
        return (day, day) if count * _DAYS[unit] <= _EXACT_DAYS else (day - dt.timedelta(3), day + dt.timedelta(3))
    months = anchor.year * 12 + anchor.month - 1 - count * _MONTHS[unit]
    year, month = months // 12, months % 12 + 1
    if year < dt.MINYEAR:
        return None
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def follows(date: DateSpan, sentence: Sentence) -> Token | None:
    """The verb of what happened so long after the act, None where the parse shows none."""
    after = _last_token(date, sentence)
    if after is None:
        return None
    verb = governing_verb(after)
    if after.dep_ == "mark" and verb.dep_ != "ROOT":
        return governing_verb(verb.head)
    return verb


def _last_token(date: DateSpan, sentence: Sentence) -> Token | None:
    """The "after" that ends an expression."""
    head = token_of(date, sentence)
    if head is None:
        return None
    end = date.end - sentence.start
    return next((t for t in reversed(head.doc) if t.idx + len(t) <= end), None)


def _counts_from(after: Token, token: Token) -> bool:
    """Whether "after" leads to a trigger: as its preposition, its case or the word that opens its clause."""
    if not after.i < token.i:
        return False
    verb = governing_verb(token)
    if after.dep_ == "mark" and after.head.i in {token.i, verb.i}:
        return True
    if token.i - after.i > _REACH:
        return after.is_ancestor(token) and governing_verb(token).i in {token.i, governing_verb(after).i}
    return after.is_ancestor(token) or after.head.i == token.i or after.head.is_ancestor(token)


def _shift(text: str, language: str) -> tuple[int, str] | None:
    """The number and unit of "two days after", None where the words are others."""
    parts = [part.lower() for part in _WORD.findall(text)]
    if len(parts) < _COUNT_WORDS or parts[-1] not in _after(language):
        return None
    unit, number = _units(language).get(parts[-2], ""), parts[-3]
    if unit not in _DAYS and unit not in _MONTHS:
        return None
    if number.isdecimal():
        return int(number), unit
    words = number_words(language)
    if number in words.articles or (number,) in words.values:
        return words.values.get((number,), 1), unit
    return None


@functools.cache
def _after(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "status").get("time", {}).get("counted_after", ()))


@functools.cache
def _units(language: str) -> Mapping[str, str]:
    units = lexicon(language, "dates").get("words", {}).get("UNIT", {})
    return {form: unit for unit, forms in units.items() for form in ([forms] if isinstance(forms, str) else forms)}

"""From the lexemes of a document to its date spans, each resolved in the order of the text."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from geomap.dates import pack as packs
from geomap.dates.context import Clauses, Narrative
from geomap.dates.days import Interval
from geomap.dates.lexer import islands
from geomap.dates.meanings.base import Context, NotADateError, Reading
from geomap.dates.meanings.calendar import Calendar, Decade, Weekday
from geomap.dates.meanings.counted import Offset, Recent, Relative, Stretch, Vaguely
from geomap.dates.meanings.loose import TimeOfDay, Unknown
from geomap.dates.meanings.spans import Range, Until, completed
from geomap.dates.meanings.yearly import InYear
from geomap.dates.pack import Pack
from geomap.model import Analysis, DateSpan, Publication

WEEK, LONGEST_NARRATIVE, REACH = 8, 31, 60
# A document's expressions are asked for when its day is inferred and again when its dates are resolved, a batch later.
_TEXTS_KEPT = 64
TRIMMED = " \t\n,.;:-/'("


def dates_of(analysis: Analysis, publication: Publication, *, nested: bool = False) -> tuple[DateSpan, ...]:
    """The date expressions of a document.

    Args:
        analysis: The document, parsed or not.
        publication: The day it appeared, as given or inferred.
        nested: Also gives the dates named inside ranges, right after them.

    Returns:
        Its date spans in order of the text.
    """
    pack = packs.load(analysis.language)
    text = analysis.document.text
    clauses = Clauses(analysis, pack)
    spans: list[DateSpan] = []
    told = Told()
    narrative = Narrative()
    for expression in expressions(text, analysis.language):
        tensed = not is_settled(expression.reading)
        context = clauses.context(expression.start, expression.end, publication.day, narrative, tensed=tensed)
        span = resolved(expression, text, context)
        if span is None:
            continue
        span = told.again(span, expression.reading, text)
        spans.append(span)
        if nested:
            spans.extend(inner for end in ends(expression) if (inner := resolved(end, text, context)))
        if narrative.day is None or not pack.reporting.search(text[max(0, span.start - REACH) : span.start]):
            narrative = carried_on(narrative, expression.reading, span)
    return tuple(spans)


class Told:
    """The days that a document has named, by the words that may come back without their year or week."""

    def __init__(self) -> None:
        self.weekdays: dict[int, Interval] = {}
        self.dates: dict[tuple[int | None, int | None], Interval] = {}

    def again(self, span: DateSpan, reading: Reading, text: str) -> DateSpan:
        """The span, moved to the earlier mention where it takes one up.

        "Friday's trial" is that of the Friday told of before; "9 July" that of the "9 July last year" told of before.
        """
        if span.first is None or span.last is None:
            return span
        found: Interval | None = None
        if isinstance(reading, Weekday) and not reading.mode:
            found = self.weekdays.get(reading.weekday) if text[span.end : span.end + 2] in ("'s", "’s") else None
            self.weekdays[reading.weekday] = found or Interval(span.first, span.last)
        inner = reading.inner if isinstance(reading, InYear) else reading
        if isinstance(inner, Calendar) and inner.month:
            key = (inner.month, inner.day)
            bare = inner is reading and inner.year is None and inner.shift is None
            found = self.dates.get(key) if bare else None
            if not bare or (inner.day and found is None):
                self.dates[key] = Interval(span.first, span.last)
        if found is None or found == (span.first, span.last):
            return span
        return replace(span, first=found.first, last=found.last, why="the one named before")


def is_settled(reading: Reading) -> bool:
    """Whether an expression means the same in any tense."""
    if isinstance(reading, Calendar):
        return reading.year is not None
    return isinstance(reading, Relative | Stretch | Recent | Decade | TimeOfDay | Vaguely)


def carried_on(narrative: Narrative, reading: Reading, span: DateSpan) -> Narrative:
    """The narrative after an expression: long periods, and ones named for comparison, do not move its day."""
    if span.first is None or span.last is None:
        return narrative
    if isinstance(reading, Vaguely):
        return narrative
    compared = isinstance(reading, Offset) or (isinstance(reading, Relative) and reading.base == "narrative")
    if compared and getattr(reading, "unit", "day") != "day":
        return narrative
    if (span.last - span.first).days <= LONGEST_NARRATIVE:
        return Narrative(span.first, span.last, span.first, span.start)
    return replace(narrative, era=span.first)


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that denote a time, and what they mean, before any day is known."""

    start: int
    end: int
    reading: Reading
    ends: tuple[tuple[int, int], ...] = ()


def ends(expression: Expression) -> list[Expression]:
    """The dates named inside a range or a "since", each as an expression of its own."""
    reading = expression.reading
    if isinstance(reading, Range):
        readings: tuple[Reading, ...] = completed(reading.start, reading.end)
    elif isinstance(reading, Until):
        readings = (reading.start,)
    else:
        return []
    return [Expression(start, end, one) for (start, end), one in zip(expression.ends, readings, strict=False)]


def trimmed(start: int, end: int, text: str, pack: Pack) -> tuple[int, int]:
    """Offsets without the signs after an expression and the prepositions before it."""
    while end > start + 1 and text[end - 1] in TRIMMED:
        end -= 1
    if opening := pack.opening.match(text, start, end):
        start = min(opening.end(), end - 1)
    return start, end


@functools.lru_cache(maxsize=_TEXTS_KEPT)
def expressions(text: str, language: str) -> tuple[Expression, ...]:
    """The date expressions of a text, in order, without the prepositions before them."""
    return tuple(_expressions(text, packs.load(language)))


def _expressions(text: str, pack: Pack) -> Iterator[Expression]:
    for island in islands(text, pack.grammar.lexicon):
        for lexeme in pack.grammar.read(island):
            if lexeme.reading is None or lexeme.reading.tag == "blocked":
                continue
            inner = tuple(trimmed(*span, text, pack) for span in lexeme.ends)
            yield Expression(*trimmed(lexeme.start, lexeme.end, text, pack), lexeme.reading, inner)


def resolved(expression: Expression, text: str, context: Context) -> DateSpan | None:
    """The span of one expression, with null days where they cannot be told; None where it is no date after all."""
    reading, start, end = expression.reading, expression.start, expression.end
    words = text[start:end]
    try:
        interval = reading.resolve(context)
    except NotADateError:
        return None
    except (ValueError, OverflowError):
        return DateSpan(start, end, words, None, None, None, "no such day in the calendar")
    if interval is None:
        return DateSpan(start, end, words, None, None, None, unresolved(reading))
    hour = isinstance(reading, TimeOfDay) and context.narrative is None
    return DateSpan(start, end, words, *interval, 2 if hour else precision(interval), reading.why(context))


def unresolved(reading: Reading) -> str:
    """Why an expression has no days."""
    return reading.reason if isinstance(reading, Unknown) else "the date that it counts from is not known"


def precision(interval: Interval) -> Literal[1, 2, 3]:
    """ACLED's time precision of an interval: 1 one day, 2 about a week (eight days, as "since last Friday" may have), 3 longer."""
    return 1 if interval.days == 1 else 2 if interval.days <= WEEK else 3

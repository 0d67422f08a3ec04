"""From the lexemes of a document to its date spans, each resolved in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from geomap.dates import pack as packs
from geomap.dates.composites import NotADateError, Range, Unknown, Until, completed
from geomap.dates.context import Clauses, Narrative
from geomap.dates.days import Interval
from geomap.dates.lexer import islands
from geomap.dates.pack import Pack
from geomap.dates.readings import Context, Reading
from geomap.model import Analysis, DateSpan, Publication

WEEK, LONGEST_NARRATIVE = 7, 31
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
    narrative: Narrative | None = None
    for expression in expressions(text, pack):
        context = clauses.context(expression.start, expression.end, publication.day, narrative)
        span = resolved(expression, text, context)
        if span is None:
            continue
        spans.append(span)
        if nested:
            spans.extend(inner for end in ends(expression) if (inner := resolved(end, text, context)))
        if span.first and span.last and (span.last - span.first).days <= LONGEST_NARRATIVE:
            narrative = Narrative(span.first, span.start)
    return tuple(spans)


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


def expressions(text: str, pack: Pack) -> Iterator[Expression]:
    """The date expressions of a text, in order, without the prepositions before them."""
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
    return DateSpan(start, end, words, *interval, precision(interval), reading.why(context))


def unresolved(reading: Reading) -> str:
    """Why an expression has no days."""
    return reading.reason if isinstance(reading, Unknown) else "the date that it counts from is not known"


def precision(interval: Interval) -> Literal[1, 2, 3]:
    """ACLED's time precision of an interval: 1 one day, 2 up to a week, 3 longer."""
    return 1 if interval.days == 1 else 2 if interval.days <= WEEK else 3

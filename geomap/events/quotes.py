"""The evidence: the clause or sentence that carries a happening, and where in it the trigger, place, date and actors stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap.events.clauses import is_verbal
from geomap.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from geomap.events.context import Context
    from geomap.model import Role, Sentence

# A sentence of more words than this is trimmed to the clause that carries the event.
LONG = 45
_SHORTEST = 8
_WORD = re.compile(r"\S+")


def quote_of(sentence: Sentence, needed: Sequence[tuple[int, int]], verb: Token, context: Context) -> tuple[int, int]:
    """Chooses what to quote.

    Args:
        sentence: The sentence of the trigger.
        needed: Offsets in the document of what the quote must hold: trigger, toll, actors, place.
        verb: The verb of the trigger's clause.
        context: The document.

    Returns:
        Offsets in the document of the quote, ends without white space.
    """
    parse = sentence.parse
    if parse is None or len(parse) <= LONG:
        return _stripped(sentence.start, sentence.end, context.text)
    inside = [span for span in needed if sentence.start <= span[0] and span[1] <= sentence.end]
    extents = [_extent(clause, parse, sentence) for clause in _clauses(verb)]
    long_enough = [e for e in extents if len(context.text[e[0] : e[1]].split()) >= _SHORTEST]
    for wanted in (inside, inside[:1]):
        for start, end in long_enough:
            if (
                all(start <= low and high <= end for low, high in wanted)
                and len(context.text[start:end].split()) <= LONG
            ):
                return _stripped(start, end, context.text)
    return _window(sentence, inside[0] if inside else (sentence.start, sentence.start), context.text)


def _window(sentence: Sentence, trigger: tuple[int, int], text: str) -> tuple[int, int]:
    """The words around a trigger up to the nearest commas, for a sentence that the parser could not cut into clauses."""
    words = [
        (m.start() + sentence.start, m.end() + sentence.start)
        for m in _WORD.finditer(text[sentence.start : sentence.end])
    ]
    at = next((i for i, (start, end) in enumerate(words) if start <= trigger[0] < end), 0)
    first, last = max(0, at - LONG // 2), min(len(words) - 1, at + LONG // 2)
    return words[first][0], words[last][1]


def _clauses(verb: Token) -> list[Token]:
    """The clauses that a verb stands in, innermost first."""
    return [token for token in (verb, *verb.ancestors) if is_verbal(token)]


def _extent(clause: Token, parse: Doc, sentence: Sentence) -> tuple[int, int]:
    left, right = clause.left_edge.i, clause.right_edge.i
    while right > left and parse[right].is_punct and parse[right].text not in {"»", "”", '"'}:
        right -= 1
    while left < right and (
        (parse[left].is_punct and parse[left].text not in {"«", "“", '"'}) or parse[left].dep_ in {"mark", "cc"}
    ):
        left += 1
    return sentence.start + parse[left].idx, sentence.start + parse[right].idx + len(parse[right].text)


def _stripped(start: int, end: int, text: str) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def spans_in(quote: tuple[int, int], marked: Sequence[tuple[Role, int, int]]) -> tuple[Span, ...]:
    """What of the marked stretches lies in the quote, offsets counted from the quote's first character, each role and stretch once."""
    low, high = quote
    found = {Span(role, start - low, end - low) for role, start, end in marked if low <= start < end <= high}
    return tuple(sorted(found, key=lambda span: (span.start, span.end, span.role)))

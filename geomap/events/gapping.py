"""Happenings told with the verb left out: "shelled Goma on Monday and Sake on Wednesday", "in Kabul and, in Herat, a third".

A stretch after a conjunction repeats a verb where it has no verb of its own and sets a day, or a town, over against the day or the
town that the verb already has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.joining import Group
from geomap.events.nearness import head_of
from geomap.events.small_words import is_time, small_words, word

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.context import Context
    from geomap.model import DateSpan, PlaceMention, Sentence

_TOWN = 3
_ENDS = frozenset({".", ";", ":", "(", ")", "»", "”", '"'})


@dataclass(frozen=True, slots=True)
class Stretch:
    """One of several things that one verb tells.

    Attributes:
        start: Offset of its first character in the document's text.
        end: Offset after it.
        place: The town that it names, None where it names none.
        date: The day that it names, None where it names none.
    """

    start: int
    end: int
    place: PlaceMention | None
    date: DateSpan | None


def stretches(group: Group, context: Context) -> list[Stretch]:
    """What a happening's verb tells side by side: the first with the verb, then each that leaves it out.

    Args:
        group: The triggers of the happening.
        context: Its document.

    Returns:
        The stretches in text order; empty where the verb tells one thing only.
    """
    main = group.main
    verb = max((member.verb for member in group.members), key=lambda token: token.i)
    if main.item.kind.place != "running" or verb.pos_ not in {"VERB", "AUX"}:
        return []
    parts = [_stretch(tokens, main.sentence, context) for tokens in _cut(verb, context.language)]
    if len(parts) < 2:
        return []
    found = parts[:1]
    for part in parts[1:]:
        if _sets_over(part, found[-1], main.sentence, context):
            found.append(part)
    return found if len(found) > 1 else []


def _cut(verb: Token, language: str) -> Iterator[list[Token]]:
    """The words from a verb to the next one, cut at conjunctions; a stretch that runs into another verb is none of its own."""
    conjunctions = small_words(language, "conjunctions")
    tokens: list[Token] = [verb]
    for token in verb.doc[verb.i + 1 :]:
        if token.text in _ENDS or (token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"amod", "acl"}):
            if tokens and (token.text in _ENDS or tokens[0] is verb):
                yield tokens
            return
        if word(token) in conjunctions:
            if tokens:
                yield tokens
            tokens = []
        else:
            tokens.append(token)
    if tokens:
        yield tokens


def _stretch(tokens: list[Token], sentence: Sentence, context: Context) -> Stretch:
    start, last = sentence.start + tokens[0].idx, tokens[-1]
    end = sentence.start + last.idx + len(last.text)
    places = [
        place
        for place in context.places_in(sentence)
        if start <= place.start < end
        and place.use == "literal"
        and place.latitude is not None
        and (place.where_prec or 9) <= _TOWN
        and not context.is_of_actor(place)
    ]
    days = [date for date in context.dates_in(sentence) if start <= date.start < end and date.precision == 1]
    return Stretch(start, end, places[0] if places else None, days[0] if len(days) == 1 else None)


def _sets_over(part: Stretch, before: Stretch, sentence: Sentence, context: Context) -> bool:
    """Whether a stretch tells another happening than the one before it: of another day, or in another town."""
    another_day = part.date is not None and before.date is not None and part.date.first != before.date.first
    another_town = part.place is not None and before.place is not None and part.place.place != before.place.place
    if another_day:
        return another_town or (
            part.place is None and before.place is None and _names_something(part, sentence, context)
        )
    return another_town and part.date is None and _is_apart(part, sentence)


def _names_something(part: Stretch, sentence: Sentence, context: Context) -> bool:
    """Whether a stretch has a noun beside its date: "the port on 7 April", not "on Monday and on Tuesday"."""
    date = part.date
    return any(
        token.pos_ in {"NOUN", "PROPN"}
        and not is_time(token, context.language)
        and not (date is not None and date.start <= sentence.start + token.idx < date.end)
        for token in _tokens(part, sentence)
    )


def _is_apart(part: Stretch, sentence: Sentence) -> bool:
    """Whether a town stands in a phrase of its own, behind somebody or something: "two children in Horlivka"."""
    head = head_of(part.place, sentence) if part.place is not None else None
    before = [token for token in _tokens(part, sentence) if head is not None and token.i < head.left_edge.i]
    return any(token.pos_ in {"NOUN", "NUM"} for token in before)


def _tokens(part: Stretch, sentence: Sentence) -> list[Token]:
    if sentence.parse is None:
        return []
    return [token for token in sentence.parse if part.start <= sentence.start + token.idx < part.end]

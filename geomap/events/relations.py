"""How place names that stand side by side relate: "X, 30 km from Y" happened at X, "X, in the province of Y" lies in Y.

A reader takes the first name for the place and the second for help in finding it. What stands between them says so: only
prepositions, articles, adjectives, numbers, and nouns that lead to a place ("a town", "la frontière avec").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.events.small_words import word
from geomap.languages import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.context import Context
    from geomap.model import PlaceMention, Sentence

_LONGEST_GAP = 16
_SMALL = frozenset({"DET", "ADP", "ADV", "ADJ", "NUM", "PART", "PUNCT", "SYM", "SPACE"})
_SIGNS = frozenset({",", "(", "-", "–", "—"})
_POSSESSIVE = re.compile(r"['’]s?\s+")
_NEAR, _WITHIN = "near", "within"
_DISTRICT = 3


@dataclass(slots=True)
class Surrounds:
    """The names behind a place name that help to find it.

    Attributes:
        near: Those that it lies near.
        within: Those that it lies in, as they stand.
    """

    near: list[PlaceMention] = field(default_factory=list)
    within: list[PlaceMention] = field(default_factory=list)


@functools.cache
def _words(language: str, topic: str, key: str) -> frozenset[str]:
    return frozenset(str(entry).lower() for entry in lexicon(language, topic).get(key) or ())


@functools.cache
def _leading(language: str) -> frozenset[str]:
    """Every noun and participle that may stand between a place and the name that helps to find it."""
    nouns = [lexicon(language, "places").get("designators") or {}]
    designators = {
        str(part) for levels in nouns for names in levels.values() for name in names for part in name.split()
    }
    pointing = {name for key in ("located", "travel", "approximate") for name in _words(language, "orientation", key)}
    return frozenset(
        {
            *designators,
            *pointing,
            *_words(language, "places", "parts"),
            *_words(language, "places", "directions"),
            *_words(language, "places", "position_adjectives"),
            *_words(language, "places", "distance_units"),
            *_words(language, "places", "border"),
            *_words(language, "orientation", "localities"),
            *_words(language, "orientation", "borders"),
        }
    )


@functools.cache
def _nearness(language: str) -> re.Pattern[str]:
    phrases = (lexicon(language, "places").get("prepositions") or {}).get("near") or ()
    alternatives = "|".join(re.escape(str(phrase).lower()) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?:^|\W)(?:{alternatives})(?:\W|$)") if alternatives else re.compile(r"(?!)")


def surrounds(mention: PlaceMention, sentence: Sentence, context: Context) -> Surrounds:
    """The names around a place name that only help to find it.

    Args:
        mention: A place name, in the gazetteer or not.
        sentence: Its sentence.
        context: The document.
    """
    found = Surrounds()
    if (mention.where_prec or 0) > _DISTRICT or _is_of_actor(mention, sentence, context):
        return found
    named = [other for other in context.places_in(sentence) if other.use != "embedded"]
    last, previous = "", mention
    for other in (other for other in named if other.start >= mention.end):
        if _POSSESSIVE.fullmatch(context.text[previous.end : other.start]):
            relation = last or (_WITHIN if previous is not mention else "")
        else:
            relation = _relation(previous, other, sentence, context)
        if not relation:
            break
        (found.near if relation == _NEAR else found.within).append(other)
        last, previous = relation, other
    for other in reversed([other for other in named if other.end <= mention.start]):
        if not _POSSESSIVE.match(context.text[other.end : mention.start]) or not _is_bare(other, mention, sentence):
            break
        found.within.append(other)
        mention = other
    return found


def _is_of_actor(mention: PlaceMention, sentence: Sentence, context: Context) -> bool:
    """Whether a name only says whose an actor is ("the armed forces of Mali")."""
    return any(a.start <= mention.start and mention.end <= a.end for a in context.actors_in(sentence))


def _is_bare(owner: PlaceMention, owned: PlaceMention, sentence: Sentence) -> bool:
    """Whether only adjectives and designators stand between an owner and what it owns ("Syria's eastern Ghouta")."""
    return all(token.pos_ in {"ADJ", "PART", "NOUN", "PROPN", "ADP"} for token in _between(owner, owned, sentence)[:5])


def _between(one: PlaceMention, other: PlaceMention, sentence: Sentence) -> Sequence[Token]:
    if sentence.parse is None:
        return ()
    low, high = one.end - sentence.start, other.start - sentence.start
    return [token for token in sentence.parse if token.idx >= low and token.idx + len(token) <= high]


def _relation(one: PlaceMention, other: PlaceMention, sentence: Sentence, context: Context) -> str:
    """`near`, `within` or nothing, read off what stands between two names."""
    language = context.language
    gap = _between(one, other, sentence)
    lows = [word(token) for token in gap]
    if (
        not gap
        or len(gap) > _LONGEST_GAP
        or not all(_leads(token, low, context) for token, low in zip(gap, lows, strict=True))
    ):
        return ""
    if _is_pointed_at(gap, lows, other, language):
        return _NEAR
    preposition = bool(set(lows) & _words(language, "places", "inside"))
    linked = bool(set(lows) & _words(language, "places", "linkers")) and bool(set(lows) & _leading(language))
    wider = (other.where_prec or 9) >= _DISTRICT and (
        one.where_prec is None or one.where_prec <= (other.where_prec or 9)
    )
    if preposition and (wider or one.latitude is None):
        return _WITHIN
    return _WITHIN if wider and (linked or lows[0] in _SIGNS) else ""


def _leads(token: Token, low: str, context: Context) -> bool:
    """Whether a word may stand between a place and the name that helps to find it."""
    if token.is_punct:
        return low in _SIGNS
    if low in _leading(context.language) or low in _words(context.language, "places", "articles"):
        return True
    if token.pos_ in _SMALL and low not in _words(context.language, "places", "conjunctions"):
        return low not in _words(context.language, "orientation", "leaving")
    return context.knowledge is not None and context.knowledge.demonym(token.text, context.language) is not None


def _is_pointed_at(gap: Sequence[Token], lows: Sequence[str], other: PlaceMention, language: str) -> bool:
    """Whether the second name is only a landmark: a distance, a side of it, nearness or a border leads to it."""
    text = " ".join(lows).replace("' ", "'")
    if _nearness(language).search(f"{text} ") or set(lows) & (
        _words(language, "places", "distance_units") | _words(language, "orientation", "travel")
    ):
        return True
    if set(lows) & (_words(language, "places", "border") | _words(language, "orientation", "borders")):
        return True
    last = next((i for i in reversed(range(len(lows))) if lows[i] in _words(language, "places", "directions")), None)
    if last is None or not set(lows[last + 1 :]) & _words(language, "places", "linkers") or gap[last].pos_ == "ADJ":
        return False
    inner = bool(set(lows[:last]) & _words(language, "places", "part_of"))
    return not inner and (other.where_prec or 9) < _DISTRICT + 1

"""How one text tells one happening again: a headline and its first sentence, a lead and its detail, "the attack" taken up later.

All of it is symmetric. What the two tellings say is weighed in `likeness`; here it is how they say it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from geomap.events.contradictions import DEADLY, OPPOSED
from geomap.knowledge import fold
from geomap.languages import lexicon
from geomap.model import Event

# Characters within which an outcome follows its attack.
_NEXT_SENTENCES = 250
# Characters within which a headline's sentence follows it.
_NEXT_WORD = 3
# What two reports may share, in words for people.
POINTS_BACK = "one points back to the other"
COST = "one tells what the other cost"
SAME_WORDS = "one says the other's words again"
LIKE_WORDS = "like words"
SAME_PERSON = "the same person"
# Stands for the trigger among the words around it.
_TRIGGER = "\0"
# Words at a sentence's beginning by which it may turn to something else.
_OPENING = 4
# Share of the shorter telling's words of content that the other has too: much, and enough to be noticed; and the fewest words it takes.
_MUCH, _SOME, _FEWEST = 0.6, 0.4, 3
# Letters of a word that are compared, so that its endings don't matter.
_STEM = 5
# What happens to one person by name; and a name's words.
_BEFALLS_ONE = frozenset({"Attack", "Abduction/forced disappearance", "Arrests"})
_NAME = re.compile(r"(?<=[ (])[A-ZÀ-Þ][^\W\d_]{3,}")
_CONTENT = re.compile(r"\d+\b|[^\W_]{4,}")


def told_again(one: Event, other: Event) -> Iterator[tuple[float, str]]:
    """What speaks for two reports of one text telling one happening; two triggers of one sentence are two things as a rule.

    Args:
        one: An event.
        other: Another one of the same document.

    Yields:
        Weight and reason; the reason is empty where it is nothing for people.
    """
    if one.quote_start < other.quote_end and other.quote_start < one.quote_end:
        yield -1.0, ""
        return
    later = max(one, other, key=_place_in_text)
    earlier = one if later is other else other
    around = _around_trigger(later)
    if _told_apart(later, around):
        yield -2.5, ""
    elif _points_back(around, later) or _counts_known_dead(earlier, later):
        yield (2.0 if _right_after(earlier, later) else 1.2), POINTS_BACK
    else:
        yield from _same_words(earlier, later)
        yield from _same_person(earlier, later)
    if _is_outcome(earlier, later):
        yield 2.2, COST


def _place_in_text(event: Event) -> tuple[int, str]:
    return (event.quote_start, event.event_id)


def _same_words(earlier: Event, later: Event) -> Iterator[tuple[float, str]]:
    """The words of one telling said again: most of a headline's by the sentence under it."""
    first, second = content(earlier.quote, earlier.language), content(later.quote, later.language)
    shared = len(first & second)
    if shared < _FEWEST:
        return
    share = shared / min(len(first), len(second))
    heads = 0 <= later.quote_start - earlier.quote_end <= _NEXT_WORD and len(first) <= len(second)
    if share >= _MUCH or (heads and share >= _SOME):
        yield 1.5, SAME_WORDS
    elif share >= _SOME:
        yield 0.7, LIKE_WORDS


@functools.lru_cache(maxsize=65536)
def content(text: str, language: str) -> frozenset[str]:
    """The numbers and the words of content of a text, folded and without their endings."""
    return frozenset(map(_stem, _CONTENT.findall(fold(text)))) - _hollow(language)


def _stem(word: str) -> str:
    return word[:_STEM] if word.isalpha() else word


@functools.cache
def _hollow(language: str) -> frozenset[str]:
    return frozenset(_stem(fold(word)) for word in _words(language, "hollow"))


def _is_outcome(earlier: Event, later: Event) -> bool:
    """Whether the later of two reports only counts the victims of an attack told just before: no doer, a toll that the first lacks."""
    counts = later.fatalities is not None or (later.injured or 0) > 0
    lacking = earlier.fatalities is None and earlier.injured is None and earlier.event_type in DEADLY
    near = 0 <= later.quote_start - earlier.quote_end <= _NEXT_SENTENCES
    doers_died = later.actor2_kind in OPPOSED and earlier.actor1_kind in OPPOSED
    return counts and lacking and near and not doers_died and later.actor1 is None and later.event_type in DEADLY


def _counts_known_dead(earlier: Event, later: Event) -> bool:
    """Whether the later report takes up the dead of the earlier: "the five soldiers", after five were said to have been killed."""
    if not later.fatalities or later.fatalities != earlier.fatalities:
        return False
    toll = next((span for span in later.spans if span.role == "toll"), None)
    if toll is None:
        return False
    before = later.quote[: toll.start].lower().replace("’", "'").replace("'", "' ").split()[-1:]
    return bool(set(before) & _words(later.language, "definite"))


def _same_person(earlier: Event, later: Event) -> Iterator[tuple[float, str]]:
    """Somebody named in both reports is hurt, taken or arrested: that befalls a person once in a story."""
    if earlier.sub_event_type != later.sub_event_type or earlier.sub_event_type not in _BEFALLS_ONE:
        return
    if max(earlier.fatalities or 1, later.fatalities or 1) > 1:
        return
    known = _known_names(earlier) | _known_names(later)
    if (_names(earlier) & _names(later)) - known:
        yield 1.5, SAME_PERSON


def _names(event: Event) -> set[str]:
    """The capitalised words of a report, the first and those of a text in capitals left out."""
    return set() if event.quote.isupper() else {_stem(fold(word)) for word in _NAME.findall(event.quote)}


def _known_names(event: Event) -> set[str]:
    """The words that name a report's place, its doers, its day and who says so, which may come back in any other report."""
    names = (event.location, event.country, event.actor1, *event.assoc_actor_1, *event.claimants)
    return {_stem(word) for name in names if name for word in fold(name).split()} | _hollow(event.language)


def _told_apart(later: Event, around: list[str]) -> bool:
    """Whether a word sets the later happening apart: just before its noun ("another attack"), or first of all ("Elsewhere", "Some of").

    Just before a verb the same words are further victims: "three were killed and another detained".
    """
    opening = {word.strip(",") for word in later.quote.lower().split()[:_OPENING]}
    if opening & _words(later.language, "elsewhere") or " ".join(later.quote.lower().split()[:2]) in _words(
        later.language, "some_of"
    ):
        return True
    at = around.index(_TRIGGER) if _TRIGGER in around else 0
    if at and not _is_noun_of_happening(later) and around[at - 1] in _words(later.language, "further_victims"):
        return False
    return bool(set(around[max(0, at - 2) : at + 2]) & _words(later.language, "different"))


def _right_after(earlier: Event, later: Event) -> bool:
    return 0 <= later.quote_start - earlier.quote_end <= _NEXT_SENTENCES


def names_any(one: Event, other: Event) -> bool:
    """Whether the later of two reports of one text names any violence by a definite noun: "the incident", "cette attaque"."""
    later = max(one, other, key=_place_in_text)
    span = next((span for span in later.spans if span.role == "trigger"), None)
    if span is None or one.doc_id != other.doc_id or not {one.event_type, other.event_type} <= DEADLY:
        return False
    noun = later.quote[span.start : span.end].lower()
    return noun in _words(later.language, "any_violence") and _points_back(_around_trigger(later), later)


def _around_trigger(event: Event) -> list[str]:
    """The four words before an event's trigger in its quote and the two after it, apostrophes made plain, elided words whole ("l'")."""
    span = next((span for span in event.spans if span.role == "trigger"), None)
    if span is None:
        return []
    before, after = (
        part.lower().replace("’", "'").replace("'", "' ").split()
        for part in (event.quote[: span.start], event.quote[span.end :])
    )
    return [*before[-4:], _TRIGGER, *after[:2]]


def _points_back(around: list[str], event: Event) -> bool:
    """Whether a trigger is a definite noun: "the attack", "cette attaque", "les violents combats"."""
    if _TRIGGER not in around or not _is_noun_of_happening(event):
        return False
    at = around.index(_TRIGGER)
    return bool(set(around[max(0, at - 2) : at]) & _words(event.language, "definite"))


def _is_noun_of_happening(event: Event) -> bool:
    """Whether the trigger is one of the nouns that name a happening, rather than a verb after a pronoun ("l'avoir bombardé")."""
    span = next((span for span in event.spans if span.role == "trigger"), None)
    said = () if span is None else event.quote[span.start : span.end].lower().split()
    return any({word, word.rstrip("sx"), word.removesuffix("es")} & _happenings(event.language) for word in said)


@functools.cache
def _happenings(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "status").get("time", {}).get("happenings", ())) | _words(
        language, "any_violence"
    )


@functools.cache
def _words(language: str, key: str) -> frozenset[str]:
    return frozenset(lexicon(language, "status").get(key, ()))

"""Which toll is which event's.

The same predicate, the same clause, the same sentence, or the sentence that goes on from it.

A toll belongs to one event. It never crosses a word that sets cause against consequence ("protests over the killing
of two men"), and never reaches an event that kills nobody, such as talks.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.events.clauses import distance, governing_verb, lemma, objects, path_to_root, subjects
from geomap.events.figure_words import figure_words
from geomap.events.figures import Toll
from geomap.languages import lexicon
from geomap.model import Analysis, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEADLY = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots"})
# How many sentences after its event a toll may stand; one that revises or recalls the toll of the main happening may stand further.
_REACH = 2
_REVISED_REACH = 8
# Arcs between a toll and a trigger that count as one more sentence.
_FAR = 9


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an event stands on in the text, as far as tolls ask.

    Attributes:
        sentence: Index of its sentence.
        tokens: Indices of its triggers in the sentence's parse, the main one first.
        event_type: ACLED's type, or `Diplomacy`.
        status: Whether it happened.
        name: Name of the trigger's lexicon entry, by which a later noun points back to it.
        bare: True where the text tells no doer, place or date of its own for it.
    """

    sentence: int
    tokens: tuple[int, ...]
    event_type: str
    status: Status = "occurred"
    name: str = ""
    bare: bool = False


def only_counted(anchors: Sequence[Anchor], tolls: Sequence[Toll], analysis: Analysis) -> set[int]:
    """The happenings that are none of their own: they only add to, correct or recall the toll of one told before.

    Such as "Ten others were wounded", "A first statement had spoken of 53 soldiers killed".

    Args:
        anchors: The document's events, in the order of the text.
        tolls: The document's tolls.
        analysis: The document.

    Returns:
        Their indices. Their tolls belong to the happenings before.
    """
    found: set[int] = set()
    for i, anchor in enumerate(anchors):
        own = [toll for toll in tolls if toll.sentence == anchor.sentence and toll.token in anchor.tokens]
        counted = {toll.token for toll in own if toll.added or toll.earlier or toll.whole}
        if not anchor.bare or not counted or not counted >= set(anchor.tokens):
            continue
        others = [
            j
            for j, other in enumerate(anchors)
            if j not in found and other.sentence != anchor.sentence and _is_able(other)
        ]
        if any(_earlier_sentence(replace(toll, genitive=False), others, anchors, analysis) is not None for toll in own):
            found.add(i)
    return found


def _is_able(anchor: Anchor) -> bool:
    return anchor.event_type in _DEADLY and anchor.status == "occurred"


def tolls_for(anchors: Sequence[Anchor], tolls: Sequence[Toll], analysis: Analysis) -> list[tuple[Toll, ...]]:
    """Ties tolls to events.

    Args:
        anchors: The document's events, in any order.
        tolls: The document's tolls.
        analysis: The document.

    Returns:
        For each anchor its tolls, in the order of the text.
    """
    owned: list[list[Toll]] = [[] for _ in anchors]
    able = [i for i, anchor in enumerate(anchors) if _is_able(anchor)]
    for toll in tolls:
        counted = [i for i in able if any(mine.kind == toll.kind and mine.value for mine in owned[i])]
        owner = _recalled(toll, counted, anchors, analysis) if toll.earlier else None
        if owner is None:
            owner = _own_sentence(toll, able, anchors, analysis)
        if owner is None and (toll.revised or toll.whole):
            owner = _recalled(toll, counted, anchors, analysis)
        if owner is None:
            owner = _earlier_sentence(toll, able, anchors, analysis)
        if owner is not None:
            owned[owner].append(toll)
    return [tuple(sorted(mine, key=lambda toll: toll.start)) for mine in owned]


def _own_sentence(toll: Toll, able: Sequence[int], anchors: Sequence[Anchor], analysis: Analysis) -> int | None:
    parse = analysis.sentences[toll.sentence].parse
    if parse is None:
        return None
    predicate = parse[toll.token]
    ranked = []
    for i in able:
        anchor = anchors[i]
        if anchor.sentence != toll.sentence:
            continue
        if toll.token in anchor.tokens:
            return i
        steps = [
            _steps(predicate, parse[token])
            for token in anchor.tokens
            if not _severed(predicate, parse[token], toll, analysis.language)
        ]
        if steps:
            ranked.append((min(steps), abs(anchor.tokens[0] - toll.token), i))
    return min(ranked)[-1] if ranked else None


def _steps(predicate: Token, trigger: Token) -> int:
    """Arcs between a toll and a trigger; one for a circumstance of the toll's own clause ("killed in an attack")."""
    governor = governing_verb(trigger)
    if governor.i in {predicate.i, governing_verb(predicate).i}:
        return 1
    return distance(predicate, trigger)


@functools.cache
def _severing(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "figures").get("severing", ()))


def _severed(predicate: Token, trigger: Token, toll: Toll, language: str) -> bool:
    """Whether the toll stands below a word that makes it the cause or the forerunner of the trigger."""
    if predicate.is_ancestor(trigger):
        return False
    for step in path_to_root(predicate):
        if step.i == trigger.i or (step.is_ancestor(trigger) and step.i != predicate.i):
            return False
        if not _introducers(step) & _severing(language):
            continue
        same_clause = governing_verb(step.head).i == governing_verb(trigger).i
        if step.head.i == trigger.i or step.dep_ == "pobj" or (same_clause and toll.genitive):
            return True
    return False


def _introducers(token: Token) -> set[str]:
    """The prepositions and conjunctions that a phrase or clause is introduced by."""
    words = {child.lower_ for child in token.children if child.dep_ in {"case", "mark", "advmod"} and child.i < token.i}
    return words | {token.head.lower_} if token.dep_ in {"pobj", "pcomp"} else words


def _recalled(toll: Toll, counted: Sequence[int], anchors: Sequence[Anchor], analysis: Analysis) -> int | None:
    """The last happening before with a toll of the kind, which a further toll ("the death toll rose to 89") corrects."""
    near = [i for i in counted if 0 < toll.sentence - anchors[i].sentence <= _REVISED_REACH]
    between = analysis.sentences[anchors[near[-1]].sentence : toll.sentence] if near else ()
    return (
        None
        if not near or any(sentence.heading for sentence in between)
        else max(near, key=lambda i: anchors[i].sentence)
    )


def _stated(toll: Toll, analysis: Analysis) -> bool:
    """Whether a clause states the death itself ("avait reconnu la mort de 38 soldats"), rather than what came of it."""
    parse = analysis.sentences[toll.sentence].parse
    if parse is None:
        return False
    noun = parse[toll.token]
    verb = governing_verb(noun)
    if noun.i in {token.i for token in (*subjects(verb), *objects(verb))}:
        return True
    caused = lemma(verb) in figure_words(analysis.language).toll("causing")
    return caused and noun.head.head.i == verb.i and not _introducers(noun) & _severing(analysis.language) - {"to"}


def _earlier_sentence(toll: Toll, able: Sequence[int], anchors: Sequence[Anchor], analysis: Analysis) -> int | None:
    """The last event of the sentences before, where the toll's sentence goes on from it."""
    if (toll.genitive and not _stated(toll, analysis)) or any(anchors[i].sentence == toll.sentence for i in able):
        return None
    here = analysis.sentences[toll.sentence]
    for back in range(1, _REACH + 1):
        index = toll.sentence - back
        if index < 0:
            return None
        before = analysis.sentences[index]
        if before.furniture or before.heading or here.paragraph - before.paragraph > 1:
            return None
        found = [i for i in able if anchors[i].sentence == index]
        if found:
            return max(found, key=lambda i: (anchors[i].event_type in _DEADLY, anchors[i].tokens[0]))
    return None

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


@dataclass(frozen=True, slots=True)
class Figures:
    """An event's figures from one or more tolls.

    Attributes:
        fatalities: The headline figure, None where none is given.
        low: The lowest that is given.
        high: The highest.
        civilians: Civilians among them, where said.
        injured: Likewise the injured.
        start: Offset of the words that state the headline figure, None where there are none.
        end: Offset after them.
    """

    fatalities: int | None = None
    low: int | None = None
    high: int | None = None
    civilians: int | None = None
    injured: int | None = None
    start: int | None = None
    end: int | None = None


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


def figures_of(tolls: Sequence[Toll]) -> Figures:
    """Puts the tolls of one event together.

    Figures of one sentence add up, for they count different people; sentences repeat each other, so the first that
    gives a figure stands unless a later one revises it or says that it comes on top. Figures of other sentences make
    the low and the high end.
    """
    killed = [toll for toll in tolls if toll.kind == "killed" and toll.value is not None]
    injured = [toll for toll in tolls if toll.kind == "injured" and toll.value is not None]
    current = [toll for toll in killed if not toll.earlier] or killed
    headline = _headline(current)
    values = [_value(group) for group in _by_sentence(killed) if not all(toll in headline for toll in group)]
    shown = headline[0] if headline else None
    total = _value(headline) if headline else None
    civilians = [toll.civilians for toll in headline if toll.civilians is not None]
    hurt = _headline([toll for toll in injured if not toll.earlier] or injured)
    return Figures(
        fatalities=total,
        low=_least(values, total),
        high=_most(values, total, headline),
        civilians=sum(civilians) if civilians else None,
        injured=_value(hurt) if hurt else None,
        start=shown.start if shown else None,
        end=headline[-1].end if headline else None,
    )


def _by_sentence(tolls: Sequence[Toll]) -> list[list[Toll]]:
    groups: dict[int, list[Toll]] = {}
    for toll in tolls:
        groups.setdefault(toll.sentence, []).append(toll)
    return [groups[index] for index in sorted(groups)]


def _headline(tolls: Sequence[Toll]) -> list[Toll]:
    groups = _by_sentence(tolls)
    if not groups:
        return []
    revised = [group for group in groups if any(toll.revised for toll in group)]
    if revised:
        return [toll for toll in revised[-1] if toll.revised][-1:]
    groups = _counted(groups)
    chosen = list(groups[0])
    for group in groups[1:]:
        if (
            all(toll.added for toll in group) and not {toll.noun for toll in group} & {toll.noun for toll in chosen}
        ) or _of_the_other_side(group, chosen):
            chosen += group
    return chosen


def _of_the_other_side(group: Sequence[Toll], chosen: Sequence[Toll]) -> bool:
    """Whether two counts are of the dead of either side: "four peacekeepers" and then "twenty attackers"."""
    mine, theirs = {toll.adverse for toll in chosen}, {toll.adverse for toll in group}
    return len(mine) == len(theirs) == 1 and mine | theirs == {True, False}


def _counted(groups: list[list[Toll]]) -> list[list[Toll]]:
    """Drops the first sentences that only name or describe a victim where a later one gives a number."""
    numbered = [i for i, group in enumerate(groups) if any(not toll.implied for toll in group)]
    if not numbered or not all(toll.implied and toll.value for toll in groups[0]) or numbered[0] == 0:
        return groups
    return groups[numbered[0] :] if _value(groups[numbered[0]]) > _value(groups[0]) else groups


def _value(group: Sequence[Toll]) -> int:
    """The sum of what is counted; a victim who is only named or described adds to it where said to come on top."""
    numbered = [toll for toll in group if not toll.implied]
    named = [toll for toll in group if toll.implied]
    distinct = {toll.noun: toll for toll in named}
    extra = [toll for toll in distinct.values() if toll.added or not numbered]
    return sum(toll.value or 0 for toll in (*numbered, *extra))


def _least(values: Sequence[int], total: int | None) -> int | None:
    """The lowest whole figure; smaller counts of later sentences are parts of it as a rule, so only larger headlines lower it."""
    if total is None:
        return None
    return min([total, *(value for value in values if 2 * value > total)])


def _most(values: Sequence[int], total: int | None, headline: Sequence[Toll]) -> int | None:
    if total is None:
        return None
    highs = [toll.high for toll in headline]
    own = sum(high for high in highs if high is not None) if None not in highs else total
    return max([own, total, *(value for value in values if value < 2 * total)])

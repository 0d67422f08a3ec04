"""Where a happening took place: the place of its clause, of its target, of its sentence, or the one the narrative stands at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.arguments import Roles
from geomap.events.clauses import RELATIVE_CLAUSES, lemma
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.syntax import hosts

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.model import ActorMention, PlaceMention, Sentence

_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSE_LABELS = frozenset({"ccomp", "advcl", "relcl", "acl:relcl", "acl", "csubj", "parataxis", "pcomp", "xcomp"})
# Costs of the steps from a trigger to a place name through the parse; the lowest sum wins. Fitted by reading, not by counting.
_STEP = 1.0
_OUT_OF_CLAUSE = 2.0
_INTO_CLAUSE = 3.0
_ORIGIN = 4.0
_WITHIN_ACTOR = 2.5
_WITHIN_OTHER = 5.0
_TOO_FAR = 11.0
_SENTENCES_BACK = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A place with how it was found.

    Attributes:
        mention: The place name; None where there is none.
        inherited: Whether it stands outside the happening's sentence.
        why: One sentence for people.
    """

    mention: PlaceMention | None
    inherited: bool = False
    why: str = "The text names no place for it."


NOWHERE = Found(None)


def place_of(group: Group, roles: Roles, actors: Sequence[ActorMention], context: Context, running: PlaceMention | None) -> Found:
    """Finds the place of a happening.

    Args:
        group: Its triggers.
        roles: Tokens of its actors.
        actors: The actors themselves.
        context: The document.
        running: The place at which the narrative stood before this sentence, None at its beginning.

    Returns:
        The place name, or `NOWHERE`; never one that stands for a government or people.
    """
    kind = group.main.item.kind
    if kind.place == "none":
        return NOWHERE
    sentence = group.main.sentence
    here = _in_sentence(group, roles, actors, sentence, context)
    if here is not None:
        return Found(here, False, f"Its sentence says “{here.text}”.")
    if kind.place == "meeting" or running is None:
        return NOWHERE
    return Found(running, True, f"The text was last at “{running.text}”.")


def usable(mention: PlaceMention) -> bool:
    """Whether something can have happened at a place name: literal and resolved."""
    return mention.use == "literal" and mention.latitude is not None


def _in_sentence(group: Group, roles: Roles, actors: Sequence[ActorMention], sentence: Sentence, context: Context) -> PlaceMention | None:
    mentions = [mention for mention in context.places_in(sentence) if usable(mention)]
    if not mentions or sentence.parse is None:
        return None
    anchors = _anchors(group, roles, context)
    ranked = []
    for mention in mentions:
        head = _head(mention, sentence)
        if head is None or (head.pos_ == "ADJ" and head.dep_ == "amod") or head in roles.actor1:
            continue
        cost = min(_cost(anchor, head, sentence, context) for anchor in anchors)
        cost += _within_actor(mention, actors, sentence, context)
        ranked.append((cost, abs(head.i - group.main.token.i), mention))
    ranked.sort(key=lambda entry: entry[:2])
    if not ranked or ranked[0][0] > _limit(group):
        return None
    best = ranked[0][2]
    return _finest(best, [mention for cost, _, mention in ranked if cost <= ranked[0][0] + 4.0], context)


def _within_actor(mention: PlaceMention, actors: Sequence[ActorMention], sentence: Sentence, context: Context) -> float:
    """What it costs a place name to stand inside the name of an actor: more for one that takes no part in the happening."""
    inside = [a for a in context.actors_in(sentence) if a.start <= mention.start and mention.end <= a.end]
    if not inside:
        return 0.0
    return _WITHIN_ACTOR if any(a in actors for a in inside) else _WITHIN_OTHER


def _limit(group: Group) -> float:
    return 5.0 if group.main.item.kind.place == "meeting" else _TOO_FAR


def _anchors(group: Group, roles: Roles, context: Context) -> list[Token]:
    """Tokens that a place may hang on: the triggers, their containers, their light verbs, what they were done to."""
    found: list[Token] = []
    for member in group.members:
        found.append(member.token)
        if member.nominal:
            found += hosts(member.token, context.language)
    return [*found, *roles.verbs]


def _head(mention: PlaceMention, sentence: Sentence) -> Token | None:
    parse = sentence.parse
    if parse is None:
        return None
    span = parse.char_span(mention.start - sentence.start, mention.end - sentence.start, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _cost(anchor: Token, place: Token, sentence: Sentence, context: Context) -> float:
    """How far a place name stands from a trigger: steps through the parse, more for leaving a clause and most for entering one."""
    up = [anchor, *anchor.ancestors]
    positions = {token.i: step for step, token in enumerate(up)}
    cost, current = 0.0, place
    while current.i not in positions:
        if current.dep_ in _CLAUSE_LABELS | RELATIVE_CLAUSES and current.pos_ in _VERBAL:
            cost += _INTO_CLAUSE
        cost += _STEP if current.dep_ not in {"pobj", "appos", "compound", "flat:name", "conj"} else 0.3
        if current.dep_ in {"prep"} and lemma(current) in {"from"}:
            cost += _ORIGIN
        if current.head is current:
            return cost + _TOO_FAR
        current = current.head
    for token in up[: positions[current.i]]:
        cost += _STEP
        if token.dep_ in _CLAUSE_LABELS | RELATIVE_CLAUSES and token.pos_ in _VERBAL:
            cost += _OUT_OF_CLAUSE
    return cost


def _finest(best: PlaceMention, others: Sequence[PlaceMention], context: Context) -> PlaceMention:
    """The most exact of several names for one spot ("in Manbij, northern Syria"): names of the same country that stand close by."""
    text = context.text
    choice = best
    for other in sorted(others, key=lambda mention: abs(mention.start - best.start)):
        if other is choice or not _within(other, choice):
            continue
        between = text[min(other.end, choice.end) : max(other.start, choice.start)]
        if len(between) < 45 and (other.where_prec or 9) < (choice.where_prec or 9):
            choice = other
    return choice


def _within(inner: PlaceMention, outer: PlaceMention) -> bool:
    """Whether one place may lie in the other, by their countries and provinces."""
    if inner.place is None or outer.place is None or inner.place.country_code != outer.place.country_code:
        return False
    return (outer.where_prec or 0) >= 5 or not outer.place.admin1 or not inner.place.admin1 or inner.place.admin1 == outer.place.admin1


def running_place(sentence: Sentence, context: Context, last: PlaceMention | None) -> PlaceMention | None:
    """The place at which the narrative stands before a sentence: the last one named or the last happening's, whichever is nearer."""
    at = context.sentence_at(last.start) if last is not None else -1
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _SENTENCES_BACK), -1):
        if index == at:
            return last
        named = [m for m in context.places_in(context.analysis.sentences[index]) if usable(m)]
        if named:
            return min(named, key=lambda mention: mention.where_prec or 9)
    return last

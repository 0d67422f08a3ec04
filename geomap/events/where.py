"""Where a happening took place: the place of its clause, of its target, of its sentence, or the one the narrative stands at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.arguments import Roles
from geomap.events.clauses import RELATIVE_CLAUSES, lemma
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.syntax import hosts, small_words, word

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.model import PlaceMention, Sentence

_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSE_LABELS = frozenset({"ccomp", "advcl", "relcl", "acl:relcl", "acl", "csubj", "parataxis", "pcomp", "xcomp"})
# Costs of the steps from a trigger to a place name through the parse; the lowest sum wins. Fitted by reading, not by counting.
_STEP = 1.0
_OUT_OF_CLAUSE = 1.5
_OUT_OF_STATEMENT = 5.0
_INTO_CLAUSE = 3.0
_ORIGIN = 6.0
# Names at most this much dearer than the best may name the same spot more exactly.
_TOGETHER = 8.0
_WITHIN_ACTOR = 2.5
_WITHIN_OTHER = 5.0
_TOO_FAR = 8.0
_TOWN = 3
_COUNTRY = 6
# Characters between two names that still speak of one spot.
_BESIDE = 45
_NATURE = 3.0
_NATURAL = ("STM", "LK", "SEA", "OCN", "GULF", "MT", "HLL", "BAY", "CNL")


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


def place_of(group: Group, roles: Roles, context: Context, running: PlaceMention | None) -> Found:
    """Finds the place of a happening.

    Args:
        group: Its triggers.
        roles: Tokens of its actors.
        context: The document.
        running: The place at which the narrative stood before this sentence, None at its beginning.

    Returns:
        The place name, or `NOWHERE`; never one that stands for a government or people.
    """
    kind = group.main.item.kind
    if kind.place == "none":
        return NOWHERE
    sentence = group.main.sentence
    if kind.place == "running" and running is not None and _is_there(group, sentence, context):
        return Found(running, True, f"It is told of a place named before, “{running.text}”.")
    every = _ranked(group, roles, sentence, context)
    unlocated = _unlocated(every, group, context)
    if unlocated is not None and (running is None or (running.where_prec or 9) >= _COUNTRY):
        return Found(unlocated, False, f"Its sentence says “{unlocated.text}”, which was not found.")
    ranked = [(cost, mention) for cost, mention in every if usable(mention)]
    if ranked and ranked[0][0] <= _limit(group):
        here = _finest(ranked[0][1], [mention for cost, mention in ranked if cost <= ranked[0][0] + _TOGETHER], context)
        return Found(here, False, f"Its sentence says “{here.text}”.")
    if kind.place == "meeting" or _is_dated_aside(group, sentence, context):
        return NOWHERE
    for _, mention in ranked:
        if running is None or (_within(mention, running) and (mention.where_prec or 9) < (running.where_prec or 9)):
            return Found(mention, True, f"Its sentence speaks of “{mention.text}”.")
    return NOWHERE if running is None else Found(running, True, f"The text was last at “{running.text}”.")


def _unlocated(ranked: Sequence[tuple[float, PlaceMention]], group: Group, context: Context) -> PlaceMention | None:
    """The place of a happening where it is named but in no gazetteer: better a name without a point than another place's point.

    A located place that stands right beside it ("in Bayaa, south of Baghdad") is taken instead.
    """
    if not ranked or usable(ranked[0][1]) or ranked[0][0] > _limit(group):
        return None
    best = ranked[0][1]
    for _, other in ranked[1:]:
        between = context.text[min(other.end, best.end) : max(other.start, best.start)]
        if usable(other) and len(between) < _BESIDE:
            return None
    return best


def _is_dated_aside(group: Group, sentence: Sentence, context: Context) -> bool:
    """Whether a happening is told in a relative clause that has a date of its own: what the rest is about says nothing of its place."""
    verb = group.main.verb
    if verb.dep_ not in RELATIVE_CLAUSES:
        return False
    start, end = verb.left_edge.idx + sentence.start, verb.right_edge.idx + sentence.start
    return any(start <= date.start <= end for date in context.dates_in(sentence))


def _is_there(group: Group, sentence: Sentence, context: Context) -> bool:
    """Whether a happening is told in a "where" clause of a place that was named before ("the region, where a deal ...")."""
    wheres = small_words(context.language, "where")
    for verb in (group.main.verb, *group.main.verb.ancestors):
        if verb.dep_ in RELATIVE_CLAUSES and any(word(child) in wheres for child in verb.children):
            noun = verb.head
            return lemma(noun) in context.words.classes["territory"] and not any(
                context.is_place(t, sentence) for t in noun.subtree if t.i < verb.left_edge.i
            )
    return False


def usable(mention: PlaceMention) -> bool:
    """Whether something can have happened at a place name: literal and resolved."""
    return mention.use == "literal" and mention.latitude is not None


def _ranked(group: Group, roles: Roles, sentence: Sentence, context: Context) -> list[tuple[float, PlaceMention]]:
    """The places that a sentence names with their costs, the nearest to the happening first."""
    anchors = _anchors(group, roles, context)
    ranked = []
    for mention in context.places_in(sentence):
        head = _head(mention, sentence) if mention.use == "literal" else None
        if head is None or _is_participant(head, roles) or _is_adjective(mention, head, sentence, context):
            continue
        cost = min(_cost(anchor, head, sentence, context) for anchor in anchors)
        cost += _within_actor(mention, roles, sentence, context) + _by_nature(mention, sentence)
        ranked.append((cost, abs(head.i - group.main.token.i), mention))
    ranked.sort(key=lambda entry: entry[:2])
    return [(cost, mention) for cost, _, mention in ranked]


def _by_nature(mention: PlaceMention, sentence: Sentence) -> float:
    """What it costs a name to be a river's or a mountain's, which mostly say which side, or to stand in the dateline."""
    natural = mention.place is not None and mention.place.feature.startswith(_NATURAL)
    dateline = mention.start == sentence.start and mention.text.isupper()
    return _NATURE * natural + _NATURE * dateline


def _is_participant(head: Token, roles: Roles) -> bool:
    """Whether a place name is one who acts, alone or beside others ("allies Iran and Russia")."""
    named = head
    while named.dep_ in {"appos", "conj", "compound"} and named not in roles.actor1:
        named = named.head
    return named in roles.actor1


def _is_adjective(mention: PlaceMention, head: Token, sentence: Sentence, context: Context) -> bool:
    """Whether a name stands before a noun as an adjective does ("Israeli strike", "US soldiers")."""
    if head.dep_ not in {"amod", "compound", "nmod"} or any(child.dep_ == "case" for child in head.children):
        return False
    if lemma(head.head) in context.words.classes["territory"]:
        return False
    return head.pos_ == "ADJ" or any(
        a.start <= mention.start and mention.end < a.end for a in context.actors_in(sentence)
    )


def _within_actor(mention: PlaceMention, roles: Roles, sentence: Sentence, context: Context) -> float:
    """What it costs a place name to stand inside the name of an actor: more for one that takes no part in the happening."""
    inside = [a for a in context.actors_in(sentence) if a.start <= mention.start and mention.end <= a.end]
    if not inside:
        return 0.0
    parts = {sentence.start + token.idx for token in (*roles.actor1, *roles.actor2)}
    return _WITHIN_ACTOR if any(a.head in parts for a in inside) else _WITHIN_OTHER


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
        if _is_origin(current, sentence, context):
            cost += _ORIGIN
        if current.head is current:
            return cost + _TOO_FAR
        current = current.head
    for token in up[: positions[current.i]]:
        cost += _STEP
        if token.dep_ in _CLAUSE_LABELS | RELATIVE_CLAUSES and token.pos_ in _VERBAL:
            cost += (
                _OUT_OF_STATEMENT
                if token.dep_ in {"ccomp", *RELATIVE_CLAUSES} and current is not token.head
                else _OUT_OF_CLAUSE
            )
    return cost


def _is_origin(token: Token, sentence: Sentence, context: Context) -> bool:
    """Whether a step leads from where somebody comes from or is in office ("a resident of", "soldiers from")."""
    case = next((lemma(child) for child in token.children if child.dep_ == "case"), "")
    name = lemma(token) if token.dep_ == "prep" else case
    if name == "from":
        return True
    if name not in {"of", "de"} or token.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    return (
        context.actor_at(token.head, sentence) is not None
        and lemma(token.head) not in context.words.classes["territory"]
    )


def _finest(best: PlaceMention, others: Sequence[PlaceMention], context: Context) -> PlaceMention:
    """The most exact of several names for one spot ("in Manbij, northern Syria"): names of the same country that stand close by."""
    text = context.text
    choice = best
    for other in sorted(others, key=lambda mention: abs(mention.start - best.start)):
        if other is choice or not _within(other, choice):
            continue
        between = text[min(other.end, choice.end) : max(other.start, choice.start)]
        if len(between) < _BESIDE and (other.where_prec or 9) < (choice.where_prec or 9):
            choice = other
    return choice


def _within(inner: PlaceMention, outer: PlaceMention) -> bool:
    """Whether one place may lie in the other, by their countries and provinces."""
    if inner.place is None or outer.place is None or inner.place.country_code != outer.place.country_code:
        return False
    return (
        (outer.where_prec or 0) >= 5
        or not outer.place.admin1
        or not inner.place.admin1
        or inner.place.admin1 == outer.place.admin1
    )


def side_by_side(found: Found, group: Group, context: Context) -> list[Found]:
    """Towns coordinated with a happening's town, each the place of a happening of its own."""
    mention, sentence = found.mention, group.main.sentence
    if (
        mention is None
        or found.inherited
        or group.main.item.kind.place != "running"
        or (mention.where_prec or 9) > _TOWN
    ):
        return []
    head = _head(mention, sentence)
    if head is None:
        return []
    chain = {token.i for token in (head, *head.conjuncts)}
    others = []
    for other in context.places_in(sentence):
        token = _head(other, sentence)
        if (
            other is not mention
            and usable(other)
            and (other.where_prec or 9) <= _TOWN
            and token is not None
            and token.i in chain
        ):
            others.append(Found(other, False, f"Its sentence says “{other.text}”."))
    return others

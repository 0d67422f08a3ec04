"""What only points back to a happening told before: a definite noun ("the attack") repeats it, or adds to it who took part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.backing import Evidence
    from geomap.events.drafting import Draft

# What a definite noun ("the attack") may point back to stands at most this many sentences before it.
_REFERENCE_REACH = 4
_CROWDS = frozenset({"Protests", "Riots"})
_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"})


def refer_back(draft: Draft, earlier: Sequence[Draft]) -> None:
    """Gives what a mere mention tells of an act ("blamed the government for the attack") to the happening that it points back to."""
    main = draft.group.main
    if not main.nominal or draft.status != "occurred" or not _is_definite(main.token):
        return
    for other in reversed(earlier):
        if draft.sentence.index - other.sentence.index > _REFERENCE_REACH:
            return
        if other.status == "occurred" and _same_sort(draft, other):
            if (
                not other.actors1
                and draft.actors1
                and not {m.actor for m in draft.actors1} & {m.actor for m in other.actors2}
            ):
                other.actors1 = list(draft.actors1)
            if (
                not other.actors2
                and draft.actors2
                and not {m.actor for m in draft.actors2} & {m.actor for m in other.actors1}
            ):
                other.actors2 = list(draft.actors2)
            return


def repeats(draft: Draft, evidence: Evidence, earlier: Sequence[Draft]) -> bool:
    """Whether a definite noun only names again what was told before, without a place or a date of its own."""
    main = draft.group.main
    if not main.nominal or not _is_definite(main.token) or evidence.place is not None or evidence.dated:
        return False
    if draft.tolls and not _points(main.token):
        return False
    if draft.roles.verbs and draft.actors1:
        return False
    return any(
        _same_sort(draft, other) for other in earlier if draft.sentence.index - other.sentence.index <= _REFERENCE_REACH
    )


def _points(noun: Token) -> bool:
    """Whether a demonstrative stands before a noun ("ces manifestations"): the toll told with it is that of what it points to."""
    return any(c.dep_ == "det" and "Dem" in c.morph.get("PronType", []) for c in noun.children)


def _is_definite(noun: Token) -> bool:
    top = [child for child in noun.children if child.dep_ == "det"]
    if any(child.dep_ == "poss" and child.pos_ == "PRON" for child in noun.children):
        return True
    return any({"Def", "Dem"} & {*child.morph.get("Definite", []), *child.morph.get("PronType", [])} for child in top)


def _same_sort(mention: Draft, told: Draft) -> bool:
    """Whether a noun can name what an earlier trigger told: an "attack" any violence, other nouns their own kind."""
    if "umbrella" in mention.decision.kind:
        return told.decision.event_type in _VIOLENT
    crowds = {mention.decision.event_type, told.decision.event_type} <= _CROWDS
    return mention.decision.kind.name == told.decision.kind.name or (crowds and _points(mention.group.main.token))


def lend(draft: Draft, earlier: Sequence[Draft]) -> None:
    """Gives the target of an act only intended, offered or denied to what was done ("launched an operation to oust the rebels").

    Args:
        draft: The act that is no event of its own.
        earlier: The happenings told before it.
    """
    told = next((d for d in reversed(earlier) if d.sentence.index == draft.sentence.index), None)
    if told is None or told.actors2 or not draft.actors2 or draft.group.main.nominal:
        return
    main, verb = told.group.main, draft.group.main.verb
    below = main.verb.is_ancestor(verb) or main.token.is_ancestor(verb)
    if below and _may_lend(told):
        told.actors2 = [m for m in draft.actors2 if m.actor not in {one.actor for one in told.actors1}]


def _may_lend(told: Draft) -> bool:
    """Whether what an act aims at is whom it is done to: violence, and acts of speech."""
    return told.decision.event_type in _VIOLENT or "speech" in told.decision.kind

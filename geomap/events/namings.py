"""Nouns that name an act which its sentence names already: beside it, as its means, as what a verb answers, or by another name."""

from __future__ import annotations

from geomap.events.context import Context
from geomap.events.phrases import outermost
from geomap.events.small_words import small_words, word
from geomap.events.triggers import Candidate


def is_violent(candidate: Candidate) -> bool:
    """Whether a trigger tells of violence or of a crowd in the street."""
    return candidate.item.kind.event_type in {
        "Battles",
        "Explosions/Remote violence",
        "Violence against civilians",
        "Riots",
        "Protests",
    }


def stands_beside(act: Candidate, effect: Candidate, context: Context) -> bool:  # noqa: ARG001 (one shape for all tests)
    """Whether two nouns of one type are coordinated ("the offensive of the rebels and their battles with the army")."""
    same = act.item.kind.event_type == effect.item.kind.event_type
    return (
        act.nominal
        and effect.nominal
        and same
        and is_violent(act)
        and effect.token.dep_ == "conj"
        and effect.token.head == act.token
    )


def is_means_of(act: Candidate, effect: Candidate, context: Context) -> bool:  # noqa: ARG001 (one shape for all tests)
    """Whether a noun only says what it was that went off ("the explosion of a car bomb")."""
    above = effect.token.head
    governor = above.head if above.dep_ == "prep" else above
    return (
        act.nominal
        and effect.nominal
        and act.item.kind.event_type == effect.item.kind.event_type == "Explosions/Remote violence"
        and governor == act.token
        and effect.token.dep_ in {"pobj", "nmod", "compound"}
    )


def answers(act: Candidate, effect: Candidate, context: Context) -> bool:
    """Whether a verb answers what a noun names ("rejected the accusations")."""
    return (
        "answering" in act.item.kind
        and not act.nominal
        and effect.nominal
        and outermost(effect.token, context.language) in act.parts.get("object", ())
    )


def renames(act: Candidate, effect: Candidate, context: Context) -> bool:
    """Whether a noun calls the act by another name: "condemned the killing as a terrorist attack", "fled the town, an exodus that ..."."""
    if not effect.nominal or act.token.i > effect.token.i or act.item.kind.event_type != effect.item.kind.event_type:
        return False
    token = effect.token
    if token.dep_ == "appos":
        return act.item.kind.sub_event_type == effect.item.kind.sub_event_type and act.verb.is_ancestor(token)
    above = (
        token.head if token.dep_ == "pobj" else next((child for child in token.children if child.dep_ == "case"), None)
    )
    called = above is not None and word(above) in small_words(context.language, "called")
    return called and act.nominal and act.verb.is_ancestor(token)

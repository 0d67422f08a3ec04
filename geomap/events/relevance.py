"""What is no event: standing descriptions, bare mentions, metaphors, and the triggers of other worlds (sport, business, health)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.classify import ARMED
from geomap.events.clauses import lemma
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.syntax import outermost, word

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.model import ActorMention, PlaceMention, Status

_PARTIES = frozenset({"State forces", "Government", "Rebel group", "Political militia", "Identity militia", "External forces", "Intergovernmental organisation"})
_CROWDS = frozenset({"Protesters", "Rioters"})
_DEFINITE = frozenset({"Def", "Dem"})
_FIRM = frozenset({"none"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands beside a trigger.

    Attributes:
        actors1: Who did it.
        actors2: To whom.
        place: Its place, where its own sentence names one.
        dated: Whether a date stands in its sentence.
        toll: Whether a number of killed or injured belongs to it.
        status: Whether it happened.
    """

    actors1: Sequence[ActorMention]
    actors2: Sequence[ActorMention]
    place: PlaceMention | None
    dated: bool
    toll: bool
    status: Status


def is_event(group: Group, evidence: Evidence, context: Context, *, conflict: bool) -> bool:
    """Whether a trigger with what stands beside it is an event to enter.

    Args:
        group: The triggers.
        evidence: What stands beside them.
        context: The document.
        conflict: Whether the document is about conflict at all (see `about_conflict`).
    """
    if evidence.status == "possible":
        return False
    if not _backed(group, evidence, conflict=conflict):
        return False
    if group.main.nominal and all(member.nominal for member in group.members):
        return _noun_tells(group, evidence, context)
    return not _habitual(group.main.verb, evidence, context)


def _backed(group: Group, evidence: Evidence, *, conflict: bool) -> bool:
    """Whether what the kind of happening needs beside its trigger is there."""
    backing = group.main.item.kind.backing
    kinds1 = {mention.actor.kind for mention in evidence.actors1}
    kinds2 = {mention.actor.kind for mention in evidence.actors2}
    both = kinds1 | kinds2
    if backing == "official":
        return bool(kinds1 & (_PARTIES | {"Other"}))
    if backing == "political":
        parties = [m for m in (*evidence.actors1, *evidence.actors2) if m.actor.kind in _PARTIES | _CROWDS]
        return len(parties) >= 2 or (bool(kinds1 & _PARTIES) and bool(kinds2))
    armed = bool(both & (ARMED | {"Government"}))
    if backing == "armed":
        return armed or (conflict and (bool(both) or evidence.toll))
    return conflict or armed or bool(both & _CROWDS) or evidence.toll


def _noun_tells(group: Group, evidence: Evidence, context: Context) -> bool:
    """Whether a noun tells of one happening: somebody takes part, and something fixes it in place, time or number."""
    noun = group.main.token
    top = outermost(noun, context.language)
    if _is_compound(noun):
        return False
    participants = bool(evidence.actors1) + bool(evidence.actors2)
    fixed = bool(evidence.place) + evidence.dated + evidence.toll
    if _carried(group):
        return participants + fixed >= 1
    plural = "Plur" in noun.morph.get("Number")
    if plural and not _determined(top):
        return participants + fixed >= 2 and fixed >= 1
    return participants + fixed >= 2


def _is_compound(noun: Token) -> bool:
    """Whether a noun only modifies another ("the ceasefire talks")."""
    return noun.dep_ == "compound" and noun.head.pos_ in {"NOUN", "PROPN"}


def _carried(group: Group) -> bool:
    """Whether a light verb carries the noun ("carried out an attack", "une attaque a eu lieu")."""
    return bool(group.main.verb != group.main.token and group.main.token.dep_ in {"dobj", "obj", "nsubj", "nsubjpass", "nsubj:pass"})


def _determined(noun: Token) -> bool:
    return any(child.dep_ in {"det", "poss", "nummod"} and (_DEFINITE & set(child.morph.get("Definite") + child.morph.get("PronType")) or child.dep_ != "det") for child in noun.children)


def _habitual(verb: Token, evidence: Evidence, context: Context) -> bool:
    """Whether a verb tells what is usually so: an infinitive or a present without any circumstance."""
    if evidence.toll or evidence.dated:
        return False
    adverbs = {word(child) for child in verb.children if child.dep_ == "advmod"}
    return bool(adverbs & {"often", "usually", "always", "regularly", "frequently", "sometimes", "souvent", "régulièrement", "toujours", "fréquemment", "parfois"})


def about_conflict(groups: Sequence[Group], context: Context) -> bool:
    """Whether a document is about conflict: its firm triggers and armed actors weigh more than the words of other worlds."""
    firm = sum(group.main.item.kind.backing in _FIRM for group in groups)
    armed = sum(mention.actor.kind in ARMED for mention in context.actors)
    other = 0
    listed = context.words.elsewhere
    for sentence in context.analysis.sentences:
        if sentence.parse is not None and not sentence.furniture:
            other += sum(lemma(token) in listed for token in sentence.parse)
    length = max(1, len(context.analysis.sentences))
    return (firm * 2 + armed) >= max(1.0, 1.5 * other, length / 15)

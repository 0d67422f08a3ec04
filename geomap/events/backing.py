"""What must stand beside a trigger before it counts: an armed actor, a party of political life, victims, or a document about conflict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.classify import ARMED
from geomap.events.clauses import lemma
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.ontology import kinds
from geomap.events.small_words import small_words
from geomap.events.subject import VIOLENT, Subject, bears_arms
from geomap.events.worlds import CRIME
from geomap.model import ORGANISED

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.model import ActorMention, PlaceMention, Status

_CROWDS = frozenset({"Protesters", "Rioters"})
# Words of other worlds that take a sentence out of an article about conflict.
_FAR_ELSEWHERE = 2


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
        kind: Name of the kind of happening.
        claimed: Whether somebody is said to have said so.
        in_speech: Whether it is only what a demand, a threat or a warning speaks of.
        place_token: Index of the token that names the place, -1 for none in the sentence.
        date_tokens: Indices of the tokens of date expressions in the sentence.
    """

    actors1: Sequence[ActorMention]
    actors2: Sequence[ActorMention]
    place: PlaceMention | None
    dated: bool
    toll: bool
    status: Status
    kind: str = ""
    claimed: bool = False
    in_speech: bool = False
    place_token: int = -1
    date_tokens: frozenset[int] = frozenset()


def is_backed(group: Group, evidence: Evidence, context: Context, subject: Subject) -> bool:
    """Whether what the kind of happening needs beside its trigger is there.

    Args:
        group: The triggers.
        evidence: What stands beside them.
        context: The document.
        subject: What the document is about.
    """
    kind, conflict = group.main.item.kind, subject.conflict
    if _is_elsewhere(group, evidence, context, subject) >= (_FAR_ELSEWHERE if conflict else 1):
        return False
    if kind.event_type == "Diplomacy" and not (conflict or _between_parties(evidence)):
        return False
    if kind.name == "request" and not evidence.actors2 and not _asks_for_peace(group.main.token, context):
        return False
    if kind.name == "arrest" and not conflict and _is_political(group, context):
        return True
    return _BACKINGS[kinds()[evidence.kind].backing if evidence.kind else kind.backing](group, evidence, subject)


def _none(group: Group, evidence: Evidence, subject: Subject) -> bool:
    both = _kinds(evidence.actors1) | _kinds(evidence.actors2)
    return (
        subject.conflict
        or bool(both & (ARMED | _CROWDS | {"Government"}))
        or evidence.toll
        or group.main.item.kind.name in {"protest", "riot", "coup"}
    )


def _armed(group: Group, evidence: Evidence, subject: Subject) -> bool:
    both = _kinds(evidence.actors1) | _kinds(evidence.actors2)
    conflict, fought = subject.conflict, "fought" in group.main.item.kind
    fixed = evidence.place is not None and (evidence.dated or (subject.brief and fought))
    if not conflict and group.main.item.kind.name == "downfall":
        return False
    fighters = any(bears_arms(m) for m in (*evidence.actors1, *evidence.actors2)) or _strikes_police(group, evidence)
    return (
        (bool(both & ARMED) if conflict else fighters)
        or (conflict and (bool(both) or evidence.toll or fixed))
        or ("Government" in both and (len(both) > 1 or (subject.brief and fought)))
        or (bool(both & _CROWDS) and len(both) > 1)
    )


def _political(group: Group, evidence: Evidence, subject: Subject) -> bool:
    kinds1, kinds2 = _kinds(evidence.actors1), _kinds(evidence.actors2)
    if group.main.item.kind.name == "meeting" and evidence.place is not None and kinds1 & ORGANISED:
        return True
    if (
        group.main.item.kind.plover_type == "AGREE"
        and subject.conflict
        and evidence.place is not None
        and evidence.dated
    ):
        return True
    parties = [m for m in (*evidence.actors1, *evidence.actors2) if m.actor.kind in ORGANISED | _CROWDS]
    return len(parties) >= 2 or (bool(kinds1 & ORGANISED) and bool(kinds2))


def _official(group: Group, evidence: Evidence, subject: Subject) -> bool:
    speaks = group.main.item.kind.name in {"condemnation", "accusation"} and subject.conflict
    return bool(_kinds(evidence.actors1) & (ORGANISED | {"Other"} if speaks else ORGANISED))


_BACKINGS = {"none": _none, "armed": _armed, "political": _political, "official": _official}


def _is_political(group: Group, context: Context) -> bool:
    """Whether those arrested are people of political life or crowds, so that the arrest is no ordinary police work."""
    listed, dozens = context.words.classes.get("political", frozenset()), small_words(context.language, "dozens")
    parts = ("object", *small_words(context.language, "genitives"))
    for member in group.members:
        for target in (token for part in parts for token in member.parts.get(part, ())):
            if lemma(target) in listed or any(lemma(part) in dozens for part in target.subtree):
                return True
    return False


def _strikes_police(group: Group, evidence: Evidence) -> bool:
    """Whether those whom violence befell bear arms for the state, the police too: no ordinary crime."""
    return group.main.item.kind.event_type in VIOLENT and any(m.actor.kind in ARMED for m in evidence.actors2)


def _kinds(mentions: Sequence[ActorMention]) -> set[str]:
    return {mention.actor.kind for mention in mentions}


def _between_parties(evidence: Evidence) -> bool:
    """Whether two parties of political life face each other: two countries, or a government and those who fight or oppose it."""
    ones = [m.actor for m in evidence.actors1 if m.actor.kind in ORGANISED]
    others = [m.actor for m in (*evidence.actors1, *evidence.actors2) if m.actor.kind in ORGANISED]
    return any(
        one.country != other.country or other.kind in ARMED - {"State forces"}
        for one in ones
        for other in others
        if one != other
    )


def _asks_for_peace(token: Token, context: Context) -> bool:
    """Whether a demand asks for what ends or feeds a conflict."""
    listed = context.words.classes.get("peace", frozenset())
    return any(lemma(part) in listed for part in token.subtree)


def _is_elsewhere(group: Group, evidence: Evidence, context: Context, subject: Subject) -> int:
    """How many signs there are that a sentence tells of another world: words of sport, business, illness, the document's theme."""
    kind, found = group.main.item.kind, context.other_worlds.get(group.main.sentence.index, {})
    police = "policing" in kind
    signs = sum(world != CRIME or police for world in found.values())
    armed = any(bears_arms(m) for m in (*evidence.actors1, *evidence.actors2))
    return signs + (subject.theme is not None and not armed)

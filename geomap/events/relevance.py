"""What is no event: standing descriptions, bare mentions, metaphors, and the triggers of other worlds (sport, business, health)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.classify import ARMED
from geomap.events.clauses import RELATIVE_CLAUSES, lemma
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.syntax import outermost, small_words, word

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.model import ActorMention, PlaceMention, Status

_PARTIES = frozenset({"State forces", "Government", "Rebel group", "Political militia", "Identity militia", "External forces", "Intergovernmental organisation"})
_CROWDS = frozenset({"Protesters", "Rioters"})
_DEFINITE = frozenset({"Def", "Dem"})
_FIRM = frozenset({"none"})
# Nouns that say who takes part: a march is of marchers.
_PEOPLED = frozenset({"protest", "riot", "labour_strike", "coup", "clash", "war", "suicide_bombing"})


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
    claimed: bool = False
    in_speech: bool = False
    place_token: int = -1
    date_tokens: frozenset[int] = frozenset()


def is_event(group: Group, evidence: Evidence, context: Context, *, conflict: bool) -> bool:
    """Whether a trigger with what stands beside it is an event to enter.

    Args:
        group: The triggers.
        evidence: What stands beside them.
        context: The document.
        conflict: Whether the document is about conflict at all (see `about_conflict`).
    """
    if group.main.item.kind.name == "death" and not _violent_death(group, evidence, context):
        return False
    if evidence.status == "possible" or (evidence.status == "denied" and not evidence.claimed) or evidence.in_speech:
        return False
    if not _backed(group, evidence, conflict=conflict):
        return False
    if group.main.nominal and all(member.nominal for member in group.members):
        return _noun_tells(group, evidence, context)
    verb = next(member.verb for member in group.members if not member.nominal)
    return not (_is_purpose(verb, evidence) or _is_description(verb, evidence) or _is_habit(verb, evidence, context))


def _backed(group: Group, evidence: Evidence, *, conflict: bool) -> bool:
    """Whether what the kind of happening needs beside its trigger is there."""
    backing = group.main.item.kind.backing
    kinds1 = {mention.actor.kind for mention in evidence.actors1}
    kinds2 = {mention.actor.kind for mention in evidence.actors2}
    both = kinds1 | kinds2
    if backing == "official":
        return bool(kinds1 & (_PARTIES | {"Other"}))
    if backing == "political":
        if group.main.item.kind.name == "meeting" and evidence.place is not None and kinds1 & _PARTIES and group.main.nominal:
            return True
        parties = [m for m in (*evidence.actors1, *evidence.actors2) if m.actor.kind in _PARTIES | _CROWDS]
        return len(parties) >= 2 or (bool(kinds1 & _PARTIES) and bool(kinds2))
    armed = bool(both & (ARMED | {"Government"}))
    if backing == "armed":
        fixed = evidence.dated and evidence.place is not None
        return armed or (conflict and (bool(both) or evidence.toll or fixed))
    return conflict or armed or bool(both & _CROWDS) or evidence.toll


def _violent_death(group: Group, evidence: Evidence, context: Context) -> bool:
    """Whether a death is one of conflict: of a soldier or fighter, of several, or with a word of violence in its clause."""
    if any(mention.actor.kind in ARMED for mention in evidence.actors2) or any(member.item.kind.name != "death" for member in group.members):
        return True
    listed = context.words.classes.get("violent", frozenset()) | context.words.instruments.keys()
    return any(lemma(token) in listed for token in group.main.verb.subtree)


def _noun_tells(group: Group, evidence: Evidence, context: Context) -> bool:
    """Whether a noun tells of one happening: somebody takes part, and something fixes it in place, time or number."""
    noun = group.main.token
    top = outermost(noun, context.language)
    if _is_compound(noun) or _is_comment(top, evidence) or _is_absent(top, context):
        return False
    participants = bool(evidence.actors1) + bool(evidence.actors2) + (group.main.item.kind.name in _PEOPLED)
    fixed = bool(evidence.place) + evidence.dated + evidence.toll
    carried = _carried(group, context)
    if evidence.status == "planned" and not carried and not evidence.dated:
        return False
    if _recurs(group, context) and not evidence.dated and not evidence.toll:
        return False
    if carried:
        return participants + fixed >= 1
    plural = "Plur" in noun.morph.get("Number")
    if plural and not _determined(top):
        return participants + fixed >= 2 and fixed >= 1
    return participants + fixed >= 2


def _is_compound(noun: Token) -> bool:
    """Whether a noun only modifies another ("the ceasefire talks")."""
    return noun.dep_ == "compound" and noun.head.pos_ in {"NOUN", "PROPN"}


def _is_comment(noun: Token, evidence: Evidence) -> bool:
    """Whether a noun is said of what was told before ("it was the worst attack since 2015")."""
    copula = any(child.dep_ == "cop" for child in noun.children) or (noun.dep_ == "attr" and lemma(noun.head) == "be")
    return copula and not evidence.toll


def _is_absent(noun: Token, context: Context) -> bool:
    """Whether a noun is said not to have been ("without clashes")."""
    before = [child for child in noun.children if child.dep_ in {"case", "det"}] + ([noun.head] if noun.dep_ == "pobj" else [])
    return any(word(token) in small_words(context.language, "absence") for token in before)


def _recurs(group: Group, context: Context) -> bool:
    """Whether a noun is said to happen again and again ("frequent attacks")."""
    listed = context.words.classes.get("frequent", frozenset())
    return any(lemma(child) in listed for child in group.main.token.children)


def _carried(group: Group, context: Context) -> bool:
    """Whether a light verb carries the noun ("carried out an attack", "une attaque a eu lieu")."""
    top = outermost(group.main.token, context.language)
    verb = top.head
    return verb.pos_ in {"VERB", "AUX"} and top.dep_ in {"dobj", "obj", "nsubj", "nsubjpass", "nsubj:pass"} and lemma(verb) in context.words.light


def _determined(noun: Token) -> bool:
    return any(child.dep_ in {"det", "poss", "nummod"} and (_DEFINITE & set(child.morph.get("Definite") + child.morph.get("PronType")) or child.dep_ != "det") for child in noun.children)


def _is_purpose(verb: Token, evidence: Evidence) -> bool:
    """Whether a verb is an infinitive that tells what something was for ("travelled there to fight")."""
    if not _is_infinitive(verb) or evidence.toll:
        return False
    return verb.dep_ in {"advcl", "acl", "relcl"} or (verb.dep_ in {"xcomp", "obl:mod", "obl:arg"} and evidence.status == "planned" and not evidence.dated and evidence.place is None)


def _is_infinitive(verb: Token) -> bool:
    auxiliaries = {lemma(child) for child in verb.children if child.dep_.startswith("aux")}
    if auxiliaries & {"have", "avoir", "être"}:
        return False
    return "Inf" in verb.morph.get("VerbForm") and not auxiliaries - {"to"}


def _is_description(verb: Token, evidence: Evidence) -> bool:
    """Whether a participle or relative clause only tells the reader who somebody is ("rebels fighting the regime")."""
    gerund = verb.tag_ == "VBG" and verb.dep_ == "pcomp" and any(child.dep_ == "nsubj" for child in verb.children)
    if not (gerund or verb.dep_ in {"acl", "relcl", "acl:relcl", "amod"}) or evidence.toll:
        return False
    own = {token.i for token in verb.subtree}
    if any(offset in own for offset in evidence.date_tokens):
        return False
    ongoing = "Ger" in verb.morph.get("VerbForm") or "Prog" in verb.morph.get("Aspect") or "Pres" in verb.morph.get("Tense") or _imperfect(verb)
    perfect = any(child.lower_ in {"has", "have", "ont", "a"} for child in verb.children if child.dep_.startswith("aux"))
    if verb.dep_ == "amod":
        return True
    plain_present = verb.dep_ in RELATIVE_CLAUSES and "Pres" in verb.morph.get("Tense") and not any(c.dep_.startswith("aux") for c in verb.children)
    return plain_present or (evidence.place_token not in own and (gerund or ongoing or perfect or verb.dep_ == "acl"))


def _imperfect(verb: Token) -> bool:
    return any("Imp" in part.morph.get("Tense") for part in (verb, *(c for c in verb.children if c.dep_.startswith("aux")))) and not any(
        child.dep_ == "aux:tense" for child in verb.children
    )


def _is_habit(verb: Token, evidence: Evidence, context: Context) -> bool:
    """Whether a verb tells what is usually so."""
    if evidence.toll or evidence.dated:
        return False
    listed = context.words.classes.get("frequent", frozenset())
    return any(word(child) in listed for child in verb.children if child.dep_ == "advmod")


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
    return (firm * 2 + armed) >= max(3.0, 1.5 * other, length / 12)

"""What is no event: standing descriptions, bare mentions, metaphors, and the triggers of other worlds (sport, business, health)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.backing import Evidence, is_backed
from geomap.events.calm import counts_in_calm
from geomap.events.classify import ARMED
from geomap.events.clauses import RELATIVE_CLAUSES, lemma
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.narrative import time_words
from geomap.events.nouns import noun_tells
from geomap.events.ontology import kinds
from geomap.events.small_words import small_words, word
from geomap.events.subject import Subject
from geomap.events.subjects import is_false_relative

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.triggers import Candidate


def is_event(group: Group, evidence: Evidence, context: Context, subject: Subject) -> bool:
    """Whether a trigger with what stands beside it is an event to enter.

    Args:
        group: The triggers.
        evidence: What stands beside them.
        context: The document.
        subject: What the document is about.
    """
    if group.main.item.kind.name == "denial" and _is_denied_too(group.main.token, context):
        return False
    if group.main.item.kind.name == "death" and not _violent_death(group, evidence, context):
        return False
    if evidence.status == "possible" or (evidence.status == "denied" and not evidence.claimed) or evidence.in_speech:
        return False
    if not is_backed(group, evidence, context, subject):
        return False
    if not (subject.conflict or subject.brief or counts_in_calm(group, evidence, context)):
        return False
    main = group.main
    verbs = [
        member.verb
        for member in group.members
        if not (member.nominal or _modifies(member.verb, main.token) or _is_cost(member, main) or _is_end(member, main))
    ]
    if _lasts_for_ages(verbs[0] if verbs else group.main.verb, evidence, context):
        return False
    if group.main.nominal and not verbs:
        return noun_tells(group, evidence, context, subject)
    verb = verbs[0] if verbs else group.main.verb
    return not (
        _is_purpose(verb, evidence)
        or _is_unreal(verb, evidence, context)
        or _is_description(verb, evidence, context)
        or _is_habit(verb, evidence, context)
    )


def _is_cost(member: Candidate, main: Candidate) -> bool:
    """Whether a participle only tells what a noun's happening cost, whatever the parser hung it on ("..., leaving nine dead")."""
    return main.nominal and member.item.kind.outcome and member.verb.dep_ in {"acl", "advcl"}


def _is_end(member: Candidate, main: Candidate) -> bool:
    """Whether an infinitive only tells to what end a noun's act was done ("fired tear gas to disperse the crowd")."""
    return main.nominal and _is_infinitive(member.verb) and member.verb.head == main.verb


def _is_denied_too(verb: Token, context: Context) -> bool:
    """Whether a denial is itself said not to have been made ("neither confirmed nor denied")."""
    absent = small_words(context.language, "absence")
    return any(word(child) in absent for child in (*verb.children, *verb.head.children) if child.i < verb.i)


def _modifies(verb: Token, noun: Token) -> bool:
    """Whether a verb is a participle or relative clause of a noun ("the deal signed in May")."""
    return verb.dep_ in {"acl", "relcl", "acl:relcl", "amod"} and verb.head == noun


def _violent_death(group: Group, evidence: Evidence, context: Context) -> bool:
    """Whether a death is one of conflict: of a soldier or fighter, of several, or with a word of violence in its clause."""
    if any(mention.actor.kind in ARMED for mention in evidence.actors2) or any(
        member.item.kind.name != "death" for member in group.members
    ):
        return True
    listed = context.words.classes.get("violent", frozenset()) | context.words.instruments.keys()
    return any(lemma(token) in listed for token in group.main.verb.subtree)


def _is_purpose(verb: Token, evidence: Evidence) -> bool:
    """Whether a verb is an infinitive that tells what something was for ("travelled there to fight")."""
    if not _is_infinitive(verb) or evidence.toll:
        return False
    return verb.dep_ in {"advcl", "acl", "relcl"} or (
        verb.dep_ in {"xcomp", "obl:mod", "obl:arg"}
        and evidence.status == "planned"
        and not evidence.dated
        and evidence.place is None
    )


def _is_unreal(verb: Token, evidence: Evidence, context: Context) -> bool:
    """Whether an infinitive is not said to have come true ("reluctant to condemn"); "managed to" and "began to" say that it did."""
    if not _is_infinitive(verb) or evidence.status != "occurred" or evidence.toll:
        return False
    governor = verb.head
    if governor.dep_ == "prep":
        governor = governor.head
    listed = context.words.classes.get("implicative", frozenset())
    return not (lemma(governor) in listed or any(lemma(child) in listed for child in verb.children))


def _is_infinitive(verb: Token) -> bool:
    auxiliaries = {lemma(child) for child in verb.children if child.dep_.startswith("aux")}
    if (
        verb.dep_ == "ROOT"
        and not auxiliaries
        and any(child.dep_ == "nsubj" and child.i < verb.i for child in verb.children)
    ):
        return False  # a present tense that taggers take for a bare infinitive ("Gunmen kidnap twelve")
    if auxiliaries & {"have", "avoir", "être"}:
        return False
    return "Inf" in verb.morph.get("VerbForm", []) and not auxiliaries - {"to"}


def _is_description(verb: Token, evidence: Evidence, context: Context) -> bool:
    """Whether a participle or relative clause only tells the reader who somebody is ("rebels fighting the regime")."""
    if (
        verb.dep_ == "pcomp"
        and lemma(verb.head.head) in context.words.light
        and "blames" in context.words.light[lemma(verb.head.head)]
    ):
        own = {token.i for token in verb.subtree}
        return not (evidence.place_token in own or evidence.date_tokens & own or evidence.toll)
    if is_false_relative(verb, context.language):
        return False
    if verb.dep_ == "acl" and kinds()[evidence.kind].event_type == "Diplomacy" and not evidence.dated:
        return True
    gerund = verb.tag_ == "VBG" and verb.dep_ == "pcomp" and any(child.dep_ == "nsubj" for child in verb.children)
    if not (gerund or verb.dep_ in {"acl", "relcl", "acl:relcl", "amod"}) or evidence.toll:
        return False
    own = {token.i for token in verb.subtree}
    if any(offset in own for offset in evidence.date_tokens):
        return False
    ongoing = (
        "Ger" in verb.morph.get("VerbForm", [])
        or "Prog" in verb.morph.get("Aspect", [])
        or "Pres" in verb.morph.get("Tense", [])
        or _imperfect(verb)
    )
    perfect = any(
        lemma(child) in small_words(context.language, "perfect") and "Pres" in child.morph.get("Tense", [])
        for child in verb.children
        if child.dep_.startswith("aux")
    )
    if verb.dep_ == "amod" or (verb.dep_ == "acl" and evidence.kind == "capture" and not evidence.actors1):
        return True
    plain_present = (
        verb.dep_ in RELATIVE_CLAUSES
        and "Pres" in verb.morph.get("Tense", [])
        and not any(c.dep_.startswith("aux") for c in verb.children)
    )
    if verb.dep_ == "acl" and "Ger" in verb.morph.get("VerbForm", []) + verb.morph.get("Aspect", []) + [
        verb.tag_[:3].replace("VBG", "Ger")
    ]:
        return True
    told = bool(evidence.actors1) and "passing" in kinds()[evidence.kind] and not (gerund or ongoing or perfect)
    if told and verb.dep_ == "acl" and any(child.dep_ in {"agent", "obl:agent"} for child in verb.children):
        return False
    return plain_present or (evidence.place_token not in own and (gerund or ongoing or perfect or verb.dep_ == "acl"))


def _imperfect(verb: Token) -> bool:
    return any(
        "Imp" in part.morph.get("Tense", []) for part in (verb, *(c for c in verb.children if c.dep_.startswith("aux")))
    ) and not any(child.dep_ == "aux:tense" for child in verb.children)


def _lasts(verb: Token) -> bool:
    """Whether a verb stands in a plain present or imperfect, which tells what lasts ("supports the rebels")."""
    compound = any(child.dep_.startswith("aux") for child in verb.children)
    return not compound and ("Pres" in verb.morph.get("Tense", []) or _imperfect(verb))


def _lasts_for_ages(verb: Token, evidence: Evidence, context: Context) -> bool:
    """Whether a clause says of something that it has gone on for very long ("has fought the army for decades"): it tells no event."""
    if evidence.toll or evidence.dated or evidence.place_token >= 0:
        return False
    ages = time_words(context.language, "ages")
    said = " ".join(word(token) for token in verb.doc[verb.i : verb.right_edge.i + 1])
    return any(f" {phrase} " in f" {said} " for phrase in ages)


def _is_habit(verb: Token, evidence: Evidence, context: Context) -> bool:
    """Whether a verb tells what is usually so."""
    if evidence.toll or evidence.dated:
        return False
    if evidence.kind == "support" and _lasts(verb):
        return True
    listed = context.words.classes.get("frequent", frozenset())
    return any(word(child) in listed for child in verb.children if child.dep_ == "advmod")

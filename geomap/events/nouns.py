"""Nouns as tellers: whether "the attack on the post" tells of one happening, or only mentions, compares, supposes or names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.backing import Evidence
from geomap.events.clauses import RELATIVE_CLAUSES, lemma
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.phrases import outermost
from geomap.events.small_words import small_words, word
from geomap.events.subject import Subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEFINITE = frozenset({"Def", "Dem"})


def noun_tells(group: Group, evidence: Evidence, context: Context, subject: Subject) -> bool:
    """Whether a noun tells of one happening: somebody takes part, and something fixes it in place, time or number."""
    noun = group.main.token
    top = outermost(noun, context.language)
    if _is_compound(noun) or _is_supposed(top, context) or _is_comment(top, evidence) or _is_absent(top, context):
        return False
    participants = bool(evidence.actors1) + bool(evidence.actors2) + ("peopled" in group.main.item.kind)
    fixed = bool(evidence.place) + evidence.dated + evidence.toll
    carried_by_verb = carried(group, context)
    if evidence.status == "planned" and not carried_by_verb and not evidence.dated:
        return False
    if _recurs(group, context) and not evidence.dated and not evidence.toll:
        return False
    if carried_by_verb or (subject.brief and _is_headline(top)):
        return participants + fixed >= 1
    plural = "Plur" in noun.morph.get("Number", [])
    if plural and not _determined(top):
        return participants + fixed >= 2 and fixed >= 1
    return participants + fixed >= 2


def _is_headline(noun: Token) -> bool:
    """Whether a sentence without a finite verb hangs on a noun, as headlines do ("Explosion in the old town")."""
    above = [noun, *noun.ancestors]
    return not any("Fin" in token.morph.get("VerbForm", []) for token in noun.doc) and all(
        token.pos_ in {"NOUN", "PROPN", "ADJ"} for token in above
    )


def _is_compound(noun: Token) -> bool:
    """Whether a noun only modifies another ("the ceasefire talks")."""
    return noun.dep_ == "compound" and noun.head.pos_ in {"NOUN", "PROPN"}


def _is_supposed(noun: Token, context: Context) -> bool:
    """Whether a noun is only supposed, so that something else follows ("a clash risks a wider war")."""
    listed = context.words.classes.get("supposing", frozenset())
    return noun.dep_ in {"nsubj", "csubj"} and lemma(noun.head) in listed


def _is_comment(noun: Token, evidence: Evidence) -> bool:
    """Whether a noun is said of what was told before ("it was the worst attack since 2015")."""
    if lemma(noun) in small_words(noun.lang_, "targets"):
        return False  # "was the target of an attack"
    copula = any(child.dep_ == "cop" for child in noun.children) or (noun.dep_ == "attr" and lemma(noun.head) == "be")
    return copula and not evidence.toll


def _is_absent(noun: Token, context: Context) -> bool:
    """Whether a noun is said not to have been ("without clashes")."""
    before = [child for child in noun.children if child.dep_ in {"case", "det"}] + (
        [noun.head] if noun.dep_ == "pobj" else []
    )
    return any(word(token) in small_words(context.language, "absence") for token in before)


def _recurs(group: Group, context: Context) -> bool:
    """Whether a noun is said to happen again and again ("frequent attacks")."""
    listed = context.words.classes.get("frequent", frozenset())
    return any(lemma(child) in listed for child in group.main.token.children)


def carried(group: Group, context: Context) -> bool:
    """Whether a light verb carries the noun ("carried out an attack", "une attaque a eu lieu")."""
    top = outermost(group.main.token, context.language)
    verb = top.head
    if any(_follows_up(child, top, context) for child in (*top.children, *top.doc[top.i + 1 : top.i + 2])):
        return True
    return (
        verb.pos_ in {"VERB", "AUX"}
        and top.dep_ in {"dobj", "obj", "nsubj", "nsubjpass", "nsubj:pass"}
        and lemma(verb) in context.words.light
    )


def _follows_up(verb: Token, noun: Token, context: Context) -> bool:
    """Whether a light participle or relative clause right behind a noun says that it took place ("a deal signed in May")."""
    light = context.words.light.get(lemma(verb), frozenset())
    if verb.pos_ not in {"VERB", "AUX"} or not light & {"does", "announces", "takes_place", "claims", "ascribes"}:
        return False
    if verb.i == noun.i + 1:
        return "Part" in verb.morph.get("VerbForm", []) or not any(c.dep_.startswith("nsubj") for c in verb.children)
    return verb.dep_ in {"acl", *RELATIVE_CLAUSES} and verb.i > noun.i


def _determined(noun: Token) -> bool:
    return any(
        child.dep_ in {"det", "poss", "nummod"}
        and (_DEFINITE & set(child.morph.get("Definite", []) + child.morph.get("PronType", [])) or child.dep_ != "det")
        for child in noun.children
    )

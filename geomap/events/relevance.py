"""What is no event: standing descriptions, bare mentions, metaphors, and the triggers of other worlds (sport, business, health)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.backing import Evidence, is_backed
from geomap.events.classify import ARMED
from geomap.events.clauses import RELATIVE_CLAUSES, lemma
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.ontology import kinds
from geomap.events.phrases import outermost
from geomap.events.small_words import small_words, word
from geomap.events.subject import Subject
from geomap.events.subjects import is_false_relative

if TYPE_CHECKING:
    from spacy.tokens import Token


_DEFINITE = frozenset({"Def", "Dem"})


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
    verbs = [
        member.verb for member in group.members if not member.nominal and not _modifies(member.verb, group.main.token)
    ]
    if group.main.nominal and not verbs:
        return _noun_tells(group, evidence, context, subject)
    verb = verbs[0] if verbs else group.main.verb
    return not (
        _is_purpose(verb, evidence)
        or _is_unreal(verb, evidence, context)
        or _is_description(verb, evidence, context)
        or _is_habit(verb, evidence, context)
    )


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


def _noun_tells(group: Group, evidence: Evidence, context: Context, subject: Subject) -> bool:
    """Whether a noun tells of one happening: somebody takes part, and something fixes it in place, time or number."""
    noun = group.main.token
    top = outermost(noun, context.language)
    if _is_compound(noun) or _is_supposed(top, context) or _is_comment(top, evidence) or _is_absent(top, context):
        return False
    participants = bool(evidence.actors1) + bool(evidence.actors2) + ("peopled" in group.main.item.kind)
    fixed = bool(evidence.place) + evidence.dated + evidence.toll
    carried = _carried(group, context)
    if evidence.status == "planned" and not carried and not evidence.dated:
        return False
    if _recurs(group, context) and not evidence.dated and not evidence.toll:
        return False
    if carried or (subject.brief and _is_headline(top)):
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


def _carried(group: Group, context: Context) -> bool:
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


def _is_habit(verb: Token, evidence: Evidence, context: Context) -> bool:
    """Whether a verb tells what is usually so."""
    if evidence.toll or evidence.dated:
        return False
    if evidence.kind == "support" and _lasts(verb):
        return True
    listed = context.words.classes.get("frequent", frozenset())
    return any(word(child) in listed for child in verb.children if child.dep_ == "advmod")

"""Who a verb's grammatical subject is, also where it is not written beside it, and what relative pronouns stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.clauses import (
    AUXILIARIES,
    RELATIVE_CLAUSES,
    SUBJECTS,
    conjuncts,
    is_intransitive,
    is_participle,
    is_passive,
    objects,
)
from geomap.events.small_words import small_words, word

if TYPE_CHECKING:
    from spacy.tokens import Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM", "DET"})
_CLAUSAL_CONTROL = frozenset({"xcomp", "advcl", "ccomp", "parataxis"})


def relative_antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for, None for any other token."""
    if pronoun.pos_ not in {"PRON", "DET", "SCONJ", "ADV"}:
        return None
    for above in pronoun.ancestors:
        if above.dep_ in RELATIVE_CLAUSES and above.head.i < pronoun.i:
            return above.head
    return None


def is_relative(token: Token, language: str) -> bool:
    """Whether a token is a relative pronoun."""
    return word(token) in small_words(language, "relative_subject") | small_words(language, "relative_object")


def resolved(tokens: list[Token], language: str) -> list[Token]:
    """Relative pronouns replaced by their antecedents."""
    found = []
    for token in tokens:
        antecedent = relative_antecedent(token) if is_relative(token, language) else None
        found += (
            conjuncts(antecedent)
            if antecedent is not None and antecedent.dep_ != "conj"
            else [antecedent if antecedent is not None else token]
        )
    return found


def subjects_of(verb: Token, language: str, depth: int = 4) -> list[Token]:
    """Who the verb's grammatical subject is, also where it is not written beside it: in coordination, participles, infinitives.

    Relative pronouns are replaced by what they stand for. Grammatical: of a passive it is who the thing is done to.
    """
    own = [
        part for child in verb.children if child.dep_ in SUBJECTS and child.pos_ in NOMINAL for part in conjuncts(child)
    ]
    own = own or _of_participle_before(verb)
    if own:
        return resolved(own, language)
    if depth == 0:
        return []
    head = verb.head
    headless = verb.dep_ in {"advcl", "ccomp", "ROOT", "parataxis"} or is_false_relative(verb, language)
    beside = _noun_before(verb) if headless and is_finite(verb) else None
    if beside is not None:
        return conjuncts(beside)
    sharing = _sharing_auxiliary(verb)
    if sharing is not None:
        return subjects_of(sharing, language, depth - 1)
    if verb.dep_ in {"acl", "amod", *RELATIVE_CLAUSES} and head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
        has_relative = any(is_relative(child, language) for child in verb.children)
        return [] if has_relative and verb.dep_ in RELATIVE_CLAUSES else [head]
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return subjects_of(head, language, depth - 1)
    if verb.dep_ in _CLAUSAL_CONTROL and head.pos_ in {"VERB", "AUX", "ADJ"}:
        controller = objects(head) if verb.dep_ == "xcomp" and not is_passive(head) and head.pos_ == "VERB" else []
        return controller or subjects_of(head, language, depth - 1)
    if verb.dep_ == "pcomp":
        return _of_prepositional_clause(verb, language, depth)
    if verb.dep_ == "acl" and head.pos_ in {"VERB", "AUX"}:
        return subjects_of(head, language, depth - 1)
    return []


def _of_participle_before(verb: Token) -> list[Token]:
    """The subject that the parser gave to a participle between it and its verb: "des hommes arrivés à moto ont attaqué"."""
    return [
        part
        for participle in verb.children
        if participle.i < verb.i and is_participle(participle) and participle.dep_ not in SUBJECTS
        if not any(child.dep_ in AUXILIARIES or child.dep_ == "mark" for child in participle.children)
        for child in participle.children
        if child.dep_ in SUBJECTS and child.pos_ in NOMINAL and child.i == participle.i - 1 - _modifiers(child)
        for part in conjuncts(child)
    ]


def _modifiers(noun: Token) -> int:
    """How many words follow a noun in its phrase."""
    return int(noun.right_edge.i - noun.i)


def _sharing_auxiliary(verb: Token) -> Token | None:
    """The verb whose auxiliary a participle shares though the parser hung it on a noun: "ont pris le poste, tué deux gardes".

    A participle with an object of its own is no passive, so it does not describe the noun.
    """
    if verb.dep_ not in {"acl", "amod"} or not is_participle(verb) or not objects(verb):
        return None
    if any(child.dep_.startswith("aux") for child in verb.children):
        return None
    return next(
        (above for above in verb.ancestors if any(child.dep_ in {"aux", "aux:tense"} for child in above.children)), None
    )


def is_false_relative(verb: Token, language: str) -> bool:
    """Whether the parser calls a finite clause relative that has no relative pronoun: its subject stands right before it."""
    if verb.dep_ == "acl" and verb.tag_ in {"VBN", "VBD"} and is_intransitive(verb):
        return True
    if verb.dep_ not in RELATIVE_CLAUSES or not is_finite(verb) or verb.dep_ == "relcl":
        return False
    return not any(is_relative(token, language) for token in verb.doc[verb.left_edge.i : verb.i])


def is_finite(verb: Token) -> bool:
    """Whether a verb carries tense, itself or by its auxiliary."""
    return any(
        "Fin" in part.morph.get("VerbForm", []) for part in (verb, *verb.children) if part.pos_ in {"VERB", "AUX"}
    )


def _noun_before(verb: Token) -> Token | None:
    """The noun phrase that ends right before a finite verb, which the parser took for something else than its subject."""
    first = min([verb.i, *(child.i for child in verb.children if child.dep_.startswith("aux") and child.i < verb.i)])
    if first == 0:
        return None
    last = verb.doc[first - 1]
    noun = last.head if last.is_punct and last.text == ")" else last
    while noun.dep_ != "ROOT" and noun.head.pos_ in {"NOUN", "PROPN"} and noun.head.i < first:
        noun = noun.head
    return noun if noun.pos_ in {"NOUN", "PROPN"} and noun.i < first and noun.head.i != verb.i else None


def _of_prepositional_clause(verb: Token, language: str, depth: int) -> list[Token]:
    """The subject of "of bombing", "for attacking", "after seizing": the object of what governs the preposition, or its subject."""
    governor = verb.head.head
    if governor.pos_ in {"VERB", "AUX"}:
        aimed = objects(governor) if word(verb.head) in small_words(language, "aiming") else []
        return aimed or subjects_of(governor, language, depth - 1)
    if governor.dep_ == "dobj" and word(verb.head) in small_words(language, "aiming"):
        return conjuncts(governor)
    return []

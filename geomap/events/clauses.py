"""What every reader of a parse asks of it: subject, object, passive, clause; one answer for both label schemes.

French models follow Universal Dependencies ("nsubj:pass", "obj", "obl:arg"), English ones the CLEAR labels
("nsubjpass", "dobj", "prep" and "pobj"). The sets below hold both, so that the readers do not care.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.languages import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "csubj", "csubj:pass", "csubjpass", "expl:subj"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "nsubjpass"})
OBJECTS = frozenset({"obj", "dobj", "obj:lvc", "iobj:agent", "oprd", "attr"})
OBLIQUES = frozenset({"obl", "obl:arg", "obl:mod", "obl:agent", "iobj", "dative", "nmod", "prep", "pobj", "agent"})
PASSIVE_AUXILIARIES = frozenset({"aux:pass", "auxpass"})
AUXILIARIES = frozenset({"aux", "aux:tense", "aux:pass", "auxpass", "aux:caus", "cop"})
COORDINATIONS = frozenset({"conj", "appos"})
COMPLEMENTS = frozenset({"ccomp", "xcomp", "pcomp", "acomp"})
MODIFYING_CLAUSES = frozenset({"acl", "acl:relcl", "relcl", "amod"})
DETACHED = frozenset({"acl", "acl:relcl", "relcl", "advcl", "advcl:cleft", "parataxis", "ccomp", "appos"})
RELATIVE_CLAUSES = frozenset({"acl:relcl", "relcl"})


def children(token: Token, labels: frozenset[str]) -> list[Token]:
    """The children of a token that hang on it by one of the labels, in text order."""
    return [child for child in token.children if child.dep_ in labels]


def conjuncts(token: Token) -> list[Token]:
    """A token and everything coordinated under it, in text order."""
    found = [token]
    for child in children(token, frozenset({"conj"})):
        found += conjuncts(child)
    return found


def first_conjunct(token: Token) -> Token:
    """The head of the coordination that a token is part of."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


@functools.cache
def _never_passive(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "syntax").get("never_passive") or ())


@functools.cache
def _company(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "syntax").get("company") or ())


def is_intransitive(verb: Token) -> bool:
    """Whether a verb's auxiliary "être" makes a past of it and never a passive: "sont entrés"."""
    return lemma(verb) in _never_passive(verb.lang_)


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive, as a finite form or as a participle that modifies a noun or a clause."""
    if is_intransitive(verb):
        return False
    if any(child.dep_ in PASSIVE_AUXILIARIES or child.dep_ in PASSIVE_SUBJECTS for child in verb.children):
        return True
    if not is_participle(verb) or any(child.dep_ in AUXILIARIES for child in verb.children):
        return False
    if verb.dep_ in MODIFYING_CLAUSES:
        return not children(verb, OBJECTS)
    if _is_reduced(verb):
        return True
    head = first_conjunct(verb)
    return head.i != verb.i and is_passive(head)


def _is_reduced(verb: Token) -> bool:
    """Whether a participle without an auxiliary stands for a clause: "Kidnapped in May, they ...", "the town, taken in May, ..."."""
    if children(verb, OBJECTS):
        return False
    if verb.dep_ == "advcl":
        if any(child.dep_ == "mark" and child.lower_ in _company(verb.lang_) for child in verb.children):
            return True  # "they exchanged fire, with two soldiers killed"
        return not any(child.dep_ in SUBJECTS or child.dep_ == "mark" for child in verb.children)
    return verb.tag_ == "VBN" and verb.dep_ == "ROOT" and verb.i > 0 and verb.nbor(-1).text == ","


def is_participle(verb: Token) -> bool:
    """Whether a token is a past participle: "tués", "killed" after its auxiliary or alone."""
    morph = verb.morph
    if "Part" not in morph.get("VerbForm", []):
        return False
    return "Past" in morph.get("Tense", []) or "Perf" in morph.get("Aspect", [])


def is_present_participle(verb: Token) -> bool:
    """Whether a token is a participle of the present: "tuant", "killing"."""
    present = "Part" in verb.morph.get("VerbForm", []) and "Pres" in verb.morph.get("Tense", [])
    return present or verb.tag_ == "VBG"


def is_verbal(token: Token) -> bool:
    """Whether a token heads a clause."""
    return token.pos_ in {"VERB", "AUX"} or any(child.dep_ in AUXILIARIES for child in token.children)


def subjects(verb: Token) -> list[Token]:
    """The subjects of a verb, each with its coordinates; inherited from the first of coordinated verbs where it has none of its own."""
    own = children(verb, SUBJECTS)
    if own:
        return [part for subject in own for part in conjuncts(subject)]
    if verb.dep_ == "conj" and verb.head.i != verb.i and verb.head.pos_ in {"VERB", "AUX"}:
        return subjects(verb.head)
    return []


def objects(verb: Token) -> list[Token]:
    """The direct objects of a verb, each with its coordinates."""
    return [part for target in children(verb, OBJECTS) for part in conjuncts(target)]


def governing_verb(token: Token) -> Token:
    """The verb of the clause that a token stands in: itself, or the nearest verb above it."""
    for candidate in (token, *token.ancestors):
        if candidate.pos_ in {"VERB", "AUX"}:
            return candidate
    return token.sent.root if token.doc.has_annotation("SENT_START") else token


def path_to_root(token: Token) -> Iterator[Token]:
    """A token and everything above it, upwards."""
    yield token
    yield from token.ancestors


def distance(one: Token, other: Token) -> int:
    """Number of arcs between two tokens of one parse, the sentence's length where they are not connected."""
    up = {token.i: steps for steps, token in enumerate(path_to_root(one))}
    for steps, token in enumerate(path_to_root(other)):
        if token.i in up:
            return steps + up[token.i]
    return len(one.doc)


def lemma(token: Token) -> str:
    """A token's lemma, lower case, with the typographic apostrophe made plain."""
    return token.lemma_.lower().replace("’", "'")


def words(doc: Doc) -> list[str]:
    """The tokens of a parse, lower case, with the typographic apostrophe made plain."""
    return [token.lower_.replace("’", "'") for token in doc]


def same_clause(one: Token, other: Token) -> bool:
    """Whether two tokens are governed by the same verb."""
    return governing_verb(one).i == governing_verb(other).i


def nouns_after(token: Token, prepositions: frozenset[str]) -> list[Token]:
    """The nouns that hang on a token by one of the prepositions."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            found += [noun for noun in child.children if noun.dep_ == "pobj"]
        elif any(case.dep_ == "case" and case.lower_.replace("’", "'") in prepositions for case in child.children):
            found.append(child)
    return found

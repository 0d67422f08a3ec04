"""Who stands where in a clause: the parts of a verb and of a noun, under names that lexicons use in every language.

A part is "subject" (the doer, also of a passive), "object" (what it is done to), "maker" (adjectives and nouns that modify a noun),
"owner" (a possessive before a noun), or a preposition, lower case, several words joined by blanks ("lors de").
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.events.clauses import (
    PASSIVE_SUBJECTS,
    RELATIVE_CLAUSES,
    conjuncts,
    is_intransitive,
    is_passive,
    objects,
)
from geomap.events.small_words import CONTRACTED, is_article, is_time, preposition, small_words, word
from geomap.events.subjects import NOMINAL, is_relative, resolved, subjects_of

if TYPE_CHECKING:
    from spacy.tokens import Token

Parts = dict[str, list["Token"]]

_UD_OBLIQUES = frozenset({"obl:mod", "obl:arg", "obl:agent", "nmod", "iobj", "obl", "dep", "appos"})


def obliques(token: Token, language: str) -> Iterator[tuple[str, Token]]:
    """The prepositional complements of a verb or noun: (preposition, noun), coordinates included.

    What the parser hung on a word of time or on an adverb between ("la prise lundi du pont") counts as hanging on the token.
    """
    for child in token.children:
        if child.dep_ in {"prep", "agent"}:
            yield from _english_oblique(child, language)
        elif child.dep_ in _UD_OBLIQUES and child.pos_ in NOMINAL:
            yield from _ud_oblique(child, language)
        if (
            child.pos_ in {"ADV", "SCONJ"}
            or (child.i > token.i and is_time(child, language))
            or child.dep_ in {"advmod", "npadvmod"}
        ):
            yield from obliques(child, language)
        elif child.i > token.i and _is_adverbial(child):
            of = small_words(language, "genitives")
            yield from ((name, noun) for name, noun in obliques(child, language) if name not in of)


def _is_adverbial(noun: Token) -> bool:
    """Whether a preposition and a bare noun only say how: "par téléphone", "en urgence"."""
    return (
        noun.pos_ == "NOUN"
        and noun.dep_ in {"obl:mod", "obl:arg"}
        and "Plur" not in noun.morph.get("Number", [])
        and any(child.dep_ == "case" for child in noun.children)
        and not any(child.dep_ in {"det", "nummod", "amod"} for child in noun.children)
    )


def _english_oblique(prep: Token, language: str) -> Iterator[tuple[str, Token]]:
    for child in prep.children:
        if child.dep_ == "pobj":
            for noun in conjuncts(child):
                yield preposition(prep, language), noun
            if is_time(child, language):
                yield from obliques(child, language)
        elif child.dep_ == "prep":
            yield from _english_oblique(child, language)


def _ud_oblique(noun: Token, language: str) -> Iterator[tuple[str, Token]]:
    cases = [child for child in noun.children if child.dep_ == "case"]
    if cases:
        name = preposition(cases[-1], language)
    elif noun.dep_ in {"nmod", "dep", "obl:arg"} and noun.i and word(noun.doc[noun.i - 1]) in CONTRACTED:
        name = CONTRACTED[word(noun.doc[noun.i - 1])]
    else:
        return
    for part in conjuncts(noun):
        own = [child for child in part.children if child.dep_ == "case"]
        yield (preposition(own[-1], language) if own else name), part


def verb_parts(verb: Token, language: str) -> Parts:
    """The parts of a verb's clause: subject, object and prepositions, a passive turned into its active."""
    parts: Parts = {}
    passive = is_passive(verb)
    for token in subjects_of(verb, language):
        marked = token.dep_ in PASSIVE_SUBJECTS and token.head == verb and not is_intransitive(verb)
        parts.setdefault("object" if passive or marked else "subject", []).append(token)
    parts.setdefault("object", []).extend(resolved(objects(verb), language))
    parts["object"] += _relative_objects(verb, language) + _bare_obliques(verb)
    by = small_words(language, "agent_prepositions")
    for name, noun in obliques(verb, language):
        if name in by and (passive or noun.dep_ == "obl:agent"):
            parts.setdefault("subject", []).append(noun)
        else:
            parts.setdefault(name, []).append(noun)
    parts["object"] = [token for token in parts["object"] if not is_time(token, language)]
    if passive and not any(not is_time(token, language) for token in parts.get("subject", ())):
        parts["subject"] = _agents_below(verb, language)
    if not passive and not parts["object"]:
        parts.setdefault("object" if parts.get("subject") else "subject", []).extend(_after_time(verb, language))
    return {name: tokens for name, tokens in parts.items() if tokens}


def _agents_below(verb: Token, language: str) -> list[Token]:
    """The doer of a passive that the parser hung on a noun between: "overrun in the first days of May by insurgents"."""
    by = small_words(language, "agent_prepositions")
    for token in verb.subtree:
        if token.i <= verb.i or word(token) not in by:
            continue
        noun = token.head if token.dep_ == "case" else next((c for c in token.children if c.dep_ == "pobj"), None)
        if noun is None or noun.pos_ not in NOMINAL or is_time(noun, language):
            continue
        between = itertools.takewhile(lambda step: step != verb, noun.ancestors)
        if not any(step.pos_ in {"VERB", "AUX"} for step in between):
            return conjuncts(noun)
    return []


def _after_time(verb: Token, language: str) -> list[Token]:
    """The noun that the parser hung on a bare word of time before it: "a arrêté mercredi trois hommes"."""
    for time in verb.children:
        if time.i < verb.i or not is_time(time, language) or any(child.dep_ == "case" for child in time.children):
            continue
        yielded = _counted_after(time, language)
        if yielded:
            return yielded
        for noun in time.children:
            plain = noun.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} and not is_time(noun, language)
            apart = any(
                child.dep_ in {"case", "punct", "cc"} and child.i < noun.i and not is_article(child, language)
                for child in noun.children
            )
            if noun.i > time.i and plain and not apart and noun.doc[noun.left_edge.i - 1].text != ",":
                return conjuncts(noun)
    return []


def _counted_after(time: Token, language: str) -> list[Token]:
    """Whom a number counts that the parser hung on a word of time with them: "a tué dimanche six de ses soldats"."""
    of = small_words(language, "genitives")
    for number, noun in itertools.pairwise([child for child in time.children if child.i > time.i]):
        partitive = any(child.dep_ == "case" and preposition(child, language) in of for child in noun.children)
        if number.pos_ == "NUM" and number.i == time.i + 1 and partitive:
            return conjuncts(noun)
    return []


def _bare_obliques(verb: Token) -> list[Token]:
    """Nouns after a verb that the parser calls oblique though no preposition stands before them: objects."""
    bare = [
        c for c in verb.children if c.dep_ in {"obl:mod", "obl:arg"} and c.i > verb.i and c.pos_ in {"NOUN", "PROPN"}
    ]
    return [
        noun
        for noun in bare
        if not any(child.dep_ == "case" and not is_article(child, verb.lang_) for child in noun.children)
        and (noun.doc[noun.i - 1].pos_ != "ADP" or is_article(noun.doc[noun.i - 1], verb.lang_))
    ]


def _relative_objects(verb: Token, language: str) -> list[Token]:
    """The antecedent of an object relative ("the town that they took", "les soldats qu'ils ont tués")."""
    if verb.dep_ not in RELATIVE_CLAUSES or any(child.dep_ in {"obj", "dobj"} for child in verb.children):
        return []
    pronouns = [
        c
        for c in verb.children
        if word(c) in small_words(language, "relative_object") and c.dep_ in {"obj", "dobj", "mark"}
    ]
    return [verb.head] if pronouns or _has_bare_relative(verb, language) else []


def _has_bare_relative(verb: Token, language: str) -> bool:
    """Whether a relative clause has its antecedent for object and no pronoun: "the town they captured"."""
    inside = [token for token in verb.subtree if token.i < verb.i]
    own_subject = any(child.dep_ == "nsubj" and child.i < verb.i for child in verb.children)
    stranded = any(child.dep_ == "prep" and not list(child.children) for child in verb.children)
    return (
        verb.dep_ == "relcl"
        and own_subject
        and not stranded
        and verb.head.pos_ in {"NOUN", "PROPN"}
        and not is_time(verb.head, language)
        and not any(is_relative(token, language) or word(token) in small_words(language, "where") for token in inside)
    )

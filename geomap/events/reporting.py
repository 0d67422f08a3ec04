"""Verbs of reporting: which of them vouch for a trigger, and whose word it is."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.clauses import (
    AUXILIARIES,
    RELATIVE_CLAUSES,
    SUBJECTS,
    children,
    conjuncts,
    is_passive,
    lemma,
    path_to_root,
)
from geomap.languages import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"ccomp", "xcomp", "parataxis", "advcl", "pcomp"})
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "obj", "dobj"})
_BREAKS = frozenset({",", "»", "”", '"', "-", "–", "—", ";", "''"})


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """One language's words of reporting, made ready for look-up; see its claims.yaml for what each means."""

    verbs: frozenset[str]
    phrases: Mapping[str, frozenset[str]]
    claiming: frozenset[str]
    clause_only: frozenset[str]
    prepositions: tuple[tuple[str, ...], ...]
    citing: frozenset[str]
    documents: frozenset[str]
    pronouns: frozenset[str]
    nobody: frozenset[str]
    as_said: frozenset[str]
    relative: frozenset[str]
    generic: Mapping[str, str]
    opening: frozenset[str]
    closing: frozenset[str]


@functools.cache
def claim_words(language: str) -> ClaimWords:
    """The words of reporting of a language, empty where its pack has none."""
    facts = lexicon(language, "claims")
    quotes = facts.get("quotes", {})
    return ClaimWords(
        verbs=frozenset(facts.get("verbs", ())),
        phrases={verb: frozenset(seconds) for verb, seconds in facts.get("phrases", {}).items()},
        claiming=frozenset(facts.get("claiming", ())),
        clause_only=frozenset(facts.get("clause_only", ())),
        prepositions=tuple(
            sorted((tuple(p.replace("'", "' ").split()) for p in facts.get("prepositions", ())), key=len, reverse=True)
        ),
        citing=frozenset(facts.get("citing", ())),
        documents=frozenset(facts.get("documents", ())),
        pronouns=frozenset(facts.get("pronouns", ())),
        nobody=frozenset(facts.get("nobody", ())),
        as_said=frozenset(facts.get("as_said", ())),
        relative=frozenset(facts.get("relative", ())),
        generic=facts.get("generic", {}),
        opening=frozenset(quotes.get("open", ())),
        closing=frozenset(quotes.get("close", ())),
    )


def vouches(verb: Token, token: Token, words: ClaimWords) -> bool:
    """Whether a verb reports the clause of a trigger: as its governor, trailing or leading it between commas, or by claiming the deed."""
    if verb.i == token.i:
        return False
    word = lemma(verb)
    if word in words.claiming and (verb.head.i == token.i or any(child.i == token.i for child in verb.children)):
        return True
    if not reports(verb, words):
        return word in words.citing and verb.dep_ in {"advcl", "acl"}
    if astray(verb):
        return True
    if verb.is_ancestor(token):
        return word not in words.clause_only or _through_clause(token, verb)
    return _stands_apart(verb, words)


def reports(verb: Token, words: ClaimWords) -> bool:
    """Whether a verb is one of reporting, with its second word where it needs one ("fait savoir")."""
    seconds = words.phrases.get(lemma(verb))
    if seconds is not None:
        return any(lemma(child) in seconds or child.lower_ in seconds for child in verb.children)
    return lemma(verb) in words.verbs


def _through_clause(token: Token, verb: Token) -> bool:
    """Whether a clause, not only a noun phrase, lies between the trigger and the verb above it."""
    below = next((step for step in path_to_root(token) if step.head.i == verb.i), None)
    return below is not None and below.dep_ in _CLAUSES


def _stands_apart(verb: Token, words: ClaimWords) -> bool:
    """Whether a report stands beside its sentence, wherever the parser hung it.

    Such as "..., the ministry said", "..., a indiqué l'armée", "comme l'a précisé l'armée".
    """
    subjects = children(verb, SUBJECTS)
    if any(child.lower_ in words.as_said for child in verb.children):
        return bool(subjects or _inverted(verb))
    own = [
        child
        for child in verb.children
        if child.dep_ in _COMPLEMENTS and child not in _inverted(verb) and child.pos_ != "PRON"
    ]
    if own or not (subjects or _inverted(verb)):
        return False
    parts = [
        verb,
        *(child for child in verb.children if child.dep_ in AUXILIARIES),
        *(subject.left_edge for subject in subjects),
    ]
    start = min(part.i for part in parts)
    return start > 0 and verb.doc[start - 1].text in _BREAKS


def _inverted(verb: Token) -> list[Token]:
    """The noun behind a verb without a subject, which parsers take for its object: "a souligné l'armée"."""
    if children(verb, SUBJECTS):
        return []
    behind = [
        child for child in verb.children if child.dep_ in {"obj", "dobj", "obl:arg", "obl:mod"} and child.i > verb.i
    ]
    return [
        noun
        for noun in behind[:1]
        if noun.pos_ in {"NOUN", "PROPN"} and not any(c.dep_ == "case" for c in noun.children)
    ]


def astray(verb: Token) -> list[Token]:
    """The speakers before a verb that the parser strung onto a list: "killed 13 people, residents and a medic said"."""
    if children(verb, SUBJECTS) or "Fin" not in verb.morph.get("VerbForm", []) or not verb.i:
        return []
    comma = next((i for i in range(verb.i - 1, 0, -1) if verb.doc[i].text in _BREAKS), 0)
    between = list(verb.doc[comma + 1 : verb.i])
    if not comma or not between or between[-1].pos_ not in {"NOUN", "PROPN"}:
        return []
    return [token for token in between if token.pos_ in {"NOUN", "PROPN"} and token.dep_ in {"conj", "appos"}]


def speakers(verb: Token, words: ClaimWords) -> Iterator[Token]:
    """Whose word it is: the subject, or the agent of a passive; nobody's where a passive has none."""
    subjects = children(verb, SUBJECTS)
    if lemma(verb) in words.citing:
        yield from (part for child in verb.children if child.dep_ in {"obj", "dobj"} for part in conjuncts(child))
        yield from (part for subject in subjects for part in conjuncts(subject))
    elif is_passive(verb):
        yield from _agents(verb)
    elif subjects:
        yield from (part for subject in subjects for part in conjuncts(subject))
    elif _inverted(verb) and _stands_apart(verb, words):
        yield from _inverted(verb)
    elif verb.dep_ == "conj" and not is_passive(verb) and not astray(verb):
        yield from (part for subject in children(verb.head, SUBJECTS) for part in conjuncts(subject))
    else:
        yield from astray(verb)
    relative = any(child.lower_ in words.relative for child in subjects)
    if verb.dep_ in RELATIVE_CLAUSES and relative:
        yield verb.head


def _agents(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "obl:agent":
            yield child
        elif child.dep_ == "agent":
            yield from children(child, frozenset({"pobj"}))

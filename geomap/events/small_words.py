"""A language's small words, as its syntax.yaml lists them: prepositions, nouns of time, containers, words of absence and the like."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from geomap.events.clauses import lemma
from geomap.languages import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à", "upon": "on"}


@functools.cache
def small_words(language: str, name: str) -> frozenset[str]:
    """One of the word lists of a language's syntax.yaml."""
    return frozenset(lexicon(language, "syntax").get(name) or ())


@functools.cache
def condition_parts(language: str) -> dict[str, tuple[str, ...]]:
    """The parts that a lexicon's conditions "of" and "to" look at."""
    listed = lexicon(language, "syntax").get("condition_parts") or {}
    return {name: tuple(parts) for name, parts in listed.items()}


@functools.cache
def role_parts(language: str, role: str) -> tuple[str, ...]:
    """The prepositions and parts by which a light verb takes a role (`roles` in syntax.yaml)."""
    return tuple((lexicon(language, "syntax").get("roles") or {}).get(role) or ())


@functools.cache
def _prepositions(language: str) -> dict[str, list[tuple[str, ...]]]:
    """Prepositions of several words by their last word, each split at blanks and after apostrophes."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lexicon(language, "syntax").get("prepositions") or ():
        words = tuple(str(phrase).replace("'", "' ").split())
        found.setdefault(words[-1], []).append(words)
    return found


def word(token: Token) -> str:
    """A token as written, lower case, with the typographic apostrophe made plain."""
    return str(token.lower_).replace("’", "'")


Forms = tuple[str, str]
"""A word under which lexicons may list it: its lemma, and itself."""


def forms(token: Token) -> Forms:
    """The forms of a token, lower case, with the typographic apostrophe made plain."""
    return lemma(token), word(token)


def is_container(token: Token, language: str) -> bool:
    """Whether a noun only counts, orders or times another ("a series of")."""
    return lemma(token) in small_words(language, "containers")


def is_time(token: Token, language: str) -> bool:
    """Whether a token is a noun of time."""
    return lemma(token) in small_words(language, "times") or word(token) in small_words(language, "times")


def is_article(token: Token, language: str) -> bool:
    """Whether an article after a word of time or an adverb was taken for a preposition: "des" of "a mené lundi des frappes"."""
    if not token.i or word(token) not in small_words(language, "like_articles"):
        return False
    return is_time(token.nbor(-1), language) or token.nbor(-1).pos_ == "ADV"


def preposition(token: Token, language: str) -> str:
    """The whole preposition that a preposition token ends: "lors de" for the "de" of "lors de"."""
    last = CONTRACTED.get(word(token), word(token))
    before = [word(token.doc[i]) for i in range(max(0, token.i - 4), token.i)]
    best: tuple[str, ...] = (last,)
    for phrase in _prepositions(language).get(last, ()):
        rest = phrase[:-1]
        if len(phrase) > len(best) and tuple(before[-len(rest) :]) == rest:
            best = phrase
    return " ".join(best).replace("' ", "'")

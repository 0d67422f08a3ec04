"""Noun phrases: what hangs on a noun, the containers it stands in ("a series of strikes"), and what a container counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.clauses import conjuncts, lemma
from geomap.events.small_words import is_container, small_words
from geomap.events.syntax import Parts, obliques

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "poss"})


def noun_parts(noun: Token, language: str) -> Parts:
    """The parts that hang on a noun: maker, owner and prepositions."""
    parts: Parts = {}
    for child in noun.children:
        if child.dep_ == "poss":
            parts.setdefault("owner", []).extend(conjuncts(child))
        elif child.dep_ in _MODIFIERS and not any(grandchild.dep_ == "case" for grandchild in child.children):
            parts.setdefault("maker", []).extend(conjuncts(child))
            if lemma(child) in small_words(language, "led"):  # "a NATO-led strike"
                parts["maker"] += [part for part in child.children if part.pos_ in {"NOUN", "PROPN"}]
    for name, other in obliques(noun, language):
        parts.setdefault(name, []).append(other)
    return parts


def hosts(noun: Token, language: str) -> list[Token]:
    """The containers that a noun stands in, innermost first: for "airstrikes" in "a series of airstrikes", "series"."""
    found: list[Token] = []
    current = noun
    while True:
        above = current.head
        if current.dep_ == "compound" and is_container(above, language) and len(found) <= 3:
            found.append(above)
            current = above
            continue
        if above.dep_ == "prep" and above.head is not above:
            above = above.head
        if (
            above is current
            or above.pos_ not in {"NOUN", "NUM", "PROPN"}
            or not is_container(above, language)
            or len(found) > 3
        ):
            return found
        found.append(above)
        current = above


def outermost(noun: Token, language: str) -> Token:
    """The noun itself or its outermost container: the token by which the phrase takes part in the clause."""
    chain = hosts(noun, language)
    top = chain[-1] if chain else noun
    while top.dep_ == "conj" and top.head.pos_ in {"NOUN", "PROPN"}:
        top = top.head
    return top


def content_of(container: Token, language: str) -> Token | None:
    """What a container or a number counts: "fighters" of "thousands of fighters", None for any other noun."""
    if not (is_container(container, language) or container.pos_ in {"NUM", "PRON"} or container.like_num):
        return None
    of = small_words(language, "genitives")
    return next((noun for name, noun in obliques(container, language) if name in of and noun.i > container.i), None)

"""What a place name does in its sentence, in terms that English and French parses share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.places.recognise import Name

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIST = frozenset({"conj"})
# Dependency labels of the English (ClearNLP) and French (Universal Dependencies) models to relations.
_BARE = {
    **dict.fromkeys(("nsubj", "csubj"), "subject"),
    **dict.fromkeys(("nsubjpass", "nsubj:pass"), "passive"),
    "obl:agent": "agent",
    **dict.fromkeys(("dobj", "obj", "dative", "iobj"), "object"),
    "poss": "possessor",
    **dict.fromkeys(("compound", "amod", "nmod", "npadvmod", "nummod"), "compound"),
    **dict.fromkeys(("attr", "acomp", "oprd"), "attribute"),
    **dict.fromkeys(("appos", "flat", "flat:name", "fixed"), "apposition"),
}
# Of those, the relations that a preposition in front turns into its own.
_LOOSE = frozenset({"object", "possessor", "compound", "attribute", "apposition"})
_MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class Role:
    """A name's place in its clause.

    Attributes:
        relation: "subject", "passive", "object", "agent", "preposition", "possessor", "compound", "attribute",
            "apposition", "root" or "other".
        preposition: The preposition in front of it, lower case, or empty.
        governor: Lemma of the word it depends on, lower case, or empty.
        verbal: Whether that word is a verb (or a predicate with a copula).
        listed: Whether it is a later member of a list.
    """

    relation: str
    preposition: str = ""
    governor: str = ""
    verbal: bool = False
    listed: bool = False


def role_of(name: Name) -> Role | None:
    """The role of a name, or None where its sentence was not parsed."""
    tokens = name.view.tokens_of(name.span.first, name.span.last)
    if not tokens:
        return None
    root = _root(tokens)
    listed = False
    for _ in range(_MOST_STEPS):
        if root.dep_ in _LIST and not _own_preposition(root):
            root, listed = root.head, True
        else:
            break
    return _role(root, listed=listed)


def _root(tokens: list[Token]) -> Token:
    inside = {token.i for token in tokens}
    for token in tokens:
        if token.head.i not in inside:
            return token
    return tokens[-1]


def _role(token: Token, *, listed: bool) -> Role:
    dep, head = token.dep_, token.head
    if dep == "pobj":
        return _of_english_preposition(token, listed=listed)
    preposition = _own_preposition(token)
    relation = _BARE.get(dep)
    if relation is None or relation in _LOOSE:
        relation = "preposition" if preposition else relation or "other"
    return Role(relation, preposition, _lemma(head), _is_verbal(head), listed)


def _of_english_preposition(token: Token, *, listed: bool) -> Role:
    preposition = token.head
    governor = preposition.head
    relation = "agent" if preposition.dep_ == "agent" else "preposition"
    return Role(relation, preposition.lower_, _lemma(governor), _is_verbal(governor), listed)


def _own_preposition(token: Token) -> str:
    for child in token.lefts:
        if child.dep_ == "case":
            return str(child.lower_)
    return ""


def _is_verbal(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} or any(child.dep_ == "cop" for child in token.lefts)


def _lemma(token: Token) -> str:
    return (token.lemma_ or token.text).lower()

"""What a place name does in its sentence, in terms that English and French parses share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.places.recognise import Name

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT = frozenset({"nsubj", "csubj"})
_PASSIVE = frozenset({"nsubjpass", "nsubj:pass"})
_OBJECT = frozenset({"dobj", "obj", "dative", "iobj"})
_ATTRIBUTE = frozenset({"attr", "acomp", "oprd"})
_LIST = frozenset({"conj"})
_NESTED = frozenset({"appos", "flat", "flat:name", "fixed"})
_MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class Role:
    """A name's place in its clause.

    Attributes:
        relation: "subject", "passive", "object", "agent", "preposition", "possessor", "compound", "attribute", "apposition", "root" or "other".
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
        if root.dep_ in _LIST and root.head is not root and not _own_preposition(root):
            root, listed = root.head, True
        else:
            break
    return _role(root, listed=listed)


def _root(tokens: list[Token]) -> Token:
    inside = {token.i for token in tokens}
    for token in tokens:
        if token.head.i not in inside or token.head is token:
            return token
    return tokens[-1]


def _role(token: Token, *, listed: bool) -> Role:
    dep, head = token.dep_, token.head
    governor, verbal = _lemma(head), _is_verbal(head)
    if dep in _SUBJECT:
        return Role("subject", "", governor, verbal, listed)
    if dep in _PASSIVE:
        return Role("passive", "", governor, verbal, listed)
    if dep == "obl:agent":
        return Role("agent", _own_preposition(token), governor, verbal, listed)
    if dep == "pobj":
        return _of_english_preposition(token, listed=listed)
    preposition = _own_preposition(token)
    if preposition:
        return Role("preposition", preposition, governor, verbal, listed)
    if dep in _OBJECT:
        return Role("object", "", governor, verbal, listed)
    if dep == "poss":
        return Role("possessor", "", governor, verbal, listed)
    if dep in {"compound", "amod", "nmod", "npadvmod", "nummod"}:
        return Role("compound", "", governor, verbal, listed)
    if dep in _ATTRIBUTE:
        return Role("attribute", "", governor, verbal, listed)
    if dep in _NESTED:
        return Role("apposition", "", governor, verbal, listed)
    return Role("root" if head is token else "other", "", governor, verbal, listed)


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

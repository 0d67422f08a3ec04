"""Noun phrases in a parse: what belongs to a head noun, in Universal Dependencies (French) and ClearNLP labels (English) alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_INSIDE = frozenset(
    "det amod compound nummod poss nmod acl flat flat:name flat:foreign fixed prep pobj npadvmod quantmod predet case nn advmod name".split()
)
_DESCRIBING = frozenset("amod compound nmod poss acl npadvmod prep pobj flat:name flat:foreign flat appos nn conj".split())
_BELONGING = frozenset(["de", "du", "des", "d'", "d’", "of", "from", "'s", "’s", "'"])
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"])
_MODIFYING = frozenset(["amod", "acl", "det", "punct", "aux", "cop", "advmod", "acl:relcl", "relcl"])


def preposition(token: Token) -> str:
    """The preposition that introduces a noun, lower-case, empty where there is none."""
    if token.dep_ in {"pobj", "pcomp"}:
        return str(token.head.lower_)
    for child in token.children:
        if child.dep_ in {"case", "mark"} and child.i < token.i:
            return str(child.lemma_.lower() or child.lower_)
    return ""


def _belongs(child: Token) -> bool:
    """Whether a dependant says whose or which its head is, rather than where or with whom."""
    if child.dep_ in {"prep"}:
        return child.lower_ in _BELONGING
    if child.dep_ == "nmod":
        return (preposition(child) or "de") in _BELONGING
    if child.dep_ == "advmod":
        return child.i < child.head.i and child.head.pos_ in {"NUM", "ADJ", "ADV"} and child.head.dep_ in {"nummod", "advmod", "amod", "quantmod"}
    if child.dep_ == "acl":
        return abs(child.i - child.head.i) == 1 and not any(c.dep_ not in {"advmod"} for c in child.children)
    if child.dep_ == "appos":
        return False
    return True


def phrase_tokens(head: Token) -> list[Token]:
    """The tokens of the noun phrase of a head: determiners, adjectives, complements with "of"; no relative clauses, no coordination.

    Args:
        head: A noun, or whatever stands as one.

    Returns:
        Tokens in the order of the sentence.
    """
    found = {head.i: head}
    queue = [head]
    while queue:
        token = queue.pop()
        for child in token.children:
            if child.dep_ not in _INSIDE and not _direct_apposition(child):
                continue
            if child.dep_ == "case" and token is head:
                continue
            if not _belongs(child) and not _direct_apposition(child):
                continue
            found[child.i] = child
            queue.append(child)
    return _contiguous(head, found)


def _direct_apposition(child: Token) -> bool:
    """Whether a token is a name put right after its noun without a comma ("le ministre Sergueï Lavrov")."""
    if child.dep_ not in {"appos", "nmod"} or child.i <= child.head.i or child.pos_ != "PROPN":
        return False
    between = child.doc[child.head.i + 1 : child.i]
    return child.dep_ == "appos" and not any(token.is_punct for token in between)


def _contiguous(head: Token, found: dict[int, Token]) -> list[Token]:
    """Only the stretch around the head: a gap of one punctuation mark or particle is bridged, a larger one ends the phrase."""
    doc = head.doc
    first = last = head.i
    found.update({t.i: t for t in doc if t.is_space})
    while first - 1 in found or (first - 2 in found and doc[first - 1].is_punct and doc[first - 1].text not in {",", ";", ":", "(", "—", "–"}):
        first -= 1
    while last + 1 in found or (last + 2 in found and (doc[last + 1].pos_ in {"ADP", "DET", "PART"} or doc[last + 1].text in {"-", "'", "’", '"', "«"})):
        last += 1
    while first < head.i and (doc[first].pos_ in {"PRON", "SCONJ", "CCONJ", "PUNCT"} and doc[first].dep_ != "poss"):
        first += 1
    return [t for t in doc[first : last + 1] if not t.is_space]


def describing_words(head: Token) -> Iterator[Token]:
    """The words that say what sort of thing a noun is: its adjectives and "of" complements, two steps deep, nearest first."""
    near = sorted((c for c in head.children if c.dep_ in _DESCRIBING and (_belongs(c) or c.dep_ == "acl")), key=lambda c: abs(c.i - head.i))
    for child in near:
        if child.dep_ == "conj":
            continue
        if child.dep_ != "prep":
            yield child
        yield from (g for g in child.children if g.dep_ in _DESCRIBING and (child.dep_ == "prep" or g.dep_ in {"amod", "compound", "nmod", "flat:name", "conj", "pobj"}))
    neighbour = head.i + 1
    if neighbour < len(head.doc) and head.doc[neighbour].pos_ in {"ADJ", "VERB"} and head.doc[neighbour].dep_ in {"amod", "acl"}:
        yield head.doc[neighbour]
    if head.i and head.doc[head.i - 1].dep_ in {"amod", "compound"} and head.doc[head.i - 1].head.i != head.i:
        yield head.doc[head.i - 1]


def complements(head: Token) -> list[Token]:
    """The nouns that complete a noun by "of", possession or compounding, nearest first: "chef du Hamas", "the group's leader"."""
    found: list[Token] = []
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in _BELONGING | {"for", "in", "at", "with", "between"}:
            found += [g for g in child.children if g.dep_ == "pobj"]
        elif child.dep_ in {"nmod", "poss", "compound", "flat:name", "obl:arg", "obl:mod"} or _direct_apposition(child):
            found.append(child)
    for noun in list(found):
        found += [g for g in noun.children if g.dep_ == "conj"]
    return sorted(found, key=lambda token: (abs(token.i - head.i)))


def appositions(head: Token) -> list[Token]:
    """The nouns in apposition to a noun, either way round."""
    found = [child for child in head.children if child.dep_ == "appos"]
    if head.dep_ == "appos":
        found.append(head.head)
    return found


def is_nominal(token: Token) -> bool:
    """Whether a token heads a noun phrase: a noun, or an adjective or participle that stands as one; what is said of a subject does not."""
    if token.pos_ in {"VERB", "AUX", "DET"}:
        return any(child.dep_ == "det" for child in token.children)
    if any(child.dep_ == "cop" for child in token.children):
        return False
    return token.pos_ in _NOMINAL and function_of(token) not in _MODIFYING


def function_of(token: Token) -> str:
    """A token's dependency, that of the first of its coordination where it is a later one."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return str(token.dep_)


def first_conjunct(token: Token) -> Token:
    """The first of the coordination that a token belongs to, itself where there is none."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def span_head(tokens: list[Token]) -> Token:
    """The token of a stretch on which the others hang: the first whose own head lies outside it."""
    inside = {token.i for token in tokens}
    roots = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    named = [token for token in roots if token.pos_ in {"NOUN", "PROPN"}]
    return (named or roots or tokens)[0]

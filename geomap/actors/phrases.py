"""Noun phrases in a parse.

What belongs to a head noun, in Universal Dependencies (French) and ClearNLP labels (English) alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.actors.lexicon import Words, forms, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_INSIDE = frozenset(
    [
        "det",
        "amod",
        "compound",
        "nummod",
        "poss",
        "nmod",
        "acl",
        "flat",
        "flat:name",
        "flat:foreign",
        "fixed",
        "prep",
        "pobj",
        "npadvmod",
        "quantmod",
        "predet",
        "case",
        "advmod",
    ]
)
_DESCRIBING = frozenset(
    ["amod", "compound", "nmod", "poss", "acl", "npadvmod", "prep", "flat:name", "flat:foreign", "flat"]
)
_DESCRIBING_DEEPER = frozenset(["amod", "compound", "nmod", "flat:name", "conj", "pobj"])
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"])
_VERBAL = frozenset(["VERB", "AUX", "DET"])
_MODIFYING = frozenset(["amod", "acl", "det", "punct", "aux", "cop", "advmod", "acl:relcl", "relcl"])
_COUNTING = frozenset(["nummod", "advmod", "amod", "quantmod"])
_BREAKS = frozenset([",", ";", ":", "(", "—", "–"])


def feature(token: Token, name: str) -> str:
    """A token's value of a morphological feature ("Number": "Plur"), empty where it has none."""
    values = token.morph.get(name, [])
    return str(values[0]) if values else ""


def preposition(token: Token) -> str:
    """The preposition that introduces a noun, lower-case, empty where there is none."""
    if token.dep_ in {"pobj", "pcomp"}:
        return str(token.head.lower_)
    return next(
        (str(c.lemma_ or c.text).lower() for c in token.children if c.dep_ in {"case", "mark"} and c.i < token.i), ""
    )


def _belongs(child: Token) -> bool:
    """Whether a dependant says whose or which its head is, rather than where or with whom."""
    belonging = words(child.lang_).belonging
    if child.dep_ == "prep":
        return child.lower_ in belonging
    if child.dep_ == "nmod":
        return not preposition(child) or preposition(child) in belonging
    if child.dep_ == "advmod":  # "au moins dix", "at least ten"
        return child.i < child.head.i and child.head.dep_ in _COUNTING
    if child.dep_ == "acl":  # "hommes armés"
        return abs(child.i - child.head.i) == 1 and all(c.dep_ == "advmod" for c in child.children)
    return child.dep_ != "appos"


def _direct_apposition(child: Token) -> bool:
    """Whether a token is a name put right after its noun without a comma ("le ministre Sergueï Lavrov")."""
    if child.dep_ != "appos" or child.i <= child.head.i or child.pos_ != "PROPN":
        return False
    return not any(token.is_punct for token in child.doc[child.head.i + 1 : child.i])


def _is_second_adjective(child: Token) -> bool:
    """Whether a token is joined to an adjective before the noun: the second of "British and French soldiers"."""
    return child.dep_ == "conj" and child.pos_ == "ADJ" and first_conjunct(child).dep_ == "amod"


def phrase_tokens(head: Token) -> list[Token]:
    """The noun phrase of a head: determiners, adjectives, complements with "of"; no relative clauses, no coordination.

    Args:
        head: A noun, or whatever stands as one.

    Returns:
        Tokens in the order of the sentence.
    """
    found = {head.i, *head.doc.to_array("IS_SPACE").nonzero()[0].tolist()}
    queue = [head]
    while queue:
        token = queue.pop()
        for child in token.children:
            outside = child.dep_ not in _INSIDE or not _belongs(child) or (child.dep_ == "case" and token is head)
            if not outside or _direct_apposition(child) or _is_second_adjective(child):
                found.add(child.i)
                queue.append(child)
    return _contiguous(head, found)


def _contiguous(head: Token, found: set[int]) -> list[Token]:
    """Only the stretch around the head.

    A gap of one hyphen, article or particle is bridged, anything larger ends it.
    """
    doc = head.doc
    first = last = head.i
    while first - 1 in found or (first - 2 in found and doc[first - 1].is_punct and doc[first - 1].text not in _BREAKS):
        first -= 1
    while last + 1 in found or (last + 2 in found and _bridges(doc[last + 1])):
        last += 1
    while first < head.i and doc[first].pos_ in {"PRON", "SCONJ", "CCONJ", "PUNCT"} and doc[first].dep_ != "poss":
        first += 1
    return [token for token in doc[first : last + 1] if not token.is_space]


def _bridges(token: Token) -> bool:
    return token.pos_ in {"ADP", "DET", "PART"} or token.text in {"-", "'", "’", '"', "«"}


def describing_words(head: Token) -> Iterator[Token]:
    """The words that say what sort of thing a noun is: adjectives and "of" complements, two steps deep, nearest first.

    The adjective right after a noun and the one right before it count wherever the parser hung them.
    """
    near = [child for child in head.children if child.dep_ in _DESCRIBING and (_belongs(child) or child.dep_ == "acl")]
    for child in sorted(near, key=lambda c: abs(c.i - head.i)):
        if child.dep_ != "prep":
            yield child
        yield from (deeper for deeper in child.children if deeper.dep_ in _DESCRIBING_DEEPER)
    doc = head.doc
    if head.i + 1 < len(doc) and doc[head.i + 1].pos_ in {"ADJ", "VERB"} and doc[head.i + 1].dep_ in {"amod", "acl"}:
        yield doc[head.i + 1]
    if head.i and doc[head.i - 1].dep_ in {"amod", "compound"} and doc[head.i - 1].head.i != head.i:
        yield doc[head.i - 1]


def complements(head: Token) -> list[Token]:
    """The nouns that complete a noun by a preposition, possession or compounding.

    "chef du Hamas", "the group's leader".
    """
    found: list[Token] = []
    for child in head.children:
        if child.dep_ == "prep":
            found += [deeper for deeper in child.children if deeper.dep_ == "pobj"]
        elif child.dep_ in {"nmod", "poss", "compound", "flat:name", "obl:arg", "obl:mod"} or _direct_apposition(child):
            found.append(child)
    found += [deeper for noun in found for deeper in noun.children if deeper.dep_ == "conj"]
    found += [deeper for noun in found if _is_bare(noun) for deeper in complements(noun) if deeper.i > noun.i]
    return sorted(found, key=lambda token: abs(token.i - head.i))


def _is_bare(noun: Token) -> bool:
    """Whether a complement has no article of its own and so makes one term with its head: "chef d'État", "head of state"."""
    return noun.pos_ == "NOUN" and noun.dep_ in {"nmod", "pobj"} and not any(c.dep_ == "det" for c in noun.children)


def appositions(head: Token) -> list[Token]:
    """The nouns in apposition to a noun, either way round."""
    found = [child for child in head.children if child.dep_ == "appos"]
    return [*found, head.head] if head.dep_ == "appos" else found


def harmed_by(token: Token, lexicon: Words) -> Token | None:
    """Who harms the one that a phrase names, None where the phrase is no object of a deed of arms.

    "Ukraine accused Russia of killing its soldiers": Russia, so that the soldiers are not its own.
    """
    verb = next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.i > token.i or not lexicon.armed_deeds.intersection(forms(verb)):
        return None
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "obl:agent", "agent"}), None)
    if subject is not None:
        return subject
    if verb.dep_ == "acl":
        return verb.head
    above = next((up for up in verb.ancestors if up.pos_ in {"VERB", "AUX"}), verb)
    return next((child for child in above.children if child.dep_ in {"obj", "dobj"} and child.i < verb.i), None)


def is_nominal(token: Token) -> bool:
    """Whether a token heads a noun phrase.

    A noun, or an adjective or participle that stands as one, but no predicate.
    """
    if token.pos_ in _NOMINAL:
        return first_conjunct(token).dep_ not in _MODIFYING and not has_child(token, "cop")
    return token.pos_ in _VERBAL and has_child(token, "det")


def has_child(token: Token, label: str) -> bool:
    """Whether something hangs on a token by a label."""
    for child in token.children:  # noqa: SIM110 (asked of every word; a generator costs twice the loop)
        if child.dep_ == label:
            return True
    return False


def first_conjunct(token: Token) -> Token:
    """The first of the coordination that a token belongs to, itself where there is none."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def span_head(tokens: list[Token]) -> Token:
    """The token of a stretch on which the others hang: the first noun whose own head lies outside it."""
    inside = {token.i for token in tokens}
    roots = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    named = [token for token in roots if token.pos_ in {"NOUN", "PROPN"}]
    return (named or roots or tokens)[0]


def is_counted(token: Token) -> bool:
    """Whether a noun is counted or plural, as "9 morts" and "un mort" are and "la mort" is not."""
    if feature(token, "Number") == "Plur" and token.dep_ not in {"ROOT", "xcomp"}:
        return True
    return any(child.dep_ == "nummod" or feature(child, "Definite") == "Ind" for child in token.children)

"""Names that only say which side: whose rebels they are ("backed by Ankara"), which border or bank is near ("the border with Mali")."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.clauses import lemma
from geomap.events.small_words import word
from geomap.languages import lexicon
from geomap.model import PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.context import Context
    from geomap.model import Place

_CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à"}
_COUNTRY, _TOWN = 6, 2


@functools.cache
def listed(language: str, key: str) -> frozenset[str]:
    """One of the word lists of a language's orientation.yaml."""
    return frozenset(lexicon(language, "orientation").get(key) or ())


@functools.cache
def _backing(language: str) -> tuple[frozenset[str], frozenset[str]]:
    facts = lexicon(language, "orientation").get("backing") or {}
    return frozenset(facts.get("words") or ()), frozenset(facts.get("prepositions") or ())


def governor(name: Token) -> tuple[str, Token | None]:
    """The preposition before a name, plain, and the word above it; ("", None) where it has none."""
    if name.dep_ == "pobj":
        return lemma(name.head), name.head.head
    case = next((child for child in name.children if child.dep_ == "case"), None)
    if case is not None:
        return _CONTRACTED.get(word(case), word(case)), name.head
    return "", None


def _top(name: Token) -> Token:
    """The first of coordinated or apposed names."""
    while name.dep_ in {"conj", "appos"} and name.head.pos_ == "PROPN":
        name = name.head
    return name


def is_backer(name: Token, language: str) -> bool:
    """Whether a name is that of a government somebody stands with: "affiliated with Ankara", "soutenus par Moscou"."""
    words, prepositions = _backing(language)
    preposition, above = governor(_top(name))
    if above is None or preposition not in prepositions or above.pos_ not in {"VERB", "ADJ", "NOUN"}:
        return False
    return above.pos_ != "NOUN" and (lemma(above) in words or word(above) in words)


def is_border(name: Token, language: str) -> bool:
    """Whether a name only says which border: "the border with Mali", "the Malian frontier", "la frontière avec le Tchad"."""
    _, above = governor(_top(name))
    if above is None and name.dep_ in {"compound", "amod", "nmod"}:
        above = name.head
    return above is not None and lemma(above) in listed(language, "borders")


def is_bank(name: Token, language: str) -> bool:
    """Whether a name is a river's or a sea's whose bank is near: "on the other bank of the Nile"."""
    preposition, above = governor(name)
    return (
        above is not None
        and preposition in listed(language, "bank_prepositions")
        and lemma(above) in listed(language, "banks")
    )


def is_at(mention: PlaceMention, name: Token, language: str) -> bool:
    """Whether a town taken for a government stands where only a place can: right after "in", or a second "à" of one verb.

    Such as "Clashes pit the army against rebels in Khartoum", "opposent l'armée aux paramilitaires à Khartoum".
    """
    if (mention.where_prec or 9) > _TOWN or not name.i or is_backer(name, language):
        return False
    before = name.left_edge if name.dep_ != "pobj" else name.doc[name.left_edge.i - 1] if name.left_edge.i else name
    case = word(before)
    if case not in listed(language, "at"):
        return False
    if language != "fr":
        return governor(name)[1] is not None
    return case != "à" or any(word(other) in {"au", "aux", "à"} for other in name.doc[max(0, name.i - 12) : before.i])


def coarse(mention: PlaceMention | None, context: Context) -> PlaceMention | None:
    """The country of a place, as the text names it or as the gazetteer has it."""
    if mention is None or mention.place is None or not mention.place.country_code:
        return None
    whole = country_mention(mention.place.country_code, (mention.start, mention.end), context)
    return whole or (mention if mention.where_prec == _COUNTRY else None)


def _whole(mention: PlaceMention, country: Place) -> PlaceMention:
    """A country of which the text names but a part or a border."""
    return replace(
        mention,
        latitude=country.latitude,
        longitude=country.longitude,
        where_prec=_COUNTRY,
        location=mention.text,
    )


def country_mention(code: str, trigger: tuple[int, int], context: Context) -> PlaceMention | None:
    """A country as a place: as the text names it, else as the gazetteer has it."""
    for mention in context.places:
        if (
            mention.place is not None
            and mention.place.country_code == code
            and mention.place.feature.startswith("PCL")
            and mention.latitude is not None
        ):
            return mention if mention.where_prec == _COUNTRY else _whole(mention, mention.place)
    if context.gazetteer is None or context.knowledge is None:
        return None
    name = context.knowledge.country(code)
    place = next(
        (p for p in context.gazetteer.find(name) if p.country_code == code and p.feature.startswith("PCL")), None
    )
    if place is None:
        return None
    return PlaceMention(
        trigger[0],
        trigger[1],
        name,
        "literal",
        "found",
        place,
        place.latitude,
        place.longitude,
        6,
        0.5,
        "The country of the actors.",
        place.name,
    )

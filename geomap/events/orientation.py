"""Names that only say which side, and places without a name of their own.

A place name can tell whose rebels they are ("backed by Ankara"), which border or bank is near ("the border with Mali"),
and so not where something happened. The other way round, "the north of the country" and "the village of Dzhanyatag" say
where, though no gazetteer holds them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.clauses import lemma
from geomap.events.small_words import word
from geomap.languages import lexicon
from geomap.model import PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.context import Context
    from geomap.model import Sentence

_CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à"}
_COUNTRY, _FUZZY, _TOWN = 6, 5, 2
# Arcs between a direction and "the country": "the north of the country", "the far north-eastern part of the country".
_REACH = 3


@functools.cache
def _listed(language: str, key: str) -> frozenset[str]:
    return frozenset(lexicon(language, "orientation").get(key) or ())


@functools.cache
def _backing(language: str) -> tuple[frozenset[str], frozenset[str]]:
    facts = lexicon(language, "orientation").get("backing") or {}
    return frozenset(facts.get("words") or ()), frozenset(facts.get("prepositions") or ())


def _governor(name: Token) -> tuple[str, Token | None]:
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
    preposition, above = _governor(_top(name))
    if above is None or preposition not in prepositions or above.pos_ not in {"VERB", "ADJ", "NOUN"}:
        return False
    return above.pos_ != "NOUN" and (lemma(above) in words or word(above) in words)


def is_border(name: Token, language: str) -> bool:
    """Whether a name only says which border: "the border with Mali", "the Malian frontier", "la frontière avec le Tchad"."""
    _, above = _governor(_top(name))
    if above is None and name.dep_ in {"compound", "amod", "nmod"}:
        above = name.head
    return above is not None and lemma(above) in _listed(language, "borders")


def is_bank(name: Token, language: str) -> bool:
    """Whether a name is a river's or a sea's whose bank is near: "on the other bank of the Nile"."""
    preposition, above = _governor(name)
    return (
        above is not None
        and preposition in _listed(language, "bank_prepositions")
        and lemma(above) in _listed(language, "banks")
    )


def is_at(mention: PlaceMention, name: Token, language: str) -> bool:
    """Whether a town taken for a government stands where only a place can: right after "in", or a second "à" of one verb.

    Such as "Clashes pit the army against rebels in Khartoum", "opposent l'armée aux paramilitaires à Khartoum".
    """
    if (mention.where_prec or 9) > _TOWN or not name.i or is_backer(name, language):
        return False
    before = name.left_edge if name.dep_ != "pobj" else name.doc[name.left_edge.i - 1] if name.left_edge.i else name
    case = word(before)
    if case not in _listed(language, "at"):
        return False
    if language != "fr":
        return _governor(name)[1] is not None
    return case != "à" or any(word(other) in {"au", "aux", "à"} for other in name.doc[max(0, name.i - 12) : before.i])


def lands(sentence: Sentence, context: Context, running: PlaceMention | None) -> Iterator[tuple[Token, PlaceMention]]:
    """Parts of the country that the text is about, and named small places that were not recognised, as place mentions.

    Args:
        sentence: The sentence.
        context: The document.
        running: Where the narrative stands; its country is "the country".

    Yields:
        The token by which each hangs in the parse, and the mention; that of a small place is not resolved.
    """
    if sentence.parse is None:
        return
    for token in sentence.parse:
        if lemma(token) in _listed(context.language, "countries"):
            found = _part_of_country(token, sentence, context, running)
            if found is not None:
                yield found
        elif lemma(token) in _listed(context.language, "localities"):
            small = _small_place(token, sentence, context)
            if small is not None:
                yield token, small


def _part_of_country(
    country: Token, sentence: Sentence, context: Context, running: PlaceMention | None
) -> tuple[Token, PlaceMention] | None:
    directions = _listed(context.language, "directions")
    if running is None or running.place is None or not running.place.country_code:
        return None
    if any("Dem" in child.morph.get("PronType", []) for child in country.children):
        return None
    steps = [country, *country.ancestors][: _REACH + 1]
    head = next((step for step in steps if lemma(step) in directions | _listed(context.language, "parts")), None)
    if head is None:
        return None
    first = next((t for t in (head, *head.children) if lemma(t) in directions or word(t) in directions), None)
    whole = coarse(_of_main_country(context) or running, context)
    if first is None or whole is None:
        return None
    low, high = min(first.i, country.i), max(head.i, country.i)
    text = context.text[
        sentence.start + country.doc[low].idx : sentence.start + country.doc[high].idx + len(country.doc[high])
    ]
    start = sentence.start + country.doc[low].idx
    return head, replace(
        whole,
        start=start,
        end=start + len(text),
        text=text,
        where_prec=_FUZZY,
        location=f"{text} ({whole.text})",
        use="literal",
        why="A part of the country that the text is about.",
    )


def _of_main_country(context: Context) -> PlaceMention | None:
    """A place in the country that most of a document's places lie in, the first named of equals; None where it names none."""
    first: dict[str, PlaceMention] = {}
    count: dict[str, int] = {}
    for mention in context.places:
        if mention.use != "literal" or mention.place is None or not mention.place.country_code:
            continue
        code = mention.place.country_code
        first.setdefault(code, mention)
        count[code] = count.get(code, 0) + 1
    return first[max(count, key=lambda code: (count[code], -first[code].start))] if count else None


def coarse(mention: PlaceMention, context: Context) -> PlaceMention | None:
    """The country of a place, as the text names it or as the gazetteer has it."""
    from geomap.events.running import country_mention

    if mention.place is None or not mention.place.country_code:
        return None
    if mention.place.feature.startswith("PCL") and mention.where_prec == _COUNTRY:
        return mention
    return country_mention(mention.place.country_code, (mention.start, mention.end), context)


def _small_place(noun: Token, sentence: Sentence, context: Context) -> PlaceMention | None:
    """The name behind or before "village", where the places room has none for it."""
    named = _name_of(noun, context.language)
    if named is None:
        return None
    first, last = named
    start, end = sentence.start + first.idx, sentence.start + last.idx + len(last)
    if any(place.start < end and start < place.end for place in context.places_in(sentence)):
        return None
    text = context.text[start:end]
    return PlaceMention(start, end, text, "literal", "none", location=text, why="Named, but in no gazetteer.")


def _name_of(noun: Token, language: str) -> tuple[Token, Token] | None:
    doc = noun.doc
    for child in noun.subtree:
        preposition, above = _governor(child)
        if child.pos_ != "PROPN" or above != noun or preposition not in _listed(language, "locality_prepositions"):
            continue
        first = last = child
        while first.i > noun.i + 1 and doc[first.i - 1].pos_ == "PROPN":
            first = doc[first.i - 1]
        while last.i + 1 < len(doc) and doc[last.i + 1].pos_ == "PROPN" and doc[last.i + 1].head.i >= first.i:
            last = doc[last.i + 1]
        return (first, last) if first.text[:1].isupper() else None
    return None

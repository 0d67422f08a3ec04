"""Places without a name of their own: "the north of the country", "northern Syrian towns", "the capital", "the village of Dzhanyatag".

They say where something happened, though the places room finds no name there that a gazetteer holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.clauses import lemma
from geomap.events.datelines import story_of
from geomap.events.orientation import coarse, country_mention, governor, listed
from geomap.events.small_words import word
from geomap.languages import lexicon
from geomap.model import PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.context import Context
    from geomap.model import Sentence

_FUZZY = 5
# Arcs between a direction and "the country": "the north of the country", "the far north-eastern part of the country".
_REACH = 3
# Characters around "the capital" within which a place name says whose capital it is, or what it is called.
_NAMED = 30
_OF_STATES = frozenset({"State forces", "Government"})
Land = tuple["Token", PlaceMention]


def lands(sentence: Sentence, context: Context, running: PlaceMention | None) -> Iterator[Land]:
    """Parts and capitals of the country that the text is about, and named small places that were not recognised.

    Args:
        sentence: The sentence.
        context: The document.
        running: Where the narrative stands; "this country" is its country.

    Yields:
        The token by which each hangs in the parse, and the mention; that of a small place is not resolved.
    """
    if sentence.parse is None:
        return
    countries, localities, capitals = (
        listed(context.language, name) for name in ("countries", "localities", "capitals")
    )
    for token in sentence.parse:
        own = lemma(token)
        if own in countries:
            found = _part_of_country(token, sentence, context, running)
        elif own in localities:
            found = _small_place(token, sentence, context)
        elif own in capitals:
            found = _capital(token, sentence, context)
        else:
            found = _part_of_people(token, sentence, context)
        if found is not None:
            yield found


def story_country(context: Context) -> str:
    """ISO alpha-2 code of the country that a document is about: where most of its places lie, else whence most of its actors come."""
    places = Counter(m.place.country_code for m in context.scenes if m.place is not None and m.place.country_code)
    actors = Counter(m.actor.country for m in context.actors if m.actor.country)
    return next((counts.most_common(1)[0][0] for counts in (places, actors) if counts), "")


def _part_of_country(country: Token, sentence: Sentence, context: Context, running: PlaceMention | None) -> Land | None:
    """Such as "the north of the country", "le nord de ce pays"."""
    directions = listed(context.language, "directions")
    if any("Dem" in child.morph.get("PronType", []) for child in country.children):
        whole = _pointed_at(sentence, sentence.start + country.idx, context) or coarse(running, context)
    else:
        main = story_of(sentence, context) or _of_main_country(context) or running
        whole = _of_only_party(sentence, context) or coarse(main, context)
    steps = [country, *country.ancestors][: _REACH + 1]
    head = next((step for step in steps if lemma(step) in directions | listed(context.language, "parts")), None)
    if head is None or whole is None:
        return None
    first = next((t for t in (head, *head.children) if lemma(t) in directions or word(t) in directions), None)
    if first is None:
        return None
    doc = country.doc
    return head, _part(whole, first, (doc[min(first.i, country.i)], doc[max(head.i, country.i)]), sentence, context)


def _part_of_people(people: Token, sentence: Sentence, context: Context) -> Land | None:
    """Such as "northern Syrian towns", "l'est congolais": a direction right before a country's adjective."""
    if not people.i or context.knowledge is None or people.pos_ not in {"ADJ", "NOUN", "PROPN"}:
        return None
    side = people.doc[people.i - 1]
    if word(side) not in listed(context.language, "directions") or side.is_sent_start:
        return None
    country = context.knowledge.demonym(people.text, context.language)
    head = side if side.pos_ == "NOUN" else people.head if people.head.pos_ == "NOUN" else people
    if not country or context.actor_at(head, sentence) is not None or context.place_at(people, sentence) is not None:
        return None
    whole = country_mention(country, (sentence.start + side.idx, sentence.start + people.idx + len(people)), context)
    return (head, _part(whole, side, (side, people), sentence, context)) if whole is not None else None


def _part(
    whole: PlaceMention, direction: Token, ends: tuple[Token, Token], sentence: Sentence, context: Context
) -> PlaceMention:
    """A part of a country, from its first to its last word, at the middle of that side."""
    start = sentence.start + ends[0].idx
    end = sentence.start + ends[1].idx + len(ends[1])
    text = context.text[start:end]
    side = _side(whole, (word(direction), lemma(direction)), context)
    return replace(
        whole,
        latitude=side[0] if side else whole.latitude,
        longitude=side[1] if side else whole.longitude,
        start=start,
        end=end,
        text=text,
        where_prec=_FUZZY,
        location=f"{text} ({whole.text})",
        use="literal",
        why="A part of the country that the text is about.",
    )


def _side(whole: PlaceMention, words: Iterable[str], context: Context) -> tuple[float, float] | None:
    """The middle of the side of a country that one of some words names; None where none does."""
    bearings = lexicon(context.language, "places").get("directions") or {}
    key = next((key for key in words if key in bearings), "")
    if not key or context.gazetteer is None or whole.place is None:
        return None
    return context.gazetteer.side(whole.place.country_code, bearings[key])  # type: ignore[no-any-return]


def at_its_side(mention: PlaceMention, context: Context) -> PlaceMention:
    """A part of a country at the middle of that side ("northern Mali" is not the middle of Mali); other places as they are."""
    place = mention.place
    if place is None or mention.where_prec != _FUZZY or not place.feature.startswith("PCL"):
        return mention
    if (mention.latitude, mention.longitude) != (place.latitude, place.longitude):
        return mention
    side = _side(mention, mention.location.lower().split(), context)
    return replace(mention, latitude=side[0], longitude=side[1]) if side else mention


def _of_main_country(context: Context) -> PlaceMention | None:
    """The first place in the country that most of a document's places lie in; None where it names none."""
    counts: Counter[str] = Counter()
    first: dict[str, PlaceMention] = {}
    for mention in context.scenes:
        if mention.place is not None and mention.place.country_code:
            counts[mention.place.country_code] += 1
            first.setdefault(mention.place.country_code, mention)
    return first[counts.most_common(1)[0][0]] if counts else None


def _of_only_party(sentence: Sentence, context: Context) -> PlaceMention | None:
    """The country of a sentence whose state actors are all of one ("the Ivorian army ... in the north of the country")."""
    countries = {m.actor.country for m in context.actors_in(sentence) if m.actor.kind in _OF_STATES and m.actor.country}
    places = {m.place.country_code for m in context.places_in(sentence) if m.place is not None and m.place.country_code}
    if len(countries) != 1 or places - countries:
        return None
    return country_mention(countries.pop(), (sentence.start, sentence.start), context)


def _pointed_at(sentence: Sentence, offset: int, context: Context) -> PlaceMention | None:
    """The country that "this country" points back to: the one named last, by itself or by whose an actor is."""
    named = [
        (m.start, m.place.country_code)
        for m in context.places
        if m.start < offset and m.place is not None and m.place.feature.startswith("PCL")
    ]
    named += [(m.start, m.actor.country) for m in context.actors_in(sentence) if m.start < offset and m.actor.country]
    return country_mention(max(named)[1], (offset, offset), context) if named else None


def _capital(noun: Token, sentence: Sentence, context: Context) -> Land | None:
    """The capital of the country that the text is about, where it goes without its name ("in the capital")."""
    knowledge, gazetteer = context.knowledge, context.gazetteer
    start, end = sentence.start + noun.idx, sentence.start + noun.idx + len(noun)
    if knowledge is None or gazetteer is None or noun.pos_ != "NOUN":
        return None
    if any(place.start < end + _NAMED and start < place.end + _NAMED for place in context.places_in(sentence)):
        return None
    makers = [child for child in noun.children if child.dep_ in {"amod", "compound", "nmod", "poss"}]
    peoples = [code for code in (knowledge.demonym(child.text, context.language) for child in makers) if code]
    if len(peoples) < len(makers) or not _is_definite(noun, bool(peoples)):
        return None
    country = peoples[0] if peoples else story_country(context)
    names = [name for name, code in knowledge.capitals.items() if code == country]
    city = next(
        (p for name in names for p in gazetteer.find(name) if p.feature == "PPLC" and p.country_code == country), None
    )
    if city is None:
        return None
    text = context.text[start:end]
    why = f"The capital of the country that the text is about, {city.name}."
    mention = PlaceMention(
        start, end, text, "literal", "found", city, city.latitude, city.longitude, 1, 0.7, why, city.name
    )
    return noun, mention


def _is_definite(noun: Token, of_people: bool) -> bool:
    return of_people or any("Def" in child.morph.get("Definite", []) for child in noun.children)


def _small_place(noun: Token, sentence: Sentence, context: Context) -> Land | None:
    """The name behind or before "village", where the places room has none for it."""
    named = _name_of(noun, context.language)
    if named is None:
        return None
    first, last = named
    start, end = sentence.start + first.idx, sentence.start + last.idx + len(last)
    if any(place.start < end and start < place.end for place in context.places_in(sentence)):
        return None
    text = context.text[start:end]
    return noun, PlaceMention(start, end, text, "literal", "none", location=text, why="Named, but in no gazetteer.")


def _name_of(noun: Token, language: str) -> tuple[Token, Token] | None:
    """First and last token of a name that a preposition ties to a noun ("the village of X")."""
    doc = noun.doc
    for child in noun.subtree:
        preposition, above = governor(child)
        if child.pos_ != "PROPN" or above != noun or preposition not in listed(language, "locality_prepositions"):
            continue
        first = last = child
        while first.i > noun.i + 1 and doc[first.i - 1].pos_ == "PROPN":
            first = doc[first.i - 1]
        while last.i + 1 < len(doc) and doc[last.i + 1].pos_ == "PROPN" and doc[last.i + 1].head.i >= first.i:
            last = doc[last.i + 1]
        return (first, last) if first.text[:1].isupper() else None
    return None

"""What speaks for and against a stretch of text being a place's name, as named features between 0 and 1.

The features are the same for every language; what differs lies in the lexicons. Their weights stand in weights.yaml.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geomap.model import Place
from geomap.places.lexicon import PlaceWords
from geomap.places.spans import Span
from geomap.places.views import Entity, View

Features = dict[str, float]
# Sentences without a parse have weights of their own: what is not known of them must not count as found absent.
UNPARSED = "unparsed "
_COUNTRY = ("PCL", "TERR")
_LARGE = 100_000
_LOG_LARGEST = 7.5
_ACRONYM = 5
_CITY_CODES = ("PPLC", "PPLA", "PPLA2")


@dataclass(frozen=True, slots=True)
class Listing:
    """What the gazetteer holds under one name: whether as a country, as divisions, and the greatest population of its towns."""

    country: bool = False
    admin1: bool = False
    admin2: bool = False
    town: bool = False
    region: bool = False
    capital: bool = False
    population: int = 0
    main: bool = False


def listing(name: str, places: Iterable[Place]) -> Listing:
    """Sum up the gazetteer's entries of one name."""
    country = admin1 = admin2 = town = region = capital = main = False
    population = 0
    for place in places:
        country = country or place.feature.startswith(_COUNTRY)
        admin1 = admin1 or place.feature == "ADM1"
        admin2 = admin2 or place.feature.startswith("ADM") and place.feature != "ADM1"
        if place.feature.startswith("PPL"):
            town = True
            capital = capital or place.feature == "PPLC"
            population = max(population, place.population)
        elif not place.feature.startswith((*_COUNTRY, "ADM")):
            region = True
        main = main or place.name == name
    return Listing(country, admin1, admin2, town, region, capital, population, main)


def local_features(span: Span, view: View, words: PlaceWords, listed: Listing, known: Sequence[tuple[int, int, str]], language: str) -> Features:
    """Evidence from the sentence alone.

    Args:
        span: The stretch.
        view: Its sentence.
        words: The language's lexicon.
        listed: What the gazetteer holds under its text.
        known: Names of actors in the sentence: start, end, category.
        language: ISO 639-1 code.

    Returns:
        Features that are not zero.
    """
    features: Features = {"bias": 1.0}
    _of_entities(features, span, view, words)
    _of_listing(features, span, listed)
    _of_form(features, span, view, words)
    _of_left(features, span, view, words)
    _of_right(features, span, view, words)
    _of_knowledge(features, span, known)
    _combined(features)
    for name in _BY_MODEL:
        if name in features:
            features[f"{language}: {name}"] = 1.0
    if view.sentence.parse is None:
        return {f"{UNPARSED}{name}": value for name, value in features.items()}
    return features


# What a language's own model finds is as reliable as that model: these count once for all languages and once for each.
_BY_MODEL = ("bias", "is place", "is person", "is organisation", "is other", "in place", "in person", "in organisation", "no entity", "unlisted", "is place & unlisted", "opens sentence")


def _of_entities(features: Features, span: Span, view: View, words: PlaceWords) -> None:
    for entity in view.entities:
        if entity.end <= span.start or span.end <= entity.start:
            continue
        if _same(entity, span, view.text, words):
            relation = "is"
        elif entity.start <= span.start and span.end <= entity.end:
            relation = "in"
        elif span.start <= entity.start and entity.end <= span.end:
            relation = "over"
        else:
            relation = "across"
        features[f"{relation} {entity.label}"] = 1.0
    if len(features) == 1:
        features["no entity"] = 1.0


def _same(entity: Entity, span: Span, text: str, words: PlaceWords) -> bool:
    """Whether an entity is the span but for small words around it ("the", "gouvernorat d'", a possessive)."""
    if entity.start > span.start or entity.end < span.end - 1:
        return False
    front = text[entity.start : span.start].strip(" '’")
    around = (front if front.lower() not in words.articles else "") + text[span.end : entity.end]
    return not any(map(str.isupper, around)) and not any(map(str.isdigit, around))


def _of_listing(features: Features, span: Span, listed: Listing) -> None:
    if span.code:
        features["code"] = 1.0
    if listed.region:
        features["region"] = 1.0
    if listed.country:
        features["country"] = 1.0
    if listed.admin1:
        features["admin1"] = 1.0
    if listed.admin2:
        features["admin2"] = 1.0
    if listed.town:
        features["town"] = 1.0
        features["population"] = min(math.log10(listed.population + 1) / _LOG_LARGEST, 1.0)
        if listed.population >= _LARGE:
            features["city"] = 1.0
    if listed.main:
        features["main name"] = 1.0
    if not (listed.country or listed.admin1 or listed.admin2 or listed.town or listed.region or span.code):
        features["unlisted"] = 1.0


def _of_form(features: Features, span: Span, view: View, words: PlaceWords) -> None:
    length = span.last - span.first + 1
    if span.inside:
        features["inside listed words"] = 1.0
    if length > 1 and "gazetteer" in span.kinds:
        features["listed words"] = 1.0
    if length > 1:
        features["two words" if length == 2 else "many words"] = 1.0  # noqa: PLR2004
    lows = view.lows[span.first : span.last + 1]
    if all(low in words.not_places for low in lows):
        features["never a place"] = 1.0
    elif lows[0] in words.not_places and lows[0] not in words.articles:
        features["opens with a common word"] = 1.0
    if lows[0] in words.articles and length > 1:
        features["opens with article"] = 1.0
    if view.shouted:
        features["shouted"] = 1.0
    elif span.text.isupper() and len(span.text) <= _ACRONYM and not span.code:
        features["acronym"] = 1.0
    if length > 1 and lows[-1] in words.after:
        features["place noun behind"] = 1.0
    if length > 1 and lows[0] in words.before:
        features["place noun in front"] = 1.0
    if length > 1 and lows[0] in words.positions:
        features["position in front"] = 1.0
    if any("organisation" in words.classes.get(low, ()) for low in lows) and length > 1:
        features["organisation word inside"] = 1.0
    if span.first == 0 or view.gap(span.first).strip(" \n") in {".", '"', "“", "«", ":", "–", "—", "-", "*", "("}:
        features["opens sentence"] = 1.0
    tokens = view.tokens_of(span.first, span.last)
    if tokens:
        if not any(token.pos_ == "PROPN" for token in tokens):
            features["no proper noun"] = 1.0
        if tokens[-1].pos_ in {"VERB", "ADJ", "ADV", "AUX"}:
            features["ends on verb or adjective"] = 1.0


def _of_left(features: Features, span: Span, view: View, words: PlaceWords) -> None:
    i = span.first - 1
    if i < 0:
        return
    gap = view.gap(span.first)
    low = view.lows[i]
    if view.caps[i] and gap in {"-", "–", "/"}:
        features["left hyphened capital"] = 1.0
        return
    if view.caps[i] and gap in {" ", ". ", "’", "'"} and low not in words.articles:
        kind = _kind_of_left(low, words)
        features[f"left {kind}"] = 1.0
        return
    if gap == ", " and view.caps[i]:
        features["left name, comma"] = 1.0
    if gap.strip() and gap.strip() not in {"'", "’"}:
        return
    if low in words.articles and i > 0:
        features["article"] = 1.0
        i -= 1
        low = view.lows[i]
    if low in words.linkers and i > 0 and view.lows[i - 1] in words.levels:
        features["designator in front"] = 1.0
    elif i > 1 and low in {"la", "l"} and view.lows[i - 1] in words.linkers and view.lows[i - 2] in words.levels:
        features["designator in front"] = 1.0
    elif low in words.levels:
        features["designator beside"] = 1.0
    elif low in words.positions:
        features["position beside"] = 1.0
    else:
        for group in words.classes.get(low, ()):
            features[f"left {group}"] = 1.0
    if low in {"and", "et", "or", "ou"} and i > 0 and view.caps[i - 1]:
        features["left name, and"] = 1.0


def _kind_of_left(low: str, words: PlaceWords) -> str:
    groups = words.classes.get(low, frozenset())
    if "title" in groups:
        return "capital title"
    if low in words.positions:
        return "capital position"
    if low in words.not_places:
        return "common capital"
    if "organisation" in groups:
        return "capital organisation"
    return "capital"


def _of_right(features: Features, span: Span, view: View, words: PlaceWords) -> None:
    i = span.last + 1
    if i >= len(view.words):
        features["ends sentence"] = 1.0
        return
    gap, low = view.gap(i), view.lows[i]
    if gap in {"'", "’"} and low == "s":
        features["possessive"] = 1.0
        return
    if gap == "-" and low in words.literal_suffixes | words.acting_suffixes:
        features["right suffix"] = 1.0
        return
    if gap in {"-", "–", "/"} and view.caps[i]:
        features["right hyphened capital"] = 1.0
    elif gap == " " and view.caps[i]:
        groups = words.classes.get(low, frozenset())
        noun = low in words.after
        kind = "organisation" if "organisation" in groups else "place noun" if noun else "suffix" if "suffix" in groups else "name"
        features[f"right capital {kind}"] = 1.0
    elif gap == " " and low in words.levels:
        features["designator behind"] = 1.0
    elif gap == ", " and view.caps[i]:
        features["right comma, name"] = 1.0
        after = view.words[i]
        if after in words.after_town or after + "." in words.after_town or after in words.codes:
            features["right comma, code"] = 1.0
    elif gap == ", " and view.words[i].isdigit():
        features["right comma, number"] = 1.0
    elif gap == " (":
        features["right bracket"] = 1.0
    elif gap == "-":
        features["right hyphen"] = 1.0


def _of_knowledge(features: Features, span: Span, known: Sequence[tuple[int, int, str]]) -> None:
    for start, end, category in known:
        if category == "state" or end <= span.start or span.end <= start:
            continue
        relation = "is" if (start, end) == (span.start, span.end) else "in" if start <= span.start and span.end <= end else "beside"
        features[f"{relation} known {'person' if category == 'leader' else 'actor'}"] = 1.0


_WEAK_PAIRS = (
    ("no entity", "city"),
    ("no entity", "country"),
    ("no entity", "left place"),
    ("no entity", "opens sentence"),
    ("no entity", "unlisted"),
    ("is person", "city"),
    ("is person", "country"),
    ("is person", "left place"),
    ("is person", "unlisted"),
    ("is person", "two words"),
    ("is organisation", "city"),
    ("is organisation", "country"),
    ("is organisation", "left place"),
    ("is organisation", "unlisted"),
    ("is organisation", "two words"),
    ("is other", "city"),
    ("is other", "country"),
    ("in organisation", "city"),
    ("in organisation", "country"),
    ("in organisation", "admin1"),
    ("in organisation", "unlisted"),
    ("in person", "town"),
    ("in place", "unlisted"),
    ("in place", "city"),
    ("in place", "country"),
    ("in place", "town"),
    ("is place", "unlisted"),
    ("is place", "city"),
    ("is place", "two words"),
    ("is place", "many words"),
    ("is facility", "unlisted"),
    ("in facility", "city"),
    ("in facility", "town"),
    ("place noun behind", "unlisted"),
    ("opens sentence", "town"),
    ("two words", "town"),
    ("listed words", "over place"),
    ("listed words", "in place"),
    ("listed words", "is place"),
    ("listed words", "no entity"),
    ("listed words", "is person"),
    ("listed words", "place noun behind"),
    ("inside listed words", "is place"),
    ("inside listed words", "in place"),
    ("inside listed words", "city"),
    ("inside listed words", "country"),
    ("inside listed words", "right capital organisation"),
    ("is place", "left place"),
    ("is place", "designator in front"),
    ("is other", "left place"),
    ("is person", "designator in front"),
    ("no entity", "designator in front"),
    ("no entity", "left place & unlisted"),
    ("designator in front", "unlisted"),
    ("left place", "unlisted"),
    ("many words", "region"),
    ("two words", "country"),
)


def _combined(features: Features) -> None:
    """Pairs that mean more together than apart."""
    for one, other in _WEAK_PAIRS:
        if one in features and other in features:
            features[f"{one} & {other}"] = features[one] * features[other]

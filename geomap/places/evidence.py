"""What speaks for and against a stretch of text being a place's name, as named features between 0 and 1.

The features are the same for every language; what differs lies in the lexicons. Their weights stand in weights.yaml.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from geomap.model import Place
from geomap.places.contexts import of_form, of_left, of_right
from geomap.places.lexicon import PlaceWords
from geomap.places.spans import Span
from geomap.places.views import Entity, View

Features = dict[str, float]
# Sentences without a parse have weights of their own: what is not known of them must not count as found absent.
UNPARSED = "unparsed "
_COUNTRY = ("PCL", "TERR")
_LARGE = 100_000
_FEW = 3
_MANY = 12
_LOG_LARGEST = 7.5


@dataclass(frozen=True, slots=True)
class Listing:
    """What the gazetteer holds under one name: which kinds of place, and the greatest population of a town."""

    country: bool = False
    admin1: bool = False
    admin2: bool = False
    town: bool = False
    region: bool = False
    capital: bool = False
    population: int = 0
    main: bool = False
    bearers: int = 0
    countries: tuple[str, ...] = ()


def listing(name: str, places: Iterable[Place]) -> Listing:
    """Sum up the gazetteer's entries of one name."""
    found = tuple(places)
    features = {place.feature for place in found}
    towns = [place for place in found if place.feature.startswith("PPL")]
    return Listing(
        country=any(feature.startswith(_COUNTRY) for feature in features),
        admin1="ADM1" in features,
        admin2=any(feature.startswith("ADM") and feature != "ADM1" for feature in features),
        town=bool(towns),
        region=any(not feature.startswith((*_COUNTRY, "ADM", "PPL")) for feature in features),
        capital="PPLC" in features,
        population=max((place.population for place in towns), default=0),
        main=any(place.name == name for place in found),
        bearers=len(found),
        countries=tuple(dict.fromkeys(place.country_code for place in found if place.country_code)),
    )


def local_features(
    span: Span,
    view: View,
    words: PlaceWords,
    listed: Listing,
    known: Sequence[tuple[int, int, str]],
    *,
    language: str,
) -> Features:
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
    for rules in (of_form, of_left, of_right):
        features.update(dict.fromkeys(rules(span, view, words), 1.0))
    _of_knowledge(features, span, known)
    _combined(features)
    for name in _BY_MODEL:
        if name in features:
            features[f"{language}: {name}"] = 1.0
    if view.sentence.parse is None:
        return {f"{UNPARSED}{name}": value for name, value in features.items()}
    return features


# What a language's own model finds is as reliable as that model: these count once for all languages and once for each.
_BY_MODEL = (
    "bias",
    "is place",
    "is person",
    "is organisation",
    "is other",
    "in place",
    "in person",
    "in organisation",
    "no entity",
    "unlisted",
    "is place & unlisted",
    "opens sentence",
)


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


_KINDS = ("country", "admin1", "admin2", "town", "region")


def _of_listing(features: Features, span: Span, listed: Listing) -> None:
    kinds = [kind for kind in _KINDS if getattr(listed, kind)]
    features.update((kind, 1.0) for kind in kinds)
    if span.code:
        features["code"] = 1.0
    elif not kinds:
        features["unlisted"] = 1.0
    if listed.town:
        features["population"] = min(math.log10(listed.population + 1) / _LOG_LARGEST, 1.0)
        if listed.population >= _LARGE:
            features["city"] = 1.0
    if listed.main:
        features["main name"] = 1.0
    if 0 < listed.bearers <= _FEW:
        features["few bear it"] = 1.0
    elif listed.bearers > _MANY:
        features["many bear it"] = 1.0


def _of_knowledge(features: Features, span: Span, known: Sequence[tuple[int, int, str]]) -> None:
    for start, end, category in known:
        if category == "state" or end <= span.start or span.end <= start:
            continue
        inside = start <= span.start and span.end <= end
        relation = "is" if (start, end) == (span.start, span.end) else "in" if inside else "beside"
        features[f"{relation} known {'person' if category == 'leader' else 'actor'}"] = 1.0


_WEAK_PAIRS = (
    ("no entity", "city"),
    ("no entity", "few bear it"),
    ("no entity", "many bear it"),
    ("is person", "few bear it"),
    ("is organisation", "few bear it"),
    ("no entity", "country"),
    ("no entity", "left place"),
    ("left place", "landmark behind"),
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
# In their order: a pair may itself be part of a later one.
_WEAK_PAIRS_BY_FIRST = tuple(
    (one, tuple(other for _, other in pairs)) for one, pairs in itertools.groupby(_WEAK_PAIRS, key=itemgetter(0))
)


def _combined(features: Features) -> None:
    """Pairs that mean more together than apart."""
    for one, others in _WEAK_PAIRS_BY_FIRST:
        if one in features:
            for other in others:
                if other in features:
                    features[f"{one} & {other}"] = features[one] * features[other]

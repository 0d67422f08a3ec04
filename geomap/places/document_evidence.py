"""What the whole document says of a stretch of text being a place's name.

A name that is plainly a place once is likely one everywhere in the document; a word that is part of a person's name is
likely a person elsewhere too; and a doubtful word that names a town in the country the document is about is likely
that town.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from geomap.places.evidence import UNPARSED, Features
from geomap.places.lexicon import loose
from geomap.places.spans import Span
from geomap.places.views import View
from geomap.places.weights import odds

_MOST_FULL_NAME = 4
_PLAIN = 0.6
_FEW_COUNTRIES = 3
_BESIDE = 5
_CARRIED = ("country", "city", "code", "region", "unlisted", "is person", "no entity", "is organisation")


def document_features(spans: Sequence[Span], views: Sequence[View]) -> list[Features]:
    """Evidence of the whole document on each span.

    Args:
        spans: The document's candidates, whose `chance` must hold that of their sentence.
        views: Its sentences.
    """
    names: dict[str, list[Span]] = defaultdict(list)
    sentences: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        names[loose(span.text)].append(span)
        sentences[span.number].append(span)
    surnames, forenames = _person_parts(views)
    small = {low for seen in views for low, capital in zip(seen.lows, seen.caps, strict=True) if not capital}
    weights = _country_weights(spans)
    results = []
    for span in spans:
        key = loose(span.text)
        features: Features = {"bias": 1.0, "odds": odds(span.chance) / 5.0}
        _of_namesakes(features, [other.chance for other in names[key] if other is not span])
        if key in surnames:
            features["surname elsewhere"] = 1.0
        elif key in forenames:
            features["forename elsewhere"] = 1.0
        if key in small:
            features["in small letters elsewhere"] = 1.0
        _of_rivals(features, span, sentences[span.number])
        _of_country(features, span, weights)
        features.update(
            (name, 1.0) for name in _CARRIED if name in span.features or f"{UNPARSED}{name}" in span.features
        )
        results.append(features)
    return results


def _of_namesakes(features: Features, others: Sequence[float]) -> None:
    if others:
        features["best elsewhere"] = max(others)
        features["mean elsewhere"] = sum(others) / len(others)
        features["often"] = min(math.log2(1 + len(others)) / 4, 1.0)
    else:
        features["once"] = 1.0


def _of_rivals(features: Features, span: Span, others: Iterable[Span]) -> None:
    """The chances of stretches that overlap the span or stand beside it."""
    longer = shorter = beside = listed = 0.0
    for other in others:
        if other is span:
            continue
        if other.start <= span.start and span.end <= other.end:
            longer = max(longer, other.chance)
            listed = max(listed, other.chance * ("gazetteer" in other.kinds))
        elif span.start <= other.start and other.end <= span.end:
            shorter = max(shorter, other.chance)
        elif 0 <= other.start - span.end <= _BESIDE or 0 <= span.start - other.end <= _BESIDE:
            beside = max(beside, other.chance)
    features["longer rival"], features["longer listed rival"] = longer, listed
    features["shorter rival"], features["neighbour"] = shorter, beside
    if span.last > span.first and "gazetteer" in span.kinds:
        features["listed words"] = 1.0
        features["listed words over rival"] = shorter


def _country_weights(spans: Sequence[Span]) -> Counter[str]:
    """How much the document's plain names speak for each country: each name once, by the best known place of that name."""
    weights: Counter[str] = Counter()
    seen: set[str] = set()
    for span in spans:
        if span.chance >= _PLAIN and span.countries and span.text not in seen:
            seen.add(span.text)
            weights[span.countries[0]] += 1
    return weights


def _of_country(features: Features, span: Span, weights: Counter[str]) -> None:
    """Whether places of this name lie in the countries that the document's plain names lie in."""
    own = span.countries[0] if span.chance >= _PLAIN and span.countries else ""
    whole = sum(weights.values()) - bool(own)
    if not span.countries or whole <= 0:
        return
    share = max((weights[country] - (country == own)) / whole for country in span.countries)
    features["in the document's countries"] = share
    if len(span.countries) <= _FEW_COUNTRIES:
        features["only in the document's countries"] = share
        if share == 0:
            features["in other countries only"] = 1.0


def _person_parts(views: Sequence[View]) -> tuple[frozenset[str], frozenset[str]]:
    """Last and first words of the persons' full names in a document."""
    surnames: set[str] = set()
    forenames: set[str] = set()
    for seen in views:
        for entity in seen.entities:
            if entity.label != "person":
                continue
            words = [loose(word) for word in seen.text[entity.start : entity.end].split() if word[0].isupper()]
            if 1 < len(words) <= _MOST_FULL_NAME:
                surnames.add(words[-1])
                forenames.add(words[0])
    return frozenset(surnames), frozenset(forenames)

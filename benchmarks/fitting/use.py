"""Fitting whether a name is literal, a metonym or embedded in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fitting.data import Example
from fitting.linear import Features, multinomial
from geomap.places.locating import recogniser
from geomap.places.recognise import given
from geomap.places.use import USES, use_features, use_of

WEIGHTS = {"gold": 2.0, "own": 1.0, "gwn": 1.0}
UNPARSED_WEIGHT = 0.3
RIDGE = 3.0
LEAST = 4
# GeoWebNews' finer uses, in the guide's terms, and how far they are trusted: it calls "US" in "US forces" a non-literal modifier.
_COUNTED = {
    "literal": ("literal", 1.0),
    "metonym": ("metonym", 1.0),
    "embedded": ("embedded", 0.7),
    "embedded_non_lit": ("embedded", 0.7),
    "embedded_literal": ("embedded", 0.7),
    "non_literal_modifier": ("literal", 0.3),
    "literal_modifier": ("literal", 0.5),
}


@dataclass(slots=True)
class Sample:
    """One name: its features, its use, how much it counts, and whether the scorer asks for it."""

    features: Features
    use: str
    weight: float
    core: bool


def samples(example: Example, gazetteer: Any, knowledge: Any) -> list[Sample]:
    """The annotated names of one document."""
    reader = recogniser(example.analysis.language, gazetteer, knowledge)
    text = example.analysis.document.text
    chosen: dict[tuple[int, int], tuple[str, float, bool]] = {}
    core = example.core()
    for place in sorted(
        example.places, key=lambda place: ((place["start"], place["end"]) not in core, place["start"] - place["end"])
    ):
        key = (place["start"], place["end"])
        counted = _COUNTED.get(place.get("use"))
        clear = all(key[1] <= other[0] or other[1] <= key[0] for other in chosen)
        if counted and clear and not reader.is_demonym(text[key[0] : key[1]]):
            chosen[key] = (*counted, key in core)
    scale = WEIGHTS.get(example.source, 0.0) * (
        1.0 if any(s.parse for s in example.analysis.sentences) else UNPARSED_WEIGHT
    )
    found = []
    for name in given(reader.views(example.analysis), chosen, reader.words):
        reader.describe(name)
        use, weight, asked = chosen[name.start, name.end]
        found.append(
            Sample(use_features(name, reader.words, reader.listing(name.span.text)), use, weight * scale, asked)
        )
    return found


def fit(found: Sequence[Sample]) -> dict[str, dict[str, float]]:
    """Weights by use."""
    labels = [USES.index(sample.use) for sample in found]  # type: ignore[arg-type]
    return multinomial(
        [sample.features for sample in found],
        labels,
        [sample.weight for sample in found],
        USES,
        ridge=RIDGE,
        least=LEAST,
    )


def accuracy(found: Sequence[Sample], weights: dict[str, dict[str, float]]) -> tuple[int, int]:
    """How many of the asked-for names get the right use, of how many."""
    asked = [sample for sample in found if sample.core]
    return sum(use_of(dict(sample.features), weights) == sample.use for sample in asked), len(asked)

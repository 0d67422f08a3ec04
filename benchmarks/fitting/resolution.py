"""Fitting which gazetteer entry a name means, from the gold names' coordinates."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray  # noqa: TC002 (a dataclass field)

from fitting.data import Example
from fitting.linear import conditional
from geomap.model import Place
from geomap.places.document import Reading
from geomap.places.gazetteer import distance_km
from geomap.places.locating import reading_of
from geomap.places.resolve import DYNAMIC, settle
from geomap.places.weights import Weights

WEIGHTS = {"gold": 2.0, "gwn": 1.0, "lgl": 1.0}
RIDGE = 0.7
LEAST = 10
CLOSE_KM = 161.0
_ROUNDS = 2


@dataclass(slots=True)
class Choice:
    """One gold name: document, group, options within 161 km, those to fit on (of the same id where there are), weight."""

    document: int
    group: int
    right: NDArray[np.bool_]
    wanted: NDArray[np.bool_]
    weight: float


@dataclass(slots=True)
class Resolved:
    """A document read with its gold names given."""

    example: Example
    reading: Reading


def read_example(example: Example, gazetteer: Any, knowledge: Any, weights: Weights) -> Resolved:
    """Read a document with its gold names given."""
    spans = tuple(sorted(example.core()))
    analysis = replace(example.analysis, document=replace(example.analysis.document, spans=spans))
    return Resolved(example, reading_of(analysis, gazetteer, knowledge, weights))


def is_right(gold: dict[str, Any], place: Place) -> bool:
    """Whether an entry counts as the gold one: the same id, or within 161 km."""
    if gold.get("geonames_id") and str(gold["geonames_id"]) == str(place.geonames_id):
        return True
    return distance_km(gold["latitude"], gold["longitude"], place.latitude, place.longitude) <= CLOSE_KM


def choices(documents: Sequence[Resolved]) -> list[Choice]:
    """The gold names with coordinates. Mentions of one group share their weight."""
    found = []
    for number, document in enumerate(documents):
        gold = document.example.core()
        often = Counter(mention.group for mention in document.reading.mentions)
        for mention in document.reading.mentions:
            place = gold[mention.name.start, mention.name.end]
            if place.get("latitude") is None:
                continue
            options = document.reading.groups[mention.group].options
            right = np.array([is_right(place, option.place) for option in options], dtype=np.bool_)
            gold_id = str(place.get("geonames_id"))
            same = np.array([str(option.place.geonames_id) == gold_id for option in options], dtype=np.bool_)
            weight = WEIGHTS[document.example.source] / math.sqrt(often[mention.group])
            found.append(Choice(number, mention.group, right, same if same.any() else right, weight))
    return found


def fit(documents: Sequence[Resolved], weights: Weights) -> Weights:
    """The weights with those of resolution fitted: the first round's, then the later rounds' on its chances."""
    asked = choices(documents)
    first = _fit_once(documents, asked, moving=False)
    fitted = replace(weights, first=first, resolution=first)
    for _ in range(_ROUNDS):
        _settle(documents, fitted)
        fitted = replace(fitted, resolution=_fit_once(documents, asked, moving=True))
    return fitted


def _settle(documents: Sequence[Resolved], weights: Weights) -> None:
    for document in documents:
        settle(document.reading.groups, document.reading.hints, weights)


def _fit_once(documents: Sequence[Resolved], asked: Sequence[Choice], *, moving: bool) -> dict[str, float]:
    rows: list[dict[str, float]] = []
    bounds: dict[tuple[int, int], tuple[int, int]] = {}
    for number, document in enumerate(documents):
        for group_number, group in enumerate(document.reading.groups):
            start = len(rows)
            rows += [
                {name: value for name, value in option.features.items() if moving or name not in DYNAMIC}
                for option in group.options
            ]
            bounds[number, group_number] = (start, len(rows))
    segments = [bounds[choice.document, choice.group] for choice in asked]
    return conditional(
        rows,
        segments,
        [choice.right for choice in asked],
        [choice.weight for choice in asked],
        ridge=RIDGE,
        least=LEAST,
    )


@dataclass(slots=True)
class Outcome:
    """One gold name settled: set, whether an option was right, whether the chosen one was, and the chosen one's raw chance."""

    source: str
    reachable: bool
    right: bool
    chance: float


def outcomes(documents: Sequence[Resolved], weights: Weights) -> list[Outcome]:
    """What weights make of documents."""
    _settle(documents, weights)
    found = []
    for choice in choices(documents):
        document = documents[choice.document]
        chances = document.reading.groups[choice.group].chances
        best = int(chances.argmax()) if len(chances) else None
        found.append(
            Outcome(
                document.example.source,
                bool(choice.right.any()),
                best is not None and bool(choice.right[best]),
                document.reading.groups[choice.group].certainty(),
            )
        )
    return found

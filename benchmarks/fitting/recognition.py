"""Fitting which stretches of text are place names: first by their sentence, then by their document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fitting.data import Example
from fitting.linear import logistic
from geomap.places.document_evidence import document_features
from geomap.places.locating import recogniser
from geomap.places.recognise import choose
from geomap.places.spans import Span
from geomap.places.views import View
from geomap.places.weights import chance, total

# How much a document of each set counts: the small sets are nearest to what geomap reads.
WEIGHTS = {"gold": 3.0, "own": 1.5, "gwn": 1.5, "lgl": 1.0}
UNPARSED_WEIGHT = 0.3
EMBEDDED_WEIGHT = 0.7
RIDGE = 1.0
LEAST = 8


@dataclass(slots=True)
class Case:
    """A document with its candidates, whether each is a name, and how much each counts."""

    example: Example
    views: list[View]
    spans: list[Span]
    right: list[float]
    weights: list[float]


def case_of(example: Example, gazetteer: Any, knowledge: Any) -> Case:
    """A document ready to be fitted on."""
    reader = recogniser(example.analysis.language, gazetteer, knowledge)
    views = reader.views(example.analysis)
    spans = reader.candidates(views)
    core = example.core()
    embedded = {(place["start"], place["end"]) for place in example.places if place.get("use") == "embedded"}
    optional = [place for place in example.places if (place["start"], place["end"]) not in core]
    scale = WEIGHTS[example.source] * (1.0 if any(s.parse for s in example.analysis.sentences) else UNPARSED_WEIGHT)
    case = Case(example, views, spans, [], [])
    for span in spans:
        offset = views[span.number].sentence.start
        key = (offset + span.start, offset + span.end)
        touches = any(place["start"] < key[1] and key[0] < place["end"] for place in optional)
        weight = 1.0 if key in core else EMBEDDED_WEIGHT if key in embedded else 0.0 if touches else 1.0
        case.right.append(float(key in core or key in embedded))
        case.weights.append(weight * scale)
    return case


def fit(cases: Sequence[Case]) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of the sentence and of the document; the latter on chances from weights that did not see the document."""
    local = _fit_local(cases)
    rows, right, weights = [], [], []
    for half in (0, 1):
        held = _fit_local([case for i, case in enumerate(cases) if i % 2 != half])
        for case in [case for i, case in enumerate(cases) if i % 2 == half]:
            for span in case.spans:
                span.chance = chance(total(held, span.features))
            rows += document_features(case.spans, case.views)
            right += case.right
            weights += case.weights
    return local, logistic(rows, right, weights, ridge=RIDGE, least=LEAST)


def _fit_local(cases: Sequence[Case]) -> dict[str, float]:
    rows = [span.features for case in cases for span in case.spans]
    right = [value for case in cases for value in case.right]
    weights = [value for case in cases for value in case.weights]
    return logistic(rows, right, weights, ridge=RIDGE, least=LEAST)


def found(case: Case, local: dict[str, float], document: dict[str, float], threshold: float) -> list[tuple[int, int]]:
    """Offsets of the names that these weights find in a document."""
    for span in case.spans:
        span.chance = chance(total(local, span.features))
    for span, features in zip(case.spans, document_features(case.spans, case.views), strict=True):
        span.chance = chance(total(document, features))
    return [
        (case.views[s.number].sentence.start + s.start, case.views[s.number].sentence.start + s.end)
        for s in choose(case.spans, threshold)
    ]


def f1(cases: Sequence[Case], found_spans: Sequence[list[tuple[int, int]]]) -> tuple[float, float, float]:
    """Exact precision, recall and F1 as score_places.py counts them."""
    hits = missed = spurious = 0
    for case, spans in zip(cases, found_spans, strict=True):
        core = case.example.core()
        every = {(place["start"], place["end"]) for place in case.example.places}
        optional = [place for place in case.example.places if (place["start"], place["end"]) not in core]
        hits += sum(span in core for span in spans)
        missed += sum(key not in spans for key in core)
        spurious += sum(
            span not in every and not any(p["start"] < span[1] and span[0] < p["end"] for p in optional)
            for span in spans
        )
    precision, recall = hits / max(1, hits + spurious), hits / max(1, hits + missed)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)

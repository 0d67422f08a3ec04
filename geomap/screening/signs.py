"""What speaks for an event in a sentence, and in its document: features by name, generic ones, never the words of a corpus.

weights.json has a weight for each; benchmarks/fit_screening.py fits them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.screening.glance import Glimpse

_LEAD_SENTENCES = 3
_BRIEF_SENTENCES = 3
# Counts are brought near 0 to 1, so that one penalty suits all weights.
_FULL_SENTENCE = 30
_MOST_NAMES = 3


def of_document(glimpses: Sequence[Glimpse]) -> dict[str, float]:
    """The features of a whole document: how many of its sentences have what, and which share of them.

    Args:
        glimpses: Its sentences.
    """
    count = max(1, len(glimpses))
    sentences: dict[str, int] = {}
    for glimpse in glimpses:
        for name in (*glimpse.features, *{f"trigger {group}" for group in glimpse.triggers.values()}):
            sentences[name] = sentences.get(name, 0) + 1
    found = {"document sentences": math.log(count) / 3, "document brief": float(count <= _BRIEF_SENTENCES)}
    for name, number in sentences.items():
        found[f"document {name}"] = math.log1p(number) / 3
        found[f"share {name}"] = number / count
    return found


def of_sentences(glimpses: Sequence[Glimpse]) -> Iterator[tuple[int, dict[str, float]]]:
    """The features of each sentence that may hold a trigger, with its index.

    Args:
        glimpses: The sentences of a document.
    """
    for i, glimpse in enumerate(glimpses):
        if glimpse.triggers:
            yield i, {**_own(i, glimpse), **_near([*glimpses[max(0, i - 1) : i], *glimpses[i + 1 : i + 2]])}


def _own(i: int, glimpse: Glimpse) -> dict[str, float]:
    features = glimpse.features
    groups = set(glimpse.triggers.values())
    found = {
        "any": 1.0,
        "first": float(i == 0),
        "lead": float(i < _LEAD_SENTENCES),
        "length": min(glimpse.words / _FULL_SENTENCE, 2.0),
        "triggers": math.log1p(len(glimpse.triggers)),
        "capitals": min(features.get("capital", 0) / _MOST_NAMES, 2.0),
    }
    found.update(dict.fromkeys(glimpse.triggers, 1.0))
    found.update(dict.fromkeys(groups, 1.0))
    for name in features:
        found[f"with {name}"] = 1.0
        for group in groups:
            found[f"{group} with {name}"] = 1.0
    return found


def _near(neighbours: Sequence[Glimpse]) -> dict[str, float]:
    found = {f"near {name}": 1.0 for glimpse in neighbours for name in glimpse.features}
    found["near trigger"] = float(sum(bool(glimpse.triggers) for glimpse in neighbours))
    return found


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of features by their weights; one without a weight counts for nothing."""
    return sum(value * weights.get(name, 0.0) for name, value in features.items())

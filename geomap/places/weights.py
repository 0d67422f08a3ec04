"""The fitted weights of this room: plain numbers by name in weights.yaml, made by benchmarks/fit_places.py."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from geomap.errors import SetupError
from geomap.yaml_text import from_yaml

_FLAT = 35.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Fitted numbers.

    Attributes:
        local: Feature weights of recognition within a sentence.
        document: Feature weights of recognition within a document.
        threshold: Chance above which a stretch is taken for a place name.
        use: Feature weights by use.
        first: Feature weights of a gazetteer entry in the first round, before the other names' places are known;
            "none" is the score of the outcome that no entry is right, against which entries compete.
        resolution: The same for the later rounds.
        calibration: Knots (raw chance, measured share right), increasing, between which a score is read off.
        accept: Calibrated score below which a mention is left unresolved.
    """

    local: Mapping[str, float]
    document: Mapping[str, float]
    threshold: float
    use: Mapping[str, Mapping[str, float]]
    first: Mapping[str, float]
    resolution: Mapping[str, float]
    calibration: tuple[tuple[float, float], ...]
    accept: float


@functools.cache
def load_weights() -> Weights:
    """Read weights.yaml.

    Raises:
        SetupError: The file is damaged.
    """
    import yaml

    text = (resources.files(__package__) / "weights.yaml").read_text(encoding="utf-8")
    try:
        facts: Mapping[str, Any] = from_yaml(text)
        return weights_from(facts)
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        message = f"geomap/places/weights.yaml cannot be read ({error!r}); restore it or run benchmarks/fit_places.py"
        raise SetupError(message) from error


def weights_from(facts: Mapping[str, Any]) -> Weights:
    """Weights from the mapping that weights.yaml holds."""
    recognition, resolution = facts["recognition"], facts["resolution"]
    return Weights(
        local=_numbers(recognition["local"]),
        document=_numbers(recognition["document"]),
        threshold=float(recognition["threshold"]),
        use=MappingProxyType({use: _numbers(numbers) for use, numbers in facts["use"].items()}),
        first=_numbers(resolution["first"]),
        resolution=_numbers(resolution["later"]),
        calibration=tuple((float(raw), float(share)) for raw, share in resolution["calibration"]),
        accept=float(resolution["accept"]),
    )


def _numbers(table: Mapping[str, Any]) -> Mapping[str, float]:
    return MappingProxyType({name: float(number) for name, number in table.items()})


def total(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Sum of features times their weights; a feature without a weight counts nothing."""
    return sum([value * weights.get(name, 0.0) for name, value in features.items()])


def chance(score: float) -> float:
    """Logistic function."""
    return 1.0 / (1.0 + math.exp(-max(-_FLAT, min(_FLAT, score))))


def odds(probability: float) -> float:
    """Logarithm of the odds; inverse of `chance`, kept finite."""
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def shares(scores: Sequence[float]) -> list[float]:
    """Probabilities in proportion to the exponentials of scores."""
    if not scores:
        return []
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    whole = sum(raised)
    return [value / whole for value in raised]


def calibrated(knots: Sequence[tuple[float, float]], raw: float) -> float:
    """The measured share right for a raw chance, by straight lines between knots."""
    if not knots or raw <= knots[0][0]:
        return knots[0][1] if knots else raw
    for (low, share_low), (high, share_high) in pairwise(knots):
        if raw <= high:
            return share_low + (share_high - share_low) * (raw - low) / ((high - low) or 1.0)
    return knots[-1][1]

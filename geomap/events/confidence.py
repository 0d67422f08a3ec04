"""How likely an event's type, place and date are all right: a logistic model over features that people can read.

The weights stand in confidence.yaml, fitted and checked by benchmarks/confidence.py.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from importlib import resources
from typing import Any

Features = Mapping[str, float]


@functools.cache
def _model() -> Mapping[str, Any]:
    import yaml

    facts: Mapping[str, Any] = yaml.safe_load(
        resources.files("geomap.events").joinpath("confidence.yaml").read_text(encoding="utf-8")
    )
    return facts


def score(features: Features) -> float:
    """The chance that type, place and date are all right.

    Args:
        features: Values of the features that confidence.yaml names, 0 to 1 each; those left out count as 0.

    Returns:
        0 to 1, rounded to two digits.

    Raises:
        KeyError: A feature that the model does not know.
    """
    weights = _model()["weights"]
    unknown = sorted(set(features) - set(weights))
    if unknown:
        message = f"confidence.yaml has no weight for {', '.join(unknown)}"
        raise KeyError(message)
    total = _model()["intercept"] + sum(weights[name] * value for name, value in features.items())
    return round(1 / (1 + math.exp(-total)), 2)


def level(confidence: float) -> str:
    """ "high", "medium" or "low", by the thresholds of confidence.yaml."""
    for name in ("high", "medium"):
        if confidence >= _model()["levels"][name]:
            return name
    return "low"

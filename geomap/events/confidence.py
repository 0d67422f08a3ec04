"""How likely an event's type, place and date are all right: a logistic model over features that people can read.

The weights stand in confidence.yaml, fitted and checked by benchmarks/confidence.py.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from importlib import resources
from typing import Any

from geomap.model import Event

Features = Mapping[str, float]
# A sentence longer than this is one that parsers often get wrong.
LONG_QUOTE = 200
# Nothing read by a machine is certain either way.
_LOWEST, _HIGHEST = 0.01, 0.99


@functools.cache
def _model() -> Mapping[str, Any]:
    import yaml

    source = resources.files("geomap.events").joinpath("confidence.yaml").read_text(encoding="utf-8")
    facts: Mapping[str, Any] = yaml.safe_load(source)
    return facts


def score(features: Features) -> float:
    """The chance that type, place and date are all right, as one report shows it.

    Args:
        features: Values of the features that confidence.yaml names under `weights`, 0 to 1 each; those left out count as 0.

    Returns:
        0 to 1, rounded to two digits.

    Raises:
        KeyError: A feature that the model does not know.
    """
    return _chance(_model()["intercept"] + _sum(features, "weights"))


def finished(event: Event, *, told_again: bool) -> float:
    """The chance for a finished event: what its reports gave, with what only the whole shows.

    Args:
        event: An event whose `confidence` is what `score` gave.
        told_again: Whether several reports of it were merged.

    Returns:
        0 to 1, rounded to two digits.
    """
    given = min(max(event.confidence, _LOWEST), _HIGHEST)
    return _chance(math.log(given / (1 - given)) + _sum(finished_features(event, told_again=told_again), "finished"))


def finished_features(event: Event, *, told_again: bool) -> dict[str, float]:
    """The features of a finished event, as confidence.yaml names them under `finished`."""
    return {
        "told_again": float(told_again),
        "background": float(event.background),
        "long_quote": float(len(event.quote) > LONG_QUOTE),
    }


def told_elsewhere(confidence: float) -> float:
    """The chance for an event that a further document tells too."""
    given = min(max(confidence, _LOWEST), _HIGHEST)
    return _chance(math.log(given / (1 - given)) + float(_model()["finished"]["told_again"]))


def level(confidence: float) -> str:
    """Such as "high", "medium" or "low", by the thresholds of confidence.yaml."""
    levels = _model()["levels"]
    return next((name for name in ("high", "medium") if confidence >= levels[name]), "low")


def _sum(features: Features, part: str) -> float:
    weights: Mapping[str, float] = _model()[part]
    unknown = sorted(set(features) - set(weights))
    if unknown:
        message = f"confidence.yaml has no weight under {part!r} for {', '.join(unknown)}"
        raise KeyError(message)
    return sum(weights[name] * value for name, value in features.items())


def _chance(logit: float) -> float:
    return round(min(max(1 / (1 + math.exp(-logit)), _LOWEST), _HIGHEST), 2)

"""How likely an event's type, place and date are all right: a logistic model over features that people can read.

The weights stand in confidence.yaml, fitted and checked by benchmarks/confidence.py.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import resources
from typing import Any

from geomap.model import Event

Features = Mapping[str, float]
# A sentence longer than this is one that parsers often get wrong.
LONG_QUOTE = 200
# Nothing read by a machine is certain either way.
_LOWEST, _HIGHEST = 0.01, 0.99

_KEPT: ContextVar[dict[str, dict[str, float]] | None] = ContextVar("features kept for fitting", default=None)


@functools.cache
def _model() -> Mapping[str, Any]:
    from geomap.yaml_text import from_yaml

    source = resources.files("geomap.events").joinpath("confidence.yaml").read_text(encoding="utf-8")
    facts: Mapping[str, Any] = from_yaml(source)
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


def of_report(report_id: str, features: Features) -> float:
    """What `score` gives for a report; inside `recording` the features are kept too.

    Args:
        report_id: The report's id.
        features: As for `score`.

    Returns:
        As `score`.
    """
    kept = _KEPT.get()
    if kept is not None:
        kept[report_id] = dict(features)
    return score(features)


@contextmanager
def recording() -> Iterator[dict[str, dict[str, float]]]:
    """Keeps the features of every report that is rated inside the block, for fitting and checking the weights.

    Yields:
        A mapping from report ids to features, filled as reports are rated in this thread.
    """
    kept: dict[str, dict[str, float]] = {}
    token = _KEPT.set(kept)
    try:
        yield kept
    finally:
        _KEPT.reset(token)


def measured() -> dict[str, Any]:
    """What the words for people were measured to mean, for a map's notes.

    Returns:
        "high", "medium" and "low": the share of events with that word whose type, place and date were all right;
        "measured_on": on what; "n": how many events that were; "date": the ISO day of the measurement; "from": the least
        confidence that is called high, and medium.
    """
    model = _model()
    return {**model["measured"], "from": dict(model["levels"])}


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

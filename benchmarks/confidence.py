"""Fits and checks the confidence of events on the gold articles and both reading sets: the chance that type, place and date are all right.

Run it from the project's folder: `python benchmarks/confidence.py [--fit]`. Without an option it prints the reliability table of the weights as they
stand; with `--fit` it prints the weights that it would choose and their table when every article is judged by weights fitted on the others. The weights are
a logistic regression drawn towards the hand-set prior below, for five hundred events are few; copy them to geomap/events/confidence.yaml by hand.

`measured` of that file is what the words high, medium and low meant on those articles, each judged by weights fitted on the others.

An event counts as right as in ../shared/eval/score_events.py: it pairs with an event of the gold, and type, place and date agree; one that pairs with none is
wrong. Articles and gold are read from the folder that GEOMAP_SHARED names, else from `../shared` beside the project.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib.util
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import reading

from geomap import pipeline
from geomap.documents import read
from geomap.errors import DocumentError
from geomap.events import confidence
from geomap.model import Document, Event

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("GEOMAP_SHARED") or ROOT.parent / "shared")
PRIOR_INTERCEPT = -0.8
PRIOR = {
    "actor1_known": 0.4,
    "actor2_known": 0.6,
    "place_score": 0.4,
    "place_exact": 0.4,
    "place_in_sentence": 0.1,
    "date_in_clause": 0.15,
    "date_inherited": 0.0,
    "date_known": 0.15,
    "verbal_trigger": 0.1,
    "outcome_stated": 0.0,
    "occurred": 0.1,
    "in_lead": 0.0,
    "told_again": 0.6,
    "background": -0.4,
    "long_quote": -0.4,
}
# How strongly a weight is held to its prior: the inverse of the variance that it may have around it.
STRENGTH = 16.0
MEASURED_ON = "hand-coded articles in French and English"
BINS = ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 1.01))


@dataclasses.dataclass
class Judged:
    """An event with the features of its report and whether it is right."""

    doc_id: str
    features: dict[str, float]
    confidence: float
    right: bool


def scorer():
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_events", SHARED / "eval" / "score_events.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def record(event: Event) -> dict[str, object]:
    """An event's properties as a GeoJSON file holds them."""
    fields = dataclasses.asdict(event)
    for name, value in fields.items():
        if isinstance(value, dt.date):
            fields[name] = value.isoformat()
        elif name in {"assoc_actor_1", "assoc_actor_2", "claimants"}:
            fields[name] = "; ".join(value)
    fields["reports"] = [
        {
            key: value.isoformat() if isinstance(value, dt.date) else value
            for key, value in dataclasses.asdict(report).items()
        }
        for report in event.reports
    ]
    return fields


def extracted(documents: Iterable[Document | DocumentError]) -> list[tuple[Event, dict[str, float]]]:
    """Every event of the articles with its features, those of merged reports at their highest."""
    with confidence.recording() as features:
        found = pipeline.extract(documents)
    if found.failures:
        sys.exit(f"{len(found.failures)} articles failed; the first: {found.failures[0]}")
    return [(item, features_of(item, features)) for item in found.events]


def features_of(event: Event, reports: dict[str, dict[str, float]]) -> dict[str, float]:
    """An event's features: the highest of its reports', and those of the finished event."""
    names = [event.event_id, *event.alias_ids]
    highest: dict[str, float] = {}
    for name in names:
        for key, value in reports.get(name, {}).items():
            highest[key] = max(highest.get(key, 0.0), value)
    return {**highest, **confidence.finished_features(event, told_again=len(names) > 1)}


def gold_set() -> Iterator[Judged]:
    """The events of the gold articles."""
    codings = sorted((SHARED / "gold" / "dev" / "events").glob("*.json"))
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in codings]
    return judge(extracted(read([SHARED / "gold" / "dev" / "documents.jsonl"])), golds)


def reading_set(name: str) -> Iterator[Judged]:
    """The events of a reading set.

    The weights are fitted on the second too, which no rule was made on: what the gold articles alone would call sure is right less
    often in articles that nobody has read.
    """
    golds, documents = reading.read_set(name)
    return judge(extracted(documents), golds)


def judge(events: Sequence[tuple[Event, dict[str, float]]], golds: Sequence[dict[str, Any]]) -> Iterator[Judged]:
    """Tells which events are right."""
    tools = scorer()
    for gold in golds:
        mine = [(event, features) for event, features in events if event.doc_id == gold["doc_id"]]
        views = [tools.views({"properties": record(event)})[gold["doc_id"]] for event, _ in mine]
        pairs = {j: i for i, j in tools.pair(gold["events"], views).items()}
        for j, (event, features) in enumerate(mine):
            agreed = tools.agreement(gold["events"][pairs[j]], views[j]) if j in pairs else {}
            right = bool(agreed.get("type") and agreed.get("place") and agreed.get("date", False) is not False)
            yield Judged(gold["doc_id"], features, event.confidence, right)


def fit(judged: Sequence[Judged]) -> tuple[float, dict[str, float]]:
    """Logistic regression by Newton's method, each weight drawn towards its prior, the intercept free."""
    names = list(PRIOR)
    design = np.array([[1.0, *(item.features.get(name, 0.0) for name in names)] for item in judged])
    target = np.array([float(item.right) for item in judged])
    prior = np.array([PRIOR_INTERCEPT, *(PRIOR[name] for name in names)])
    hold = np.diag([0.05, *[STRENGTH] * len(names)])
    weights = prior.copy()
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (target - chance) - hold @ (weights - prior)
        curve = design.T @ (design * (chance * (1 - chance))[:, None]) + hold
        step = np.linalg.solve(curve, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return float(weights[0]), dict(zip(names, (float(weight) for weight in weights[1:]), strict=True))


def chance_of(item: Judged, intercept: float, weights: dict[str, float]) -> float:
    """The model's chance for one event."""
    return float(1 / (1 + np.exp(-(intercept + sum(weights[name] * value for name, value in item.features.items())))))


def table(pairs: Sequence[tuple[float, bool]], title: str) -> None:
    """Prints the share that is right in each band of confidence, the Brier score and the area under the ROC curve."""
    print(f"\n### {title}\n\n| confidence | events | mean confidence | right |\n| --- | ---: | ---: | ---: |")
    for low, high in BINS:
        inside = [(value, right) for value, right in pairs if low <= value < high]
        if inside:
            mean = sum(value for value, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            print(f"| {low:.2f} to {min(high, 1):.2f} | {len(inside)} | {mean:.2f} | {share:.2f} |")
    brier = sum((value - right) ** 2 for value, right in pairs) / len(pairs)
    good, bad = [v for v, right in pairs if right], [v for v, right in pairs if not right]
    wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    print(
        f"\n{len(pairs)} events, {len(good)} right; Brier score {brier:.3f}; area under the curve {wins / max(1, len(good) * len(bad)):.2f}"
    )


def bands(pairs: Sequence[tuple[float, bool]]) -> None:
    """Prints what the words for people mean on these events, as `measured` of confidence.yaml."""
    shares = {}
    for word in ("high", "medium", "low"):
        inside = [right for value, right in pairs if confidence.level(value) == word]
        shares[word] = round(sum(inside) / len(inside), 2) if inside else None
    facts = ", ".join(f"{word}: {share}" for word, share in shares.items())
    print(
        f"\nmeasured: {{{facts}, n: {len(pairs)}, measured_on: {MEASURED_ON!r}, date: {dt.datetime.now(tz=dt.UTC).date().isoformat()!r}}}"
    )


def main() -> None:
    if not (SHARED / "gold" / "dev").is_dir():
        sys.exit(f"skipped: no gold articles at {SHARED} (set GEOMAP_SHARED)")
    judged, first, second = list(gold_set()), list(reading_set("first")), list(reading_set("second"))
    every = [*judged, *first, *second]
    if "--fit" in sys.argv:
        intercept, weights = fit(every)
        print(f"intercept: {intercept:.2f}")
        print("\n".join(f"  {name}: {weight:.2f}" for name, weight in weights.items()))
        held_out = []
        for doc_id in sorted({item.doc_id for item in every}):
            others = fit([item for item in every if item.doc_id != doc_id])
            held_out += [(chance_of(item, *others), item.right) for item in every if item.doc_id == doc_id]
        table(held_out, "Each article by weights fitted on the others")
        bands(held_out)
    table([(item.confidence, item.right) for item in judged], "The weights of confidence.yaml, on the gold articles")
    table([(item.confidence, item.right) for item in first], "The same on the first reading set")
    table([(item.confidence, item.right) for item in second], "The same on the second reading set")


if __name__ == "__main__":
    main()

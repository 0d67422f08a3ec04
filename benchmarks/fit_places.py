"""Fit the weights of the places room and write geomap/places/weights.yaml.

Usage: python benchmarks/fit_places.py [--check | --calibrate]

With --check, nothing is written: the documents are dealt into folds, each fold is judged by weights that never saw it, and the
figures are printed. Without it the weights are fitted on everything, with the calibration measured on the held-out folds.
With --calibrate, only the calibration is fitted anew, and the other weights stay as they are.
The corpora come from the folder in GEOMAP_SHARED, else ../shared beside the project; benchmarks/places_examples.yaml is ours.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from fitting import linear, recognition, resolution, use
from fitting.data import Example, examples, without_parse

from geomap.knowledge import load_knowledge
from geomap.places import open_gazetteer
from geomap.places.weights import Weights, calibrated, load_weights

TARGET = Path(__file__).resolve().parents[1] / "geomap/places/weights.yaml"
SETS = ("gold", "own", "gwn", "lgl")
FOLDS = 4
THRESHOLD = 0.42
# Raw chance, before calibration, below which a mention is left unresolved.
ACCEPT = 0.25
HEADER = """# Fitted weights of the places room: how much each piece of evidence counts. Written by benchmarks/fit_places.py, which says how;
# read by geomap/places/weights.py. Positive speaks for, negative against; the names are those of evidence.py, recognise.py, use.py,
# candidates.py and resolve.py.
"""


def main() -> None:
    """Fit, or check."""
    gazetteer, knowledge = open_gazetteer(), load_knowledge()
    if "--calibrate" in sys.argv:
        recalibrate(gazetteer, knowledge)
        return
    every = examples(SETS)
    cases = [recognition.case_of(example, gazetteer, knowledge) for example in every]
    bare = [recognition.case_of(without_parse(example), gazetteer, knowledge) for example in every]
    check_recognition(cases, bare)
    uses = [
        (
            example,
            use.samples(example, gazetteer, knowledge) + use.samples(without_parse(example), gazetteer, knowledge),
        )
        for example in every
        if example.source != "lgl"
    ]
    check_use(uses)
    placed = [
        resolution.read_example(example, gazetteer, knowledge, load_weights())
        for example in every
        if example.source != "own"
    ]
    held_out = check_resolution(placed)
    if "--check" not in sys.argv:
        local, document = recognition.fit(interleaved(cases, bare))
        settled = resolution.fit(placed, load_weights())
        calibration = calibration_of(held_out)
        write(local, document, use.fit([sample for _, own in uses for sample in own]), settled, calibration)


def interleaved(cases: Sequence[recognition.Case], bare: Sequence[recognition.Case]) -> list[recognition.Case]:
    """Both forms of each document next to each other, in pairs of documents, so that halves hold both forms of the same ones."""
    ordered = []
    for i in range(0, len(cases), 2):
        ordered += [case for pair in zip(cases[i : i + 2], bare[i : i + 2], strict=True) for case in pair[:1]]
        ordered += [case for pair in zip(cases[i : i + 2], bare[i : i + 2], strict=True) for case in pair[1:]]
    return ordered


def check_recognition(cases: Sequence[recognition.Case], bare: Sequence[recognition.Case]) -> None:
    """Print exact F1 of held-out documents, parsed and not."""
    by_set: dict[str, list[tuple[recognition.Case, list[tuple[int, int]]]]] = defaultdict(list)
    for fold in range(FOLDS):
        seen = [i for i in range(len(cases)) if i % FOLDS != fold]
        local, document = recognition.fit(interleaved([cases[i] for i in seen], [bare[i] for i in seen]))
        for i in range(fold, len(cases), FOLDS):
            example = cases[i].example
            for title, case in (
                (f"{example.source}-{example.analysis.language}", cases[i]),
                (f"{example.source}-{example.analysis.language} unparsed", bare[i]),
            ):
                by_set[title].append((case, recognition.found(case, local, document, THRESHOLD)))
    for title, own in sorted(by_set.items()):
        precision, recall, f1 = recognition.f1([case for case, _ in own], [spans for _, spans in own])
        print(f"recognition {title:18} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


def check_use(uses: Sequence[tuple[Example, list[use.Sample]]]) -> None:
    """Print the share of right uses in held-out documents, parsed and not."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for fold in range(FOLDS * 2):
        weights = use.fit([sample for i, (_, own) in enumerate(uses) if i % (FOLDS * 2) != fold for sample in own])
        for example, own in [pair for i, pair in enumerate(uses) if i % (FOLDS * 2) == fold]:
            half = len(own) // 2
            for title, part in (("", own[:half]), (" unparsed", own[half:])):
                right, asked = use.accuracy(part, weights)
                counts[f"{example.source}-{example.analysis.language}{title}"][0] += right
                counts[f"{example.source}-{example.analysis.language}{title}"][1] += asked
    for title, (right, asked) in sorted(counts.items()):
        print(f"use {title:18} {right / asked:.3f} of {asked}")


def check_resolution(placed: Sequence[resolution.Resolved]) -> list[resolution.Outcome]:
    """Print the figures of held-out documents and return what became of their names."""
    found: list[resolution.Outcome] = []
    for fold in range(FOLDS):
        weights = resolution.fit([document for i, document in enumerate(placed) if i % FOLDS != fold], load_weights())
        found += resolution.outcomes([document for i, document in enumerate(placed) if i % FOLDS == fold], weights)
    for source in ("gold", "gwn", "lgl"):
        own = [outcome for outcome in found if outcome.source == source]
        reachable = sum(outcome.reachable for outcome in own)
        right = sum(outcome.right for outcome in own)
        print(
            f"resolution {source:5} of {len(own)}: ceiling {reachable / len(own):.3f}, right {right / len(own):.3f}, of reachable {right / reachable:.3f}"
        )
    return found


def calibration_of(found: Sequence[resolution.Outcome]) -> list[tuple[float, float]]:
    """Knots from raw chance to measured share, from names whose fold the weights never saw."""
    return linear.calibration([outcome.chance for outcome in found], [outcome.right for outcome in found])


def recalibrate(gazetteer: Any, knowledge: Any) -> None:
    """Replace the calibration in weights.yaml and leave the rest."""
    every = examples([name for name in SETS if name != "own"])
    placed = [resolution.read_example(example, gazetteer, knowledge, load_weights()) for example in every]
    facts = yaml.safe_load(TARGET.read_text(encoding="utf-8"))
    facts["resolution"].update(calibration_facts(calibration_of(check_resolution(placed))))
    save(facts)


def calibration_facts(calibration: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """The calibration, and the threshold in its terms."""
    return {
        "calibration": [list(knot) for knot in calibration],
        "accept": round(calibrated(calibration, ACCEPT), 4),
    }


def write(
    local: Mapping[str, float],
    document: Mapping[str, float],
    uses: Mapping[str, Mapping[str, float]],
    settled: Weights,
    calibration: Sequence[tuple[float, float]],
) -> None:
    """Put the weights together and write weights.yaml."""
    facts: dict[str, Any] = {
        "recognition": {"local": rounded(local), "document": rounded(document), "threshold": THRESHOLD},
        "use": {name: rounded(numbers) for name, numbers in uses.items()},
        "resolution": {
            "first": rounded(settled.first),
            "later": rounded(settled.resolution),
            **calibration_facts(calibration),
        },
    }
    save(facts)


def save(facts: Mapping[str, Any]) -> None:
    """Write weights.yaml."""
    TARGET.write_text(HEADER + yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=160), encoding="utf-8")


def rounded(numbers: Mapping[str, float]) -> dict[str, float]:
    """Numbers by name, short enough to read."""
    return {name: round(value, 3) for name, value in sorted(numbers.items())}


if __name__ == "__main__":
    main()

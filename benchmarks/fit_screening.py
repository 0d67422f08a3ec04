"""Fit the weights of the quick look before reading and write geomap/screening/weights.json.

usage: python benchmarks/fit_screening.py read EVENTS.json      reads all bulk articles in full, once (minutes)
       python benchmarks/fit_screening.py check EVENTS.json     what is spared and lost in held-out folds
       python benchmarks/fit_screening.py write EVENTS.json     fits on all of them and writes the weights

The articles are the bulk corpus' in the folder in GEOMAP_SHARED, else in ../shared beside the project; those of
benchmarks/reading are left out, so that they can tell how well it does. What is fitted to is what geomap itself finds in
them, no coding.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from fitting.screening import Article, article, fit, held_out
from throughput import documents

from geomap import pipeline, stages
from geomap.engines import batches
from geomap.knowledge import load_knowledge
from geomap.screening.judging import LEAST_CHARACTERS, vocabulary

if TYPE_CHECKING:
    from fitting.linear import Numbers

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "geomap/screening/weights.json"
# Of the events of held-out articles at most this share may be lost.
LOST = 0.005
SHOWN = (0.0025, LOST, 0.0075, 0.01, 0.02)


def read(target: Path) -> None:
    """The triggers of all events of the bulk articles, with their confidence."""
    kit = pipeline.Resources(read_all=True)
    found: dict[str, list[tuple[int, float]]] = {}
    for batch in batches(documents(0)):
        for document, reading in zip(batch.documents, stages.events_of(batch.documents, kit), strict=True):
            found[document.doc_id] = [
                (
                    event.quote_start + next((span.start for span in event.spans if span.role == "trigger"), 0),
                    event.confidence,
                )
                for event in reading[1]
            ]
    target.write_text(json.dumps(found), encoding="utf-8")


def articles(source: Path) -> list[Article]:
    """The bulk articles with the events found in them, reading sets left out."""
    found = json.loads(source.read_text(encoding="utf-8"))
    coded = {
        json.loads(line)["doc_id"]
        for file in (HERE / "reading").glob("*.jsonl")
        for line in file.open(encoding="utf-8")
    }
    knowledge = load_knowledge()
    return [
        article(
            each.doc_id, each.language or "", each.text, found[each.doc_id], vocabulary(each.language or "", knowledge)
        )
        for each in documents(0)
        if each.doc_id not in coded
    ]


class Ranking:
    """Articles from the least likely on, with what leaving them out would spare and lose."""

    def __init__(self, chosen: list[Article], scores: Numbers) -> None:
        order = np.argsort(scores, kind="stable")
        self.scores = scores[order]
        self.spared = _shares([chosen[i].length for i in order])
        self.lost = _shares([len(chosen[i].events) for i in order])
        self.confident = _shares([sum(confidence for _, confidence in chosen[i].events) for i in order])

    def at(self, share: float) -> int:
        """Number of the first article that is read if at most this share of the events may be lost."""
        return int(np.searchsorted(self.lost, share, side="right"))


def _shares(values: list[float]) -> Numbers:
    summed = np.cumsum(np.array(values, dtype=float))
    found: Numbers = summed / summed[-1]
    return found


def ranked(chosen: list[Article], scores: Numbers, language: str | None = None) -> Ranking:
    """The articles of a language, or all; short ones are read whatever the score."""
    kept = [i for i, each in enumerate(chosen) if language in {None, each.language}]
    short = np.array([chosen[i].length < LEAST_CHARACTERS for i in kept])
    return Ranking([chosen[i] for i in kept], np.where(short, np.inf, scores[kept]))


def check(chosen: list[Article], scores: Numbers) -> None:
    """Prints what is spared and lost in held-out folds, by language and threshold."""
    print("| | events lost | by confidence | articles spared | characters spared |\n| --- | --- | --- | --- | --- |")
    for language in ("fr", "en", None):
        ranking = ranked(chosen, scores, language)
        for share in SHOWN:
            last = ranking.at(share) - 1
            spared = (last + 1) / len(ranking.scores)
            print(
                f"| {language or 'both'} | {ranking.lost[last]:.2%} | {ranking.confident[last]:.2%} | {spared:.1%} | {ranking.spared[last]:.1%} |"
            )


def write(chosen: list[Article], scores: Numbers) -> None:
    """Writes the weights fitted on all, with the threshold that held-out folds call for."""
    ranking = ranked(chosen, scores)
    weights = {name: round(weight, 3) for name, weight in sorted(fit(chosen).items()) if round(weight, 3)}
    content = {"threshold": round(float(ranking.scores[ranking.at(LOST)]), 3), "weights": weights}
    TARGET.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Does what was asked for."""
    what, file = sys.argv[1], Path(sys.argv[2])
    if what == "read":
        read(file)
        return
    chosen = articles(file)
    scores = held_out(chosen)
    check(chosen, scores)
    if what == "write":
        write(chosen, scores)


if __name__ == "__main__":
    main()

"""Measure the places room: recognition, use, resolution, calibration and speed.

Usage: python benchmarks/places.py [gold|gwn|lgl ...] [--show]

Reads the corpora from the folder in GEOMAP_SHARED, else ../shared beside the project, and scores with that folder's score_places.py:
once from raw text, once with the gold spans given.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from geomap.knowledge import load_knowledge
from geomap.languages import analyse
from geomap.model import Analysis, Document
from geomap.places import locate, mention_record, open_gazetteer
from geomap.places.gazetteer import distance_km

SHARED = Path(os.environ.get("GEOMAP_SHARED") or Path(__file__).resolve().parents[2] / "shared")
SETS = {"gold": "gold/dev/places.jsonl", "gwn": "corpora/places/gwn.jsonl", "lgl": "corpora/places/lgl.jsonl"}
CORE = {"literal", "metonym", None}
CLOSE_KM = 161.0


def rows_of(name: str) -> list[dict[str, Any]]:
    """The gold rows of a set, with the documents' own metadata."""
    rows = [json.loads(line) for line in (SHARED / SETS[name]).read_text(encoding="utf-8").splitlines()]
    if name == "gold":
        given = [
            json.loads(line) for line in (SHARED / "gold/dev/documents.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        known = {row["doc_id"]: row for row in given}
        rows = [{**known.get(row["doc_id"], {}), **row} for row in rows]
    return rows


def document_of(row: dict[str, Any]) -> Document:
    """A gold row as the document that the program is given."""
    published = row.get("published")
    return Document(
        doc_id=row["doc_id"],
        text=row["text"],
        title=row.get("title"),
        published=dt.date.fromisoformat(published[:10]) if published else None,
        language=row.get("language"),
        url=row.get("url"),
    )


def with_spans(analysis: Analysis, row: dict[str, Any]) -> Analysis:
    """The same analysis with the gold names given."""
    spans = tuple(sorted({(place["start"], place["end"]) for place in row["places"] if place.get("use") in CORE}))
    return replace(analysis, document=replace(analysis.document, spans=spans))


def scorer() -> ModuleType:
    """The shared scorer as a module."""
    sys.path.insert(0, str(SHARED / "eval"))
    spec = importlib.util.spec_from_file_location("score_places", SHARED / "eval/score_places.py")
    if spec is None or spec.loader is None:
        sys.exit("score_places.py is missing from the shared folder; set GEOMAP_SHARED")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found_in(analyses: list[Analysis], *, explain: bool) -> dict[str, list[dict[str, Any]]]:
    """Mentions by document, as `geomap places` would write them."""
    mentions = locate(analyses, open_gazetteer(), load_knowledge(), explain=explain)
    return {
        analysis.document.doc_id: [mention_record(analysis.document, mention, explain) for mention in own]
        for analysis, own in zip(analyses, mentions, strict=True)
    }


def scores_of(rows: list[dict[str, Any]], given: dict[str, list[dict[str, Any]]]) -> list[tuple[float, bool]]:
    """Score of each gold name with coordinates, and whether its likeliest entry is the gold one or within 161 km."""
    pairs = []
    for row in rows:
        found = {(mention["start"], mention["end"]): mention for mention in given[row["doc_id"]]}
        for place in row["places"]:
            mention = found.get((place["start"], place["end"]))
            if mention is None or place.get("use") not in CORE or place.get("latitude") is None:
                continue
            best = next(iter(mention["candidates"] or ()), None)
            pairs.append((mention["score"], best is not None and is_right(place, best)))
    return pairs


def is_right(gold: dict[str, Any], best: dict[str, Any]) -> bool:
    """Whether an entry is the gold one, or within 161 km of it."""
    if gold.get("geonames_id") and str(gold["geonames_id"]) == str(best["geonames_id"]):
        return True
    return distance_km(gold["latitude"], gold["longitude"], best["latitude"], best["longitude"]) <= CLOSE_KM


def print_calibration(pairs: list[tuple[float, bool]]) -> None:
    """Ten bins of score: names, mean score, share right, gap, and the share's binomial standard error."""
    for number in range(10):
        inside = [pair for pair in pairs if min(int(pair[0] * 10), 9) == number]
        if not inside:
            continue
        score, share = (sum(pair[i] for pair in inside) / len(inside) for i in (0, 1))
        error = (share * (1 - share) / len(inside)) ** 0.5
        print(
            f"score .{number}  n {len(inside):5}  mean {score:.3f}  right {share:.3f}  gap {share - score:+.3f}  se {error:.3f}"
        )


def measure(name: str, *, show: bool) -> list[tuple[float, bool]]:
    """Print the figures of one set; gives its names' scores with whether they are right."""
    rows = rows_of(name)
    analyses = analyse([document_of(row) for row in rows])
    score = scorer().score
    begun = time.perf_counter()
    raw = found_in(analyses, explain=False)
    spent = time.perf_counter() - begun
    given = found_in([with_spans(a, row) for a, row in zip(analyses, rows, strict=True)], explain=True)
    for language in sorted({row["language"] for row in rows}):
        chosen = [row for row in rows if row["language"] == language]
        report(f"{name} {language} raw", score(raw, chosen, show))
    report(f"{name} raw", score(raw, rows))
    report(f"{name} given", score(given, rows, show))
    print(f"{name}: {sum(len(row['text']) for row in rows) / spent:.0f} characters a second without parsing")
    return scores_of(rows, given)


def report(title: str, figures: dict[str, Any]) -> None:
    """One line a measurement."""
    wanted = (
        "recognition_precision",
        "recognition_recall",
        "recognition_f1",
        "use_accuracy",
        "acc161_of_found",
        "ceiling161",
        "acc161_of_reachable",
        "end_to_end_161_recall",
    )
    print(
        f"{title:12}",
        *(f"{key.replace('recognition_', '').replace('accuracy', 'acc')} {figures[key]:.3f}" for key in wanted),
        sep="  ",
    )


if __name__ == "__main__":
    chosen = [name for name in sys.argv[1:] if name in SETS] or list(SETS)
    print_calibration([pair for each in chosen for pair in measure(each, show="--show" in sys.argv)])

"""Measures the dates room: phrases, own news set, German documents beside HeidelTime, inferred publication dates, speed.

usage: python benchmarks/dates.py [--show] [--text-only] [SET ...]

The corpora are read from the folder in GEOMAP_SHARED, else from ../shared beside the project. `--text-only` leaves the parser out.
Sets: phrases-fr phrases-en phrases-es phrases-de own-fr own-en krauts krauts-heideltime inferred speed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from geomap.dates import date_record, find_dates, infer_publication
from geomap.knowledge import load_knowledge
from geomap.languages import analyse, segment
from geomap.model import Analysis, Document, Publication

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("GEOMAP_SHARED", HERE.parent.parent / "shared"))
PHRASES = {f"phrases-{language}": language for language in ("fr", "en", "es", "de")}
PARSED = ("fr", "en")
TODAY = dt.date(2026, 11, 24)
MEGABYTE = 1_000_000
console = Console()


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def document(doc_id: str, text: str, language: str, day: str | None) -> Document:
    """A document with its day of publication."""
    return Document(doc_id, text, language=language, published=dt.date.fromisoformat(day[:10]) if day else None)


def analysed(documents: list[Document], text_only: bool) -> list[Analysis]:
    """The documents cut into sentences, parsed where a model is installed and parsing is wanted."""
    parse = not text_only and documents[0].language in PARSED
    return analyse(documents) if parse else [segment(one, one.language) for one in documents]


def score(documents: list[Document], gold: list[dict[str, Any]], options: argparse.Namespace) -> dict[str, float]:
    """Figures of `score_dates.py` for what is found in the documents."""
    analyses = analysed(documents, options.text_only)
    found = find_dates(analyses, [Publication(one.published) for one in documents], nested=True)
    lines = [date_record(one, span) for one, spans in zip(documents, found, strict=True) for span in spans]
    return scored(lines, gold, options.show)


def scored(lines: list[dict[str, object]], gold: list[dict[str, Any]], show: bool) -> dict[str, float]:
    """Runs the scorer on lines of `geomap dates`."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("dates.jsonl", "gold.jsonl")]
        for path, content in zip(paths, (lines, gold), strict=True):
            path.write_text("".join(json.dumps(line) + "\n" for line in content), encoding="utf-8")
        command = [sys.executable, str(SHARED / "eval/score_dates.py"), *map(str, paths)]
        if show:
            console.out(subprocess.run([*command, "--show"], check=True, capture_output=True, text=True).stdout)
        figures: dict[str, float] = json.loads(
            subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout
        )
    return figures


def phrases(name: str, options: argparse.Namespace) -> dict[str, float]:
    """A set of phrases with their reference day."""
    gold = list(records(SHARED / f"corpora/dates/{name}.jsonl"))
    return score([document(g["id"], g["text"], PHRASES[name], g["reference"]) for g in gold], gold, options)


def own(name: str, options: argparse.Namespace) -> dict[str, float]:
    """Ten news articles of a language, coded by hand; the corpus holds their texts, `own_dates.jsonl` only offsets."""
    texts = {one["doc_id"]: one["text"] for one in records(SHARED / "corpora/bulk/bulk-fr-en.jsonl")}
    gold = [one for one in records(HERE / "own_dates.jsonl") if one["language"] == name.removeprefix("own-")]
    for one in gold:
        one["text"] = texts[one["doc_id"]]
        if hashlib.sha256(one["text"].encode()).hexdigest() != one["sha256"]:
            raise SystemExit(f"the text of {one['doc_id']} is not the one that was coded")
        for date in one["dates"]:
            date["text"] = one["text"][date["start"] : date["end"]]
    return score([document(g["doc_id"], g["text"], g["language"], g["published"]) for g in gold], gold, options)


def krauts(name: str, options: argparse.Namespace) -> dict[str, float]:
    """German documents; HeidelTime's output on them is scored the same way."""
    gold = list(records(SHARED / "corpora/dates/docs-krauts.jsonl"))
    if name == "krauts":
        return score([document(g["doc_id"], g["text"], "de", g["published"]) for g in gold], gold, options)
    sys.path.insert(0, str(SHARED / "eval"))
    from score_dates import timex_days  # type: ignore[import-not-found]

    lines: list[dict[str, object]] = []
    for one in records(SHARED / "corpora/dates/docs-krauts-heideltime.jsonl"):
        lines.extend(
            date | {"doc_id": one["doc_id"], "date_start": days[0], "date_end": days[1]}
            for date in one["dates"]
            if (days := timex_days(date["value"]))
        )
    return scored(lines, gold, options.show)


def inferred(_: str, options: argparse.Namespace) -> dict[str, float]:
    """Publication dates of gold/dev that the coders had to infer, with the date taken away."""
    knowledge = load_knowledge()
    asked = answered = right = wrong_year = 0
    for one in records(SHARED / "gold/dev/documents.jsonl"):
        gold = json.loads((SHARED / f"gold/dev/events/{one['doc_id']}.json").read_text(encoding="utf-8"))
        if gold["published_source"] != "inferred":
            continue
        given = Document(one["doc_id"], one["text"], title=one["title"], language=one["language"], url=one["url"])
        publication = infer_publication([segment(given)], knowledge, today=TODAY)[0]
        asked += 1
        if publication.day:
            day = dt.date.fromisoformat(gold["published"])
            answered += 1
            right += publication.day == day
            wrong_year += publication.day.year != day.year
        if options.show:
            console.out(
                one["doc_id"], gold["published"], publication.day, publication.candidates[:4], publication.evidence
            )
    return {"asked": asked, "answered": answered, "right": right, "wrong_year": wrong_year}


def speed(_: str, options: argparse.Namespace) -> dict[str, float]:  # noqa: ARG001
    """Megabytes of text a second of one core for `find_dates` alone, sentences cut beforehand."""
    figures: dict[str, float] = {}
    for language in PARSED:
        texts, size = [], 0
        for one in records(SHARED / "corpora/bulk/bulk-fr-en.jsonl"):
            if one["language"] == language and size < 2 * MEGABYTE:
                texts.append(document(one["doc_id"], one["text"], language, "2020-06-15"))
                size += len(one["text"].encode())
        analyses = [segment(one, one.language) for one in texts]
        find_dates(analyses[:5], [Publication(one.published) for one in texts[:5]])
        start = time.process_time()
        find_dates(analyses, [Publication(one.published) for one in texts])
        figures[f"MB/s {language}"] = size / MEGABYTE / (time.process_time() - start)
    return figures


SETS = {
    **dict.fromkeys(PHRASES, phrases),
    "own-fr": own,
    "own-en": own,
    "krauts": krauts,
    "krauts-heideltime": krauts,
    "inferred": inferred,
    "speed": speed,
}


def main() -> None:
    """Runs the sets asked for and prints their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print every miss")
    parser.add_argument("--text-only", action="store_true", help="without the parser")
    parser.add_argument("sets", nargs="*", metavar="SET")
    options = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"no corpora at {SHARED}: set GEOMAP_SHARED to the folder that holds them")
    table = Table("set", "figures")
    for name in options.sets or SETS:
        figures = SETS[name](name, options)
        table.add_row(
            name,
            "  ".join(
                f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in figures.items()
            ),
        )
    console.print(table)


if __name__ == "__main__":
    main()

"""Measures extraction on the own reading sets: articles coded by hand that nothing was tuned on.

usage: python benchmarks/reading.py [first | second] [--show]      (default first)

`reading/<set>.jsonl` holds a set's codings by offset, with a hash of each text; the texts themselves are the bulk corpus' and are read from
the folder in GEOMAP_SHARED, else from ../shared beside the project. The publication dates were fixed by the coder.

first: some of its misses were read by mechanism, and the weights of the confidence are fitted on it.
second: held out. Its articles were drawn by reading/choose.py and coded before geomap had run on them; those who make rules never read its
articles or its misses, so `--show` is refused for it.
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
from pathlib import Path
from typing import Any

from geomap import pipeline
from geomap.model import Document
from geomap.store import View

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("GEOMAP_SHARED") or HERE.parent.parent / "shared")
SETS = ("first", "second")
HELD_OUT = frozenset({"second"})


def texts() -> dict[str, str]:
    """The bulk corpus' texts by document id."""
    lines = (SHARED / "corpora/bulk/bulk-fr-en.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["doc_id"]: row["text"] for row in map(json.loads, lines)}


def with_quotes(coded: dict[str, Any], text: str) -> dict[str, Any]:
    """A coding in the form that the scorer reads."""
    if hashlib.sha256(text.encode()).hexdigest() != coded["sha256"]:
        sys.exit(f"{coded['doc_id']}: the text is not the one that was coded")
    events = [{**event, "quote": text[event["quote_start"] : event["quote_end"]]} for event in coded["events"]]
    return {**coded, "published_source": "given", "places": [], "events": events}


def read_set(name: str) -> tuple[list[dict[str, Any]], list[Document]]:
    """A set's codings as the scorer reads them, and its articles as geomap is given them."""
    known = texts()
    lines = (HERE / "reading" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    golds = [with_quotes(coded, known[coded["doc_id"]]) for coded in map(json.loads, lines)]
    documents = [
        Document(
            gold["doc_id"],
            known[gold["doc_id"]],
            language=gold["language"],
            published=dt.date.fromisoformat(gold["published"]),
        )
        for gold in golds
    ]
    return golds, documents


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", nargs="?", default="first", choices=SETS)
    parser.add_argument(
        "--show", action="store_true", help="print every pair, miss and spurious event (not of a held-out set)"
    )
    asked = parser.parse_args()
    if asked.show and asked.set in HELD_OUT:
        parser.error(f"the {asked.set} set is held out: its cases are not shown")
    golds, documents = read_set(asked.set)
    extraction = pipeline.extract(documents, merge=False)
    with tempfile.TemporaryDirectory() as folder:
        events = Path(folder, "events.geojson")
        View.of(extraction.events).save(events)
        for language in ("", "fr", "en"):
            wanted = [gold for gold in golds if language in {"", gold["language"]}]
            codings = [Path(folder, f"{number}.json") for number in range(len(wanted))]
            for path, gold in zip(codings, wanted, strict=True):
                path.write_text(json.dumps(gold), encoding="utf-8")
            show = ["--show"] if asked.show and not language else []
            sys.stdout.write(f"== {language or 'all'}\n")
            sys.stdout.flush()
            scorer = [sys.executable, str(SHARED / "eval/score_events.py"), str(events)]
            subprocess.run([*scorer, *map(str, codings), *show], check=True)


if __name__ == "__main__":
    main()

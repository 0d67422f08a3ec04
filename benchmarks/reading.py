"""Measures extraction on the own reading set: articles coded by hand that nothing was tuned on.

usage: python benchmarks/reading.py [--show]

`reading/coded.jsonl` holds the codings by offset, with a hash of each text; the texts themselves are the bulk corpus' and are read from
the folder in GEOMAP_SHARED, else from ../shared beside the project. The publication dates were fixed by the coder.
"""

from __future__ import annotations

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


def main() -> None:
    lines = (HERE / "reading/coded.jsonl").read_text(encoding="utf-8").splitlines()
    known = texts()
    golds = [with_quotes(coded, known[coded["doc_id"]]) for coded in map(json.loads, lines)]
    records = [
        {
            "doc_id": gold["doc_id"],
            "text": known[gold["doc_id"]],
            "published": gold["published"],
            "language": gold["language"],
        }
        for gold in golds
    ]
    documents = [
        Document(r["doc_id"], r["text"], language=r["language"], published=_day(r["published"])) for r in records
    ]
    extraction = pipeline.extract(documents, merge=False)
    with tempfile.TemporaryDirectory() as folder:
        for number, gold in enumerate(golds):
            Path(folder, f"{number}.json").write_text(json.dumps(gold), encoding="utf-8")
        events = Path(folder, "events.geojson")
        View.of(extraction.events).save(events)
        codings = [str(path) for path in sorted(Path(folder).glob("[0-9]*.json"))]
        command = [sys.executable, str(SHARED / "eval/score_events.py"), str(events), *codings, *sys.argv[1:]]
        subprocess.run(command, check=True)


def _day(text: str):
    import datetime as dt

    return dt.date.fromisoformat(text)


if __name__ == "__main__":
    main()

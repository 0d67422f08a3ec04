"""How often the actors room finds what a coder found: each gold actor against the mentions that overlap its words.

usage: python benchmarks/actors.py [--show] [--places]

Reads the hand-coded articles under GEOMAP_SHARED (else ../shared beside the project). An actor counts as found when a mention that
overlaps its words agrees with it under the `same_actor` of the shared scorer, and as "in quote" when any mention of the quote does.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

from geomap.actors import identify
from geomap.knowledge import load_knowledge
from geomap.languages import analyse
from geomap.model import ActorMention, Document, PlaceMention

SHARED = Path(os.environ.get("GEOMAP_SHARED") or Path(__file__).resolve().parents[2] / "shared")


def scorer() -> ModuleType:
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_events", SHARED / "eval" / "score_events.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer under {SHARED}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents() -> list[Document]:
    """The articles, as the program is given them."""
    lines = (SHARED / "gold" / "dev" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return [Document(doc_id=d["doc_id"], text=d["text"], language=d.get("language")) for d in map(json.loads, lines)]


def places_of(analyses: list[Any]) -> list[tuple[PlaceMention, ...]]:
    """The places room's answer, empty where it cannot be asked yet."""
    from geomap.places import locate, open_gazetteer

    return list(locate(analyses, open_gazetteer(), load_knowledge()))


def agrees(module: ModuleType, gold: dict[str, Any], mention: ActorMention) -> bool:
    """Whether a mention is the gold actor."""
    actor = mention.actor
    names = mention.person if mention.person and mention.person != actor.name else ""
    return bool(module.same_actor([gold], actor.name, names, actor.country, actor.kind))


def main() -> None:
    """Print the share of gold actors found, by language and by part."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    parser.add_argument("--show", action="store_true", help="print every miss")
    parser.add_argument("--places", action="store_true", help="use the places room")
    options = parser.parse_args()
    module = scorer()
    docs = documents()
    analyses = analyse(docs)
    places = places_of(analyses) if options.places else [() for _ in docs]
    found = dict(zip((d.doc_id for d in docs), identify(analyses, places, load_knowledge()), strict=True))
    texts = {d.doc_id: d for d in docs}
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for file in sorted((SHARED / "gold" / "dev" / "events").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        document = texts[gold["doc_id"]]
        for event in gold["events"]:
            for part in ("actor1", "actor2"):
                for actor in event[part]:
                    outcome = judge(module, document, event["quote"], actor, found[gold["doc_id"]])
                    for key in (gold["language"], "both"):
                        count[key][outcome] += 1
                        count[key]["all"] += 1
                    if options.show and outcome != "found":
                        show(outcome, document, event["quote"], actor, found[gold["doc_id"]])
    for key, outcomes in sorted(count.items()):
        n = outcomes["all"]
        inside = outcomes["found"] + outcomes["in quote"]
        elsewhere = inside + outcomes["in text"]
        print(
            f"{key:5} actors {n:4}  found {outcomes['found'] / n:.3f}  in quote {inside / n:.3f}  in text {elsewhere / n:.3f}"
        )


def overlapping(mentions: tuple[ActorMention, ...], start: int, end: int) -> list[ActorMention]:
    """The mentions that share a character with a stretch."""
    return [m for m in mentions if m.start < end and m.end > start]


def judge(
    module: ModuleType, document: Document, quote: str, actor: dict[str, Any], mentions: tuple[ActorMention, ...]
) -> str:
    """Where a gold actor was found: at its words, in the quote, elsewhere in the text, nowhere."""
    start = document.text.find(quote)
    words = actor.get("text") or ""
    at = document.text.find(words, max(start, 0)) if words else -1
    at = at if at >= 0 or not words else document.text.find(words)
    if at >= 0 and any(agrees(module, actor, m) for m in overlapping(mentions, at, at + len(words))):
        return "found"
    if any(agrees(module, actor, m) for m in overlapping(mentions, start, start + len(quote))):
        return "in quote"
    return "in text" if any(agrees(module, actor, m) for m in mentions) else "missed"


def show(
    outcome: str, document: Document, quote: str, actor: dict[str, Any], mentions: tuple[ActorMention, ...]
) -> None:
    """Print one miss with what was found instead."""
    start = document.text.find(quote)
    here = [
        f"{m.text} = {m.actor.name} ({m.actor.kind}, {m.actor.country})"
        for m in overlapping(mentions, start, start + len(quote))
    ]
    print(
        f"{outcome}: {document.doc_id} | {actor['name']} [{actor['text']}] {actor['country']} {actor['kind']}\n    {quote}\n    "
        + "\n    ".join(here)
    )


if __name__ == "__main__":
    main()

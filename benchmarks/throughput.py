"""Times `geomap places` and `geomap extract` beside spaCy on the same articles, in one run and one process.

usage: python benchmarks/throughput.py [DOCUMENTS]      (default 600, a seeded draw; 0 for all 2,858)

Reads the bulk corpus from the folder in GEOMAP_SHARED, else from ../shared beside the project. Everything is loaded and warm before the clock
starts; the parts take turns, chunk by chunk, so that a noisy machine disturbs all of them alike. Quote the ratios.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from geomap import pipeline
from geomap.languages.parsing import model
from geomap.model import Document

SHARED = Path(os.environ.get("GEOMAP_SHARED") or Path(__file__).resolve().parents[2] / "shared")
CHUNK = 50
NOT_NER = {
    "fr": ["morphologizer", "parser", "attribute_ruler", "lemmatizer"],
    "en": ["tagger", "parser", "attribute_ruler", "lemmatizer"],
}


def documents(count: int) -> list[Document]:
    lines = (SHARED / "corpora/bulk/bulk-fr-en.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    chosen = random.Random(7).sample(rows, count) if count else rows
    return [Document(row["doc_id"], row["text"], language=row["language"]) for row in chosen]


def spacy_ner(chunk: list[Document]) -> None:
    for code in ("fr", "en"):
        nlp = model(code)
        with nlp.select_pipes(disable=[name for name in NOT_NER[code] if name in nlp.pipe_names]):
            for _ in nlp.pipe([document.text for document in chunk if document.language == code]):
                pass


def spacy_full(chunk: list[Document]) -> None:
    for code in ("fr", "en"):
        for _ in model(code).pipe([document.text for document in chunk if document.language == code]):
            pass


def main() -> None:
    chosen = documents(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
    kit = pipeline.Resources()
    parts: dict[str, Callable[[list[Document]], object]] = {
        "spaCy NER alone": spacy_ner,
        "spaCy, all parts": spacy_full,
        "geomap places": lambda chunk: list(pipeline.places(chunk, resources=kit)),
        "geomap extract": lambda chunk: pipeline.extract(chunk, resources=kit, merge=False),
    }
    for run in parts.values():
        run(chosen[:CHUNK])
    spent: dict[str, float] = defaultdict(float)
    for start in range(0, len(chosen), CHUNK):
        for name, run in parts.items():
            begun = time.process_time()
            run(chosen[start : start + CHUNK])
            spent[name] += time.process_time() - begun
    characters = sum(len(document.text) for document in chosen)
    print(f"{len(chosen)} articles, {characters:,} characters, processor time of one process")
    print("| | documents/s | characters/s | speed beside NER alone |\n| --- | --- | --- | --- |")
    for name, seconds in spent.items():
        ratio = spent["spaCy NER alone"] / seconds
        print(f"| {name} | {len(chosen) / seconds:.1f} | {characters / seconds:,.0f} | {ratio:.2f} |")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()

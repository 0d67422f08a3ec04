"""Documents with known place names: the shared corpora, and this project's own short reports."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from geomap.languages import analyse
from geomap.model import Analysis, Document

HERE = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("GEOMAP_SHARED") or HERE.parents[1] / "shared")
FILES = {"gold": "gold/dev/places.jsonl", "gwn": "corpora/places/gwn.jsonl", "lgl": "corpora/places/lgl.jsonl"}
CORE = (None, "literal", "metonym")
_MARK = re.compile(r"\[\[(.+?)\|([lme])\]\]")
_USES = {"l": "literal", "m": "metonym", "e": "embedded"}


@dataclass(slots=True)
class Example:
    """One document with its places.

    Attributes:
        source: "gold", "gwn", "lgl" or "own".
        analysis: The document, parsed.
        places: Its annotated names, as in the shared corpora.
    """

    source: str
    analysis: Analysis
    places: list[dict[str, Any]]

    def core(self) -> dict[tuple[int, int], dict[str, Any]]:
        """The names that the scorer asks for, by offsets."""
        return {(place["start"], place["end"]): place for place in self.places if place.get("use") in CORE}


def examples(names: Sequence[str]) -> list[Example]:
    """The documents of the named sets, parsed."""
    found = []
    for name in names:
        rows = own() if name == "own" else shared(name)
        analyses = analyse([document for document, _ in rows])
        found += [Example(name, analysis, places) for analysis, (_, places) in zip(analyses, rows, strict=True)]
    return found


def shared(name: str) -> list[tuple[Document, list[dict[str, Any]]]]:
    """A set of the shared folder: gold rows with the metadata that the program is given."""
    lines = (SHARED / FILES[name]).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    if name == "gold":
        known = {
            row["doc_id"]: row
            for row in map(json.loads, (SHARED / "gold/dev/documents.jsonl").read_text(encoding="utf-8").splitlines())
        }
        rows = [{**known.get(row["doc_id"], {}), **row} for row in rows]
    return [(document_of(row), row["places"]) for row in rows]


def document_of(row: dict[str, Any]) -> Document:
    """A row of a corpus as the document that the program is given."""
    published = row.get("published")
    return Document(
        doc_id=row["doc_id"],
        text=row["text"],
        title=row.get("title"),
        published=dt.date.fromisoformat(published[:10]) if published else None,
        language=row.get("language"),
        url=row.get("url"),
    )


def own() -> list[tuple[Document, list[dict[str, Any]]]]:
    """This project's own marked reports (places_examples.yaml)."""
    texts = yaml.safe_load((HERE / "places_examples.yaml").read_text(encoding="utf-8"))
    return [
        unmarked(f"own-{language}-{number}", language, text.strip())
        for language, own_texts in texts.items()
        for number, text in enumerate(own_texts)
    ]


def unmarked(doc_id: str, language: str, marked: str) -> tuple[Document, list[dict[str, Any]]]:
    """A marked text as a document and its places."""
    plain, position, places = "", 0, []
    for match in _MARK.finditer(marked):
        plain += marked[position : match.start()]
        start = len(plain)
        plain += match[1]
        position = match.end()
        places.append({"start": start, "end": len(plain), "text": match[1], "use": _USES[match[2]], "latitude": None})
    plain += marked[position:]
    return Document(doc_id=doc_id, text=plain, language=language), places


def without_parse(example: Example) -> Example:
    """The same document as the pipeline gives it where nothing needed a parse."""
    bare = tuple(replace(sentence, parse=None) for sentence in example.analysis.sentences)
    return Example(example.source, replace(example.analysis, sentences=bare), example.places)

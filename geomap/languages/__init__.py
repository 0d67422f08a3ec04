"""Languages: from a document to sentences, entities and dependencies.

A language is a folder of YAML lexicons beside this file: `pack.yaml` says how its text is cut and which spaCy model
parses it, and the
other files hold what the later rooms need to know of it (`dates.yaml`, `places.yaml`, `actors.yaml`, `events.yaml`,
...).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from geomap.languages.detect import identify, language_of
from geomap.languages.packs import installed, lexicon, pack, readable
from geomap.model import Analysis, Document

__all__ = ["analyse", "identify", "installed", "language_of", "lexicon", "pack", "readable", "segment"]


def segment(document: Document, language: str | None = None) -> Analysis:
    """Cuts a document into sentences without parsing any.

    Args:
        document: The document.
        language: ISO 639-1 code of an installed pack; by default the document's own.

    Returns:
        The analysis, its sentences without `parse`.

    Raises:
        UnsupportedLanguageError: No language was given and the document's is not one that geomap reads.
    """
    from geomap.languages.sentences import split

    code = language or language_of(document)
    return Analysis(replace(document, language=code), code, split(document.text, pack(code), document.title))


def analyse(documents: Sequence[Document]) -> list[Analysis]:
    """Cuts documents into sentences and parses them.

    Args:
        documents: Documents in any languages that geomap reads; their `language` is detected where it is None.

    Returns:
        One analysis a document, in the same order.

    Raises:
        UnsupportedLanguageError: A document is in another language. Callers that must go on with the rest ask
            `language_of` first.
        SetupError: A model is not installed.
    """
    from geomap.languages.parsing import parse

    segmented = [segment(document) for document in documents]
    order = sorted(range(len(segmented)), key=lambda i: segmented[i].language)
    results: list[Analysis | None] = [None] * len(segmented)
    for code, positions in groupby(order, key=lambda i: segmented[i].language):
        where = list(positions)
        for position, analysis in zip(where, parse([segmented[i] for i in where], code), strict=True):
            results[position] = analysis
    return [analysis for analysis in results if analysis is not None]

"""Languages: from a document to sentences, entities and dependencies.

A language is a folder of YAML lexicons beside this file: `pack.yaml` says how its text is cut and which spaCy model
parses it, and the
other files hold what the later rooms need to know of it (`dates.yaml`, `places.yaml`, `actors.yaml`, `events.yaml`,
...).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from geomap.languages.detect import identify, language_of
from geomap.languages.numbers import cardinals
from geomap.languages.packs import installed, lexicon, model_packages, pack, readable
from geomap.model import Analysis, Document

__all__ = [
    "analyse",
    "cardinals",
    "identify",
    "installed",
    "language_of",
    "lexicon",
    "model_packages",
    "pack",
    "parse",
    "readable",
    "release",
    "segment",
    "words_of",
]


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
    return parse([segment(document) for document in documents])


def parse(analyses: Sequence[Analysis], wanted: Sequence[Collection[int] | None] | None = None) -> list[Analysis]:
    """Parses documents that are cut into sentences.

    Args:
        analyses: Documents in any languages that have a model.
        wanted: For each document the indices of the sentences worth a parse, None for all of it; by default all of all.

    Returns:
        The analyses in the same order; sentences left out, and page furniture, keep `parse=None`.

    Raises:
        SetupError: A model is not installed.
    """
    from geomap.languages.parsing import parse_all

    chosen = wanted or [None] * len(analyses)
    results: list[Analysis] = list(analyses)
    for code in sorted({analysis.language for analysis in analyses}):
        where = [number for number, analysis in enumerate(analyses) if analysis.language == code]
        parsed = parse_all([analyses[number] for number in where], code, [chosen[number] for number in where])
        for number, analysis in zip(where, parsed, strict=True):
            results[number] = analysis
    return results


def release(analyses: Sequence[Analysis]) -> None:
    """Gives the memory of parses back at once; nobody may ask them anything afterwards.

    Args:
        analyses: What `analyse` or `parse` gave.
    """
    for analysis in analyses:
        for sentence in analysis.sentences:
            dissolve = getattr(sentence.parse, "dissolve", None)
            if dissolve is not None:
                dissolve()


def words_of(phrase: str, code: str) -> tuple[str, ...]:
    """The words of a phrase, cut as the parser cuts a text."""
    from geomap.languages.parsing import tokenizer

    return tuple(token.text for token in tokenizer(code)(phrase) if not token.is_space)

"""Texts: a document, its sentences, and its analysis."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Document:
    """One text to read and what is known about it.

    Attributes:
        doc_id: Stable identifier; by default a hash of the text.
        text: The text that offsets refer to.
        title: Headline where known apart from the text; it may also open the text.
        published: Day of publication, None where unknown.
        language: ISO 639-1 code, None until it has been detected.
        url: Where it was published.
        source: Who published it, as shown to people.
        spans: Offsets of place names found by somebody else; they replace place recognition when not None.
        name: What the user calls it in messages: a path, or a path and a line.
    """

    doc_id: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    language: str | None = None
    url: str | None = None
    source: str | None = None
    spans: tuple[tuple[int, int], ...] | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document.

    Attributes:
        index: Position among the document's sentences.
        start: Offset of its first character in the document's text.
        end: Offset after its last character.
        parse: spaCy's analysis of exactly `text[start:end]` (one root; a token's document offset is `start +
            token.idx`), as a `Doc` or as what `geomap.languages` makes of one, which has the names that the rooms use;
            None for a sentence that nothing needed parsed.
        furniture: True for lines that are not part of the article's prose (share buttons, teasers, photo credits,
            cookie notices).
            They are kept, so that offsets hold, and read by no later room.
        heading: True for a title or a subheading: a line of its own without a closing full stop.
        paragraph: Position of its paragraph among the document's paragraphs.
    """

    index: int
    start: int
    end: int
    parse: Doc | None
    furniture: bool = False
    heading: bool = False
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document with its language settled; its sentences tile the text in order, white space aside."""

    document: Document
    language: str
    sentences: tuple[Sentence, ...]

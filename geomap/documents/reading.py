"""The door's work: every source in turn, each failure a value, gaps in the metadata filled."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from geomap.documents.encoding import whole
from geomap.documents.formats import READERS, NoDocumentsError, reader_for
from geomap.documents.metadata import MAX_CHARACTERS, DateDoubtError, day_of, text_hash
from geomap.documents.raw import Raw, Source, find
from geomap.errors import DocumentError, UsageError
from geomap.model import Document

__all__ = ["MAX_CHARACTERS", "read"]

_log = logging.getLogger(__name__)


def read(
    sources: Source | Iterable[Source],
    *,
    published: dt.date | str | None = None,
    source: str | None = None,
    language: str | None = None,
) -> Iterator[Document | DocumentError]:
    """Read documents from files, folders and standard input.

    Args:
        sources: A path or several; folders are walked to the bottom in sorted order; "-" is standard input.
        published: Publication day for documents that do not give their own.
        source: Publisher for documents that do not give their own.
        language: ISO 639-1 code for documents that do not give their own.

    Returns:
        The documents in order, as they are read. In the place of a file or record that cannot be read stands a
        `DocumentError` that names it and says the mend; the rest go on. The same text is yielded once, however many
        files hold it.

    Raises:
        UsageError: At once, when a source does not exist, a folder holds nothing to read, or `published` is no day.
    """
    return _read(find(sources, READERS), filling(published, source, language))


def filling(
    published: dt.date | str | None = None, source: str | None = None, language: str | None = None
) -> Callable[[Document], Document]:
    """What gives documents, where they do not tell these themselves, a publication day, a publisher and a language.

    Raises:
        UsageError: `published` is no day.
    """
    try:
        day = day_of(published)
    except DateDoubtError as doubt:
        raise UsageError(str(doubt)) from doubt
    given = {"published": day, "source": source and whole(source), "language": language}

    def filled(document: Document) -> Document:
        missing: dict[str, Any] = {key: value for key, value in given.items() if value and not getattr(document, key)}
        return dataclasses.replace(document, **missing) if missing else document

    return filled


def _read(raws: list[Raw], filled: Callable[[Document], Document]) -> Iterator[Document | DocumentError]:
    texts: dict[str, str] = {}
    silent = True
    for raw in raws:
        for item in _read_one(raw):
            silent = False
            if isinstance(item, DocumentError):
                yield item
                continue
            yield from _once(filled(item), texts)
    if silent:
        raise UsageError(f"{raws[0].name}: no document was found there; documents need a `text`")


def _read_one(raw: Raw) -> Iterator[Document | DocumentError]:
    try:
        for item in reader_for(raw)(raw):
            if raw.walked and isinstance(item, NoDocumentsError):
                _log.info("%s: passed over, it holds no documents", item.name)
            else:
                yield item
    except NoDocumentsError as error:
        if not raw.walked:
            yield error
    except DocumentError as error:
        yield error


def _once(document: Document, texts: dict[str, str]) -> Iterator[Document | DocumentError]:
    """The document, unless its id was met before: then nothing for the same text, an error for another one."""
    digest = text_hash(document.text)
    before = texts.get(document.doc_id)
    texts[document.doc_id] = before or digest
    if before is None:
        yield document
    elif before == digest:
        _log.info("%s: the same text was read before", document.name)
    else:
        reason = f"another document has the same doc_id {document.doc_id!r} and another text; rename one of them"
        yield DocumentError(document.name, reason)

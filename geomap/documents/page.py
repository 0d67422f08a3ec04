"""Web pages: the article without the furniture, by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from geomap.documents.encoding import decode, tidy
from geomap.documents.metadata import document
from geomap.documents.raw import Raw
from geomap.errors import DocumentError
from geomap.model import Document

for _library in ("trafilatura", "htmldate", "courlan", "justext"):  # what they would log is told by our own errors
    logging.getLogger(_library).addHandler(logging.NullHandler())

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def read(raw: Raw) -> Iterator[Document | DocumentError]:
    """The one document of a web page.

    Paragraphs are set apart by an empty line. Title, site, address and publication date are the page's own metadata;
    a date found only somewhere in its text is not taken for the publication date.
    """
    yield article(raw.name, source_of(raw.name, raw.read()))


def source_of(name: str, data: bytes) -> str:
    """A page's source as text, in the encoding that it declares.

    Raises:
        DocumentError: It is no text.
    """
    declared = _CHARSET.search(data[:4096])
    return decode(data, name, declared[1].decode("ascii") if declared else None)


def article(name: str, html: str) -> Document:
    """The article in a page's source.

    Raises:
        DocumentError: There is no prose in it.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Page

    found = bare_extraction(
        html,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, Page) or not found.text:
        raise DocumentError(name, "no article was found in the page; save the article's own page, or its text as .txt")
    known = {
        "title": found.title,
        "published": found.date,
        "source": found.sitename or found.hostname,
        "url": found.url,
        "language": found.language,
    }
    text = re.sub(r"\n+", "\n\n", tidy(found.text).strip())
    return document(name, text, known, strict=False)

"""PDF: the text of all pages, by pypdf. Nothing is recognised in pictures of text."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

from geomap.documents.broken import told
from geomap.documents.encoding import tidy
from geomap.documents.press import articles
from geomap.documents.raw import Raw
from geomap.errors import DocumentError
from geomap.model import Document

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it would log is told by our own errors

_BROKEN_WORD = re.compile(r"(?<=[^\W\d])-\n(?=[^\W\d_A-Z])")
_FILE_NAME = re.compile(r"^Microsoft Word|^\S+$|\.\w{2,4}$")


def read(raw: Raw) -> Iterator[Document | DocumentError]:
    """The documents of a PDF; words cut at line ends are joined. The day it was made is not the day it appeared."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    data = raw.read()
    with told(raw.name, "PDF", PyPdfError):
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(raw.name, "this PDF is locked with a password; save an open copy")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    text = _BROKEN_WORD.sub("", tidy(text))
    if not text.strip():
        raise DocumentError(
            raw.name, "there is no text in this PDF, only pictures of it; run text recognition (OCR) first"
        )
    known = {"title": title} if title and not _FILE_NAME.search(title) else {}
    yield from articles(raw.name, text, known)

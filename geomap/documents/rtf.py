"""RTF: its text without the markup, by striprtf."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.documents.broken import told
from geomap.documents.encoding import tidy
from geomap.documents.press import articles
from geomap.documents.raw import Raw
from geomap.errors import DocumentError
from geomap.model import Document


def read(raw: Raw) -> Iterator[Document | DocumentError]:
    """The documents of an RTF file."""
    from striprtf.striprtf import rtf_to_text

    data = raw.read()
    if not data.lstrip().startswith(b"{\\rtf"):
        raise DocumentError(raw.name, "this is not RTF; save it again, or as text")
    with told(raw.name, "RTF file"):
        # RTF itself is ASCII and names the encoding of what it holds.
        text = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    yield from articles(raw.name, tidy(text), {})

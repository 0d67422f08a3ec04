"""RSS and Atom files, by feedparser: one document an entry."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from geomap.documents.broken import told
from geomap.documents.encoding import tidy
from geomap.documents.formats import NoDocumentsError
from geomap.documents.html_text import prose
from geomap.documents.metadata import document
from geomap.documents.raw import Raw
from geomap.errors import DocumentError
from geomap.model import Document


def read(raw: Raw) -> Iterator[Document | DocumentError]:
    """The entries of a feed, with their whole content where the feed has it, else their summary."""
    import feedparser

    data = raw.read()
    with told(raw.name, "feed"):
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise NoDocumentsError(raw.name, "there is no entry of an RSS or Atom feed in it; save the feed itself")
    for number, entry in enumerate(feed.entries, 1):
        name = f"{raw.name}#{number}"
        try:
            yield _document(name, entry, feed.feed)
        except DocumentError as error:
            yield error


def _document(name: str, entry: Any, feed: Any) -> Document:
    content = [part.get("value", "") for part in entry.get("content", ())] or [entry.get("summary", "")]
    text = "\n\n".join(filter(None, (prose(part) for part in content))) or entry.get("title", "")
    known = {
        "title": entry.get("title"),
        # The words of the feed, not feedparser's reading of them: that is in UTC, which can be another day.
        "published": entry.get("published") or entry.get("updated"),
        "url": entry.get("link"),
        "source": entry.get("source", {}).get("title") or feed.get("title"),
        "language": feed.get("language"),
    }
    return document(name, tidy(text), known, strict=False)

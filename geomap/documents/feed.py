"""RSS and Atom files, by feedparser: one document an entry."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from geomap.documents.broken import told
from geomap.documents.encoding import tidy
from geomap.documents.formats import NoDocumentsError
from geomap.documents.html_text import prose
from geomap.documents.metadata import document, text_hash
from geomap.documents.raw import Raw
from geomap.errors import DocumentError
from geomap.model import Document

_NO_FEED = "there is no entry of an RSS or Atom feed in it; save the feed itself"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed.

    Attributes:
        key: The feed's own id of it, else its link, else a hash of its text.
        document: What the feed tells of it, or why that is nothing.
        link: Where the whole of it stands.
    """

    key: str
    document: Document | DocumentError
    link: str | None


def read(raw: Raw) -> Iterator[Document | DocumentError]:
    """The entries of a feed, with their whole content where the feed has it, else their summary."""
    empty = True
    for entry in entries(raw.name, raw.read()):
        empty = False
        yield entry.document
    if empty:
        raise NoDocumentsError(raw.name, _NO_FEED)


def entries(name: str, data: bytes) -> Iterator[Entry]:
    """The entries of a feed, none where it has none yet.

    Raises:
        DocumentError: It is no feed.
    """
    import feedparser

    with told(name, "feed"):
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries and (feed.bozo or not feed.get("version")):
        raise NoDocumentsError(name, _NO_FEED)
    for number, entry in enumerate(feed.entries, 1):
        link = _link(entry)
        try:
            found: Document | DocumentError = _document(f"{name}#{number}", entry, feed.feed)
        except DocumentError as error:
            found = error
        own = entry.get("id") or link
        yield Entry(str(own or _hash(found)), found, link)


def _link(entry: Any) -> str | None:
    """Where an entry leads to. Many ids (`guid`) are said to be links, or not said to be none, and are none."""
    link = entry.get("link")
    if not link or (link == entry.get("id") and "://" not in link):
        return None
    return str(link)


def _hash(found: Document | DocumentError) -> str:
    return text_hash(found.text if isinstance(found, Document) else found.reason)


def _document(name: str, entry: Any, feed: Any) -> Document:
    content = [part.get("value", "") for part in entry.get("content", ())] or [entry.get("summary", "")]
    text = "\n\n".join(filter(None, (prose(part) for part in content))) or entry.get("title", "")
    known = {
        "title": entry.get("title"),
        # The words of the feed, not feedparser's reading of them: that is in UTC, which can be another day.
        "published": entry.get("published") or entry.get("updated"),
        "url": _link(entry),
        "source": entry.get("source", {}).get("title") or feed.get("title"),
        "language": feed.get("language"),
    }
    return document(name, tidy(text), known, strict=False)

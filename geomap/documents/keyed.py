"""Articles one by one with what tells each from the others of its source, for those who read a source again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geomap.documents.encoding import tidy
from geomap.documents.feed import entries
from geomap.documents.formats import READERS, NoDocumentsError, reader_for
from geomap.documents.metadata import document
from geomap.documents.page import article, source_of
from geomap.documents.raw import Raw, Source, find
from geomap.errors import DocumentError
from geomap.model import Document


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a source.

    Attributes:
        key: What it is called in its source however its text may change: a feed's own id of the entry, a record's
            `doc_id`, empty for a file of one article.
        document: It, or why it cannot be read.
        link: Where a feed says that the whole of it stands; None elsewhere.
    """

    key: str
    document: Document | DocumentError
    link: str | None = None


def files(sources: Source | Iterable[Source]) -> list[Raw]:
    """The files that files and folders stand for now; see `read`.

    Raises:
        UsageError: A source does not exist, or a folder holds nothing to read.
    """
    return find(sources, READERS)


def items(raw: Raw) -> Iterator[Item]:
    """The articles of one file.

    Args:
        raw: One of what `files` gives.

    Yields:
        Articles and failures in order; nothing for data without a text that was met in a folder.
    """
    try:
        reader = reader_for(raw)
        if reader.__module__.endswith(".feed"):
            yield from feed_entries(raw.name, raw.read())
            return
        for read in reader(raw):
            if isinstance(read, Document):
                yield Item("" if read.name == raw.name else read.doc_id, read)
            elif not (raw.walked and isinstance(read, NoDocumentsError)):
                yield Item("" if read.name == raw.name else read.name, read)
    except NoDocumentsError as error:
        if not raw.walked:
            yield Item("", error)
    except DocumentError as error:
        yield Item("", error)


def feed_entries(name: str, data: bytes) -> Iterator[Item]:
    """The articles of an RSS or Atom feed, as far as it tells them.

    Args:
        name: What the user calls it.
        data: The feed.

    Yields:
        Its entries, in order; none for a feed that has none yet.

    Raises:
        DocumentError: It is no feed.
    """
    for entry in entries(name, data):
        yield Item(entry.key, entry.document, entry.link)


def full_article(name: str, data: bytes, told: Document) -> Document:
    """The article of a web page that a feed's entry leads to; what the entry tells of it holds.

    Args:
        name: What the user calls it.
        data: The page.
        told: The article as far as the feed told it.

    Raises:
        DocumentError: No article is found in the page.
    """
    whole = article(name, source_of(name, data))
    known = {
        field: getattr(told, field) or getattr(whole, field)
        for field in ("title", "published", "language", "url", "source")
    }
    return document(name, tidy(whole.text), known, strict=False)

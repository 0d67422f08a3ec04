"""Which module reads which kind of file, and what a table's columns say it is."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterator
from typing import Literal, TypeAlias, cast

from geomap.documents.raw import Raw
from geomap.errors import DocumentError
from geomap.model import Document

_EVENTS = "this holds events (coordinates and a date), not documents; give it to `geomap map` or `geomap filter`"
_NEITHER = "there is no `text` in it, nor coordinates with a date; documents need a `text`, events need both"


class NoDocumentsError(DocumentError):
    """Data without a `text`: an error where the user named the file, other data where it was met in a folder."""


def no_documents(name: str, columns: Collection[str], *, geometry: bool = False) -> NoDocumentsError:
    """The sentence for a table or record without a `text`."""
    return NoDocumentsError(name, _EVENTS if recognise(columns, geometry=geometry) == "events" else _NEITHER)


Reader: TypeAlias = Callable[[Raw], Iterator[Document | DocumentError]]

READERS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".pdf": "pdf",
    ".docx": "word",
    ".rtf": "rtf",
    ".eml": "mail",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".jsonl": "records",
    ".ndjson": "records",
    ".json": "records",
    ".geojson": "records",
    ".csv": "table",
    ".tsv": "table",
    ".parquet": "columns",
}
"""Suffix to module of this room; each module has one function `read(raw)`."""

_LATITUDES = frozenset({"latitude", "lat", "actiongeo_lat"})
_DATES = frozenset({"event_date", "date_start", "date", "sqldate", "event_date_start", "start_date"})


def reader_for(raw: Raw) -> Reader:
    """The function that reads this file: by suffix, by its first bytes where the suffix says nothing."""
    module = READERS.get(raw.suffix) or _sniff(raw)
    return cast("Reader", importlib.import_module(f"geomap.documents.{module}").read)


def _sniff(raw: Raw) -> str:
    with raw.open() as stream:
        start = stream.read(2000).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    known = {
        b"%pdf": "pdf",
        b"{\\rtf": "rtf",
        b"<!doctype html": "page",
        b"<html": "page",
        b"<rss": "feed",
        b"<feed": "feed",
    }
    found = next((module for mark, module in known.items() if start.startswith(mark)), None)
    if found:
        return found
    if start.startswith(b"<?xml"):
        return "feed" if b"<rss" in start or b"<feed" in start or b"<rdf" in start else "page"
    if b"<body" in start:
        return "page"
    return "records" if start.startswith((b"{", b"[{")) else "plain"


def recognise(columns: Collection[str], *, geometry: bool = False) -> Literal["documents", "events"] | None:
    """What a table or a GeoJSON file holds, by its columns or properties.

    Args:
        columns: Names of the columns or properties, in any case.
        geometry: Whether each row has a geometry besides.

    Returns:
        "documents" with a `text` column, "events" with coordinates and a date, None with neither.
    """
    names = {name.strip().lower() for name in columns}
    if "text" in names:
        return "documents"
    return "events" if (geometry or names & _LATITUDES) and names & _DATES else None

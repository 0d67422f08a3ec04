"""JSON: one record a line, a list of records, one record, or GeoJSON whose features have a `text`."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

from geomap.documents.encoding import decode, mark_of, whole
from geomap.documents.formats import no_documents
from geomap.documents.metadata import MAX_CHARACTERS, document
from geomap.documents.raw import Raw
from geomap.errors import DocumentError
from geomap.model import Document

_LONGEST_LINE = 12 * MAX_CHARACTERS  # a code point escaped as two surrogates takes twelve bytes
_LINES = frozenset({".jsonl", ".ndjson"})
_TOO_LONG = f"the line is longer than {_LONGEST_LINE / 1e6:.0f} MB; split it into its documents"
_NOT_JSON = "this is not JSON ({}); write one JSON object a line, or a list of objects"


def read(raw: Raw) -> Iterator[Document | DocumentError]:
    """The documents of a JSON or JSON Lines file, record by record; `text` is kept exactly as it is given."""
    by_line = raw.suffix in _LINES or (not raw.suffix and _is_lines(raw))
    empty = True
    for name, record in _lines(raw) if by_line else _items(raw):
        empty = False
        try:
            yield _document(name, record)
        except DocumentError as error:
            yield error
    if empty:
        raise DocumentError(raw.name, "there is no record in it; write one JSON object with a `text` a line")


def _document(name: str, record: Any) -> Document:
    if isinstance(record, DocumentError):
        raise record
    if not isinstance(record, dict):
        raise DocumentError(name, f"a record must be a JSON object with a `text`, not a {type(record).__name__}")
    known = _flat(record)
    text = known.get("text")
    if text is not None and not isinstance(text, str):
        raise DocumentError(name, f"`text` must be a string, not a {type(text).__name__}")
    if text is None:
        raise no_documents(name, [str(key) for key in known], geometry=bool(record.get("geometry")))
    return document(name, whole(text), known)


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """The record as one mapping: a GeoJSON feature's properties, or the fields of a report of ReliefWeb's API."""
    if record.get("type") == "Feature":
        return {"doc_id": record.get("id"), **(record.get("properties") or {})}
    fields = record.get("fields")
    if not isinstance(fields, dict) or "body" not in fields:
        return record
    date, source, language = (fields.get(name) or {} for name in ("date", "source", "language"))
    first = source[0] if isinstance(source, list) and source else source
    tongue = language[0] if isinstance(language, list) and language else language
    return {
        "doc_id": f"reliefweb-{record.get('id')}" if record.get("id") else None,
        "text": fields["body"],
        "title": fields.get("title"),
        "published": (date.get("original") or date.get("created")) if isinstance(date, dict) else None,
        "source": first.get("name") if isinstance(first, dict) else None,
        "language": tongue.get("code") if isinstance(tongue, dict) else None,
        "url": fields.get("url_alias") or fields.get("url"),
    }


def _lines(raw: Raw) -> Iterator[tuple[str, Any]]:
    with raw.open() as stream:
        head = stream.read(4)
    if mark_of(head) in (None, "utf-8-sig"):
        yield from _byte_lines(raw)
        return
    for number, line in enumerate(decode(raw.read(), raw.name).split("\n"), 1):  # UTF-16 cannot be cut at bytes
        if line.strip():
            yield f"{raw.name}:{number}", _parse(f"{raw.name}:{number}", line)


def _byte_lines(raw: Raw) -> Iterator[tuple[str, Any]]:
    with raw.open() as stream:
        for number in itertools.count(1):
            line = stream.readline(_LONGEST_LINE)
            if not line:
                return
            name = f"{raw.name}:{number}"
            if len(line) >= _LONGEST_LINE and not line.endswith(b"\n"):
                yield name, DocumentError(name, _TOO_LONG)
                while line and not line.endswith(b"\n"):
                    line = stream.readline(_LONGEST_LINE)
            elif line.strip():
                yield name, _parse(name, line)


def _parse(name: str, line: str | bytes) -> Any:
    try:
        return json.loads(line.removeprefix(b"\xef\xbb\xbf") if isinstance(line, bytes) else line)
    except (ValueError, RecursionError) as error:
        return DocumentError(name, _NOT_JSON.format(str(error)[:80]))


def _items(raw: Raw) -> Iterator[tuple[str, Any]]:
    value = _parse(raw.name, decode(raw.read(), raw.name))
    if isinstance(value, DocumentError):
        raise value
    if isinstance(value, dict) and value.get("type") == "FeatureCollection":
        value = value.get("features")
    elif isinstance(value, dict) and isinstance(value.get("data"), list):
        value = value["data"]  # what ReliefWeb's API answers
    if not isinstance(value, list):
        yield raw.name, value
        return
    for number, record in enumerate(value, 1):
        yield f"{raw.name}#{number}", record


def _is_lines(raw: Raw) -> bool:
    """Whether the first line is a JSON object by itself."""
    with raw.open() as stream:
        line = stream.readline(_LONGEST_LINE)
    return isinstance(_parse(raw.name, line), dict)

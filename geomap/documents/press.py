"""Downloads from press databases: one text that holds many articles, each with its own source and date.

Nexis ends each article with a line "End of Document", Factiva with a line "Document" and its accession number. The
layouts are those of their downloads as text, Word or RTF (2015 to 2025).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from geomap.documents.metadata import document
from geomap.errors import DocumentError
from geomap.model import Document

Article = tuple[dict[str, Any], str]

_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_NEXIS_BODY = re.compile(r"^[ \t]*Body[ \t]*$", re.MULTILINE)
_NEXIS_TAIL = re.compile(r"^[ \t]*(?:Load-Date:|Classification[ \t]*$|Notes[ \t]*$|Graphic[ \t]*$)", re.MULTILINE)
_FACTIVA_END = re.compile(r"^[ \t]*Document [A-Z][A-Z0-9]{3,}\d{8}\w+[ \t]*$", re.MULTILINE)
_LENGTH = re.compile(r"^[ \t]*(?:Length:[ \t]*)?\d[\d,. ]*(?:words|mots|palabras)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_RIGHTS = re.compile(r"^[ \t]*(?:Copyright|©|\(c\)).*$", re.MULTILINE | re.IGNORECASE)
_DAY = re.compile(r"\b(?:[^\W\d]+\.? \d{1,2}, \d{4}|\d{1,2}(?:er|\.)? [^\W\d]+\.? \d{4})\b")


def articles(name: str, text: str, known: Mapping[str, Any]) -> Iterator[Document | DocumentError]:
    """The documents in a text: its articles where it is a download of many, else the one that it is.

    Args:
        name: What the user calls the file.
        text: Its text.
        known: Metadata of the file, for whatever an article does not say itself.
    """
    found = list(_nexis(text)) or list(_factiva(text))
    if not found:
        yield document(name, text, known)
        return
    for number, (own, body) in enumerate(found, 1):
        try:
            yield document(f"{name}#{number}", body, {**known, **own}, strict=False)
        except DocumentError as error:
            yield error


def _nexis(text: str) -> Iterator[Article]:
    for part in _NEXIS_END.split(text)[:-1]:
        body = _NEXIS_BODY.search(part)
        if body is None or not _LENGTH.search(part, 0, body.start()):
            continue
        tail = _NEXIS_TAIL.search(part, body.end())
        lines = _lines(part[: body.start()])
        at = next((number for number, line in enumerate(lines) if number and _DAY.search(line)), None)
        own = _told(lines[: at - 1], lines[at - 1], lines[at]) if at else {"title": lines[0]}
        yield own, part[body.end() : tail.start() if tail else len(part)].strip()


def _factiva(text: str) -> Iterator[Article]:
    for part in _FACTIVA_END.split(text)[:-1]:
        length = _LENGTH.search(part)
        rights = _RIGHTS.search(part, length.end()) if length else None
        if length is None or rights is None:
            continue
        title = _lines(part[: length.start()])[-3:]  # a section's name or the one before's remains may stand above
        lines = _lines(part[length.end() : rights.start()])
        at = next((number for number, line in enumerate(lines) if _DAY.search(line)), None)
        if at is None:
            continue
        source = next((line for line in lines[at + 1 :] if not re.fullmatch(r"[\d:]+(?: GMT)?", line)), "")
        yield _told(title[-1:], source, lines[at]), part[rights.end() :].strip()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _told(title: list[str], source: str, day: str) -> dict[str, Any]:
    written = _DAY.search(day)
    return {"title": " ".join(title), "source": source, "published": written[0] if written else None}

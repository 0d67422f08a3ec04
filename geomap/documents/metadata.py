"""What is known about a document, read from whatever its source calls it."""

from __future__ import annotations

import datetime as dt
import email.utils
import hashlib
import re
from collections.abc import Mapping
from typing import Any

from geomap.documents.encoding import whole
from geomap.errors import DocumentError
from geomap.model import Document

MAX_CHARACTERS = 2_000_000
"""Longest text of one document, in code points: a book of some 700 pages, about two minutes of reading."""

_NAMES = {
    "title": ("title", "headline"),
    "published": ("published", "date", "publication_date", "published_at", "date_published"),
    "language": ("language", "lang"),
    "url": ("url", "link", "source_url", "permalink"),
    "source": ("source", "publisher", "sitename", "site"),
}
KNOWN_NAMES = frozenset({"doc_id", *(name for names in _NAMES.values() for name in names)})
"""Names under which metadata is understood."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[T\s])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:$|T)")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_MONTHS = 12
_LONGEST_DAY = 100


class DateDoubtError(ValueError):
    """A date that cannot be read, or that can be read in two ways."""


def day_of(value: object) -> dt.date | None:
    """The day that a metadata value writes, exactly as written: a time zone never moves it.

    Reads ISO 8601 days and times, RFC 2822 dates of mail and feeds, day-first or month-first numbers where only one
    reading is possible, and written-out dates in any language that dateparser knows. Empty values are None.

    Raises:
        DateDoubtError: It says no day, or may say two.
    """
    if value is None or isinstance(value, dt.datetime):
        return value.date() if value else None
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str | int | float):  # the text of a list that YAML repeats within itself has no end
        raise DateDoubtError(f"a date cannot be a {type(value).__name__}; write it as 2020-03-31")
    text = str(value).strip()
    if not text:
        return None
    try:
        return _numeric_day(text) or _mail_day(text) or _written_day(text)
    except (ValueError, OverflowError) as error:
        raise DateDoubtError(f"the date {text[:40]!r} cannot be read; write it as 2020-03-31") from error


def _numeric_day(text: str) -> dt.date | None:
    match = _ISO.match(text) or _COMPACT.match(text)
    if match:
        return dt.date(*(int(part) for part in match.groups()))
    match = _NUMERIC.match(text)
    if not match:
        return None
    first, second, year = (int(part) for part in match.groups())
    if first <= _MONTHS and second <= _MONTHS and first != second:
        raise ValueError("day or month first")
    return dt.date(year, second, first) if second <= _MONTHS else dt.date(year, first, second)


def _mail_day(text: str) -> dt.date | None:
    if len(text) > _LONGEST_DAY:
        return None
    parts = email.utils.parsedate(text) if "," in text[:5] or text[:1].isdigit() else None
    return dt.date(*parts[:3]) if parts else None


def _written_day(text: str) -> dt.date:
    import dateparser

    if len(text) > _LONGEST_DAY or not any(character.isnumeric() for character in text):
        raise ValueError("no date")
    parts = ["day", "month", "year"]
    found: dt.datetime | None = dateparser.parse(text, settings={"REQUIRE_PARTS": parts})
    if found is None:
        raise ValueError("no date")
    return found.date()


def text_hash(text: str) -> str:
    """The default `doc_id`: the first 16 hexadecimal digits of the SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def document(name: str, text: str, known: Mapping[str, Any], *, strict: bool = True) -> Document:
    """A document from its text and whatever metadata came with it.

    Args:
        name: What the user calls it.
        text: The text as later rooms see it.
        known: Metadata under any of the usual names, in any case; unknown names are ignored.
        strict: Whether an unreadable date is an error (the user wrote it) or no date (a page's own, which nobody
            checked).

    Raises:
        DocumentError: The text is empty or too long, or a value makes no sense.
    """
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            name,
            f"the text of {len(text):,} characters is longer than the {MAX_CHARACTERS:,} that one document may have; "
            "split it into its articles",
        )
    if not text.strip():
        raise DocumentError(name, "there is no text in it; check that it is the article itself and was saved whole")
    lower = {str(key).strip().lower(): value for key, value in known.items()}
    try:
        published = day_of(_first(lower, "published"))
    except DateDoubtError as doubt:
        if strict:
            raise DocumentError(name, str(doubt)) from doubt
        published = None
    language = _words(_first(lower, "language"))
    return Document(
        doc_id=_words(lower.get("doc_id")) or text_hash(text),
        text=text,
        title=_words(_first(lower, "title")),
        published=published,
        language=re.split(r"[-_]", language)[0].lower() if language else None,
        url=_words(_first(lower, "url")),
        source=_words(_first(lower, "source")),
        spans=_spans(name, lower.get("spans"), len(text)),
        name=name,
    )


def _first(known: Mapping[str, Any], field: str) -> Any:
    return next((known[key] for key in _NAMES[field] if known.get(key) not in (None, "")), None)


def _words(value: object) -> str | None:
    """A value as one line of text, or None where it says nothing."""
    if value is None or isinstance(value, bool | list | dict):
        return None
    return whole(" ".join(str(value).split())) or None


def _spans(name: str, value: object, length: int) -> tuple[tuple[int, int], ...] | None:
    if value is None or value == "":
        return None
    try:
        spans = tuple((int(start), int(end)) for start, end in value)  # type: ignore[attr-defined]
    except (TypeError, ValueError, OverflowError) as error:
        raise DocumentError(name, "`spans` must be a list of [start, end] pairs of whole numbers") from error
    wrong = next(((start, end) for start, end in spans if not 0 <= start < end <= length), None)
    if wrong:
        reason = f"the span {list(wrong)} does not lie in the text of {length} characters; count code points from 0"
        raise DocumentError(name, reason)
    return spans

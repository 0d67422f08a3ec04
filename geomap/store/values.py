"""The values of Event's fields as JSON and tables write them, and back, field by field."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any, get_args

from geomap.model import Event, Report, Role, Span

EVENT_FIELDS = tuple(field.name for field in dataclasses.fields(Event))
"""The properties, in the order they are written."""

REPORT_FIELDS = tuple(field.name for field in dataclasses.fields(Report))
DATES = frozenset({"event_date", "end_date", "source_date"})
NAMES = frozenset({"assoc_actor_1", "assoc_actor_2", "claimants", "alias_ids"})
NUMBERS = frozenset({"latitude", "longitude", "confidence"})
FLAGS = frozenset({"aggregate", "background", "source_date_inferred"})
COUNTS = frozenset({
    "time_precision", "date_prec", "where_prec", "geonames_id", "fatalities", "fatalities_low", "fatalities_high",
    "fatalities_civilians", "injured", "quote_start", "quote_end", "independent_sources",
})  # fmt: skip
_SEPARATOR = "; "
_WRITTEN = ("%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y")  # as ACLED has written its days
_ROLES = frozenset(get_args(Role))
Reader = Callable[[Any], Any]


class ValueProblemError(ValueError):
    """A value that a field cannot hold, with a sentence for people."""


def plain(name: str, value: Any) -> Any:
    """The value of a field as a JSON value: ISO days, names joined by "; ", objects for spans and reports."""
    writer = WRITERS.get(name)
    return writer(value) if writer else value


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _joined(names: tuple[str, ...]) -> str:
    return _SEPARATOR.join(name.replace(_SEPARATOR, ", ") for name in names) if names else ""


def _span_objects(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [{"role": span.role, "start": span.start, "end": span.end} for span in spans]


def _report_objects(reports: tuple[Report, ...]) -> list[dict[str, Any]]:
    return [{name: plain(name, getattr(report, name)) for name in REPORT_FIELDS} for report in reports]


WRITERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(DATES, _iso),
    **dict.fromkeys(NAMES, _joined),
    "spans": _span_objects,
    "reports": _report_objects,
}
"""The fields whose values are not JSON values already, and what makes them so."""


def read(name: str, value: Any) -> Any:
    """The value for a field from what JSON, CSV or a table gives for it.

    Raises:
        ValueProblemError: The field cannot hold it.
    """
    reader, empty = READERS[name]
    if value is None or value == "" or value != value:  # noqa: PLR0124 - NaN and NaT are not equal to themselves
        return empty
    try:
        return reader(value)
    except (TypeError, ValueError, AttributeError, KeyError, OverflowError, StopIteration) as error:
        raise ValueProblemError(f"{name} cannot be {str(value)[:60]!r}; {_expected(name)}") from error


def _expected(name: str) -> str:
    if name in DATES:
        return "write a day as 2020-03-31"
    if name in NUMBERS | COUNTS:
        return "write a number or leave it empty"
    return "see docs/methodology.md for what it holds"


def _day(value: Any) -> dt.date:
    """The day as written: a time or a time zone after it never moves it."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    if text.isdigit() and len(text) == len("20200331"):
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if text[:4].isdigit():
        return dt.date.fromisoformat(text.replace("/", "-")[:10])
    return next(day for pattern in _WRITTEN if (day := _written(text, pattern)))


def _written(text: str, pattern: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return None


def _names(value: Any) -> tuple[str, ...]:
    items = value.split(";") if isinstance(value, str) else value
    return tuple(text for item in items if (text := str(item).strip()))


def _number(value: Any) -> float:
    number = float(value)
    if number - number != 0:  # infinite
        raise ValueError(value)
    return number


def _flag(value: Any) -> bool:
    return value.strip().lower() in {"true", "1", "yes", "t"} if isinstance(value, str) else bool(value)


def _count(value: Any) -> int:
    number = float(value)
    if number != int(number):
        raise ValueError(value)
    return int(value) if isinstance(value, int) else int(number)


def _objects(value: Any) -> list[Mapping[str, Any]]:
    items = json.loads(value) if isinstance(value, str) else value
    return [dict(item) for item in items]


def _spans(value: Any) -> tuple[Span, ...]:
    spans = tuple(Span(item["role"], int(item["start"]), int(item["end"])) for item in _objects(value))
    if any(span.role not in _ROLES or not 0 <= span.start <= span.end for span in spans):
        raise ValueError("spans")
    return spans


def _reports(value: Any) -> tuple[Report, ...]:
    return tuple(_report(item) for item in _objects(value))


def _report(known: Mapping[str, Any]) -> Report:
    values = {name: read(name, known.get(name)) for name in REPORT_FIELDS}
    for name in ("report_id", "doc_id", "quote", "merged_because"):
        values[name] = values[name] or ""
    for name in ("quote_start", "quote_end"):
        values[name] = values[name] or 0
    return Report(**values)


def _kind(name: str) -> tuple[Reader, Any]:
    """The reader of a field's values, and what stands for none."""
    kinds: tuple[tuple[frozenset[str], Reader, Any], ...] = (
        (DATES, _day, None),
        (NAMES, _names, ()),
        (NUMBERS, _number, None),
        (FLAGS, _flag, False),
        (COUNTS, _count, None),
        (frozenset({"spans"}), _spans, ()),
        (frozenset({"reports"}), _reports, ()),
    )
    return next(((reader, empty) for names, reader, empty in kinds if name in names), (str, None))


READERS = {name: _kind(name) for name in (*EVENT_FIELDS, *REPORT_FIELDS)}

"""Events to GeoJSON features (RFC 7946) and flat rows, and back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, get_args

from geomap.model import Event, Report, Role, Span, Status

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
_EMPTY = {"date_text": "", "quote": "", "doc_id": "", "language": "", "quote_start": 0, "quote_end": 0}
_SEPARATOR = "; "


class ValueProblemError(ValueError):
    """A value that a field cannot hold, with a sentence for people."""


def feature(event: Event) -> dict[str, Any]:
    """The event as a GeoJSON feature: a Point (longitude first), or a null geometry where no place is known."""
    placed = event.latitude is not None and event.longitude is not None
    geometry = {"type": "Point", "coordinates": [event.longitude, event.latitude]} if placed else None
    return {"type": "Feature", "id": event.event_id, "geometry": geometry, "properties": properties(event)}


def properties(event: Event) -> dict[str, Any]:
    """The event's fields as JSON values: ISO days, names joined by "; ", `spans` and `reports` as lists of objects."""
    return {name: plain(name, getattr(event, name)) for name in EVENT_FIELDS}


def row(event: Event, *, days: bool = False) -> dict[str, Any]:
    """The event's fields as scalars for tables: as `properties`, with `spans` and `reports` as JSON text.

    Args:
        event: The event.
        days: Whether days stay dates rather than ISO text.
    """
    values = properties(event)
    if days:
        values.update((name, getattr(event, name)) for name in DATES)
    for name in ("spans", "reports"):
        values[name] = json.dumps(values[name], ensure_ascii=False, separators=(",", ":"))
    return values


def plain(name: str, value: Any) -> Any:
    """The value of a field as a JSON value."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if name in NAMES:
        return _SEPARATOR.join(item.replace(_SEPARATOR, ", ") for item in value)
    if name == "spans":
        return [dataclasses.asdict(span) for span in value]
    if name == "reports":
        return [{key: plain(key, getattr(report, key)) for key in REPORT_FIELDS} for report in value]
    return value


def event_of(known: Mapping[str, Any], identity: object = None) -> Event:
    """An event from the values under Event's field names; what is missing is empty.

    Args:
        known: Values as `properties` or `row` write them, or as JSON, CSV and tables return those.
        identity: The feature's id, used where there is no `event_id`; without either a hash of the values serves.

    Raises:
        ValueProblemError: A value that its field cannot hold.
    """
    values = {name: _read(name, known.get(name)) for name in EVENT_FIELDS}
    values["event_id"] = values["event_id"] or _text(identity) or _hash(known)
    values["event_type"] = values["event_type"] or "Unknown"
    values["end_date"] = values["end_date"] or values["event_date"]
    values["event_date"] = values["event_date"] or values["end_date"]
    values["status"] = _status(values["status"])
    for name, empty in _EMPTY.items():
        values[name] = empty if values[name] is None else values[name]
    if values["confidence"] is None:
        values["confidence"] = 1.0
    if values["independent_sources"] is None:
        values["independent_sources"] = 1
    values["review_status"] = values["review_status"] or "unreviewed"
    if (values["latitude"] is None) != (values["longitude"] is None):
        raise ValueProblemError("latitude and longitude go together; give both or neither")
    _check_range("latitude", values["latitude"], 90)
    _check_range("longitude", values["longitude"], 180)
    if values["event_date"] and values["end_date"] < values["event_date"]:
        raise ValueProblemError(
            f"end_date {values['end_date']} is before event_date {values['event_date']}; turn them round"
        )
    return Event(**values)


def _read(name: str, value: Any) -> Any:
    if value is None or value != value or value == "":  # noqa: PLR0124 - NaN and NaT are not equal to themselves
        return () if name in NAMES | {"spans", "reports"} else False if name in FLAGS else None
    try:
        return _reader(name)(value)
    except (TypeError, ValueError, AttributeError, KeyError, OverflowError) as error:
        raise ValueProblemError(f"{name} cannot be {str(value)[:60]!r}; {_expected(name)}") from error


def _reader(name: str) -> Callable[[Any], Any]:
    if name in DATES:
        return _day
    if name in NAMES:
        return _names
    if name in NUMBERS:
        return _number
    if name in FLAGS:
        return _flag
    if name in COUNTS:
        return _count
    return {"spans": _spans, "reports": _reports}.get(name, _text)


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
    return dt.date.fromisoformat(text.replace("/", "-")[:10])


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


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _objects(value: Any) -> list[Mapping[str, Any]]:
    items = json.loads(value) if isinstance(value, str) else value
    return [dict(item) for item in items]


def _spans(value: Any) -> tuple[Span, ...]:
    roles = get_args(Role)
    spans = tuple(Span(item["role"], int(item["start"]), int(item["end"])) for item in _objects(value))
    if any(span.role not in roles or not 0 <= span.start <= span.end for span in spans):
        raise ValueError("spans")
    return spans


def _reports(value: Any) -> tuple[Report, ...]:
    return tuple(_report(item) for item in _objects(value))


def _report(known: Mapping[str, Any]) -> Report:
    values = {name: _read(name, known.get(name)) for name in REPORT_FIELDS}
    for name in ("report_id", "doc_id", "quote"):
        values[name] = values[name] or ""
    for name in ("quote_start", "quote_end"):
        values[name] = values[name] or 0
    return Report(**values)


def _status(value: Any) -> str:
    text = str(value).strip().lower() if value else "occurred"
    if text not in get_args(Status):
        raise ValueProblemError(f"status cannot be {text[:40]!r}; it is one of {', '.join(get_args(Status))}")
    return text


def _check_range(name: str, value: float | None, limit: int) -> None:
    if value is not None and not -limit <= value <= limit:
        raise ValueProblemError(f"{name} {value} is not on Earth; write decimal degrees between -{limit} and {limit}")


def _hash(known: Mapping[str, Any]) -> str:
    text = json.dumps({str(key): str(value) for key, value in known.items()}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

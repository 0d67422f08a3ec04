"""Events to GeoJSON features (RFC 7946) and flat rows, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from operator import attrgetter
from typing import Any, get_args

from geomap.model import Event, Status
from geomap.store.values import DATES, EVENT_FIELDS, READERS, WRITERS, ValueProblemError, read

_EMPTY = {
    "event_type": "Unknown",
    "date_text": "",
    "quote": "",
    "doc_id": "",
    "language": "",
    "quote_start": 0,
    "quote_end": 0,
    "confidence": 1.0,
    "independent_sources": 1,
    "review_status": "unreviewed",
}
"""What stands for a value that a file does not give."""

_FIELDS = attrgetter(*EVENT_FIELDS)
_STATUSES = frozenset(get_args(Status))


def feature(event: Event) -> dict[str, Any]:
    """The event as a GeoJSON feature: a Point (longitude first), or a null geometry where no place is known."""
    placed = event.latitude is not None and event.longitude is not None
    geometry = {"type": "Point", "coordinates": [event.longitude, event.latitude]} if placed else None
    return {"type": "Feature", "id": event.event_id, "geometry": geometry, "properties": properties(event)}


def properties(event: Event) -> dict[str, Any]:
    """The event's fields as JSON values: ISO days, names joined by "; ", `spans` and `reports` as lists of objects."""
    values = dict(zip(EVENT_FIELDS, _FIELDS(event), strict=True))
    for name, writer in WRITERS.items():
        if name in values:
            values[name] = writer(values[name])
    return values


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


def event_of(known: Mapping[str, Any], identity: object = None) -> Event:
    """An event from the values under Event's field names; what is missing is empty.

    Args:
        known: Values as `properties` or `row` write them, or as JSON, CSV and tables return those.
        identity: The feature's id, used where there is no `event_id`; without either a hash of the values serves.

    Raises:
        ValueProblemError: A value that its field cannot hold.
    """
    get = known.get
    values: dict[str, Any] = {}
    for name in EVENT_FIELDS:
        value = get(name)
        values[name] = READERS[name][1] if value is None else read(name, value)
    values["event_id"] = values["event_id"] or str(identity or _hash(known))
    values["status"] = _status(values["status"])
    for name, empty in _EMPTY.items():
        if values[name] is None:
            values[name] = empty
    _settle_days(values)
    _check_place(values["latitude"], values["longitude"])
    return Event(**values)


def _settle_days(values: dict[str, Any]) -> None:
    first, last = values["event_date"], values["end_date"]
    values["event_date"], values["end_date"] = first or last, last or first
    if first and last and last < first:
        raise ValueProblemError(f"end_date {last} is before event_date {first}; turn them round")


def _check_place(latitude: float | None, longitude: float | None) -> None:
    if (latitude is None) != (longitude is None):
        raise ValueProblemError("latitude and longitude go together; give both or neither")
    for name, value, limit in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if value is not None and not -limit <= value <= limit:
            raise ValueProblemError(
                f"{name} {value} is not on Earth; write decimal degrees between -{limit} and {limit}"
            )


def _status(value: str | None) -> str:
    text = value.strip().lower() if value else "occurred"
    if text not in _STATUSES:
        raise ValueProblemError(f"status cannot be {text[:40]!r}; it is one of {', '.join(get_args(Status))}")
    return text


def _hash(known: Mapping[str, Any]) -> str:
    text = json.dumps({str(key): str(value) for key, value in known.items()}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

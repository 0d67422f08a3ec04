"""Features made by others: which of their properties is which of an event's fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geomap.model import Event
from geomap.store.codec import event_of
from geomap.store.values import EVENT_FIELDS, ValueProblemError

_ALIASES = {
    "event_date": ("date_start", "date", "start_date", "day", "sqldate", "timestamp", "time"),
    "end_date": ("date_end", "enddate"),
    "event_type": ("type", "category"),
    "location": ("name", "where_coordinates", "place"),
    "actor1": ("side_a",),
    "actor2": ("side_b",),
    "fatalities": ("best", "deaths"),
    "fatalities_low": ("low",),
    "fatalities_high": ("high",),
    "fatalities_civilians": ("deaths_civilians",),
    "admin1": ("adm_1", "adm1_name"),
    "admin2": ("adm_2", "adm2_name"),
    "latitude": ("lat", "y"),
    "longitude": ("lon", "lng", "long", "x"),
    "quote": ("notes", "description", "source_headline"),
    "event_id": ("event_id_cnty", "id", "globaleventid"),
}
_POINT = 2


def from_feature(item: Any) -> Event:
    """An event from a GeoJSON feature, ours or another's with coordinates and a date.

    The geometry's coordinates hold over the properties'; of a geometry that is no point a point inside is taken.

    Raises:
        ValueProblemError: It is no feature, or lacks what an event needs.
    """
    sound = isinstance(item, Mapping) and isinstance(item.get("properties") or {}, Mapping)
    if not sound or item.get("type") != "Feature":
        raise ValueProblemError("this is not a GeoJSON feature; export the file as GeoJSON")
    known = dict(item.get("properties") or {})
    longitude, latitude = _coordinates(item.get("geometry"))
    if "event_type" in known and "quote_start" in known:
        if longitude is not None:
            known.update(longitude=longitude, latitude=latitude)
        return event_of(known, item.get("id"))
    if longitude is not None:
        known.update(longitude=longitude, latitude=latitude)
    return from_row(known, item.get("id"))


def from_row(known: Mapping[str, Any], identity: object = None) -> Event:
    """An event from another's row: Event's names first, common names of others where those are missing.

    Raises:
        ValueProblemError: There are no coordinates or no date.
    """
    lower = {str(key).strip().lower(): value for key, value in known.items()}
    values = {name: lower[name] for name in EVENT_FIELDS if lower.get(name) not in (None, "")}
    for name, others in _ALIASES.items():
        found = next((lower[other] for other in others if lower.get(other) not in (None, "")), None)
        if found is not None:
            values.setdefault(name, found)
    if not {"event_date", "longitude", "latitude"} <= values.keys():
        raise ValueProblemError("an event needs coordinates and a date, such as `event_date`; documents need a `text`")
    return event_of(values, identity)


def _coordinates(geometry: Any) -> tuple[float | None, float | None]:
    if not geometry:
        return None, None
    try:
        if geometry["type"] == "Point":
            longitude, latitude = (float(number) for number in geometry["coordinates"][:_POINT])
            return longitude, latitude
        import shapely.geometry

        point = shapely.geometry.shape(geometry).representative_point()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise ValueProblemError("its geometry is not GeoJSON; use a Point with longitude, latitude") from error
    return (None, None) if point.is_empty else (point.x, point.y)

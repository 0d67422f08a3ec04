"""Any kind of events in, plain columns out.

Accepts what a user has at hand: geomap events, a (Geo)DataFrame, a mapping of columns, a GeoJSON feature collection.
Columns keep the order of the rows; None, NaN and NaT all mean "not known".
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from geomap.errors import UsageError
from geomap.model import Event, Report
from geomap.render.fields import FIELDS, JOINED
from geomap.render.foreign import rename_known

Column = Sequence[Any]
_EVENT_FIELDS = tuple(f.name for f in dataclasses.fields(Event))


@dataclass(slots=True)
class Frame:
    """Events as columns.

    Attributes:
        count: How many rows.
        columns: The columns that `fields.FIELDS` names; those absent hold nothing.
        extras: Columns of the user's own, shown in the panel and the downloads.
    """

    count: int
    columns: dict[str, Column]
    extras: dict[str, Column] = field(default_factory=dict)

    def get(self, name: str) -> Column:
        """Give a column, or one of Nones."""
        found = self.columns.get(name)
        return found if found is not None else [None] * self.count

    def numbers(self, name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Give a column as floats, NaN where nothing is known."""
        values = self.columns.get(name)
        if values is None:
            return np.full(self.count, np.nan)
        return np.asarray(pd.to_numeric(pd.Series(values, dtype=None), errors="coerce"), dtype=np.float64)


def to_frame(events: object) -> Frame:
    """Turn events of any accepted kind into columns.

    Args:
        events: Events or what holds them (a view, an extraction), a DataFrame or GeoDataFrame, a mapping of column
            names to columns, a GeoJSON FeatureCollection, or an object with `__geo_interface__`.

    Raises:
        UsageError: `events` is none of these, or its columns hold no coordinates.
    """
    if isinstance(events, pd.DataFrame):
        return _from_dataframe(events)
    if isinstance(events, Mapping) and events.get("type") == "FeatureCollection":
        return _from_features(events["features"])
    if isinstance(events, Mapping):
        return _from_columns(dict(events))
    if hasattr(events, "events"):
        return to_frame(events.events)
    if hasattr(events, "__geo_interface__"):
        return to_frame(events.__geo_interface__)
    if isinstance(events, Iterable) and not isinstance(events, str | bytes):
        return _from_events(list(events))
    message = (
        f"Cannot draw a {type(events).__name__}: give events, a GeoDataFrame, columns or a GeoJSON FeatureCollection."
    )
    raise UsageError(message)


def _from_events(events: list[Any]) -> Frame:
    if any(not isinstance(event, Event) for event in events):
        raise UsageError(
            "A list to be drawn must hold geomap events only; for other rows give a DataFrame or a FeatureCollection."
        )
    columns: dict[str, Column] = {name: [getattr(event, name) for event in events] for name in _EVENT_FIELDS}
    for name in JOINED:
        columns[name] = ["; ".join(names) if names else None for names in columns[name]]
    columns["spans"] = [[[span.role, span.start, span.end] for span in spans] or None for spans in columns["spans"]]
    columns["reports"] = [[_report(report) for report in reports] for reports in columns["reports"]]
    return Frame(len(events), columns)


def _report(report: Report) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name in Report.__slots__
        if (value := getattr(report, name)) not in (None, (), "")
    }


def _from_features(features: Sequence[Mapping[str, Any]]) -> Frame:
    rows = [dict(feature.get("properties") or {}) for feature in features]
    for row, feature in zip(rows, features, strict=True):
        geometry = feature.get("geometry")
        if geometry and geometry.get("type") == "Point":
            row["longitude"], row["latitude"] = geometry["coordinates"][:2]
        if "event_id" not in row and feature.get("id") is not None:
            row["event_id"] = str(feature["id"])
    names = dict.fromkeys(name for row in rows for name in row)
    return _from_columns({name: [row.get(name) for row in rows] for name in names}, count=len(rows))


def _from_dataframe(table: pd.DataFrame) -> Frame:
    columns: dict[str, Any] = {str(name): table[name] for name in table.columns}
    geometry = getattr(table, "_geometry_column_name", None)
    if geometry and geometry in columns:
        points = columns.pop(geometry)
        if points.crs is not None and not points.crs.is_geographic:
            points = points.to_crs(4326)
        if not {"latitude", "longitude"} <= columns.keys():
            centres = points if (points.geom_type.dropna() == "Point").all() else points.representative_point()
            columns["longitude"], columns["latitude"] = centres.x, centres.y
    return _from_columns(columns, count=len(table))


def _from_columns(columns: dict[str, Any], count: int | None = None) -> Frame:
    columns = rename_known(columns)
    lengths = {len(column) for column in columns.values()}
    if len(lengths) > 1:
        raise UsageError("The columns to be drawn differ in length.")
    count = count if count is not None else (lengths.pop() if lengths else 0)
    if count and not {"latitude", "longitude"} <= columns.keys():
        raise UsageError(
            "No coordinates: events need the columns latitude and longitude (decimal degrees, WGS 84) "
            "or a point geometry."
        )
    known = {name: _joined(name, column) for name, column in columns.items() if name in FIELDS}
    return Frame(count, known, {name: column for name, column in columns.items() if name not in FIELDS})


def _joined(name: str, column: Any) -> Column:
    if name in JOINED and not isinstance(column, np.ndarray):
        return ["; ".join(map(str, value)) if isinstance(value, list | tuple) else value for value in column]
    found: Column = column
    return found

"""Events to GeoDataFrames and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import geopandas
import pandas as pd

from geomap.errors import DocumentError
from geomap.model import Event
from geomap.store.codec import row
from geomap.store.foreign import from_row
from geomap.store.values import COUNTS, DATES, EVENT_FIELDS, FLAGS, NUMBERS, ValueProblemError


def to_geodataframe(events: Iterable[Event]) -> geopandas.GeoDataFrame:
    """One row an event; see `View.to_geodataframe`."""
    frame = pd.DataFrame.from_records([row(event) for event in events], columns=list(EVENT_FIELDS))
    for name in EVENT_FIELDS:
        frame[name] = _typed(name, frame[name])
    points = geopandas.points_from_xy(frame["longitude"], frame["latitude"])
    geometry = geopandas.GeoSeries(points, index=frame.index, crs="EPSG:4326").where(frame["longitude"].notna(), None)
    return geopandas.GeoDataFrame(frame, geometry=geometry, crs="EPSG:4326")


def _typed(name: str, column: pd.Series[Any]) -> pd.Series[Any]:
    if name in DATES:
        return pd.to_datetime(column, format="ISO8601")
    if name in COUNTS:
        return column.astype("Int64")
    if name in NUMBERS:
        return column.astype("float64")
    if name in FLAGS:
        return column.astype("bool")
    text = column.astype("object")
    return text.where(text.notna(), None)


def from_geodataframe(frame: geopandas.GeoDataFrame) -> Iterator[Event]:
    """The events in a frame, row by row.

    Raises:
        DocumentError: A row that cannot be an event; it names the row.
    """
    if frame.crs is not None and not frame.crs.equals("EPSG:4326", ignore_axis_order=True):
        frame = frame.to_crs("EPSG:4326")
    geometry = frame.geometry
    inside = geometry.representative_point()
    columns = [name for name in frame.columns if name != geometry.name]
    for index, values, point in zip(
        frame.index, frame[columns].itertuples(index=False, name=None), inside, strict=True
    ):
        known = {name: None if _missing(value) else value for name, value in zip(columns, values, strict=True)}
        if point is not None and not point.is_empty:
            known.update(longitude=point.x, latitude=point.y)
        try:
            yield from_row(known)
        except ValueProblemError as problem:
            raise DocumentError(f"row {index}", str(problem)) from problem


def _missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124 - NaN

"""Polygons to filter by, from GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
import shapely.geometry
from shapely.geometry.base import BaseGeometry

from geomap.errors import UsageError


class Area:
    """The union of some polygons in WGS 84; a point on an edge is inside."""

    def __init__(self, geometry: BaseGeometry) -> None:
        """Wrap a polygon or multipolygon."""
        self.geometry = shapely.make_valid(geometry)
        shapely.prepare(self.geometry)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether the point lies in it or on its edge."""
        return bool(shapely.intersects_xy(self.geometry, longitude, latitude))


def area_of(source: Path | str | Mapping[str, Any] | BaseGeometry) -> Area:
    """The area of a GeoJSON file, a GeoJSON mapping or a shapely geometry.

    Raises:
        UsageError: The file cannot be read or holds no polygon.
    """
    if isinstance(source, BaseGeometry):
        return Area(source)
    name = "the area" if isinstance(source, Mapping) else str(source)
    try:
        value = source if isinstance(source, Mapping) else json.loads(Path(source).read_text("utf-8-sig"))
        shapes = [shapely.geometry.shape(geometry) for geometry in _geometries(value)]
        kept = [shape for shape in shapes if shape.geom_type in {"Polygon", "MultiPolygon"} and not shape.is_empty]
        whole = shapely.union_all([shapely.make_valid(polygon) for polygon in kept])
    except OSError as error:
        raise UsageError(f"{name} cannot be read ({error.strerror}); name a GeoJSON file with a polygon") from error
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, shapely.errors.ShapelyError) as error:
        raise UsageError(f"{name} is not GeoJSON; save the area as GeoJSON with a polygon") from error
    if not kept:
        raise UsageError(f"{name} holds no polygon, so nothing can lie within it; draw one and save it as GeoJSON")
    return Area(whole)


def _geometries(value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if value["type"] == "FeatureCollection":
        for feature in value["features"]:
            yield from _geometries(feature)
    elif value["type"] == "GeometryCollection":
        for geometry in value["geometries"]:
            yield from _geometries(geometry)
    elif value["type"] == "Feature":
        if value["geometry"]:
            yield from _geometries(value["geometry"])
    else:
        yield value

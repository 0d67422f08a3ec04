"""Where the middle of a division lies: of the land nearest to its towns, not of the towns, which huddle in a corner."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.places.gazetteer.entries import Entry

# A country's land is sampled at about so many points; a division needs so many for their middle to mean something.
_SAMPLES = 500
_FEWEST = 5
_FINEST, _COARSEST = 0.04, 0.5
_TOLERANCE_DEGREES = 0.05


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Return the mean latitude and longitude of points, right across the 180th meridian too."""
    latitudes, longitudes = zip(*points, strict=True)
    east = sum(math.cos(math.radians(longitude)) for longitude in longitudes)
    north = sum(math.sin(math.radians(longitude)) for longitude in longitudes)
    return round(sum(latitudes) / len(latitudes), 5), round(math.degrees(math.atan2(north, east)), 5)


def land_middles(towns: Iterable[Entry]) -> dict[int, tuple[float, float]]:
    """Return the middle of the land of divisions, by id, for those large enough.

    Args:
        towns: Populated places with the ids of their divisions.

    Returns:
        Latitude and longitude by the division's id.
    """
    from geomap.places.gazetteer.shapes import country_shapes

    by_country: dict[str, list[Entry]] = {}
    for town in towns:
        by_country.setdefault(town.country_code, []).append(town)
    outlines: dict[str, list[BaseGeometry]] = {}
    for shape in country_shapes():
        outlines.setdefault(shape.iso, []).append(shape.geometry)
    found: dict[int, tuple[float, float]] = {}
    for code, its_towns in by_country.items():
        if code in outlines:
            found.update(_middles_in(outlines[code], its_towns))
    return found


def _middles_in(outline: list[BaseGeometry], towns: list[Entry]) -> dict[int, tuple[float, float]]:
    import numpy as np
    import shapely

    land = shapely.make_valid(shapely.union_all(shapely.simplify(outline, _TOLERANCE_DEGREES)))
    longitudes, latitudes = _samples(land) if not land.is_empty else (np.array([]), np.array([]))
    if not len(longitudes):
        return {}
    places = np.array([(town.longitude, town.latitude) for town in towns])
    # Degrees of longitude are shortened, so that "nearest" means nearest on the ground.
    shrink = max(0.1, math.cos(math.radians(float(places[:, 1].mean()))))
    tree = shapely.STRtree(shapely.points(places * [shrink, 1.0]))
    nearest = tree.nearest(shapely.points(longitudes * shrink, latitudes))
    weights = np.cos(np.radians(latitudes))
    around = np.radians(longitudes)
    found: dict[int, tuple[float, float]] = {}
    for divisions in ([town.admin1_id for town in towns], [town.admin2_id for town in towns]):
        ids, which, counts = np.unique(np.array(divisions)[nearest], return_inverse=True, return_counts=True)
        north = np.bincount(which, latitudes * weights) / np.bincount(which, weights)
        sines, cosines = np.bincount(which, np.sin(around) * weights), np.bincount(which, np.cos(around) * weights)
        east = np.degrees(np.arctan2(sines, cosines))
        for identifier, count, latitude, longitude in zip(ids, counts, north, east, strict=True):
            if identifier and count >= _FEWEST:
                found[int(identifier)] = round(float(latitude), 5), round(float(longitude), 5)
    return found


def _samples(land: BaseGeometry) -> tuple[Any, Any]:
    """Longitudes and latitudes of points on the land, a grid in degrees."""
    import numpy as np
    import shapely

    west, south, east, north = land.bounds
    step = min(_COARSEST, max(_FINEST, math.sqrt(land.area / _SAMPLES)))
    grid = np.meshgrid(np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step))
    longitudes, latitudes = grid[0].ravel(), grid[1].ravel()
    shapely.prepare(land)
    inside = shapely.contains_xy(land, longitudes, latitudes)
    return longitudes[inside], latitudes[inside]

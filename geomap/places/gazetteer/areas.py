"""Approximate areas of divisions: the land nearer to one of a division's towns than to a town of any other.

The union of the Voronoi cells of its towns, cut at the country's outline. It is a guess, good enough to draw a soft
haze and to tell roughly which division a point lies in; it is not a boundary. A division that holds no town takes the
area above it.
"""

from __future__ import annotations

import math
import tempfile
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.places.gazetteer.shapes import SOURCE, country_outline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

VORONOI_SOURCE = "nearest towns of GeoNames, cut at Natural Earth's outline"
# About a kilometre: finer than the guess itself.
_TOLERANCE_DEGREES = 0.01


@dataclass(frozen=True, slots=True)
class Area:
    """The extent of a country or division.

    Attributes:
        geometry: Shapely polygon or multipolygon, longitude before latitude, WGS 84.
        approximate: True for a guess that must not be drawn as a boundary.
        source: Where it comes from, for people.
        borrowed: True where the division has no town of its own and this is the area of the one above it.
    """

    geometry: BaseGeometry
    approximate: bool
    source: str
    borrowed: bool = False


@dataclass(frozen=True, slots=True)
class TownPoints:
    """Towns of a country: parallel sequences of coordinates (degrees) and ids of divisions (0 where unknown)."""

    latitudes: Sequence[float]
    longitudes: Sequence[float]
    admin1: Sequence[int]
    admin2: Sequence[int]


def country_area(code: str) -> Area | None:
    """Return a country's outline as an area, or None where Natural Earth draws none."""
    outline = country_outline(code)
    return None if outline is None else Area(outline, approximate=False, source=SOURCE)


def division_areas(code: str, towns: TownPoints) -> dict[int, BaseGeometry]:
    """Compute the areas of all divisions of a country that hold towns, by id.

    Args:
        code: ISO 3166-1 alpha-2 code; where Natural Earth draws no such country there are no areas.
        towns: The country's towns.
    """
    import numpy as np
    import shapely

    outline = country_outline(code)
    if outline is None or not len(towns.latitudes):
        return {}
    land = shapely.simplify(outline, _TOLERANCE_DEGREES)
    # Degrees of longitude are shortened, so that "nearest" means nearest on the ground.
    shrink = max(0.1, math.cos(math.radians(float(np.mean(towns.latitudes)))))
    points = np.column_stack([np.asarray(towns.longitudes) * shrink, np.asarray(towns.latitudes)])
    points, first = np.unique(points, axis=0, return_index=True)
    cells = _cells(points, _scaled(land, shrink))
    cells = _clip(_scaled(cells, 1 / shrink), land)
    areas: dict[int, BaseGeometry] = {}
    for divisions in (np.asarray(towns.admin1)[first], np.asarray(towns.admin2)[first]):
        for division in np.unique(divisions):
            area = shapely.union_all(cells[divisions == division])
            if division and not area.is_empty:
                areas[int(division)] = area
    return areas


def _cells(points: NDArray[Any], land: BaseGeometry) -> NDArray[Any]:
    """Voronoi cells in the order of their points, reaching over all the land."""
    import numpy as np
    import shapely

    reach = shapely.union(land.envelope, shapely.multipoints(points).envelope).envelope
    if len(points) == 1:
        return np.array([reach])
    diagram = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=reach, ordered=True)
    return np.asarray(shapely.get_parts(diagram))


def _scaled(geometry: Any, factor: float) -> Any:
    import shapely

    return shapely.transform(geometry, lambda coordinates: coordinates * [factor, 1.0])


def _clip(cells: NDArray[Any], land: BaseGeometry) -> NDArray[Any]:
    """Cut the cells at the outline; most lie wholly inside, which is quick to see."""
    import shapely

    shapely.prepare(land)
    outside = ~shapely.contains_properly(land, cells)
    cells[outside] = shapely.intersection(shapely.make_valid(cells[outside]), land)
    return cells


def load_areas(path: Path) -> dict[int, BaseGeometry] | None:
    """Read areas that were computed before; None where there are none, or none that can be read."""
    import numpy as np
    import shapely

    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            ids, starts, blob = stored["ids"], stored["starts"], stored["blob"].tobytes()
            shapes = shapely.from_wkb([blob[start:end] for start, end in pairwise(starts)])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, shapely.errors.ShapelyError):
        return None
    return {int(identifier): geometry for identifier, geometry in zip(ids, shapes, strict=True)}


def save_areas(path: Path, areas: Mapping[int, BaseGeometry]) -> None:
    """Keep computed areas; a reader never sees half a file."""
    import numpy as np
    import shapely

    pieces = [shapely.to_wkb(geometry) for geometry in areas.values()]
    starts = np.cumsum([0, *map(len, pieces)])
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        np.savez(
            file,
            ids=np.fromiter(areas, dtype=np.int64, count=len(areas)),
            starts=starts,
            blob=np.frombuffer(b"".join(pieces), dtype=np.uint8),
        )
    Path(file.name).replace(path)

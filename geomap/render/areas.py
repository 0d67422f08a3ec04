"""Areas of uncertainty: where an event may have happened, as UCDP's `where_prec` says.

An event known only to its province must not look like a point. Each distinct area stands once in the page, and each
event names its
area: the outline of the division where one is at hand, else a circle.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd
import shapely

from geomap.render.blocks import BlockWriter, smallest_unsigned
from geomap.render.frame import Frame
from geomap.render.shapes import Whole, pack_lines, rings_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

RADIUS_KM = {2: 25, 3: 35, 4: 80, 5: 50, 7: 100}
"""Radius of the circle drawn for each `where_prec`. 25 km is UCDP's own (GED codebook, where_prec 2); the others only
say "somewhere about here" where no outline is known."""
COUNTRY_ONLY = 6
_OUTLINED = (3, 4)
_TOLERANCE = 0.004
_SCALE = 5_000


class Area(Protocol):
    """The extent of a division, as the gazetteer gives it."""

    @property
    def geometry(self) -> BaseGeometry:
        """Polygon or multipolygon, WGS 84."""

    @property
    def approximate(self) -> bool:
        """True for a guess, which is drawn without an edge."""


AreaLookup = Callable[[int], Area | None]


def pack_areas(frame: Frame, lookup: AreaLookup | None, writer: BlockWriter) -> dict[str, Any] | None:
    """Write the areas of all events that have no exact place, or return None where there are none.

    Args:
        frame: The events.
        lookup: Gives the extent of a division by its GeoNames id; None draws circles only.
        writer: Where the blocks go.
    """
    precision = frame.numbers("where_prec")
    latitude, longitude = frame.numbers("latitude"), frame.numbers("longitude")
    vague = np.isin(precision, list(RADIUS_KM)) & ~np.isnan(latitude) & ~np.isnan(longitude)
    if not vague.any():
        return None
    ids = np.where(np.isin(precision, _OUTLINED), frame.numbers("geonames_id"), np.nan)
    rows = pd.DataFrame({"prec": precision, "lat": latitude, "lon": longitude, "id": ids})[vague]
    by_id = rows["id"].notna() & (lookup is not None)
    keys = pd.DataFrame(
        {
            "prec": rows["prec"],
            "id": rows["id"].where(by_id, -1),
            "lat": rows["lat"].round(3).where(~by_id, 0),
            "lon": rows["lon"].round(3).where(~by_id, 0),
        }
    )
    number = keys.groupby(list(keys.columns), sort=False).ngroup().to_numpy()
    firsts = rows[~pd.Series(number, index=rows.index).duplicated()]
    of_event = np.zeros(frame.count, dtype=np.int64)
    of_event[vague] = number + 1
    rings, owners, approximate = _outlines(firsts["id"], lookup)
    radius = firsts["prec"].map(RADIUS_KM).to_numpy(dtype="u1").copy()
    radius[list(set(owners))] = 0
    return {
        "of_event": writer.numbers(of_event.astype(smallest_unsigned(len(firsts)))),
        "latitude": writer.numbers(firsts["lat"].to_numpy(dtype="f4")),
        "longitude": writer.numbers(firsts["lon"].to_numpy(dtype="f4")),
        "precision": writer.numbers(firsts["prec"].to_numpy(dtype="u1")),
        "radius_km": writer.numbers(radius),
        "approximate": writer.numbers(approximate),
        "rings": pack_lines(rings, owners, _SCALE, writer),
    }


def _outlines(ids: pd.Series[float], lookup: AreaLookup | None) -> tuple[list[Whole], list[int], np.ndarray[Any, Any]]:
    """Give rings, the area each belongs to, and for each area whether it is a guess (circles are)."""
    shapes: list[BaseGeometry] = []
    places: list[int] = []
    approximate = np.ones(len(ids), dtype="u1")
    for place, geonames_id in enumerate(ids):
        found = lookup(int(geonames_id)) if lookup is not None and not math.isnan(geonames_id) else None
        if found is not None and not found.geometry.is_empty:
            shapes.append(shapely.simplify(found.geometry, _TOLERANCE))
            places.append(place)
            approximate[place] = found.approximate
    if not shapes:
        return [], [], approximate
    rings, index = rings_of(shapes, _SCALE)
    return rings, [places[number] for number in index], approximate

"""The middle of a side of a country: "the north of Mali" is where its northern provinces are, not the middle of Mali."""

from __future__ import annotations

import math
from collections.abc import Sequence

from geomap.model import Place

# Provinces that reach at least this share of the outermost one's way in the direction make up the side.
_SHARE = 0.55
# The provinces nearest to the middle that make up the centre: one in so many.
_CENTRAL = 3
_FEWEST = 4


def side_of(provinces: Sequence[Place], bearing: float | None) -> tuple[float, float] | None:
    """The middle of the provinces on one side of a country.

    Args:
        provinces: Its first-order divisions.
        bearing: Degrees from north; None for its centre.

    Returns:
        Latitude and longitude in degrees; None where there are too few provinces to tell sides apart.
    """
    if len(provinces) < _FEWEST:
        return None
    latitude = sum(place.latitude for place in provinces) / len(provinces)
    longitude = sum(place.longitude for place in provinces) / len(provinces)
    wide = math.cos(math.radians(latitude))
    offsets = [((place.longitude - longitude) * wide, place.latitude - latitude) for place in provinces]
    if bearing is None:
        nearest = sorted(range(len(provinces)), key=lambda i: math.hypot(*offsets[i]))
        chosen = nearest[: max(1, len(provinces) // _CENTRAL)]
    else:
        turn = math.radians(bearing)
        along = [east * math.sin(turn) + north * math.cos(turn) for east, north in offsets]
        chosen = [i for i, way in enumerate(along) if way >= _SHARE * max(along)]
    return (
        round(sum(provinces[i].latitude for i in chosen) / len(chosen), 5),
        round(sum(provinces[i].longitude for i in chosen) / len(chosen), 5),
    )

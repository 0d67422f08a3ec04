"""Distances on the globe, as a sphere of the Earth's mean radius: right to half a per cent."""

from __future__ import annotations

import math

EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180


def distance_km(latitude1: float, longitude1: float, latitude2: float, longitude2: float) -> float:
    """Return the great-circle distance between two points in kilometres."""
    north1, north2 = math.radians(latitude1), math.radians(latitude2)
    half_north = math.sin((north2 - north1) / 2)
    half_east = math.sin(math.radians(longitude2 - longitude1) / 2)
    square = half_north**2 + math.cos(north1) * math.cos(north2) * half_east**2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(square)))


def box_around(latitude: float, longitude: float, kilometres: float) -> tuple[float, float, float, float]:
    """Return south, north, west and east, in degrees, of a box that holds every point within a distance.

    West and east may lie beyond 180 degrees where the box crosses that meridian.
    """
    tall = kilometres / KM_PER_DEGREE
    farthest = min(89.9, abs(latitude) + tall)
    wide = min(180.0, tall / math.cos(math.radians(farthest)))
    return max(-90.0, latitude - tall), min(90.0, latitude + tall), longitude - wide, longitude + wide

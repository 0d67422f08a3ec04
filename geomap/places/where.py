"""Where exactly: UCDP's `where_prec`, the point meant, and the place as a reader would name it.

UCDP GED codebook: 1 exact, 2 near (about 25 km), 3 second-order division, 4 first-order division, 5 fuzzy area or
line, 6 country, 7 international waters or airspace.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from geomap.model import Place
from geomap.places.candidates import level_of
from geomap.places.surroundings import Surroundings

EXACT, NEAR, DISTRICT, PROVINCE, FUZZY, COUNTRY, SEA = range(1, 8)
_BY_LEVEL = {
    "country": COUNTRY,
    "admin1": PROVINCE,
    "admin2": DISTRICT,
    "division": DISTRICT,
    "town": EXACT,
    "quarter": EXACT,
    "water": SEA,
    "region": FUZZY,
}
# A commune is a small town with its villages; what is called a province or region after a mere town is about a district.
_BY_DESIGNATOR = {"admin1": DISTRICT, "admin2": DISTRICT, "commune": NEAR}
# Localities entered to within some twenty kilometres (packs/localities.yaml).
_ROUGH = frozenset({"LCTY"})
_WIDE = frozenset({COUNTRY, PROVINCE, DISTRICT, FUZZY, SEA})
_NEAR_KM = 50.0
_EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Spot:
    """A point, its precision and its name for people. Degrees, WGS 84."""

    latitude: float
    longitude: float
    where_prec: int
    location: str


def spot_of(place: Place, text: str, around: Surroundings) -> Spot:
    """The spot meant by a name and the words around it.

    Args:
        place: What the name was resolved to.
        text: The name as written.
        around: What stands around it.
    """
    spot = Spot(place.latitude, place.longitude, _precision(place, around), text)
    if around.offshore:
        return replace(spot, where_prec=SEA, location=_phrased(around, text))
    if around.border or around.route:
        return replace(spot, where_prec=FUZZY, location=_phrased(around, text))
    if around.kilometres is not None and around.bearing is not None:
        latitude, longitude = moved(place.latitude, place.longitude, around.bearing, around.kilometres)
        precision = max(spot.where_prec, NEAR) if around.kilometres <= _NEAR_KM else FUZZY
        return Spot(latitude, longitude, FUZZY if spot.where_prec in _WIDE else precision, _phrased(around, text))
    if around.kilometres is not None and around.kilometres > _NEAR_KM and around.beside:
        return replace(spot, where_prec=max(spot.where_prec, FUZZY), location=_phrased(around, text))
    if around.part and spot.where_prec == COUNTRY:
        return replace(spot, where_prec=FUZZY, location=_phrased(around, text))
    if around.part and spot.where_prec in _WIDE:
        return replace(spot, location=_phrased(around, text))
    if around.part and around.inner and not around.beside:
        return replace(spot, location=_phrased(around, text))
    if around.part or around.beside:
        return replace(
            spot,
            where_prec=FUZZY if spot.where_prec == COUNTRY else max(spot.where_prec, NEAR),
            location=_phrased(around, text),
        )
    return spot


def _precision(place: Place, around: Surroundings) -> int:
    """The precision of an entry under its designator: "the district of X" is no exact place where the gazetteer has but the town."""
    precision = NEAR if place.feature in _ROUGH else _BY_LEVEL[level_of(place)]
    if precision > NEAR or not around.levels:
        return precision
    return max(precision, min(_BY_DESIGNATOR.get(level, EXACT) for level in around.levels))


def _phrased(around: Surroundings, text: str) -> str:
    """The name with the words that widen or move it."""
    phrase = around.phrase
    front = phrase if not phrase or phrase.endswith((" ", "'", "’")) else f"{phrase} "
    return f"{front}{text}{f' {around.suffix}' if around.suffix else ''}"


def midway(one: Spot, other: Spot) -> Spot:
    """The middle of two spots: a line, which is fuzzy however near its ends are."""
    longitude = other.longitude
    if abs(longitude - one.longitude) > 180:
        longitude += 360 if longitude < one.longitude else -360
    middle = (one.longitude + longitude) / 2
    return Spot(
        (one.latitude + other.latitude) / 2,
        (middle + 180) % 360 - 180,
        FUZZY,
        f"{one.location} – {other.location}",
    )


def moved(latitude: float, longitude: float, bearing: float, kilometres: float) -> tuple[float, float]:
    """The point so many kilometres away on a great circle, `bearing` in degrees from north: latitude, longitude."""
    arc, turn = kilometres / _EARTH_KM, math.radians(bearing)
    north, east = math.radians(latitude), math.radians(longitude)
    target = math.asin(math.sin(north) * math.cos(arc) + math.cos(north) * math.sin(arc) * math.cos(turn))
    shift = math.atan2(
        math.sin(turn) * math.sin(arc) * math.cos(north), math.cos(arc) - math.sin(north) * math.sin(target)
    )
    return round(math.degrees(target), 5), round((math.degrees(east + shift) + 180) % 360 - 180, 5)

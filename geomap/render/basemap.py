"""An own basemap: land, borders and names, small enough to travel in the page.

Two levels: the world, coarse, and the part around the events, fine. Neighbours are simplified together, so that a
border stays one line and no sliver opens beside it. Which borders there are is one data set's viewpoint, named on the
map; those of disputed countries are drawn dashed. Nothing is ever derived from this drawing.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import shapely

from geomap.model import Place
from geomap.render.blocks import BlockWriter
from geomap.render.frame import Frame
from geomap.render.levels import Level, kept_level
from geomap.render.shapes import Whole, edges_between, rings_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WORLD_TOLERANCE = 0.08
"""Degrees by which a line of the world level may stray: a pixel at zoom 4."""
WORLD_SMALLEST = 0.03
"""Square degrees below which an island is left out of the world level."""
FINEST_TOLERANCE = 0.003
STEPS_ACROSS = 3000
"""The fine level strays by at most this part of its width."""
MOST_PLACES = 900
_WORLD_SCALE, _NEAR_SCALE = 1_000, 20_000
MOST_BOXES = 30
_NAMES_A_CELL = 8
_ROOM = 2.5
_FARTHEST_TOWN_KM = 2500.0
_MOST_TOWNS_ASKED = 12_000
_LAYOUT = 1
CREDIT = "Natural Earth 5.1"
VIEWPOINT = "DE"
"""Whose borders the embedded shapes show (ISO alpha-2); said on the map."""


class CountryShape(Protocol):
    """One country as drawn; the gazetteer's shapes are such."""

    @property
    def iso(self) -> str:
        """ISO 3166-1 alpha-2, empty where it has none."""

    @property
    def name(self) -> str:
        """English name."""

    @property
    def names(self) -> Mapping[str, str]:
        """Names by language code."""

    @property
    def geometry(self) -> BaseGeometry:
        """Polygon or multipolygon, WGS 84, meeting its neighbours without gaps."""

    @property
    def label_latitude(self) -> float:
        """Degrees north of the point where its name is written."""

    @property
    def label_longitude(self) -> float:
        """Degrees east of it."""

    @property
    def min_label_zoom(self) -> float:
        """The zoom from which its name is shown."""

    @property
    def disputed(self) -> bool:
        """Whether some states do not recognise it, or its status is open."""


Box = tuple[float, float, float, float]
Towns = Callable[[float, float, float, int], Sequence[tuple[Place, float]]]
"""Gives the towns around a point (latitude, longitude, kilometres, at most so many) with their distance, as the
gazetteer does."""


def pack_basemap(
    countries: Sequence[CountryShape], towns: Towns | None, frame: Frame, languages: Sequence[str], writer: BlockWriter
) -> dict[str, Any]:
    """Write the basemap around some events.

    Args:
        countries: Shapes of the whole world.
        towns: Gives towns for labels; None for none.
        frame: The events; their extent decides what is drawn finely.
        languages: Languages that country names are given in besides English.
        writer: Where the blocks go.
    """
    boxes = near_boxes(frame)
    return {
        "viewpoint": VIEWPOINT,
        "credit": CREDIT,
        "world": world_level(countries).pack(writer),
        "near": [{"box": box, **level.pack(writer)} for box, level in zip(boxes, _near(countries, boxes), strict=True)],
        "countries": [_country_label(country, languages) for country in countries],
        "places": _place_labels(towns, boxes) if towns is not None else [],
    }


def extent(frame: Frame) -> Box | None:
    """Give (west, south, east, north) of the placed events, or None where nothing is placed.

    Of many events the farthest percent on each side do not count, so that one stray event abroad does not make the
    map open on the whole world.
    """
    latitude, longitude = frame.numbers("latitude"), frame.numbers("longitude")
    known = ~(np.isnan(latitude) | np.isnan(longitude))
    if not known.any():
        return None
    edges = (1, 99) if known.sum() > 100 else (0, 100)
    west, east = np.percentile(longitude[known], edges)
    south, north = np.percentile(latitude[known], edges)
    return float(west), float(south), float(east), float(north)


def near_boxes(frame: Frame) -> list[Box]:
    """Give the parts of the world to draw finely: boxes around the events with room to pan, joined where they overlap.

    At most `MOST_BOXES`, those with the most events first; each is (west, south, east, north) in degrees.
    """
    latitude, longitude = frame.numbers("latitude"), frame.numbers("longitude")
    known = ~(np.isnan(latitude) | np.isnan(longitude))
    cells, counts = np.unique(
        np.floor(np.stack([longitude[known], latitude[known]], axis=1)), axis=0, return_counts=True
    )
    boxes: list[tuple[Box, int]] = []
    for (west, south), count in zip(cells.tolist(), counts.tolist(), strict=True):
        added, events = (west - _ROOM, south - _ROOM, west + 1 + _ROOM, south + 1 + _ROOM), count
        # Joining may make a box reach further ones, which are then joined too.
        while touched := [pair for pair in boxes if _overlap(pair[0], added)]:
            boxes = [pair for pair in boxes if pair not in touched]
            for box, number in touched:
                added = (min(added[0], box[0]), min(added[1], box[1]), max(added[2], box[2]), max(added[3], box[3]))
                events += number
        boxes.append((added, events))
    boxes.sort(key=lambda pair: -pair[1])
    return [
        (max(-180.0, west), max(-85.0, south), min(180.0, east), min(85.0, north))
        for (west, south, east, north), _ in boxes[:MOST_BOXES]
    ]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _near(countries: Sequence[CountryShape], boxes: Sequence[Box]) -> list[Level]:
    shapes = np.asarray([country.geometry for country in countries], dtype=object)
    tree = shapely.STRtree(shapes)
    levels = []
    for box in boxes:
        hit = np.sort(tree.query(shapely.box(*box)))
        parts, index = shapely.get_parts(shapely.clip_by_rect(shapes[hit], *box), return_index=True)
        areas = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
        tolerance = max(FINEST_TOLERANCE, (box[2] - box[0]) / STEPS_ACROSS)
        frame = np.round(np.asarray(box) * _NEAR_SCALE).astype(np.int64)
        levels.append(_level(parts[areas], hit[index[areas]], countries, tolerance, _NEAR_SCALE, frame))
    return levels


def world_level(countries: Sequence[CountryShape]) -> Level:
    """The coarse level of the whole world, made once for a set of countries and kept in the user's cache folder."""
    parts, owner = shapely.get_parts(np.asarray([c.geometry for c in countries], dtype=object), return_index=True)
    stamp = repr(
        (
            _LAYOUT,
            WORLD_TOLERANCE,
            len(parts),
            int(shapely.get_num_coordinates(parts).sum()),
            [c.disputed for c in countries],
        )
    )
    key = hashlib.sha256(stamp.encode()).hexdigest()[:16]

    def made() -> Level:
        large = shapely.area(parts) > WORLD_SMALLEST
        return _level(parts[large], owner[large], countries, WORLD_TOLERANCE, _WORLD_SCALE)

    return kept_level(key, made)


def _level(
    parts: Any, owner: Any, countries: Sequence[CountryShape], tolerance: float, scale: int, frame: Whole | None = None
) -> Level:
    simple = shapely.coverage_simplify(parts, tolerance) if len(parts) else parts
    rings, index = rings_of(simple, scale)
    owners = [int(owner[place]) for place in index]
    lines, kinds = edges_between(rings, owners, [country.disputed for country in countries], frame)
    return Level(rings, owners, lines, kinds, scale)


def _country_label(country: CountryShape, languages: Sequence[str]) -> dict[str, Any]:
    return {
        "names": {"en": country.name, **{code: country.names[code] for code in languages if code in country.names}},
        "code": country.iso,
        "at": [round(country.label_latitude, 3), round(country.label_longitude, 3)],
        "rank": country.min_label_zoom,
    }


def _place_labels(towns: Towns, boxes: Sequence[Box]) -> list[list[Any]]:
    """Towns as [name, latitude, longitude, population, rank], the greatest first.

    The rank is 2 for a capital, 1 for a seat of a province, else 0.
    """
    found: dict[int, Place] = {}
    for west, south, east, north in boxes:
        latitude, longitude = (south + north) / 2, (west + east) / 2
        across = (east - west) / 2 * math.cos(math.radians(latitude))
        kilometres = min(_FARTHEST_TOWN_KM, 111.2 * math.hypot((north - south) / 2, across))
        near = [place for place, _ in towns(latitude, longitude, kilometres, _MOST_TOWNS_ASKED)]
        near.sort(key=lambda place: (-_seat(place), -place.population))
        found |= {place.geonames_id: place for place in _spread(near, MOST_PLACES // len(boxes))}
    greatest = sorted(found.values(), key=lambda place: (-_seat(place), -place.population))
    return [[p.name, round(p.latitude, 4), round(p.longitude, 4), p.population, _seat(p)] for p in greatest]


def _spread(places: Sequence[Place], count: int) -> list[Place]:
    """The first `count` places, and of the others those among the first few of their own half degree.

    Without the second, a thinly peopled part beside a crowded one would stay without names at any zoom.
    """
    crowd: Counter[tuple[int, int]] = Counter()
    kept: list[Place] = []
    for rank, place in enumerate(places):
        cell = math.floor(place.latitude * 2), math.floor(place.longitude * 2)
        crowd[cell] += 1
        if rank < count or (crowd[cell] <= _NAMES_A_CELL and len(kept) < 3 * count):
            kept.append(place)
    return kept


def _seat(place: Place) -> int:
    return 2 if place.feature == "PPLC" else 1 if place.feature == "PPLA" else 0

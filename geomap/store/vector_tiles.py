"""Vector tiles of events: what is in them, for every kind of store alike.

A tile has one layer, `events`, of points. Each point is a small square of the screen with the events of one type in it:
`n` of them, `event_type`, and `vague` where their place is known to a district or less. Where `n` is 1 it is that
event's own mark, with `event_id`, `status`, `where_prec`, `fatalities` where reported, and `claimed` where only one side
says so. So a tile stays small however many events there are, and is exact where they are few.

Events of which only the country is known (where_prec 6) have no mark.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geomap.errors import SetupError
from geomap.store.reading import Tile

LAYER = "events"
UNITS = 4096
"""Steps across a tile, in which points are placed."""
SQUARES = 32
"""Squares across a tile: 8 pixels each on a screen."""
VAGUE_FROM = 3
"""The least exact where_prec at which a place is a place and not an area."""
ONLY_COUNTRY = 6
_MOVE_TO_ONE = 9  # Vector Tile Specification 2.1, 4.3.1: the command MoveTo, once
_KINDS = {bool: "bool_value", int: "int_value", str: "string_value"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """A tile's sides in degrees, and squares to the degree in both directions."""

    west: float
    south: float
    east: float
    north: float

    @property
    def across(self) -> float:
        """Squares to a degree of longitude."""
        return SQUARES / (self.east - self.west)

    @property
    def up(self) -> float:
        """Squares to a degree of latitude; the squares of one tile are of like height in degrees."""
        return SQUARES / (self.north - self.south)


def bounds(tile: Tile) -> Bounds:
    """The sides of a tile."""
    wide = 360 / 2**tile.zoom
    west = tile.column * wide - 180
    east = (
        math.nextafter(180, 181) if tile.column == 2**tile.zoom - 1 else west + wide
    )  # the antimeridian is in the last
    return Bounds(west, _latitude(tile, tile.row + 1), east, _latitude(tile, tile.row))


def _latitude(tile: Tile, row: int) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / 2**tile.zoom))))


def encode(tile: Tile, marks: Iterable[Mapping[str, Any]]) -> bytes:
    """A tile of marks, each with `longitude` and `latitude` beside its properties; empty ones are left out.

    Raises:
        SetupError: The package mapbox-vector-tile is not installed.
    """
    try:
        from mapbox_vector_tile.Mapbox import vector_tile_pb2
    except ImportError as error:
        raise SetupError("vector tiles need the package mapbox-vector-tile; install geomap[serve]") from error
    made = vector_tile_pb2.tile()
    layer = made.layers.add(name=LAYER, version=2, extent=UNITS)
    names, values = _Numbered(), _Numbered()
    for mark in marks:
        known = {name: value for name, value in mark.items() if value is not None}
        x, y = _placed(tile, known.pop("longitude"), known.pop("latitude"))
        tags = [number for name, value in known.items() for number in (names[name], values[type(value), value])]
        layer.features.add(type=vector_tile_pb2.tile.Point, tags=tags, geometry=[_MOVE_TO_ONE, _zigzag(x), _zigzag(y)])
    if not layer.features:
        return b""
    layer.keys.extend(names)
    layer.values.extend(vector_tile_pb2.tile.value(**{_KINDS[kind]: value}) for kind, value in values)
    encoded: bytes = made.SerializeToString()
    return encoded


class _Numbered(dict[Any, int]):
    """Numbers what it is asked for, in the order in which it is first asked."""

    def __missing__(self, key: Any) -> int:
        self[key] = len(self)
        return self[key]


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else -2 * number - 1


def _placed(tile: Tile, longitude: float, latitude: float) -> tuple[int, int]:
    scale = 2**tile.zoom
    sine = math.sin(math.radians(latitude))
    x = (longitude / 360 + 0.5) * scale - tile.column
    y = (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * scale - tile.row
    return round(x * UNITS), round(y * UNITS)

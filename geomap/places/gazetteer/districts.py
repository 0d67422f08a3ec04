"""The districts of towns that the source leaves without one: by name, else those of the nearest town."""

from __future__ import annotations

import math
from collections.abc import Iterable

from geomap.places.gazetteer.entries import Entry, NameKind
from geomap.places.gazetteer.folding import fold
from geomap.places.gazetteer.geodesy import distance_km

# So near a town of the same province is most likely in the same district, in kilometres.
_NEAR_KM = 12.0
_CELL_DEGREES = 0.125


def fill_districts(towns: list[Entry], divisions: Iterable[Entry]) -> None:
    """Give towns without a second-order division one, where the name or the nearest town tells.

    Args:
        towns: Populated places; changed in place.
        divisions: All divisions.
    """
    districts: dict[tuple[int, str], int] = {}
    provinces: set[int] = set()
    for division in divisions:
        if division.feature == "ADM2" and division.admin1_id:
            provinces.add(division.admin1_id)
            for name, (_, kind) in division.names.items():
                if kind != NameKind.DERIVED:
                    districts[division.admin1_id, fold(name)] = division.geonames_id
    without = [town for town in towns if not town.admin2_id and town.admin1_id in provinces]
    for town in without:
        names = (town.name, *town.names)
        found = (districts.get((town.admin1_id, fold(name))) for name in names)
        town.admin2_id = next((district for district in found if district), 0)
    _ask_neighbours(towns, [town for town in without if not town.admin2_id])


def _ask_neighbours(towns: list[Entry], without: list[Entry]) -> None:
    wanted = {cell for town in without for cell in _cells_around(town)}
    cells: dict[tuple[int, int], list[Entry]] = {}
    for town in towns:
        cell = _cell(town.latitude, town.longitude)
        if town.admin2_id and cell in wanted:
            cells.setdefault(cell, []).append(town)
    answers = {town.geonames_id: _nearest(town, cells) for town in without}
    for town in without:
        town.admin2_id = answers[town.geonames_id]


def _nearest(town: Entry, cells: dict[tuple[int, int], list[Entry]]) -> int:
    best, district = _NEAR_KM, 0
    for cell in _cells_around(town):
        for other in cells.get(cell, ()):
            if other.admin1_id == town.admin1_id:
                away = distance_km(town.latitude, town.longitude, other.latitude, other.longitude)
                if away < best:
                    best, district = away, other.admin2_id
    return district


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return math.floor(latitude / _CELL_DEGREES), math.floor(longitude / _CELL_DEGREES)


def _cells_around(town: Entry) -> list[tuple[int, int]]:
    north, east = _cell(town.latitude, town.longitude)
    return [(north + up, east + right) for up in (-1, 0, 1) for right in (-1, 0, 1)]

"""Joining the sources: towns to their divisions, divisions to their towns, countries to their capitals."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from geomap.places.gazetteer.entries import Entry, NameKind
from geomap.places.gazetteer.folding import fold
from geomap.places.gazetteer.sources.countries import read_countries
from geomap.places.gazetteer.sources.divisions import division_ids_of_towns, read_divisions
from geomap.places.gazetteer.sources.regions import read_regions
from geomap.places.gazetteer.sources.towns import capitals, read_towns

Progress = Callable[[str, float], None]


@dataclass(slots=True)
class Assembly:
    """Everything that goes into the embedded index.

    Attributes:
        entries: All places by id.
        parents: The id of the division or country directly above each division.
        iso_codes: ISO 3166-2 codes of divisions, by id.
        holdless: Divisions without a town of their own; they have no coordinates but their parent's.
    """

    entries: dict[int, Entry] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    iso_codes: dict[int, str] = field(default_factory=dict)
    holdless: set[int] = field(default_factory=set)


def assemble(progress: Progress) -> Assembly:
    """Read every source and join them.

    Args:
        progress: Called with what is being done and the share of the whole build that is done.
    """
    assembly = Assembly()
    progress("countries", 0.0)
    country_ids = {}
    for entry in read_countries():
        assembly.entries[entry.geonames_id] = entry
        country_ids[entry.country_code] = entry.geonames_id
    for entry in read_regions():
        assembly.entries[entry.geonames_id] = entry
    progress("divisions", 0.1)
    for entry, parent, iso_code in read_divisions():
        if entry.geonames_id in assembly.entries:
            continue
        assembly.entries[entry.geonames_id] = entry
        assembly.parents[entry.geonames_id] = parent or country_ids.get(entry.country_code, 0)
        if iso_code:
            assembly.iso_codes[entry.geonames_id] = iso_code
    progress("towns", 0.2)
    towns = [entry for entry in read_towns() if entry.geonames_id not in assembly.entries]
    assembly.entries.update((entry.geonames_id, entry) for entry in towns)
    progress("districts of towns", 0.35)
    _place_towns(assembly, country_ids)
    progress("areas of divisions", 0.5)
    _mark_capitals(towns)
    _fill_divisions(assembly, towns)
    _share_seats(assembly, towns)
    return assembly


def _place_towns(assembly: Assembly, country_ids: dict[str, int]) -> None:
    entries = assembly.entries
    for town_id, division_ids in division_ids_of_towns():
        town = entries.get(town_id)
        if town is None:
            continue
        for division_id in division_ids:
            division = entries.get(division_id)
            if division is None or division.country_code != town.country_code:
                continue
            if division.feature == "ADM1":
                town.admin1_id = division_id
            elif division.feature == "ADM2":
                town.admin2_id = division_id
        if town.admin2_id and not town.admin1_id:
            town.admin1_id = assembly.parents.get(town.admin2_id, 0)
    for entry in entries.values():
        if entry.feature == "ADM1":
            entry.admin1_id = entry.geonames_id
        elif entry.feature == "ADM2":
            entry.admin2_id = entry.geonames_id
            parent = assembly.parents[entry.geonames_id]
            entry.admin1_id = 0 if parent == country_ids.get(entry.country_code) else parent


def _mark_capitals(towns: Iterable[Entry]) -> None:
    wanted = {code: fold(name) for code, name in capitals().items()}
    best: dict[str, Entry] = {}
    for town in towns:
        capital = wanted.get(town.country_code)
        if capital and (fold(town.name) == capital or any(fold(name) == capital for name in town.names)):
            known = best.get(town.country_code)
            if known is None or known.population < town.population:
                best[town.country_code] = town
    for town in best.values():
        town.feature = "PPLC"


def _fill_divisions(assembly: Assembly, towns: Iterable[Entry]) -> None:
    """Give divisions the population of their towns (a lower bound) and the middle of them."""
    held: dict[int, list[Entry]] = {}
    for town in towns:
        for division_id in {town.admin1_id, town.admin2_id} - {0}:
            held.setdefault(division_id, []).append(town)
    for division_id, its_towns in held.items():
        division = assembly.entries[division_id]
        division.population = sum(town.population for town in its_towns)
        division.latitude, division.longitude = middle([(town.latitude, town.longitude) for town in its_towns])
    for entry in list(assembly.entries.values()):
        if math.isnan(entry.latitude):
            _borrow_point(assembly, entry)


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the mean latitude and longitude of points, right across the 180th meridian too."""
    latitude = sum(point[0] for point in points) / len(points)
    east = sum(math.cos(math.radians(point[1])) for point in points)
    north = sum(math.sin(math.radians(point[1])) for point in points)
    return round(latitude, 5), round(math.degrees(math.atan2(north, east)), 5)


def _borrow_point(assembly: Assembly, entry: Entry) -> None:
    """A division without towns takes the point of the one above it."""
    assembly.holdless.add(entry.geonames_id)
    above = assembly.entries.get(assembly.parents.get(entry.geonames_id, 0))
    if above is not None and math.isnan(above.latitude) and above is not entry:
        _borrow_point(assembly, above)
    if above is not None:
        entry.latitude, entry.longitude = above.latitude, above.longitude


_SEATS = {"ADM1": "PPLA", "ADM2": "PPLA2"}


def _share_seats(assembly: Assembly, towns: Iterable[Entry]) -> None:
    """Mark the town a division is named after as its seat, and lend the division that town's names in other languages."""
    keys: dict[tuple[int, str], Entry] = {}
    for town in towns:
        for name in town.names:
            folded = fold(name)
            for division_id in (town.admin1_id, town.admin2_id):
                known = keys.get((division_id, folded))
                if division_id and (known is None or known.population < town.population):
                    keys[division_id, folded] = town
    for division in assembly.entries.values():
        if division.feature not in _SEATS:
            continue
        seats = [keys.get((division.geonames_id, fold(name))) for name, (_, kind) in division.names.items() if kind != NameKind.DERIVED]
        seat = max((town for town in seats if town is not None), key=lambda town: town.population, default=None)
        if seat is None:
            continue
        if seat.feature == "PPL" or (seat.feature == "PPLA2" and division.feature == "ADM1"):
            seat.feature = _SEATS[division.feature]
        for name, (language, kind) in list(seat.names.items()):
            if kind in (NameKind.MAIN, NameKind.ALIAS):
                division.add_name(name, NameKind.DERIVED, language)

"""Joining the sources: towns to their divisions, divisions to their towns, countries to their capitals."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from geomap.places.gazetteer.centres import land_middles, middle
from geomap.places.gazetteer.districts import fill_districts
from geomap.places.gazetteer.entries import Entry, NameKind
from geomap.places.gazetteer.folding import fold
from geomap.places.gazetteer.sources.countries import read_countries
from geomap.places.gazetteer.sources.divisions import division_ids_of_towns, read_divisions
from geomap.places.gazetteer.sources.own_names import name_divisions, name_towns, read_localities
from geomap.places.gazetteer.sources.regions import read_regions
from geomap.places.gazetteer.sources.towns import capitals, read_towns

Progress = Callable[[str, float], None]


@dataclass(slots=True)
class Assembly:
    """Everything that goes into the embedded index.

    Attributes:
        entries: All places by id.
        parents: The id of the division or country directly above each division.
        codes: Divisions' ids by their codes, ISO 3166-2's ("SY-HL") and GeoNames' ("SY.09").
        holdless: Divisions without a town of their own; they have no coordinates but their parent's.
    """

    entries: dict[int, Entry] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
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
    for entry, parent, codes in read_divisions():
        if entry.geonames_id in assembly.entries:
            continue
        assembly.entries[entry.geonames_id] = entry
        assembly.parents[entry.geonames_id] = parent or country_ids.get(entry.country_code, 0)
        assembly.codes.update(dict.fromkeys(codes, entry.geonames_id))
    name_divisions(assembly.entries, assembly.codes)
    progress("towns", 0.2)
    towns = [entry for entry in read_towns() if entry.geonames_id not in assembly.entries]
    name_towns(towns)
    towns += read_localities(assembly.codes)
    assembly.entries.update((entry.geonames_id, entry) for entry in towns)
    progress("districts of towns", 0.35)
    _place_towns(assembly, country_ids)
    fill_districts(towns, (entry for entry in assembly.entries.values() if entry.feature == "ADM2"))
    progress("middles of divisions", 0.5)
    _mark_capitals(towns)
    _share_seats(assembly, _fill_divisions(assembly, towns))
    return assembly


def _place_towns(assembly: Assembly, country_ids: dict[str, int]) -> None:
    entries = assembly.entries
    divisions = {identifier: entry for identifier, entry in entries.items() if entry.feature in _SEATS}
    for town_id, division_ids in division_ids_of_towns():
        town = entries.get(town_id)
        if town is None:
            continue
        for division_id in division_ids:
            division = divisions.get(division_id)
            if division is not None and division.country_code == town.country_code:
                _put(town, division)
        if not town.admin1_id:
            town.admin1_id = assembly.parents.get(town.admin2_id, 0)
    for entry in divisions.values():
        _put(entry, entry)
        if entry.feature == "ADM2":
            parent = assembly.parents[entry.geonames_id]
            entry.admin1_id = 0 if parent == country_ids.get(entry.country_code) else parent


def _put(entry: Entry, division: Entry) -> None:
    if division.feature == "ADM1":
        entry.admin1_id = division.geonames_id
    elif division.feature == "ADM2":
        entry.admin2_id = division.geonames_id


def _mark_capitals(towns: list[Entry]) -> None:
    """Mark the greatest town called like the capital; where none is, the greatest that has the name for an alias."""
    wanted = {code: fold(name) for code, name in capitals().items()}
    found: dict[str, Entry] = {}
    for town in towns:
        if wanted.get(town.country_code) == fold(town.name):
            found[town.country_code] = max(town, found.get(town.country_code, town), key=_population)
    for town in towns:
        capital = wanted.get(town.country_code)
        if capital and town.country_code not in found and any(fold(name) == capital for name in town.names):
            found[town.country_code] = town
    for town in found.values():
        town.feature = "PPLC"


def _population(town: Entry) -> int:
    return town.population


def _fill_divisions(assembly: Assembly, towns: list[Entry]) -> dict[int, list[Entry]]:
    """Give divisions their towns' population (a lower bound) and the middle of their land; return their towns."""
    middles = land_middles(town for town in towns if town.geonames_id > 0)
    held: dict[int, list[Entry]] = {}
    for town in towns:
        for division_id in {town.admin1_id, town.admin2_id} - {0}:
            held.setdefault(division_id, []).append(town)
    for division_id, its_towns in held.items():
        division = assembly.entries[division_id]
        division.population = sum(town.population for town in its_towns)
        known = middles.get(division_id)
        division.latitude, division.longitude = known or middle((town.latitude, town.longitude) for town in its_towns)
    for entry in list(assembly.entries.values()):
        if math.isnan(entry.latitude):
            _borrow_point(assembly, entry)
    return held


def _borrow_point(assembly: Assembly, entry: Entry) -> None:
    """A division without towns takes the point of the one above it."""
    assembly.holdless.add(entry.geonames_id)
    above = assembly.entries.get(assembly.parents.get(entry.geonames_id, 0))
    if above is not None and math.isnan(above.latitude) and above is not entry:
        _borrow_point(assembly, above)
    if above is not None:
        entry.latitude, entry.longitude = above.latitude, above.longitude


_SEATS = {"ADM1": "PPLA", "ADM2": "PPLA2"}
# A seat is among the greatest towns of its division; looking at no more keeps the build quick.
_SEAT_CANDIDATES = 5


def _share_seats(assembly: Assembly, held: Mapping[int, list[Entry]]) -> None:
    """Mark the town a division is named after as its seat, and lend the division its names in other languages."""
    for division_id, its_towns in held.items():
        division = assembly.entries[division_id]
        called = {fold(name) for name, (_, kind) in division.names.items() if kind != NameKind.DERIVED}
        greatest = heapq.nlargest(_SEAT_CANDIDATES, its_towns, key=lambda town: town.population)
        seat = next((town for town in greatest if any(fold(name) in called for name in town.names)), None)
        if seat is None:
            continue
        if seat.feature == "PPL" or (seat.feature == "PPLA2" and division.feature == "ADM1"):
            seat.feature = _SEATS[division.feature]
        for name, (language, kind) in seat.names.items():
            if kind in (NameKind.MAIN, NameKind.ALIAS):
                division.add_name(name, NameKind.DERIVED, language)

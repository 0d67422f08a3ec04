"""Which division a polygon is of: by ISO 3166-2 code, else by name, else by the towns that lie in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap.places.gazetteer.designators import bare_name
from geomap.places.gazetteer.entries import NameKind, is_country
from geomap.places.gazetteer.folding import fold, skeleton

if TYPE_CHECKING:
    from geomap.places.gazetteer.boundary_files import BoundaryRecord
    from geomap.places.gazetteer.layer import Layer, Row

_FEATURES = {1: "ADM1", 2: "ADM2"}
# A polygon is a division's when it holds this share of the division's towns, and they are this share of its own.
_SHARE = 0.6


def join_boundaries(records: Sequence[BoundaryRecord], embedded: Layer) -> list[int]:
    """Return the id of the division that each polygon is of, 0 where none can be told; no division is given twice."""
    join = _Join(records, embedded)
    found = [0] * len(records)
    taken: set[int] = set()
    for method in (join.by_code, join.by_name, join.by_sound, join.by_towns):
        for number, record in enumerate(records):
            if not found[number]:
                candidates = method(number, record) - taken
                if len(candidates) == 1:
                    found[number] = candidates.pop()
                    taken.add(found[number])
    return found


class _Join:
    def __init__(self, records: Sequence[BoundaryRecord], embedded: Layer) -> None:
        self._embedded = embedded
        self._codes = embedded.codes()
        self._towns = [self._towns_in(record) for record in records]
        self._totals: Counter[int] = Counter()
        for country in {row.country_code for towns in self._towns for row in towns}:
            points = embedded.towns_of(country)
            self._totals.update(points.admin1)
            self._totals.update(points.admin2)

    def by_code(self, _number: int, record: BoundaryRecord) -> set[int]:
        """ISO 3166-2 codes, which geoBoundaries carries."""
        identifier = self._codes.get(record.pcode, 0)
        row = self._row(identifier)
        return {identifier} if row is not None and row.feature == _FEATURES[record.level] else set()

    def by_name(self, number: int, record: BoundaryRecord) -> set[int]:
        """The name, with or without its designator, in the country of the towns inside."""
        found: set[int] = set()
        for written in filter(None, (record.name, bare_name(record.name))):
            for row_number, kind in self._embedded.exact(fold(written)):
                if kind != NameKind.CODE and self._fits(number, record, row_number):
                    found.add(self._embedded.ids[row_number])
        return found

    def by_sound(self, number: int, record: BoundaryRecord) -> set[int]:
        """The name in another transliteration."""
        found: set[int] = set()
        for written in filter(None, (record.name, bare_name(record.name))):
            key = skeleton(fold(written))
            for row_number in self._embedded.loose(key) if key else ():
                if self._fits(number, record, row_number):
                    found.add(self._embedded.ids[row_number])
        return found

    def by_towns(self, number: int, record: BoundaryRecord) -> set[int]:
        """The division of which most towns lie inside, and to which most towns inside belong."""
        towns = self._towns[number]
        counts = Counter(row.admin1_id if record.level == 1 else row.admin2_id for row in towns)
        counts.pop(0, None)
        for identifier, count in counts.most_common(1):
            if count >= _SHARE * len(towns) and count >= _SHARE * self._totals[identifier]:
                return {identifier}
        return set()

    def _fits(self, number: int, record: BoundaryRecord, row_number: int) -> bool:
        """Whether a division is of the polygon's level and country, and shares a town with it where both have any."""
        row = self._embedded.row(row_number)
        if row.feature != _FEATURES[record.level] or row.country_code not in self._countries(number, record):
            return False
        inside = {town.admin1_id if record.level == 1 else town.admin2_id for town in self._towns[number]} - {0}
        return not inside or not self._totals[row.geonames_id] or row.geonames_id in inside

    def _countries(self, number: int, record: BoundaryRecord) -> set[str]:
        found = {row.country_code for row in self._towns[number]}
        for row_number, _ in self._embedded.exact(fold(record.country)) if record.country else ():
            row = self._embedded.row(row_number)
            if is_country(row.feature):
                found.add(row.country_code)
        return found

    def _towns_in(self, record: BoundaryRecord) -> list[Row]:
        import numpy as np
        import shapely

        west, south, east, north = record.geometry.bounds
        numbers = self._embedded.towns_in_cells(south, north, west, east)
        latitudes = np.array([self._embedded.latitudes[number] for number in numbers])
        longitudes = np.array([self._embedded.longitudes[number] for number in numbers])
        shapely.prepare(record.geometry)
        inside = shapely.contains_xy(record.geometry, longitudes, latitudes)
        return [self._embedded.row(number) for number, held in zip(numbers, inside, strict=True) if held]

    def _row(self, identifier: int) -> Row | None:
        number = self._embedded.number_of(identifier) if identifier else None
        return None if number is None else self._embedded.row(number)

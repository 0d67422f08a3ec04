"""One index opened for reading: the embedded one, or one made from a file that a user added."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from geomap.places.gazetteer.areas import TownPoints
from geomap.places.gazetteer.columns import Columns, read_stamp
from geomap.places.gazetteer.compiler import (
    CELLS_EAST,
    CELLS_NORTH,
    CODES,
    KIND_BITS,
    KIND_MASK,
    LOOSE_TRIE,
    NAMES_TRIE,
)
from geomap.places.gazetteer.entries import NameKind

_CACHED_ROWS = 20_000
_ROWS_WITH_COUNTRIES = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One place as it stands in an index; ids of divisions are not yet names."""

    geonames_id: int
    name: str
    latitude: float
    longitude: float
    feature: str
    country_code: str
    admin1_id: int
    admin2_id: int
    population: int


class Layer:
    """Read access to one index; rows are numbered in order of prominence.

    Args:
        folder: Where the index lies.
        version: The version it must have; None accepts any.

    Raises:
        BrokenIndexError: If it is not a whole index of that version.
    """

    def __init__(self, folder: Path, version: str | None = None) -> None:
        from marisa_trie import Trie

        self.folder = folder
        self.stamp: dict[str, Any] = read_stamp(folder, version)
        columns = Columns(folder, self.stamp["layout"])
        self.names_trie = Trie().mmap(str(folder / NAMES_TRIE))
        self._loose_trie = Trie().mmap(str(folder / LOOSE_TRIE))
        self._columns = columns
        self._features: list[str] = self.stamp["features"]
        self._countries: list[str] = self.stamp["countries"]
        self.ids = columns.numbers("id")
        self.latitudes = columns.numbers("latitude")
        self.longitudes = columns.numbers("longitude")
        self.populations = columns.numbers("population")
        self.admin1 = columns.numbers("admin1")
        self.admin2 = columns.numbers("admin2")
        self._feature = columns.numbers("feature")
        self._country = columns.numbers("country")
        self._sorted_id = columns.numbers("sorted_id")
        self._sorted_row = columns.numbers("sorted_row")
        self._name, self._name_start = columns.blob("name"), columns.numbers("name_start")
        self._every_name, self._every_start = columns.blob("every_name"), columns.numbers("every_name_start")
        self._exact_start, self._exact_value = columns.numbers("exact_start"), columns.numbers("exact_value")
        self._loose_start, self._loose_value = columns.numbers("loose_start"), columns.numbers("loose_value")
        self._parent, self._child_row = columns.numbers("parent"), columns.numbers("child_row")
        self._cell_start, self._cell_row = columns.numbers("cell_start"), columns.numbers("cell_row")
        self.row = lru_cache(maxsize=_CACHED_ROWS)(self._read_row)

    def __len__(self) -> int:
        return len(self.ids)

    def most_prominent(self) -> range:
        """Return the numbers of the first rows, among which all countries are."""
        return range(min(_ROWS_WITH_COUNTRIES, len(self)))

    def _read_row(self, number: int) -> Row:
        start, end = self._name_start[number], self._name_start[number + 1]
        return Row(
            geonames_id=self.ids[number],
            name=bytes(self._name[start:end]).decode(),
            latitude=self.latitudes[number],
            longitude=self.longitudes[number],
            feature=self._features[self._feature[number]],
            country_code=self._countries[self._country[number]],
            admin1_id=self.admin1[number],
            admin2_id=self.admin2[number],
            population=self.populations[number],
        )

    def country_code(self, number: int) -> str:
        """Return a row's country code without reading the rest of it."""
        return self._countries[self._country[number]]

    def number_of(self, geonames_id: int) -> int | None:
        """Return the row number of an id, or None."""
        position = bisect_left(self._sorted_id, geonames_id)
        if position < len(self._sorted_id) and self._sorted_id[position] == geonames_id:
            return int(self._sorted_row[position])
        return None

    def exact(self, folded: str) -> list[tuple[int, NameKind]]:
        """Return row numbers with the kind of name that matched, best known first; codes last."""
        key = self.names_trie.get(folded)
        if key is None:
            return []
        values = self._exact_value[self._exact_start[key] : self._exact_start[key + 1]]
        return [(value >> KIND_BITS, NameKind(value & KIND_MASK)) for value in values]

    def codes(self) -> dict[str, int]:
        """Read divisions' ids by their codes: ISO 3166-2's ("SY-HL") and GeoNames' ("SY.09")."""
        lines = (self.folder / CODES).read_text(encoding="utf-8").splitlines()
        return {code: int(identifier) for code, _, identifier in (line.partition("\t") for line in lines)}

    def loose(self, skeleton: str) -> list[int]:
        """Return the row numbers that share a loose key, best known first."""
        key = self._loose_trie.get(skeleton)
        return [] if key is None else list(self._loose_value[self._loose_start[key] : self._loose_start[key + 1]])

    def names(self, number: int) -> Iterator[tuple[str, str, NameKind]]:
        """Yield every name of a row with its language ("" where unknown) and kind."""
        start, end = self._every_start[number], self._every_start[number + 1]
        for line in bytes(self._every_name[start:end]).decode().split("\n"):
            if line:
                head, _, name = line.partition("\t")
                yield name, head[1:], NameKind(int(head[0]))

    def children(self, geonames_id: int) -> list[int]:
        """Return the row numbers of the divisions directly below."""
        start = bisect_left(self._parent, geonames_id)
        end = bisect_right(self._parent, geonames_id)
        return list(self._child_row[start:end])

    def towns_of(self, country_code: str) -> TownPoints:
        """Return the coordinates and divisions of a country's populated places."""
        country = self._countries.index(country_code) if country_code in self._countries else -1
        towns = {number for number, feature in enumerate(self._features) if feature.startswith("PPL")}
        rows = [row for row, code in enumerate(self._country) if code == country and self._feature[row] in towns]
        return TownPoints(
            [self.latitudes[row] for row in rows],
            [self.longitudes[row] for row in rows],
            [self.admin1[row] for row in rows],
            [self.admin2[row] for row in rows],
        )

    def towns_in_cells(self, south: float, north: float, west: float, east: float) -> list[int]:
        """Return the row numbers of towns in a box, or up to a degree beside it; it may cross the 180th meridian."""
        rows: list[int] = []
        first_north, last_north = max(0, int(south + 90)), min(CELLS_NORTH - 1, int(north + 90))
        first_east = int((west + 180) // 1)
        count = min(CELLS_EAST, int((east + 180) // 1) - first_east + 1)
        for row_of_cells in range(first_north, last_north + 1):
            for offset in range(count):
                cell = row_of_cells * CELLS_EAST + (first_east + offset) % CELLS_EAST
                rows.extend(self._cell_row[self._cell_start[cell] : self._cell_start[cell + 1]])
        latitudes = self.latitudes
        return [row for row in rows if south <= latitudes[row] <= north]

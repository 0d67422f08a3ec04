"""How far a place reaches: outlines of countries, boundaries that the user added, else approximate areas."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.places.gazetteer.areas import (
    VORONOI_SOURCE,
    Area,
    country_area,
    division_areas,
    load_areas,
    save_areas,
)
from geomap.places.gazetteer.entries import is_country

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.places.gazetteer.boundaries import Boundaries
    from geomap.places.gazetteer.layer import Layer, Row

_CACHED_COUNTRIES = 16
_DIVISIONS = frozenset({"ADM1", "ADM2"})


class Extents:
    """Areas by entry; those of a country's divisions are computed when first asked for and kept in the cache folder.

    Args:
        embedded: The embedded index.
        boundaries: Boundary files of the user's, later ones first.
    """

    def __init__(self, embedded: Layer, boundaries: Sequence[Boundaries]) -> None:
        self._embedded = embedded
        self._boundaries = boundaries
        self.of_country = lru_cache(maxsize=_CACHED_COUNTRIES)(self._make)

    def area(self, row: Row) -> Area | None:
        """Return the extent of a country or division, or None for anything else and where it is not known."""
        for boundaries in self._boundaries:
            geometry = boundaries.geometry(row.geonames_id)
            if geometry is not None:
                return Area(geometry, approximate=False, source=boundaries.source)
        if is_country(row.feature):
            return country_area(row.country_code)
        if row.feature not in _DIVISIONS:
            return None
        areas = self.of_country(row.country_code)
        for identifier in (row.geonames_id, row.admin1_id):
            if identifier in areas:
                borrowed = identifier != row.geonames_id
                return Area(areas[identifier], approximate=True, source=VORONOI_SOURCE, borrowed=borrowed)
        country = country_area(row.country_code)
        return country and Area(country.geometry, approximate=True, source=country.source, borrowed=True)

    def _make(self, country_code: str) -> dict[int, BaseGeometry]:
        path = self._embedded.folder.parent / "areas" / self._embedded.stamp["version"] / f"{country_code}.npz"
        areas = load_areas(path)
        if areas is None:
            areas = division_areas(country_code, self._embedded.towns_of(country_code))
            # The cache only saves time: a full or read-only disk is no reason to fail.
            with suppress(OSError):
                save_areas(path, areas)
        return areas

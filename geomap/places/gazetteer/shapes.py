"""Countries' outlines: from Natural Earth, for the basemap and as the areas of countries."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from geomap.places.gazetteer.sources.natural_earth import country_features, country_geometry

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SOURCE = "Natural Earth 5.1, 1:10m, borders as Germany sees them"


@dataclass(frozen=True, slots=True)
class CountryShape:
    """One country or territory to draw.

    Attributes:
        iso: ISO 3166-1 alpha-2 code; empty for a military base, a reef or another patch that has none.
        name: English name.
        names: Names by language (ISO 639-1; "zh-Hant" for traditional Chinese).
        geometry: Shapely polygon or multipolygon, longitude before latitude, WGS 84.
        label_latitude: Degrees north of the point where its name is best written.
        label_longitude: Degrees east of it.
        label_rank: Natural Earth's rank of the label, 2 the greatest.
        min_label_zoom: The web map zoom from which Natural Earth would show the label.
        disputed: Whether Natural Earth calls its status disputed or indeterminate.
        note: Natural Earth's remark on a dispute, empty where it has none.
    """

    iso: str
    name: str
    names: dict[str, str] = field(repr=False)
    geometry: BaseGeometry = field(repr=False)
    label_latitude: float
    label_longitude: float
    label_rank: int
    min_label_zoom: float
    disputed: bool
    note: str


@cache
def country_shapes() -> tuple[CountryShape, ...]:
    """Return every feature of Natural Earth's countries. Parts with a legal status of their own stand apart."""
    from shapely.geometry import shape

    return tuple(
        CountryShape(
            iso=record["iso"],
            name=record["name"],
            names=record["names"],
            geometry=shape(geometry),
            label_latitude=record["label_latitude"],
            label_longitude=record["label_longitude"],
            label_rank=record["label_rank"],
            min_label_zoom=record["min_label_zoom"],
            disputed=record["disputed"],
            note=record["note"],
        )
        for record, geometry in country_features()
    )


@cache
def country_outline(code: str) -> BaseGeometry | None:
    """Return the outline of the country with this ISO 3166-1 alpha-2 code, or None where Natural Earth draws none."""
    from shapely import make_valid
    from shapely.geometry import shape

    geometry = country_geometry(code)
    return None if geometry is None else make_valid(shape(geometry))

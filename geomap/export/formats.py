"""The formats there are, and the way to them. A new format is a module here and a line in `FORMATS`."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import UsageError
from geomap.store import View, whole_file


@dataclass(frozen=True, slots=True)
class Format:
    """A way out.

    Attributes:
        module: Module of this room; its function `write(view, path)` gives remarks for people, such as what was left
            out.
        suffixes: File suffixes that choose it.
        holds: What it is for, in a few words.
    """

    module: str
    suffixes: tuple[str, ...]
    holds: str


FORMATS = {
    "geojson": Format("geojson", (".geojson", ".json"), "GeoJSON, one file for everything"),
    "geojsonl": Format("geojson_lines", (".geojsonl", ".ndgeojson"), "GeoJSON, one feature a line"),
    "geojsons": Format("geojson_sequence", (".geojsons",), "GeoJSON text sequence (RFC 8142)"),
    "gpkg": Format("geopackage", (".gpkg",), "GeoPackage for QGIS, with its style and spatial index"),
    "fgb": Format("flatgeobuf", (".fgb",), "FlatGeobuf, quick to read over a network"),
    "parquet": Format("parquet", (".parquet", ".geoparquet"), "GeoParquet for pandas, R, DuckDB"),
    "csv": Format("delimited", (".csv",), "table for spreadsheets, pandas and R"),
    "xlsx": Format("workbook", (".xlsx",), "Excel workbook with a sheet on method"),
    "kml": Format("kml", (".kml",), "KML for Google Earth, with time stamps"),
    "kmz": Format("kmz", (".kmz",), "KML, compressed"),
    "acled-like": Format("acled_like", (), "table in the manner of ACLED's export (CSV)"),
    "ucdp-like": Format("ucdp_like", (), "table in the manner of UCDP GED, lethal events only (CSV)"),
}


def export(view: View, path: Path | str, format: str | None = None) -> list[str]:  # noqa: A002 - pandas' and GDAL's name
    """Write events to a file, wholly or not at all.

    Args:
        view: The events; they are read one by one, so their number does not matter.
        path: The file to write.
        format: Name of a format in `FORMATS`; by default the one of the path's suffix.

    Returns:
        Remarks for people: what the format could not hold, or what was left out.

    Raises:
        UsageError: No such format.
        SetupError: The file cannot be written.
    """
    path = Path(path)
    chosen = _chosen(path, format)
    module = importlib.import_module(f"geomap.export.{chosen.module}")
    with whole_file(path, next(iter(chosen.suffixes), None)) as beside:
        remarks: list[str] = module.write(view, beside)
    return remarks


def _chosen(path: Path, name: str | None) -> Format:
    if name is not None:
        if name not in FORMATS:
            raise UsageError(f"there is no format {name!r}; choose one of {', '.join(FORMATS)}")
        return FORMATS[name]
    suffix = path.suffix.lower()
    found = next((form for form in FORMATS.values() if suffix in form.suffixes), None)
    if found is None:
        suffixes = " ".join(suffix for form in FORMATS.values() for suffix in form.suffixes)
        raise UsageError(f"{path}: the suffix tells no format; end the name in one of {suffixes}, or give --format")
    return found

"""The formats there are, and the way to them.

A new format is a module here and a line in `FORMATS`, or another package's entry point in the group
`geomap.export_formats`, named like its suffix without the dot.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geomap.errors import UsageError
from geomap.registry import Registry
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

    writer: str
    suffixes: tuple[str, ...]
    holds: str


FORMATS = {
    "geojson": Format("geomap.export.geojson:write", (".geojson", ".json"), "GeoJSON, one file for everything"),
    "geojsonl": Format("geomap.export.geojson_lines:write", (".geojsonl", ".ndgeojson"), "GeoJSON, one feature a line"),
    "geojsons": Format("geomap.export.geojson_sequence:write", (".geojsons",), "GeoJSON text sequence (RFC 8142)"),
    "gpkg": Format(
        "geomap.export.geopackage:write", (".gpkg",), "GeoPackage for QGIS, with its style and spatial index"
    ),
    "fgb": Format("geomap.export.flatgeobuf:write", (".fgb",), "FlatGeobuf, quick to read over a network"),
    "parquet": Format("geomap.export.parquet:write", (".parquet", ".geoparquet"), "GeoParquet for pandas, R, DuckDB"),
    "csv": Format("geomap.export.delimited:write", (".csv",), "table for spreadsheets, pandas and R"),
    "csv-hxl": Format("geomap.export.hxl:write", (), "the same with a line of HXL tags"),
    "xlsx": Format("geomap.export.workbook:write", (".xlsx",), "Excel workbook with a sheet on method"),
    "kml": Format("geomap.export.kml:write", (".kml",), "KML for Google Earth, with time stamps"),
    "kmz": Format("geomap.export.kmz:write", (".kmz",), "KML, compressed"),
    "acled-like": Format("geomap.export.acled_like:write", (), "table in the manner of ACLED's export (CSV)"),
    "ucdp-like": Format(
        "geomap.export.ucdp_like:write", (), "table in the manner of UCDP GED, lethal events only (CSV)"
    ),
}


_WRITERS = Registry("export format", {name: form.writer for name, form in FORMATS.items()})


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
        SetupError: The file cannot be written, or the format needs a package that is not installed.
    """
    path = Path(path)
    name = format or _by_suffix(path)
    write = _WRITERS.load(name)
    suffix = next(iter(FORMATS[name].suffixes), None) if name in FORMATS else None
    with whole_file(path, suffix) as beside:
        remarks: list[str] = write(view, beside)
    return remarks


def _by_suffix(path: Path) -> str:
    """The name of the format that a path's suffix tells."""
    suffix = path.suffix.lower()
    found = next((name for name, form in FORMATS.items() if suffix in form.suffixes), suffix.removeprefix("."))
    if found not in _WRITERS.names():
        suffixes = " ".join(suffix for form in FORMATS.values() for suffix in form.suffixes)
        raise UsageError(f"{path}: the suffix tells no format; end the name in one of {suffixes}, or give --format")
    return found

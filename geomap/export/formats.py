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
    "geojson": Format("geojson", (".geojson", ".json"), "GeoJSON FeatureCollection"),
    "csv": Format("delimited", (".csv",), "table for spreadsheets, pandas and R"),
}


def export(view: View, path: Path | str, format: str | None = None) -> list[str]:  # noqa: A002 - pandas' and GDAL's name
    """Write events to a file, wholly or not at all.

    Args:
        view: The events.
        path: The file to write.
        format: Name of a format in `FORMATS`; by default the one of the path's suffix.

    Returns:
        Remarks for people: what the format could not hold, or what was left out.

    Raises:
        UsageError: No such format.
        SetupError: The file cannot be written.
    """
    path = Path(path)
    module = importlib.import_module(f"geomap.export.{_chosen(path, format).module}")
    with whole_file(path) as beside:
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

"""FlatGeobuf with its spatial index, by GDAL."""

from __future__ import annotations

from pathlib import Path

from geomap.export.gdal import write_with_gdal
from geomap.store import View


def write(view: View, path: Path) -> list[str]:
    """Write one layer of points; an index needs a place for each, so events without one are left out and counted."""
    return write_with_gdal(view, path, "FlatGeobuf")

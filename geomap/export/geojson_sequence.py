"""GeoJSON text sequence (RFC 8142): each feature after a record separator."""

from __future__ import annotations

from pathlib import Path

from geomap.export import geojson_lines
from geomap.store import View

_RECORD_SEPARATOR = "\x1e"


def write(view: View, path: Path) -> list[str]:
    """Write a text sequence of features."""
    return geojson_lines.write(view, path, _RECORD_SEPARATOR)

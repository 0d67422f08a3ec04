"""GeoPackage, as the store keeps it: events, their reports, and a style for QGIS."""

from __future__ import annotations

from pathlib import Path

from geomap.store import View


def write(view: View, path: Path) -> list[str]:
    """Write a GeoPackage with every field of every event."""
    view.write_geopackage(path)
    return []

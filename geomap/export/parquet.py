"""GeoParquet 1.1: what geopandas, DuckDB and R's sfarrow read."""

from __future__ import annotations

from pathlib import Path

from geomap.store import View


def write(view: View, path: Path) -> list[str]:
    """Write the events in row groups, with WKB points and the metadata of GeoParquet."""
    view.write_geoparquet(path)
    return []

"""GeoJSON (RFC 7946), as the store keeps it."""

from __future__ import annotations

from pathlib import Path

from geomap.store import View


def write(view: View, path: Path) -> list[str]:
    """Write a FeatureCollection with every field of every event."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        view.write(stream)
    return []

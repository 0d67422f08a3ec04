"""GeoJSON, one feature a line, for tools that read as they go."""

from __future__ import annotations

import json
from pathlib import Path

from geomap.store import View, feature


def write(view: View, path: Path, before: str = "") -> list[str]:
    """Write one feature a line, each after `before`."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for event in view:
            stream.write(before + json.dumps(feature(event), ensure_ascii=False, allow_nan=False) + "\n")
    return []

"""KMZ: the KML in a zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

from geomap.export import kml
from geomap.store import View


def write(view: View, path: Path) -> list[str]:
    """Write `doc.kml`, compressed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("doc.kml")  # with the zip epoch for a date, so that the same events give the same file
        entry.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(entry, "w", force_zip64=True) as stream:
            return kml.write_to(view, stream)

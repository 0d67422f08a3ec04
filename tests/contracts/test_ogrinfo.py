"""What GDAL's own program says of our files; skipped, saying so, where it is not installed."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from geomap.export import export
from geomap.store import View

_NULL_PLACES = {".fgb", ".kml"}  # these hold placed events only


@pytest.fixture(scope="module")
def ogrinfo():
    program = shutil.which("ogrinfo")
    if program is None:
        pytest.skip("ogrinfo is not installed (gdal-bin); pyogrio's own GDAL reads these files in test_export.py")
    return program


@pytest.mark.parametrize("suffix", [".gpkg", ".fgb", ".kml", ".geojson", ".geojsonl"])
def test_gdals_own_program_reads_it(ogrinfo, tmp_path, events, suffix):
    path = tmp_path / f"events{suffix}"
    export(View.of(events), path)
    placed = [event for event in events if event.latitude is not None]
    told = subprocess.run([ogrinfo, "-ro", "-so", "-al", path], capture_output=True, text=True, check=True)
    assert told.stderr == ""
    assert "ERROR" not in told.stdout
    layers = told.stdout.split("Layer name: ")[1:]
    layer = next((layer for layer in layers if layer.startswith("events\n")), layers[0])
    count = int(re.search(r"Feature Count: (\d+)", layer)[1])
    assert count == len(placed if suffix in _NULL_PLACES else events)
    west, south, east, north = map(float, re.search(r"Extent: \((.+), (.+)\) - \((.+), (.+)\)", layer).groups())
    assert west == pytest.approx(min(event.longitude for event in placed), abs=1e-4)
    assert (south, east, north) == pytest.approx(
        (
            min(event.latitude for event in placed),
            max(event.longitude for event in placed),
            max(event.latitude for event in placed),
        ),
        abs=1e-4,
    )
    assert "WGS 84" in layer
    for field in ("event_id", "event_type", "fatalities"):
        assert re.search(rf"^{field}: ", layer, re.MULTILINE), field


def test_the_geopackage_has_a_spatial_index_that_gdal_uses(ogrinfo, tmp_path, events):
    path = tmp_path / "events.gpkg"
    export(View.of(events), path)
    sql = "SELECT HasSpatialIndex('events', 'geom')"
    told = subprocess.run([ogrinfo, "-ro", "-q", "-sql", sql, path], capture_output=True, text=True, check=True)
    assert re.search(r"HasSpatialIndex .*= 1", told.stdout)
    box = subprocess.run(
        [ogrinfo, "-ro", "-q", "-spat", "179", "-42", "180", "-41", path, "events"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.findall(r"event_id \(String\) = (\w+)", box.stdout) == ["far"]

"""The same documents and versions end in the same bytes, whatever Python's hash seed and the time of day."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geomap.export import FORMATS, export
from geomap.store import read_events

PROJECT = Path(__file__).parents[2]
SAMPLE = PROJECT / "data" / "events.geojson"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_written_twice(tmp_path, name):
    first, second = tmp_path / "1", tmp_path / "2"
    export(read_events(SAMPLE), first, name)
    time.sleep(0.002)  # formats that bear the time bear milliseconds or seconds
    export(read_events(SAMPLE), second, name)
    assert first.read_bytes() == second.read_bytes()


def test_the_clock_does_not_get_into_workbooks_and_geopackages(tmp_path):
    """They are written with a moment; the present day must not be in them."""
    for name in ("xlsx", "gpkg"):
        export(read_events(SAMPLE), tmp_path / f"out.{name}", name)
        data = (tmp_path / f"out.{name}").read_bytes()
        assert time.strftime("%Y-%m-%dT").encode() not in data


def run(folder: Path, seed: str, *options: str) -> dict[str, bytes]:
    """The main job in a process of its own; the files that it leaves, by name."""
    (folder / "in").mkdir(parents=True)
    for name in ("01-idlib.txt", "06-niamey.txt", "08-yangon.md"):
        shutil.copy(PROJECT / "seeds" / name, folder / "in" / name)
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "geomap",
        "map",
        "in",
        "-o",
        "m.html",
        "--events",
        "s.geojson",
        "-q",
    ]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(PROJECT)}
    subprocess.run([*command, *options], cwd=folder, env=environment, check=True, timeout=300)
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.faults
@pytest.mark.parametrize(
    "options", [("--no-cache",), ("--no-cache", "--workers", "2"), ()], ids=["again", "two", "kept"]
)
def test_the_main_job_in_another_process(tmp_path, options):
    """With another hash seed, in two processes, and with what the cache keeps of the run before."""
    first, second = run(tmp_path / "1", "1", "--no-cache"), run(tmp_path / "2", "4242", *options)
    assert set(first) == {"m.html", "s.geojson"}
    assert first == second

"""A disk that is full, a folder that may not be written, an index of another version: one sentence, and nothing lost."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.errors import GeocoderError, SetupError
from geomap.export import FORMATS, export
from geomap.store import View, open_store, read_events

SAMPLE = Path(__file__).parents[2] / "data" / "events.geojson"
CAN_MOUNT = os.name == "posix" and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("mount") is not None


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of its own of 256 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if not CAN_MOUNT or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here (that takes root)")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def read_only_disk(tmp_path):
    """A folder with a store on a disk that may only be read."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not CAN_MOUNT or subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(folder)], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here (that takes root)")
    shutil.copy(SAMPLE, folder / "s.geojson")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def many():
    sample = list(read_events(SAMPLE))
    import dataclasses

    return [dataclasses.replace(sample[n % len(sample)], event_id=f"e{n}") for n in range(600)]


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_a_store_on_a_full_disk_stays_as_it_was(small_disk, suffix):
    path = small_disk / f"s{suffix}"
    store = open_store(path)
    if suffix == ".geojson":
        with store.writer() as writer:
            writer.upsert(many()[:5])
        before = path.read_bytes()
    with pytest.raises(SetupError, match="the disk is full; free some space"), store.writer() as writer:
        writer.upsert(many())
    if suffix == ".geojson":
        assert path.read_bytes() == before
    assert [entry.name for entry in small_disk.iterdir()] == ([path.name] if suffix == ".geojson" else [])


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_export_to_a_full_disk_leaves_no_half_file(small_disk, name):
    (small_disk / "filler").write_bytes(b"x" * 240_000)
    with pytest.raises(SetupError):
        export(View.of(many()), small_disk / "out", name)
    assert [entry.name for entry in small_disk.iterdir()] == ["filler"]


def test_a_read_only_folder_is_told(read_only_disk):
    with pytest.raises(SetupError, match="read-only"), open_store(read_only_disk / "s.geojson").writer() as writer:
        writer.upsert(many()[:3])
    with pytest.raises(SetupError, match="read-only"):
        export(View.of(many()[:3]), read_only_disk / "out.csv")
    assert len(read_events(read_only_disk / "s.geojson")) == len(read_events(SAMPLE))


def test_an_index_of_another_version_or_cut_short_is_no_index(gazetteer_copy):
    from geomap.places.gazetteer.cache import embedded_version
    from geomap.places.gazetteer.columns import BrokenIndexError
    from geomap.places.gazetteer.layer import Layer

    Layer(gazetteer_copy, embedded_version())
    with pytest.raises(BrokenIndexError):
        Layer(gazetteer_copy, "9-another")
    for file in sorted(path for path in gazetteer_copy.iterdir() if path.is_file()):
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(BrokenIndexError):
            Layer(gazetteer_copy, embedded_version())
        file.write_bytes(whole)
    Layer(gazetteer_copy, embedded_version())


@pytest.fixture
def gazetteer_copy(tmp_path):
    from geomap.places import open_gazetteer
    from geomap.places.gazetteer.cache import index_folder

    open_gazetteer()
    folder = tmp_path / "gazetteer"
    shutil.copytree(
        index_folder(),
        folder,
        copy_function=os.link if index_folder().stat().st_dev == tmp_path.stat().st_dev else shutil.copy2,
    )
    for file in folder.iterdir():  # no link to what others use is ever written through
        data = file.read_bytes()
        file.unlink()
        file.write_bytes(data)
    return folder


def test_a_geocoder_out_of_reach_is_said_and_the_run_goes_on(tmp_path, monkeypatch):
    from geomap.places import OnlineGeocoder, OnlineSettings

    with socket.socket() as closed:  # a port where nobody listens
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    geocoder = OnlineGeocoder(OnlineSettings("nominatim", user_agent="tests of geomap", url=f"http://127.0.0.1:{port}"))
    with pytest.raises(GeocoderError):
        geocoder.find("Riverton")


def test_the_main_job_with_no_network_asks_nobody(tmp_path):
    """Every way out is a trap: opening a connection or asking for a name's address ends the run."""
    trap = (
        "import socket, sys\n"
        "def trapped(*a, **k): raise SystemExit(f'geomap phones: {a}')\n"
        "for name in ('connect', 'connect_ex', 'sendto'): setattr(socket.socket, name, trapped)\n"
        "for name in ('getaddrinfo', 'gethostbyname', 'create_connection'): setattr(socket, name, trapped)\n"
        "from geomap.cli import app\n"
        "app(['map', 'in', '-o', 'm.html', '--events', 's.geojson', '-q'])\n"
    )
    (tmp_path / "in").mkdir()
    for name in ("01-idlib.txt", "06-niamey.txt"):
        shutil.copy(SAMPLE.parents[1] / "seeds" / name, tmp_path / "in" / name)
    inside = [sys.executable, "-W", "ignore", "-c", trap]
    if (
        CAN_MOUNT
        and shutil.which("unshare")
        and not subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode
    ):
        inside = ["unshare", "-n", *inside]  # a network namespace without any interface besides
    done = subprocess.run(inside, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "phones" not in done.stderr
    page = (tmp_path / "m.html").read_text("utf-8")
    assert len(read_events(tmp_path / "s.geojson")) > 1
    assert "<script src=" not in page
    assert '<link rel="stylesheet"' not in page

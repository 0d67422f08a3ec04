"""The embedded index is built once, also when two processes start together, and again when it is stale."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from geomap.errors import SetupError
from geomap.places.gazetteer import cache
from geomap.places.gazetteer.assemble import Assembly
from geomap.places.gazetteer.columns import COLUMNS
from geomap.places.gazetteer.entries import Entry

RACER = """
import sys, time
from pathlib import Path
from geomap.places.gazetteer import assemble, cache
from geomap.places.gazetteer.entries import Entry, NameKind

folder = Path(sys.argv[1])

def slow(progress):
    with (folder / "builds.txt").open("a") as file:
        file.write("built\\n")
    time.sleep(0.5)
    town = Entry(1, "Ostra", 1.0, 2.0, "PPL", "XX")
    town.add_name("Ostra", NameKind.MAIN)
    return assemble.Assembly(entries={1: town})

assemble.assemble = slow
print(cache.open_gazetteer(folder, own=folder / "own").find("ostra")[0].geonames_id)
"""


@pytest.fixture
def quick(towns: list[Entry], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace the long build by a short one; returns the stages it reported."""
    stages: list[str] = []

    def assemble(progress: cache.Progress) -> Assembly:
        progress("towns", 0.5)
        stages.append("built")
        return Assembly(entries={town.geonames_id: town for town in towns})

    monkeypatch.setattr("geomap.places.gazetteer.assemble.assemble", assemble)
    return stages


def test_two_processes_at_once_build_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RACER, str(tmp_path)]
    racers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [racer.communicate(timeout=60)[0].strip() for racer in racers] == ["1", "1"]
    assert (tmp_path / "builds.txt").read_text() == "built\n"
    assert [path.name for path in tmp_path.glob("gazetteer-*")] == []


def test_a_sound_index_is_not_built_again(quick: list[str], tmp_path: Path) -> None:
    shares: list[float] = []
    cache.open_gazetteer(tmp_path, lambda _what, share: shares.append(share), own=tmp_path / "own")
    cache.open_gazetteer(tmp_path, own=tmp_path / "own")
    assert quick == ["built"]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_stale_or_cut_index_is_built_again(quick: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.open_gazetteer(tmp_path, own=tmp_path / "own")
    columns = cache.index_folder(tmp_path) / COLUMNS
    columns.write_bytes(columns.read_bytes()[:-8])
    cache.open_gazetteer(tmp_path, own=tmp_path / "own")
    monkeypatch.setattr(cache, "LAYOUT", cache.LAYOUT + 1)
    after = cache.open_gazetteer(tmp_path, own=tmp_path / "own")
    assert quick == ["built"] * 3
    assert before.version != after.version


def test_a_half_built_index_is_never_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_progress: cache.Progress) -> Assembly:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geomap.places.gazetteer.assemble.assemble", fail)
    with pytest.raises(SetupError, match=r"No space left on device.*XDG_CACHE_HOME"):
        cache.open_gazetteer(tmp_path, own=tmp_path / "own")
    assert not cache.index_folder(tmp_path).exists()
    assert list(tmp_path.glob("gazetteer-*")) == []


def test_a_folder_that_cannot_be_made_is_a_set_up_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(SetupError, match="cannot be written"):
        cache.open_gazetteer(tmp_path / "file", own=tmp_path / "own")


def test_opening_is_light(gazetteer: object) -> None:
    program = (
        "import sys; from geomap.places.gazetteer import open_gazetteer;"
        "g = open_gazetteer(); assert g.find('Alep');"
        "print([m for m in ('numpy', 'pandas', 'geopandas', 'shapely', 'spacy', 'babel', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

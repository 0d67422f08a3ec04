"""An index gives back what was put in, and a damaged one is noticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geomap.places.gazetteer.columns import COLUMNS, STAMP, BrokenIndexError, read_stamp
from geomap.places.gazetteer.compiler import NAMES_TRIE, compile_index
from geomap.places.gazetteer.entries import Entry, NameKind
from geomap.places.gazetteer.layer import Layer
from geomap.places.gazetteer.lookup import Gazetteer


@pytest.fixture
def index(towns: list[Entry], tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    folder.mkdir()
    compile_index(towns, folder, "v1", parents={100: 7}, codes={"XX-M": 100, "XX.01": 100})
    return folder


def test_names_lead_to_their_places_best_known_first(index: Path) -> None:
    layer = Layer(index, "v1")
    assert [(layer.ids[row], kind) for row, kind in layer.exact("ostra")] == [
        (2, NameKind.MAIN),
        (1, NameKind.MAIN),
        (-4, NameKind.CODE),
    ]
    assert [layer.ids[row] for row, _ in layer.exact("остра")] == [1]
    assert layer.exact("nowhere") == []


def test_a_place_comes_back_as_it_was(index: Path) -> None:
    gazetteer = Gazetteer([Layer(index)], "v1")
    place = gazetteer.get(3)
    assert place is not None
    assert (place.name, place.latitude, place.longitude, place.population) == ("Port Velin", 10.2, 20.8, 300)
    assert (place.feature, place.country_code, place.admin1, place.admin1_id) == ("PPL", "XX", "Marle", 100)
    assert (place.admin2, place.admin2_id) == ("", None)
    assert gazetteer.get(5) is None
    assert {name.name for name in gazetteer.names(1)} == {"Ostra", "Østrå", "Остра"}


def test_divisions_know_what_lies_above_and_their_codes(index: Path) -> None:
    layer = Layer(index)
    assert [layer.ids[row] for row in layer.children(7)] == [100]
    assert layer.children(100) == []
    assert layer.codes() == {"XX-M": 100, "XX.01": 100}


def test_near_looks_across_the_180th_meridian(index: Path) -> None:
    gazetteer = Gazetteer([Layer(index)], "v1")
    ((place, away),) = gazetteer.near(-17.0, -179.9, 50)
    assert place.geonames_id == -4
    assert away == pytest.approx(21.3, abs=0.3)
    assert gazetteer.near(-17.0, -179.9, 10) == ()
    assert gazetteer.near(90.0, 0.0, 100) == ()


def test_near_gives_the_nearest_first(index: Path) -> None:
    gazetteer = Gazetteer([Layer(index)], "v1")
    names = [place.geonames_id for place, _ in gazetteer.near(10.0, 20.0, 200)]
    assert names == [1, 3, 2]
    assert [place.geonames_id for place, _ in gazetteer.near(10.0, 20.0, 200, limit=1)] == [1]


def test_scanning_finds_the_longest_name_at_each_word(index: Path) -> None:
    gazetteer = Gazetteer([Layer(index)], "v1")
    text = "From Port Velin, l'Ostra road leads to port velin and ØSTRÅ's market."
    assert [(text[span.start : span.end], span.folded) for span in gazetteer.scan(text)] == [
        ("Port Velin", "port velin"),
        ("Velin", "velin"),
        ("Ostra", "ostra"),
        ("ØSTRÅ", "ostra"),
    ]
    assert sum(span.folded == "port velin" for span in gazetteer.scan(text, capitalised=False)) == 2


def test_token_lists_are_matched_too(index: Path) -> None:
    gazetteer = Gazetteer([Layer(index)], "v1")
    assert gazetteer.longest(["near", "Port", "Velin", "today"], 1) == 2
    assert gazetteer.longest(["near", "Port", "Said"], 1) == 0
    assert gazetteer.has_prefix(["port"])
    assert gazetteer.has_prefix(["ostra"])
    assert not gazetteer.has_prefix(["por"])
    assert gazetteer.has_name("velin")
    assert not gazetteer.has_name("Velin")


def test_a_later_layer_wins_and_no_place_comes_twice(index: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    mine = Entry(1, "Ostra", 10.3, 20.3, "PPLA", "XX", 100, 0, 500)
    mine.add_name("Ostra", NameKind.MAIN)
    mine.add_name("Old Ostra")
    compile_index([mine], folder, "own")
    gazetteer = Gazetteer([Layer(index), Layer(folder)], "v")
    assert [place.geonames_id for place in gazetteer.find("ostra")] == [2, 1, -4]
    assert gazetteer.find("Остра")[0].feature == "PPLA"
    assert gazetteer.find("old ostra")[0].admin1 == "Marle"
    assert {name.name for name in gazetteer.names(1)} == {"Ostra", "Old Ostra", "Østrå", "Остра"}


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _change(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[0] ^= 0xFF
    path.write_bytes(bytes(raw))


@pytest.mark.parametrize("damage", [_cut, _change, Path.unlink])
@pytest.mark.parametrize("file", [COLUMNS, NAMES_TRIE])
def test_a_damaged_index_is_noticed(index: Path, file: str, damage: object) -> None:
    damage(index / file)  # type: ignore[operator]
    with pytest.raises(BrokenIndexError):
        Layer(index, "v1")


def test_a_foreign_stamp_is_noticed(index: Path) -> None:
    with pytest.raises(BrokenIndexError):
        Layer(index, "v2")
    stamp = json.loads((index / STAMP).read_text())
    for wrong in ({**stamp, "byteorder": "middle"}, {**stamp, "magic": "something else"}, [], {}):
        (index / STAMP).write_text(json.dumps(wrong))
        with pytest.raises(BrokenIndexError):
            read_stamp(index)

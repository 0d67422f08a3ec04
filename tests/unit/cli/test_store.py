"""store show, verify, vacuum."""

import dataclasses

import pytest

from geomap.store import View, open_store, read_events


def test_show(run, saved):
    shown = run("store", "show", saved).stdout
    assert "2020-02-01 to 2020-03-01" in shown
    assert [line.split("│")[2].strip() for line in shown.splitlines() if "Events" in line] == ["3"]


def test_a_sound_store(run, saved):
    result = run("store", "verify", saved)
    assert (result.exit_code, result.stderr) == (0, "The events are sound.\n")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"quote": "longer than that"}, "not as long as its offsets"),
        ({"fatalities": 9, "fatalities_high": 2}, "not in order"),
        ({"doc_id": "other"}, "no report is from"),
    ],
)
def test_an_unsound_store(run, tmp_path, make, changes, says):
    path = tmp_path / "e.geojson"
    good = make("a", quote_end=1)
    View.of([good, dataclasses.replace(good, event_id="b", **changes)]).save(path)
    result = run("store", "verify", path)
    assert result.exit_code == 1
    assert result.stderr.startswith("geomap: b: ")
    assert says in result.stderr


def test_an_id_that_is_there_twice(run, tmp_path, make):
    path = tmp_path / "e.geojson"
    View.of([make("a", quote_end=1)] * 2).save(path)
    assert "there twice" in run("store", "verify", path).stderr


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_vacuum_changes_nothing_but_the_size(run, tmp_path, make, suffix):
    path = tmp_path / f"e{suffix}"
    with open_store(path).writer() as writer:
        writer.upsert(make(str(number), quote="x" * 999) for number in range(300))
        writer.record(["d"])
    with open_store(path).writer() as writer:
        for number in range(1, 300):
            writer.remove_document(str(number))
    before, size, documents = list(read_events(path)), path.stat().st_size, read_events(path).run.documents
    assert run("store", "vacuum", path).exit_code == 0
    assert list(read_events(path)) == before
    assert read_events(path).run.documents == documents
    assert path.stat().st_size <= size
    assert run("store", "vacuum", tmp_path / f"none{suffix}").exit_code == 2

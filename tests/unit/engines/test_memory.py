"""Entries that cannot be trusted are as good as none."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import sqlite3
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.engines import InProcess, Remembering, batches, isolated, memory, source_digest
from geomap.engines.memory import Memory, key_of
from geomap.model import Document, Publication

DOCUMENT = Document("a", "A text.", title="T", published=dt.date(2020, 3, 1), language="en", url="u", source="s")


@pytest.fixture
def kept(tmp_path):
    found = Memory(tmp_path / "results.sqlite")
    found.keep({b"k": (Publication(dt.date(2020, 3, 1)), ())})
    return found


def change(path, statement, *values):
    with sqlite3.connect(path) as database:
        rows = database.execute(statement, values).fetchall()
    database.close()
    return rows


def test_what_is_kept_comes_back(kept):
    assert kept.recall([b"k", b"other"]) == {b"k": (Publication(dt.date(2020, 3, 1)), ())}


def test_a_changed_entry_is_none(kept, tmp_path):
    change(tmp_path / "results.sqlite", "update results set value = substr(value, 1, length(value) - 3)")
    assert kept.recall([b"k"]) == {}


def test_nothing_but_geomap_s_own_values_is_ever_made(kept, tmp_path):
    class Evil:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "evil"),)

    change(tmp_path / "results.sqlite", "update results set value = ?", memory._packed(Evil()))
    assert kept.recall([b"k"]) == {}
    assert not (tmp_path / "evil").exists()


@given(st.binary(max_size=60))
def test_no_bytes_make_it_stumble(junk):
    assert memory._unpacked(junk) is None
    packed = zlib.compress(junk)
    digest = memory.hashlib.blake2b(packed, digest_size=memory._DIGEST).digest()
    memory._unpacked(digest + packed)


def test_a_folder_that_cannot_be_made_is_passed_over(tmp_path):
    (tmp_path / "file").write_text("")
    blocked = Memory(tmp_path / "file" / "results.sqlite")
    blocked.keep({b"k": 1})
    assert blocked.recall([b"k"]) == {}


def test_the_oldest_are_forgotten_first_and_only_where_room_is_short(tmp_path):
    path = tmp_path / "results.sqlite"
    old, new = [bytes([0, i]) for i in range(40)], [bytes([1, i]) for i in range(40)]
    Memory(path).keep({key: os.urandom(1_000) for key in old})
    change(path, "update results set day = 1")
    Memory(path).keep({key: os.urandom(1_000) for key in new})
    Memory(path).forget(path.stat().st_size)
    assert change(path, "select count(*) from results") == [(80,)], "there is room for all"
    Memory(path).forget(int(path.stat().st_size * 0.7))
    assert set(new) <= set(Memory(path).recall([*old, *new])) < {*old, *new}


def test_the_file_does_not_grow_for_ever(tmp_path):
    path, most = tmp_path / "results.sqlite", 300_000
    sizes = []
    for run in range(12):
        today = Memory(path)
        today._today += run
        today.keep({bytes([run, i]): os.urandom(4_000) for i in range(20)})
        today.forget(most)
        sizes.append(path.stat().st_size)
    assert max(sizes) <= most + 12 * 20_000
    assert max(sizes[6:]) == max(sizes[:6]), "the room of what was forgotten is used again"
    assert len(Memory(path).recall([bytes([11, i]) for i in range(20)])) == 20, "the last run is all there"


def test_a_run_forgets_what_is_too_much(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(Memory, "forget", lambda self, *_: asked.append(self))
    own = Memory(tmp_path / "results.sqlite")
    engine = Remembering(InProcess(), own, "v")
    stage = isolated(lambda documents: [document.text for document in documents])
    assert [result.results for result in engine.map(lambda: stage, batches([DOCUMENT]))] == [["A text."]]
    assert asked == [own]


@pytest.mark.parametrize(
    "other",
    [
        {"text": "A text"},
        {"title": None},
        {"published": None},
        {"language": "fr"},
        {"url": None},
        {"source": "t"},
        {"spans": ((0, 1),)},
        {"doc_id": "b"},
    ],
)
def test_whatever_is_known_of_a_document_tells_it_apart(other):
    assert key_of(DOCUMENT, "v") != key_of(dataclasses.replace(DOCUMENT, **other), "v")
    assert key_of(DOCUMENT, "v") == key_of(dataclasses.replace(DOCUMENT, name="elsewhere.txt"), "v")


def test_code_packs_and_packages_change_the_digest(tmp_path):
    (tmp_path / "room").mkdir()
    pack = tmp_path / "room" / "pack.yaml"
    pack.write_text("a: 1")
    first = source_digest([tmp_path / "room"], ["numpy"])
    assert source_digest([tmp_path / "room"], ["numpy"]) == first
    assert source_digest([tmp_path / "room"], ["numpy", "no-such-package"]) != first
    pack.write_text("a: 2")
    assert source_digest([tmp_path / "room"], ["numpy"]) != first

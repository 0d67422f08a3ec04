"""What every store of events promises, whatever it keeps them in."""

import dataclasses
import datetime as dt
import errno
import multiprocessing
import os
import time

import pytest

from geomap.errors import DocumentError, SetupError, UsageError
from geomap.store import View, open_store, read_events
from geomap.store.opening import STORES

SUFFIXES = sorted(STORES.names())
pytestmark = pytest.mark.parametrize("suffix", SUFFIXES)


@pytest.fixture
def path(tmp_path, suffix):
    return tmp_path / f"events{suffix}"


def put(path, *events):
    with open_store(path).writer() as writer:
        writer.upsert(events)


def ids(view):
    return [event.event_id for event in view]


def test_what_goes_in_comes_out_the_same(path, events):
    put(path, *events)
    assert list(open_store(path).view()) == events
    assert list(read_events(path)) == events


def test_a_store_that_does_not_exist_yet_is_empty(path):
    view = open_store(path).view()
    assert list(view) == []
    assert len(view) == 0
    assert not path.exists()


def test_an_event_of_the_same_id_is_replaced_where_it_stood(path, make_event):
    put(path, make_event("a"), make_event("b"), make_event("c"))
    put(path, make_event("b", fatalities=9), make_event("d"))
    view = open_store(path).view()
    assert ids(view) == ["a", "b", "c", "d"]
    assert next(iter(view.where(min_fatalities=9))).event_id == "b"


def test_doing_it_again_changes_nothing(path, events):
    put(path, *events)
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    with open_store(path).writer() as writer:
        for event in events:
            writer.remove_document(event.doc_id)
        writer.upsert(events)
        assert writer.commit() is False
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == stamp


def test_an_event_takes_the_place_of_its_aliases(path, make_event):
    put(path, make_event("a"), make_event("b"), make_event("c"))
    put(path, make_event("new", alias_ids=("a", "c")))
    assert ids(open_store(path).view()) == ["new", "b"]


def test_what_a_person_reviewed_is_not_overwritten_by_a_machine(path, make_event):
    put(path, make_event("a", fatalities=7, review_status="corrected"))
    put(path, make_event("a", fatalities=1))
    assert next(iter(open_store(path).view())).fatalities == 7
    put(path, make_event("a", fatalities=8, review_status="confirmed"))
    assert next(iter(open_store(path).view())).fatalities == 8


def test_a_document_taken_out_leaves_the_reports_of_others(path, make_event):
    first, second = (make_event(name).reports[0] for name in "ab")
    both = make_event("a", reports=(first, dataclasses.replace(second, quote="Another sentence.")))
    put(path, both, make_event("c"))
    with open_store(path).writer() as writer:
        writer.remove_document("d-a")
        writer.remove_document("d-c")
    (left,) = open_store(path).view()
    assert (left.doc_id, left.quote, left.event_id) == ("d-b", "Another sentence.", "a")
    assert left.reports == (dataclasses.replace(second, quote="Another sentence."),)


def test_a_block_that_fails_changes_nothing(path, make_event):
    put(path, make_event("a"))
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), open_store(path).writer() as writer:
        writer.upsert([make_event("b")][: 1 // 0])
    assert path.read_bytes() == before


def test_a_writer_killed_while_writing_loses_nothing(path, events):
    put(path, events[0])
    many = [dataclasses.replace(events[0], event_id=str(number), alias_ids=()) for number in range(20_000)]
    worker = multiprocessing.get_context("fork").Process(target=put, args=(path, *many))
    worker.start()
    while worker.is_alive() and len(list(path.parent.iterdir())) == 1:  # until it has begun to write
        time.sleep(0.001)
    worker.kill()
    worker.join()
    assert len(open_store(path).view()) in (1, 20_001)
    put(path, events[1])  # and the next writer is not held up
    assert len(open_store(path).view()) in (2, 20_002)


def test_a_full_disk_is_one_sentence_and_no_half_file(path, make_event, monkeypatch):
    put(path, make_event("a"))
    before = path.read_bytes()

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SetupError, match=r"was not written: the disk is full; free some space") as caught:
        put(path, make_event("b"))
    assert str(caught.value).count(str(path)) == 1
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_view_shows_what_is_stored_whenever_it_is_read(path, make_event):
    view = open_store(path).view()
    put(path, make_event("a"))
    assert ids(view) == ["a"]
    reading = iter(view)
    put(path, make_event("b"))
    assert [event.event_id for event in reading] == ["a"] or [event.event_id for event in reading] == []


def test_the_documents_of_all_runs_are_remembered(path, make_event):
    store = open_store(path)
    with store.writer() as writer:
        writer.upsert([make_event("a")])
        writer.record(
            ["d1", "d2"], [DocumentError("bad.txt", "is empty"), DocumentError("late.txt", "is locked")], ["one.txt"]
        )
    with store.writer() as writer:
        writer.record(["d2", "d3"], [], ["late.txt"])
    run = store.view().run
    assert run.documents == ("d1", "d2", "d3")
    assert run.failures == {"bad.txt": "is empty"}


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({"since": "2020-02-28", "until": "2020-02-28"}, ["e1", "unplaced", "hostile", "bare", "total"]),
        ({"since": "2020-02-29"}, []),
        ({"until": "2019-12-31"}, ["far"]),
        ({"since": "2019-12-31", "until": "2020-01-01"}, ["far"]),
        ({"box": (36, 35, 37, 36)}, ["e1", "undated", "hostile", "bare", "total"]),
        ({"box": (179, -45, -179, -40)}, ["far"]),
        ({"actors": "tahrir"}, ["e1", "unplaced", "undated", "total", "far"]),
        ({"types": "assault", "min_fatalities": 100}, ["total"]),
        (
            {"countries": ["syria"], "countable": True, "text": "saraqeb"},
            ["e1", "unplaced", "undated", "hostile", "bare", "far"],
        ),
    ],
)
def test_filters(path, events, criteria, expected):
    from geomap.store import Box

    put(path, *events)
    given = {**criteria, "box": Box(*criteria["box"])} if "box" in criteria else criteria
    view = open_store(path).view().where(**given)
    assert ids(view) == expected
    assert len(view) == len(expected)


def test_a_range_turned_round_is_wrong_usage(path):
    with pytest.raises(UsageError, match="turn the two round"):
        open_store(path).view().between("2020-03-01", dt.date(2020, 2, 1))


def test_two_writers_do_not_lose_each_others_events(path, events):
    base = events[0]
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_put_many, args=(path, base, name)) for name in "ab"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert len(open_store(path).view()) == 20


def _put_many(path, base, name):
    for number in range(10):
        put(path, dataclasses.replace(base, event_id=f"{name}{number}", alias_ids=()))


@pytest.mark.parametrize("content", [b"", b"not a store", b"\x00\xff" * 500, b'{"type": "FeatureCollection"'])
def test_a_broken_file_is_named_and_not_overwritten(path, make_event, content):
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=r"events\."):
        put(path, make_event("a"))
    assert path.read_bytes() == content


def test_views_join(path, events, make_event):
    put(path, *events)
    joined = View.joined([open_store(path).view(), View.of([make_event("e1", fatalities=99), make_event("z")])])
    assert ids(joined) == [*(event.event_id for event in events), "z"]
    assert next(iter(joined)) == events[0]

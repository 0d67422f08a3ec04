"""What every store of events promises, whatever it keeps them in: files of each kind, and a PostGIS database."""

import dataclasses
import datetime as dt
import multiprocessing

import pytest

from geomap.errors import DocumentError, UsageError
from geomap.store import View, open_store, read_events
from geomap.store.opening import STORES


@pytest.fixture(params=[*sorted(STORES.names()), "postgis"])
def place(request, tmp_path):
    """Where a store of the kind may be made: a file's path or a database's address."""
    if request.param == "postgis":
        return request.getfixturevalue("new_database")()
    return tmp_path / f"events{request.param}"


def snapshot(place):
    """All that is stored, and when it was: what must not change while nothing is written."""
    if not isinstance(place, str) and place.is_dir():
        return {path: path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}
    if not isinstance(place, str):
        return (place.read_bytes(), place.stat().st_mtime_ns) if place.exists() else None
    import psycopg

    with psycopg.connect(place) as connection:
        tables = [name for (name,) in connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema ORDER BY 1"
        )]  # fmt: skip
        return {
            name: connection.execute(f"SELECT xmin::text, t::text FROM {name} t ORDER BY 1, 2").fetchall()  # noqa: S608
            for name in tables
        }


def put(place, *events):
    with open_store(place).writer() as writer:
        writer.upsert(events)


def ids(view):
    return [event.event_id for event in view]


def test_what_goes_in_comes_out_the_same(place, events):
    put(place, *events)
    assert list(open_store(place).view()) == events
    assert list(read_events(place)) == events


def test_a_store_that_does_not_exist_yet_is_empty(place):
    before = snapshot(place)
    view = open_store(place).view()
    assert list(view) == []
    assert len(view) == 0
    assert snapshot(place) == before


def test_an_event_of_the_same_id_is_replaced_where_it_stood(place, make_event):
    put(place, make_event("a"), make_event("b"), make_event("c"))
    put(place, make_event("b", fatalities=9), make_event("d"))
    view = open_store(place).view()
    assert ids(view) == ["a", "b", "c", "d"]
    assert next(iter(view.where(min_fatalities=9))).event_id == "b"


def test_doing_it_again_changes_nothing(place, events):
    put(place, *events)
    before = snapshot(place)
    with open_store(place).writer() as writer:
        for event in events:
            writer.remove_document(event.doc_id)
        writer.upsert(events)
        assert writer.commit() is False
    assert snapshot(place) == before


def test_an_event_takes_the_place_of_its_aliases(place, make_event):
    put(place, make_event("a"), make_event("b"), make_event("c"))
    put(place, make_event("new", alias_ids=("a", "c")))
    assert ids(open_store(place).view()) == ["new", "b"]


def test_what_a_person_reviewed_is_not_overwritten_by_a_machine(place, make_event):
    put(place, make_event("a", fatalities=7, review_status="corrected"))
    put(place, make_event("a", fatalities=1))
    assert next(iter(open_store(place).view())).fatalities == 7
    put(place, make_event("a", fatalities=8, review_status="confirmed"))
    assert next(iter(open_store(place).view())).fatalities == 8


def test_a_document_taken_out_leaves_the_reports_of_others(place, make_event):
    first, second = (make_event(name).reports[0] for name in "ab")
    both = make_event("a", reports=(first, dataclasses.replace(second, quote="Another sentence.")))
    put(place, both, make_event("c"))
    with open_store(place).writer() as writer:
        writer.remove_document("d-a")
        writer.remove_document("d-c")
    (left,) = open_store(place).view()
    assert (left.doc_id, left.quote, left.event_id) == ("d-b", "Another sentence.", "a")
    assert left.reports == (dataclasses.replace(second, quote="Another sentence."),)


def test_a_block_that_fails_changes_nothing(place, make_event):
    put(place, make_event("a"))
    before = snapshot(place)
    with pytest.raises(ZeroDivisionError), open_store(place).writer() as writer:
        writer.upsert([make_event("b")][: 1 // 0])
    assert snapshot(place) == before


def test_a_view_shows_what_is_stored_whenever_it_is_read(place, make_event):
    view = open_store(place).view()
    put(place, make_event("a"))
    assert ids(view) == ["a"]
    reading = iter(view)
    put(place, make_event("b"))
    assert [event.event_id for event in reading] == ["a"] or [event.event_id for event in reading] == []


def test_the_documents_of_all_runs_are_remembered(place, make_event):
    store = open_store(place)
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
        ({"types": "?"}, []),
        ({"min_confidence": 0.9}, []),
        ({"min_confidence": 0.8125, "fields": (("doc_id", "d-far"),)}, ["far"]),
        (
            {"countries": ["syria"], "countable": True, "text": "saraqeb"},
            ["e1", "unplaced", "undated", "hostile", "bare", "far"],
        ),
    ],
)
def test_filters(place, events, criteria, expected):
    from geomap.store import Box

    put(place, *events)
    given = {**criteria, "box": Box(*criteria["box"])} if "box" in criteria else criteria
    view = open_store(place).view().where(**given)
    assert ids(view) == expected
    assert len(view) == len(expected)


def test_a_range_turned_round_is_wrong_usage(place):
    with pytest.raises(UsageError, match="turn the two round"):
        open_store(place).view().between("2020-03-01", dt.date(2020, 2, 1))


def test_two_writers_do_not_lose_each_others_events(place, events):
    base = events[0]
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_put_many, args=(place, base, name)) for name in "ab"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert len(open_store(place).view()) == 20


def _put_many(place, base, name):
    for number in range(10):
        put(place, dataclasses.replace(base, event_id=f"{name}{number}", alias_ids=()))


def test_writers_at_the_same_time_make_one_event_of_reports_of_one_happening(place, make_event):
    """Each begins before the other has committed, so neither can have seen the other's report beforehand."""
    first, second, third = (make_event(name, quote=f"The town was shelled, {name} said.") for name in "abc")
    with open_store(place).writer() as writer:
        writer.merge([first])
        with open_store(place).writer() as other:
            other.merge([second])
            other.record(["d-b"])
    (event,) = open_store(place).view()
    assert {report.doc_id for report in event.reports} == {"d-a", "d-b"}
    with open_store(place).writer() as writer:
        writer.remove_document("d-b")
        writer.merge([third])
    (event,) = open_store(place).view()
    assert {report.doc_id for report in event.reports} == {"d-a", "d-c"}


def test_many_writers_at_once_make_one_event_of_reports_of_one_happening(place, make_event):
    context = multiprocessing.get_context("fork")
    told = [[make_event(f"{name}{number}", source=f"Paper {name}{number}") for number in range(4)] for name in "abc"]
    workers = [context.Process(target=_merge_each, args=(place, events)) for events in told]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    (event,) = open_store(place).view()
    assert len(event.reports) == 12


def _merge_each(place, events):
    for event in events:
        with open_store(place).writer() as writer:
            writer.merge([event])


def test_views_join(place, events, make_event):
    put(place, *events)
    joined = View.joined([open_store(place).view(), View.of([make_event("e1", fatalities=99), make_event("z")])])
    assert ids(joined) == [*(event.event_id for event in events), "z"]
    assert next(iter(joined)) == events[0]


def test_it_tells_its_size_and_gives_back_room(place, events):
    put(place, *events)
    store = open_store(place)
    assert store.size() > 1000
    store.vacuum()
    assert list(store.view()) == events
    assert store.size() > 1000

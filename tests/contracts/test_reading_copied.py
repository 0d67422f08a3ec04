"""A copy for maps beside a store: when it is made, what it answers, and what becomes of it."""

import tempfile
import time
from contextlib import contextmanager

import pytest

pytest.importorskip("duckdb", reason="geomap[serve] is not installed")
pytest.importorskip("mapbox_vector_tile", reason="geomap[serve] is not installed")

from geomap.errors import UnavailableError
from geomap.store import Query, View, open_reading, open_store, query_of
from geomap.store.copied_reading import CopiedReading


@pytest.fixture
def path(tmp_path, make_event):
    place = tmp_path / "événements d'été.gpkg"
    View.of([make_event("a"), make_event("b", source=None, actor1="Émeutiers")]).save(place)
    return place


@pytest.fixture
def reading(path, monkeypatch, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(work))
    opened = CopiedReading(open_reading(path)._reading, worth_from=1)
    yield opened
    opened.close()
    assert list(work.glob("geomap-serve-*")) == [], "something was left behind"


def until(holds):
    """Waits, some seconds at most, until something holds."""
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


def test_a_small_store_gets_none(path):
    reading = open_reading(path)
    reading.prepare()
    assert reading._copy is None
    assert reading.count(Query()) == 2
    reading.close()


def test_the_copy_answers_in_the_place_of_the_store(reading, path):
    reading.prepare()
    assert list(path.parent.glob("*.xml")) == [], "reading writes nothing"
    store, reading._reading = reading._reading, None
    assert reading.count(query_of(actors="emeutiers")) == 1
    assert reading.count(query_of(sources="agence")) == reading.count(query_of(sources="AGENCE"))
    reading._reading = store
    assert reading.count(query_of(text="no such words")) == 0, "sentences are asked of the store"


def test_the_old_copy_answers_until_the_new_one_is_there(reading, path, make_event):
    reading.prepare()
    before = reading.version()
    with open_store(path).writer() as writer:
        writer.upsert([make_event("c", event_type="Riots")])
    reading._not_before = time.monotonic() + 60
    assert reading.version() == before
    assert reading.count(Query()) == 2
    reading._not_before = 0.0
    assert until(lambda: reading.version() != before)
    assert reading.count(query_of(types="riots")) == 1


def test_an_event_taken_out_meanwhile_is_left_out_of_the_page(reading, path, make_event):
    reading.prepare()
    View.of([make_event("a")]).save(path)
    reading._not_before = time.monotonic() + 60
    page = reading.page(query_of(statuses="occurred"), limit=5)
    assert [event.event_id for event in page.events] == ["a"]


def test_where_no_copy_can_be_made_the_store_answers_and_it_is_said(reading, caplog):
    @contextmanager
    def broken():
        raise UnavailableError("the disk is full")
        yield

    reading._reading.columns = broken
    reading.prepare()
    assert reading.count(Query()) == 2
    assert "the disk is full" in caplog.text
    assert reading.version() == reading._reading.version()


def test_a_store_that_breaks_off_at_the_last_moment_leaves_no_copy_behind(reading):
    whole = reading._reading.columns

    @contextmanager
    def breaking():
        with whole() as batches:
            yield batches
        raise UnavailableError("it broke off")

    reading._reading.columns = breaking
    reading.prepare()
    assert reading._copy is None


def test_a_value_of_another_kind_leaves_no_copy_behind(reading, caplog):
    import pyarrow as pa

    from geomap.store.map_copy import COPIED

    @contextmanager
    def wrong():
        yield pa.table({name: ["no number"] for name in COPIED}).to_reader()

    reading._reading.columns = wrong
    reading.prepare()
    assert reading._copy is None
    assert "cannot be made" in caplog.text


@pytest.mark.parametrize("most", [1, 3, 1000])
def test_a_copy_sorted_in_parts_holds_every_event_once(tmp_path, make_event, monkeypatch, most):
    monkeypatch.setattr("geomap.store.map_copy._EVENTS_A_SORT", most)
    places = [(0, 0), (179.99, 84.9), (-180, -84), (36.8, 35.9), (36.8, 35.9), (None, None), (180.0, 90.0)]
    events = [make_event(f"e{n}", longitude=x, latitude=y) for n, (x, y) in enumerate(places)]
    View.of(events).save(tmp_path / "events.gpkg")
    reading = CopiedReading(open_reading(tmp_path / "events.gpkg")._reading, worth_from=1)
    reading.prepare()
    assert reading._copy.positions(Query(), limit=10) == [1, 2, 3, 4, 5, 6, 7]
    reading.close()

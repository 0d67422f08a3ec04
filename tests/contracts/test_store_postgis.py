"""What the PostGIS store promises besides: killed writers, refusals, versions, hostile text, its own look-ups."""

import dataclasses
import multiprocessing
import time

import pytest

from geomap.errors import SetupError
from geomap.store import Box, open_store, read_events
from geomap.store.postgis_database import newest_version

psycopg = pytest.importorskip("psycopg")


@pytest.fixture
def url(new_database):
    return new_database()


def put(url, *events):
    with open_store(url).writer() as writer:
        writer.upsert(events)


def test_a_writer_killed_while_writing_loses_nothing(url, postgis, events):
    put(url, events[0])
    many = [dataclasses.replace(events[0], event_id=str(number), alias_ids=()) for number in range(5_000)]
    worker = multiprocessing.get_context("spawn").Process(target=put, args=(url, *many))
    worker.start()
    with psycopg.connect(postgis, autocommit=True) as watching:
        while (
            worker.is_alive()
            and not watching.execute(
                "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'COPY%' AND pid <> pg_backend_pid()"
            ).fetchone()
        ):
            time.sleep(0.001)
    worker.kill()
    worker.join()
    assert len(open_store(url).view()) in (1, 5_001)
    put(url, events[1])
    assert len(open_store(url).view()) in (2, 5_002)


def test_a_reader_sees_one_state_while_others_write(url, make_event):
    put(url, make_event("a"), make_event("b"))
    reading = iter(open_store(url).view())
    first = next(reading)
    put(url, make_event("a", fatalities=99), make_event("c"))
    assert [(event.event_id, event.fatalities) for event in (first, *reading)] == [("a", 3), ("b", 3)]


def test_a_server_that_is_not_there_is_one_sentence_without_the_password():
    with pytest.raises(
        SetupError, match=r"postgresql://me@127\.0\.0\.1:1/events: the database cannot be reached"
    ) as said:
        list(open_store("postgresql://me:hidden@127.0.0.1:1/events").view())
    assert "hidden" not in str(said.value)


def test_tables_of_a_newer_geomap_are_left_alone(url, make_event):
    put(url, make_event("a"))
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO geomap_schema VALUES (%s)", (newest_version() + 1,))
    with pytest.raises(SetupError, match="newer geomap"):
        put(url, make_event("b"))
    assert len(open_store(url).view()) == 1


def test_hostile_text_is_data(url, make_event):
    hostile = "'); DROP TABLE geomap_events; -- \\N\t\\. %s {} \x1b[31m"
    event = make_event("a'; --", quote=hostile, actor1=hostile, doc_id=hostile)
    put(url, event)
    assert list(read_events(url)) == [event]
    assert list(read_events(url).where(actors="drop table geomap events")) == [event]
    assert list(read_events(url).where(actors="%")) == []


def test_what_the_database_cannot_hold_is_shown_as_such(url, make_event):
    put(url, make_event("a", quote="one\0two\ud800", title="\0"))
    (event,) = read_events(url)
    assert event.quote == "one\ufffdtwo?"


def test_a_box_across_the_180th_meridian(url, make_event):
    put(url, make_event("west", longitude=-179.5, latitude=0.0), make_event("east", longitude=179.5, latitude=0.0))
    found = read_events(url).where(box=Box(179, -1, -179, 1))
    assert {event.event_id for event in found} == {"west", "east"}


def test_look_ups_go_by_the_indexes(url, events):
    from geomap.store.postgis import _looked_up
    from geomap.store.query import query_of

    many = [dataclasses.replace(events[0], event_id=str(number), alias_ids=()) for number in range(3_000)]
    put(url, *many)
    wanted = query_of(since="1990-01-01", until="1990-02-01", box=Box(0, 0, 1, 1), actors="no such group")
    where, values = _looked_up(wanted)
    with psycopg.connect(url) as connection:
        connection.execute("ANALYZE geomap_events")
        explain = f"EXPLAIN SELECT * FROM geomap_events {where}".encode()  # noqa: S608
        plan = "\n".join(line for (line,) in connection.execute(explain, values))
    assert "Index" in plan
    assert "Seq Scan" not in plan


def test_what_a_batch_replaces_goes_by_the_indexes(url, events):
    from geomap.store.pending import Changes
    from geomap.store.postgis import PostgisStore
    from geomap.store.postgis_database import connected

    many = [
        dataclasses.replace(events[0], event_id=str(number), doc_id=f"d{number}", alias_ids=(), reports=())
        for number in range(3_000)
    ]
    put(url, *many)
    changes = Changes()
    changes.events = {event.event_id: event for event in many[:20]}
    changes.removed = {event.doc_id for event in many[10:40]}
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE geomap_events, geomap_reports")
        connection.execute("SELECT pg_stat_reset()")
    with connected(url) as connection:
        touched = list(PostgisStore(url)._touched(connection, changes))
    assert len(touched) == 40
    time.sleep(0.1)
    with psycopg.connect(url) as connection:
        (read,) = connection.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relid = 'geomap_events'::regclass"
        ).fetchone()
    assert read < 500


def test_corrections_are_kept_in_the_database_and_made_again(url, make_event):
    from geomap.store import Correction

    put(url, make_event("a", fatalities=3))
    with open_store(url).writer() as writer:
        writer.correct([Correction("a", "correct", {"fatalities": 5}, by="me", why="the hospital's list")])
    put(url, make_event("a", fatalities=4))
    (event,) = read_events(url)
    assert (event.fatalities, event.review_status) == (5, "corrected")


def test_the_commands_take_its_address(url, tmp_path, make_event):
    from typer.testing import CliRunner

    from geomap.cli import app

    put(url, make_event("a", fatalities=12, fatalities_high=20), make_event("b", fatalities=1))
    run = CliRunner().invoke
    chosen, page = tmp_path / "chosen.csv", tmp_path / "map.html"
    for command in (
        ["filter", url, "-o", str(chosen), "--min-fatalities", "10", "-q"],
        ["map", url, "-o", str(page), "-q"],
        ["store", "show", url],
        ["store", "verify", url],
        ["store", "vacuum", url],
        ["correct", url, "b", "fatalities=2", "--by", "me"],
    ):
        done = run(app, command)
        assert done.exit_code == 0, (command, done.output, done.exception)
        assert psycopg.conninfo.conninfo_to_dict(url)["password"] not in done.output
    assert [event.event_id for event in read_events(chosen)] == ["a"]
    assert page.stat().st_size > 100_000
    assert {event.event_id: event.fatalities for event in read_events(url)} == {"a": 12, "b": 2}

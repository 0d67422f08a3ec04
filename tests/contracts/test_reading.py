"""What every store promises to services: what SQL looks up is what `Query.matches` says, page by page and tile by tile."""

import collections
import dataclasses
import itertools
import tempfile

import pytest

from geomap.errors import UnavailableError, UsageError
from geomap.store import Box, Query, Tile, View, open_reading, open_store, query_of

copied_reading = pytest.importorskip("geomap.store.copied_reading")
pytest.importorskip("duckdb", reason="geomap[serve] is not installed")
mapbox_vector_tile = pytest.importorskip("mapbox_vector_tile", reason="geomap[serve] is not installed")


@pytest.fixture(params=["geopackage", "postgis"])
def place(request, tmp_path):
    if request.param == "postgis":
        pytest.importorskip("psycopg_pool", reason="geomap[postgis] is not installed")
    return request.getfixturevalue("new_database")() if request.param == "postgis" else tmp_path / "events.gpkg"


@pytest.fixture
def many(events, make_event):
    """Events of both languages and of every kind that look-ups must tell apart."""
    return [
        *events,
        make_event("french", quote="Des tirs ont éclaté près de l'école à Gao.", country="Mali", country_code="ML", iso3="MLI",
                   source="Journal du Nord", event_type="Violence against civilians", sub_event_type="Attack"),
        make_event("arabic", quote="قصف على سوق إدلب", location="إدلب", actor1="قوات النظام", confidence=0.2),
        make_event("german", quote="Straße gesperrt", title="GROẞE Straße", status="planned", fatalities=0),
        make_event("ally", actor1=None, actor2=None, assoc_actor_2=("Wagner Group", "Local Self-Defence")),
        make_event("only country", where_prec=6),
        make_event("signs", actor1="Ally; -- ;", source="; ;"),
        make_event("percent", actor1="100% Group_A", source="100% News"),
    ]  # fmt: skip


@pytest.fixture(params=["itself", "copied"])
def reading(request, place, many, monkeypatch):
    """A store that answers itself, and one with a copy for maps."""
    with open_store(place).writer() as writer:
        writer.upsert(many)
    if request.param == "copied":
        monkeypatch.setattr(copied_reading, "WORTH_FROM", 1)
    opened = open_reading(place)
    opened.prepare()
    assert (opened._copy is not None) == (request.param == "copied")
    yield opened
    opened.close()


QUERIES = [
    {},
    {"since": "2020-02-28"},
    {"until": "2020-02-26"},
    {"since": "2000-01-01", "until": "2001-01-01"},
    {"box": Box(36, 35, 37, 36)},
    {"box": Box(179, -42, -179, -41)},
    {"box": Box(36.8058, 35.8644, 36.8058, 35.8644)},
    {"actors": "tahrir"},
    {"actors": ("WAGNER", "قوات")},
    {"actors": "group"},
    {"actors": "%"},
    {"actors": "100"},
    {"sources": "agence x"},
    {"sources": "_"},
    {"types": "violence"},
    {"types": ("attack", "assault")},
    {"types": "no such type"},
    {"types": "%"},
    {"text": "!?"},
    {"actors": ("--", "ally")},
    {"actors": "self defence"},
    {"countries": ("mli", "nowhere")},
    {"countries": "SYRIA"},
    {"statuses": ("planned", "denied")},
    {"min_fatalities": 4},
    {"min_fatalities": 0},
    {"min_confidence": 0.5},
    {"text": "ECOLE"},
    {"text": "saraqeb jeudi"},
    {"text": "strasse"},
    {"text": "سوق"},
    {"text": "' OR 1=1 --"},
    {"fields": (("admin1", "Idlib"), ("language", "fr"))},
    {"fields": (("sub_event_type", ""),)},
    {"fields": (("doc_id", "' OR '1'='1"),)},
    {"countable": True},
    {"countable": True, "since": "2020-01-01", "actors": "syrian arab army", "box": Box(0, 0, 90, 90)},
]


def test_what_is_looked_up_is_what_matches(reading, many):
    for criteria in QUERIES:
        check(reading, many, query_of(**criteria))


def check(reading, many, query):
    wanted = [event for event in many if query.matches(event)]
    assert list(reading.page(query, limit=100).events) == wanted, query
    assert reading.count(query) == len(wanted)
    assert sum(day.events for day in reading.days(query)) == sum(event.event_date is not None for event in wanted)
    marked = [event for event in wanted if event.longitude is not None and event.where_prec != 6]
    assert reading.unplaced(query) == len(wanted) - len(marked)
    assert sum(mark["n"] for mark in marks(reading.tile(query, Tile(0, 0, 0)))) == len(marked)
    assert sum(reading.facets(query, 100)["event_type"].values()) == len(wanted)


def marks(tile):
    if not tile:
        return []
    return [feature["properties"] for feature in mapbox_vector_tile.decode(tile)["events"]["features"]]


def test_every_event_is_on_exactly_one_page(reading, many):
    found, after = [], None
    for _ in itertools.count():
        page = reading.page(Query(), limit=5, after=after)
        found += page.events
        after = page.after
        if after is None:
            break
    assert found == many
    assert list(reading.page(Query(), limit=3, offset=4).events) == many[4:7]
    assert reading.page(Query(), limit=3, offset=10_000) == reading.page(query_of(actors="nobody"), limit=3)


def test_an_event_by_its_id(reading, many):
    assert reading.get("french") == next(event for event in many if event.event_id == "french")
    for absent in ("", "french' --", "\0", "é" * 5000):
        assert reading.get(absent) is None


def test_a_single_event_is_a_mark_of_its_own(place, make_event):
    with open_store(place).writer() as writer:
        writer.upsert(
            [make_event("one", claimants=("SANA",), where_prec=4), make_event("far", longitude=-70.0, fatalities=None)]
        )
    reading = open_reading(place)
    tile = reading.tile(Query(), Tile(0, 0, 0))
    (layer,) = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True}).values()
    one, far = sorted(layer["features"], key=lambda feature: -feature["geometry"]["coordinates"][0])
    assert one["properties"] == {
        "n": 1,
        "event_type": "Battles",
        "vague": True,
        "event_id": "one",
        "status": "occurred",
        "where_prec": 4,
        "fatalities": 3,
        "claimed": True,
    }
    assert "fatalities" not in far["properties"]
    x, y = one["geometry"]["coordinates"]
    assert (x, y) == (pytest.approx(2466.7, abs=1), pytest.approx(1611, abs=2))  # 36.8058 E, 35.8644 N in Web Mercator
    reading.close()


def test_tiles_of_a_zoom_hold_every_event_once(reading, many):
    for zoom in (1, 3, 8):
        tiles = {
            (int((e.longitude + 180) / 360 * 2**zoom), row(e.latitude, zoom)) for e in many if e.longitude is not None
        }
        total = sum(mark["n"] for x, y in tiles for mark in marks(reading.tile(Query(), Tile(zoom, x, y))))
        assert total == sum(e.longitude is not None and e.where_prec != 6 for e in many)


def row(latitude, zoom):
    import math

    return int((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * 2**zoom)


def test_facets_are_counted_on_both_sides_and_the_commonest_come_first(reading, many):
    found = reading.facets(Query(), 2)
    assert list(found) == ["event_type", "country", "status", "actor", "source"]
    both = [name for event in many for name in (event.actor1, event.actor2) if name]
    assert found["actor"] == dict(collections.Counter(both).most_common(2))
    assert list(found["country"]) == ["Syria", "Mali"]
    assert reading.facets(query_of(countries="Mali"), 5)["country"] == {"Mali": 1}
    assert reading.facets(query_of(types="nothing"), 5)["source"] == {}


def test_extent_and_spots(reading):
    extent = reading.extent()
    assert extent.days == ("1989-01-01", "2020-02-28")
    assert extent.box == (36.8058, -41.2865, 179.99, 35.8644)
    assert len(reading.spots()) == 2


def test_polygons_and_expressions_are_refused(reading):
    with pytest.raises(UsageError, match="geomap filter"):
        reading.count(query_of(condition="fatalities > 3"))


@pytest.mark.parametrize("given", [(-1, 0, 0), (0, 1, 0), (3, 8, 0), (3, 0, -1), (21, 0, 0)])
def test_squares_that_are_not_on_the_map_are_refused(given):
    with pytest.raises(UsageError, match="no tile"):
        Tile(*given)


def test_a_change_shows_in_version_and_answers(place, make_event):
    with open_store(place).writer() as writer:
        writer.upsert([make_event("a")])
    reading = open_reading(place)
    before = wait_for_other(reading, None)
    with open_store(place).writer() as writer:
        writer.upsert([make_event("b", event_type="Riots")])
    assert wait_for_other(reading, before) != before
    assert reading.count(query_of(types="riots")) == 1
    reading.close()


def wait_for_other(reading, before):
    """The version once it is another, within the seconds that a database takes to know its own statistics."""
    import time

    for _ in range(100):
        if reading.version() != before:
            break
        time.sleep(0.1)
    return reading.version()


def test_nothing_can_be_written_through_it(reading):
    itself = reading._reading
    with pytest.raises(UnavailableError, match="read"):
        itself._rows("DELETE FROM geomap_events" if "postgres" in reading.name else "DELETE FROM events")
    assert reading.count(Query()) > 0


def test_a_file_that_goes_away_and_comes_back(tmp_path, make_event):
    path = tmp_path / "events.gpkg"
    View.of([make_event("a")]).save(path)
    reading = open_reading(path)
    path.rename(tmp_path / "away.gpkg")
    with pytest.raises(UnavailableError, match="cannot be read"):
        reading.count(Query())
    View.of([make_event("a"), dataclasses.replace(make_event("b"))]).save(path)
    assert reading.count(Query()) == 2
    reading.close()


def test_any_file_of_events_is_read_once_and_leaves_nothing(tmp_path, monkeypatch, many):
    work, path = tmp_path / "work", tmp_path / "events.geojson"
    work.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(work))
    View.of(many).save(path)
    reading = open_reading(path)
    path.unlink()
    assert list(reading.page(Query(), limit=100).events) == many
    assert reading.name == str(path)
    reading.close()
    assert list(work.iterdir()) == []
    with pytest.raises(UsageError, match="no such file"):
        open_reading(path)

"""A GeoPackage of events opens in GDAL's hands as if GDAL had made it."""

import dataclasses
import json
import sqlite3
from contextlib import closing
from xml.etree import ElementTree as ET

import geopandas
import pyogrio
import pytest
import shapely

from geomap.errors import DocumentError
from geomap.store import View, open_store
from geomap.store.codec import event_of


def event(event_id, **known):
    report = {
        "report_id": event_id,
        "doc_id": f"d-{event_id}",
        "quote": "Q",
        "quote_start": 0,
        "quote_end": 1,
        "claimants": "A; B",
    }
    defaults = {
        "event_type": "Battles",
        "event_date": "2020-02-01",
        "latitude": 1.5,
        "longitude": 2.5,
        "reports": [report],
        "doc_id": f"d-{event_id}",
    }
    return event_of({**defaults, **known, "event_id": event_id})


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "events.gpkg"
    with open_store(path).writer() as writer:
        writer.upsert(
            [
                event("a", aggregate=True),
                event("b", latitude=-10.0, longitude=170.0),
                event("c", latitude=None, longitude=None),
            ]
        )
        writer.record(["d-a", "d-b", "d-c"], [DocumentError("é<&.txt", 'it\'s "odd"')])
    with open_store(path).writer() as writer:
        writer.upsert([event("b", latitude=20.0, longitude=30.0, fatalities=4), event("d")])
        writer.remove_document("d-a")
    return path


def test_gdal_sees_the_layers_and_their_columns(path):
    assert pyogrio.list_layers(path).tolist() == [["events", "Point"], ["reports", None], ["layer_styles", None]]
    info = pyogrio.read_info(path, layer="events")
    assert (info["features"], info["crs"], info["fid_column"], info["geometry_name"]) == (3, "EPSG:4326", "fid", "geom")
    assert info["total_bounds"] == pytest.approx((2.5, 1.5, 30.0, 20.0))
    kinds = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert (kinds["event_date"], kinds["fatalities"], kinds["aggregate"], kinds["confidence"]) == (
        "datetime64[D]",
        "int64",
        "bool",
        "float64",
    )


def test_gdal_reads_the_rows_after_changes(path):
    frame = geopandas.read_file(path, layer="events")
    assert frame["event_id"].tolist() == ["b", "c", "d"]
    assert frame.geometry.iloc[0] == shapely.Point(30, 20)
    assert frame.geometry.iloc[1] is None
    reports = geopandas.read_file(path, layer="reports")
    assert reports["event_id"].tolist() == ["c", "b", "d"]
    assert set(reports["claimants"]) == {"A; B"}


@pytest.mark.parametrize(
    ("box", "expected"), [((29, 19, 31, 21), ["b"]), ((0, 0, 5, 5), ["d"]), ((169, -11, 171, -9), [])]
)
def test_the_spatial_index_follows_changes(path, box, expected):
    assert geopandas.read_file(path, layer="events", bbox=box)["event_id"].tolist() == expected


def test_the_file_is_sound_and_says_what_it_was_made_from(path):
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT rtreecheck('rtree_events_geom')").fetchall() == [("ok",)]
    metadata = json.loads(pyogrio.read_info(path, layer="events")["dataset_metadata"]["geomap"])
    assert metadata["documents_failed"] == [{"name": "é<&.txt", "reason": 'it\'s "odd"'}]


def test_gdal_can_go_on_editing_it(path):
    frame = geopandas.GeoDataFrame(
        {"event_id": ["new"], "event_type": ["Riots"]}, geometry=[shapely.Point(9, 9)], crs="EPSG:4326"
    )
    pyogrio.write_dataframe(frame, path, layer="events", append=True)
    assert geopandas.read_file(path, layer="events", bbox=(8, 8, 10, 10))["event_id"].tolist() == ["new"]
    assert [each.event_id for each in open_store(path).view().where(types="riots")] == ["new"]
    with open_store(path).writer() as writer:
        writer.upsert([dataclasses.replace(event("new"), fatalities=1)])
    assert [each.fatalities for each in open_store(path).view()] == [4, None, None, 1]


def test_the_style_for_qgis_knows_every_event_type(path):
    (style,) = geopandas.read_file(path, layer="layer_styles")["styleQML"]
    renderer = ET.fromstring(style).find("renderer-v2")  # noqa: S314 - our own file
    symbols = {symbol.get("name") for symbol in renderer.iter("symbol")}
    categories = {category.get("value"): category.get("symbol") for category in renderer.iter("category")}
    assert {"Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots"} < set(
        categories
    )
    assert set(categories.values()) == symbols


def test_a_geopackage_of_something_else_is_left_alone(tmp_path):
    path = tmp_path / "roads.gpkg"
    pyogrio.write_dataframe(geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)], crs="EPSG:4326"), path)
    before = path.read_bytes()
    with (
        pytest.raises(DocumentError, match=r"roads\.gpkg: this GeoPackage holds no events"),
        open_store(path).writer() as writer,
    ):
        writer.upsert([event("a")])
    assert path.read_bytes() == before


def test_saving_a_view_makes_the_same(path, tmp_path):
    view = open_store(path).view()
    other = tmp_path / "copy.gpkg"
    view.save(other)
    assert list(open_store(other).view()) == list(view)
    assert open_store(other).view().run == view.run
    View.of([]).save(tmp_path / "empty.gpkg")
    assert len(geopandas.read_file(tmp_path / "empty.gpkg", layer="events")) == 0

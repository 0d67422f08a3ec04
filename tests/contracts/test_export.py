"""Every format goes out whole, and comes back in the hands of its own reader."""

import csv
import dataclasses
import errno
import json
import os
import re
import zipfile
from xml.etree import ElementTree as ET

import geopandas
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely

from geomap.errors import SetupError, UsageError
from geomap.export import FORMATS, export
from geomap.store import EVENT_FIELDS, View, read_events, row
from geomap.store.codec import event_of

BY_SUFFIX = [form.suffixes[0] for form in FORMATS.values() if form.suffixes]
KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
def out(tmp_path, events):
    """Export the events to a file of that suffix, or of that format."""

    def write(name, chosen=None):
        path = tmp_path / name
        return path, export(View.of(chosen if chosen is not None else events), path)

    return write


def placed(events):
    return [event.event_id for event in events if event.latitude is not None]


@pytest.mark.parametrize("suffix", BY_SUFFIX)
def test_a_full_disk_leaves_no_file(tmp_path, events, monkeypatch, suffix):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SetupError, match="the disk is full"):
        export(View.of(events), tmp_path / f"o{suffix}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", BY_SUFFIX)
def test_no_events_make_a_sound_empty_file(out, suffix):
    path, remarks = out(f"o{suffix}", [])
    assert path.exists()
    assert remarks == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_may_be_named_whatever_the_suffix(tmp_path, events, name):
    path = tmp_path / "o.data"
    export(View.of(events), path, format=name)
    assert path.stat().st_size > 0


def test_geojson_and_geopackage_hold_everything(out, events):
    for suffix in (".geojson", ".gpkg"):
        path, remarks = out(f"o{suffix}")
        assert list(read_events(path)) == events
        assert remarks == []


@pytest.mark.parametrize(("suffix", "before"), [(".geojsonl", ""), (".geojsons", "\x1e")])
def test_sequences(out, events, suffix, before):
    path, _ = out(f"o{suffix}")
    lines = path.read_text("utf-8").removesuffix("\n").split("\n")
    assert all(line.startswith(before + "{") for line in lines)
    found = [event_of(json.loads(line.removeprefix(before))["properties"]) for line in lines]
    assert found == events
    assert len(pyogrio.read_dataframe(path)) == len(events)


def test_csv_holds_everything_and_runs_nothing(out, events):
    path, _ = out("o.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == list(EVENT_FIELDS)
    assert not any(
        cell.startswith(("=", "+", "-", "@"))
        for each in rows
        for name, cell in each.items()
        if name not in ("latitude", "longitude")
    )
    frame = pd.read_csv(path)
    assert frame["event_id"].tolist() == [event.event_id for event in events]
    assert frame["fatalities"].sum() == sum(event.fatalities or 0 for event in events)
    assert frame["quote"][3] == "'" + events[3].quote


def test_csv_with_hxl_tags(tmp_path, events):
    path = tmp_path / "o.csv"
    export(View.of(events), path, format="csv-hxl")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, tags, *_ = csv.reader(stream)
    assert dict(zip(header, tags, strict=True))["fatalities"] == "#affected+killed"
    assert all(re.fullmatch(r"(#[a-z][a-z0-9]*(\+[a-z][a-z0-9_]*)*)?", tag) for tag in tags)
    assert list(read_events(path)) == events


def test_geoparquet(out, events):
    path, _ = out("o.parquet")
    frame = geopandas.read_parquet(path)
    assert frame.crs.equals("OGC:CRS84")
    assert list(frame.columns) == [*EVENT_FIELDS, "geometry"]
    assert frame.geometry.isna().sum() == 1
    assert frame.geometry.iloc[0] == shapely.Point(events[0].longitude, events[0].latitude)
    records = pd.read_parquet(path, columns=list(EVENT_FIELDS), dtype_backend="pyarrow").to_dict("records")
    assert [
        event_of({name: None if value is pd.NA else value for name, value in record.items()}) for record in records
    ] == events


def test_flatgeobuf_holds_what_has_a_place(out, events):
    path, remarks = out("o.fgb")
    frame = geopandas.read_file(path)
    assert sorted(frame["event_id"]) == sorted(placed(events))
    assert remarks == ["1 events without a place were left out: FlatGeobuf holds places only"]
    assert geopandas.read_file(path, bbox=(179, -42, 180, -41))["event_id"].tolist() == ["far"]


def test_kml_and_kmz(out, events):
    path, remarks = out("o.kml")
    assert remarks == ["1 events without a place were left out: KML shows places only"]
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    marks = root.findall(f".//{KML}Placemark")
    ids = [mark.find(f".//{KML}Data[@name='event_id']/{KML}value").text for mark in marks]
    assert ids == placed(events)
    first = marks[0]
    assert [first.find(f".//{KML}{name}").text for name in ("begin", "end")] == ["2020-02-27", "2020-02-28"]
    assert first.find(f".//{KML}coordinates").text == "36.8058,35.8644"
    assert "reported by: SANA; Ministry of Defence" in first.find(f"{KML}description").text
    styles = {f"#{style.get('id')}" for style in root.iter(f"{KML}Style")}
    assert {mark.find(f"{KML}styleUrl").text for mark in marks} <= styles
    assert "http" not in path.read_text().replace("http://www.opengis.net", "").replace("https://example.org/1", "")
    assert len(geopandas.read_file(path)) == len(ids)
    zipped, _ = out("o.kmz")
    with zipfile.ZipFile(zipped) as archive:
        assert archive.namelist() == ["doc.kml"]
        assert archive.read("doc.kml") == path.read_bytes()


def test_a_workbook(out, events):
    path, _ = out("o.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["events", "reports", "about"]
    header, *rows = book["events"].iter_rows(values_only=True)
    assert header == tuple(name for name in EVENT_FIELDS if name != "reports")
    assert [cells[0] for cells in rows] == [event.event_id for event in events]
    assert rows[0][header.index("event_date")].date() == events[0].event_date
    assert rows[0][header.index("fatalities")] == 3
    assert "f" not in {cell.data_type for line in book["events"].iter_rows() for cell in line}  # no formula
    assert len(list(book["reports"].iter_rows())) == 1 + sum(len(event.reports) for event in events)
    assert "errors" in book["about"]["A2"].value
    frame = pd.read_excel(path, sheet_name="events")
    assert frame["event_id"].tolist() == [event.event_id for event in events]


@pytest.mark.parametrize("suffix", [".csv", ".geojsonl", ".geojsons", ".parquet", ".gpkg", ".geojson"])
def test_what_goes_out_comes_back_in(out, events, suffix):
    path, _ = out(f"o{suffix}")
    assert list(read_events(path)) == events


def test_what_a_workbook_and_flatgeobuf_hold_comes_back(out, events):
    path, _ = out("o.fgb")
    by_id = {event.event_id: event for event in read_events(path)}
    assert by_id == {event.event_id: event for event in events if event.latitude is not None}
    path, _ = out("o.xlsx")
    for event, back in zip(events, read_events(path), strict=True):
        expected = event
        if event.event_id == "hostile":  # a character that Excel's files cannot hold
            expected = dataclasses.replace(
                event,
                **{
                    name: getattr(event, name).replace("\x1b", "\ufffd")
                    for name in ("quote", "title", "actor1", "source")
                },
            )
        assert back == expected


def test_wrong_formats_are_wrong_usage(tmp_path, events):
    with pytest.raises(UsageError, match="no export format 'dbf'"):
        export(View.of(events), tmp_path / "o.csv", format="dbf")
    with pytest.raises(UsageError, match="the suffix tells no format"):
        export(View.of(events), tmp_path / "o.dbf")


def test_a_flat_row_has_every_field(events):
    assert all(tuple(row(event)) == EVENT_FIELDS for event in events)

"""Events to GeoJSON and back: nothing lost, nothing hostile let through."""

import dataclasses
import datetime as dt
import io
import json
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geomap.errors import DocumentError
from geomap.model import Event, Report, Role, Span, Status
from geomap.store import EVENT_FIELDS, Run, View, holds_events, read_events, row
from geomap.store.codec import event_of, feature, properties
from geomap.store.values import ValueProblemError

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
NAME = TEXT.map(lambda text: text.replace(";", ",").strip()).filter(bool)
NAMES = st.lists(NAME, max_size=3).map(tuple)
DAY = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
COUNT = st.none() | st.integers(0, 10**9)
SPAN = st.builds(Span, st.sampled_from(get_args(Role)), st.integers(0, 5), st.integers(5, 9))
REPORT = st.builds(
    Report,
    TEXT,
    TEXT,
    st.none() | TEXT,
    st.none() | TEXT,
    st.none() | DAY,
    TEXT,
    st.integers(0, 9),
    st.integers(0, 9),
    NAMES,
    COUNT,
    COUNT,
)


@st.composite
def events(draw):
    hints = {field.name: str(field.type) for field in dataclasses.fields(Event)}
    by_type = {
        "str": TEXT,
        "str | None": st.none() | TEXT,
        "int": st.integers(0, 9999),
        "int | None": COUNT,
        "bool": st.booleans(),
        "float": st.floats(0, 1),
        "tuple[str, ...]": NAMES,
        "tuple[Span, ...]": st.lists(SPAN, max_size=2).map(tuple),
        "tuple[Report, ...]": st.lists(REPORT, max_size=2).map(tuple),
        "Status": st.sampled_from(get_args(Status)),
        "dt.date | None": st.none() | DAY,
        "float | None": st.none(),
    }
    values = {name: draw(by_type[hint]) for name, hint in hints.items()}
    if draw(st.booleans()):
        values.update(latitude=draw(st.floats(-90, 90)), longitude=draw(st.floats(-180, 180)))
    days = sorted(draw(st.lists(DAY, min_size=2, max_size=2)))
    first, last = draw(st.sampled_from([(None, None), tuple(days)]))
    return Event(**{**values, "event_date": first, "end_date": last})


@settings(deadline=None)
@given(st.lists(events(), max_size=3))
def test_every_event_survives_the_file(given_events):
    stream = io.StringIO()
    View.of(given_events, Run(("d",), {"x": "y"})).write(stream)
    value = json.loads(stream.getvalue())
    assert value["type"] == "FeatureCollection"
    assert value["geomap"]["documents_read"] == 1
    assert [event_of(item["properties"], item["id"]) for item in value["features"]] == given_events


@settings(deadline=None)
@given(events())
def test_every_event_survives_a_flat_row(event):
    assert event_of(json.loads(json.dumps(row(event)))) == event
    assert all(value is None or isinstance(value, str | int | float | bool) for value in row(event).values())


@settings(deadline=None)
@given(events())
def test_a_feature_is_as_rfc_7946_says(event):
    item = feature(event)
    assert list(item) == ["type", "id", "geometry", "properties"]
    assert tuple(item["properties"]) == EVENT_FIELDS
    if event.latitude is None:
        assert item["geometry"] is None
    else:
        assert item["geometry"] == {"type": "Point", "coordinates": [event.longitude, event.latitude]}


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(EVENT_FIELDS),
        st.none() | st.integers() | st.floats() | st.text(max_size=8) | st.lists(st.integers()),
    )
)
@example({"latitude": 14.5, "longitude": -4.1, "fatalities": 3})
def test_hostile_values_are_refused_or_read(values):
    try:
        event = event_of(values)
    except ValueProblemError:
        return
    assert event.latitude is None or -90 <= event.latitude <= 90
    assert event.longitude is None or -180 <= event.longitude <= 180
    written = json.loads(json.dumps(properties(event), allow_nan=False))
    assert properties(event_of(written)) == properties(event)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"event_date": "31/12/2020"}, "write a day as 2020-03-31"),
        ({"fatalities": "many"}, "write a number"),
        ({"fatalities": 2.5}, "write a number"),
        ({"latitude": 95.0}, "not on Earth"),
        ({"longitude": None}, "go together"),
        ({"latitude": float("inf")}, "write a number"),
        ({"status": "maybe"}, "it is one of occurred"),
        ({"event_date": "2020-03-05"}, "turn them round"),
        ({"spans": [{"role": "villain", "start": 0, "end": 1}]}, "spans"),
        ({"reports": "not json"}, "reports"),
    ],
)
def test_a_wrong_value_is_named_with_its_feature_and_the_mend(tmp_path, changes, says):
    known = {
        "event_type": "Battles",
        "quote_start": 0,
        "event_date": "2020-01-01",
        "end_date": "2020-01-02",
        "latitude": 1,
        "longitude": 2,
    }
    good, bad = (
        {"type": "Feature", "id": n, "geometry": None, "properties": p}
        for n, p in (("g", known), ("b", {**known, **changes}))
    )
    path = tmp_path / "e.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [good, bad]}))
    with pytest.raises(DocumentError, match=says) as caught:
        list(read_events(path))
    assert caught.value.name == f"{path}, feature 2 (b)"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[1, 2]", "no GeoJSON FeatureCollection"),
        ("[" * 100_000, "not GeoJSON"),
        ('{"type": "FeatureCollection", "features": [3]}', "not a GeoJSON feature"),
        (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point"}, "properties": {}}]}',
            "geometry",
        ),
        (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, "properties": {"a": 1}}]}',
            "coordinates and a date",
        ),
    ],
)
def test_other_json_is_refused_in_one_sentence(tmp_path, content, says):
    path = tmp_path / "e.geojson"
    path.write_text(content)
    with pytest.raises(DocumentError, match=says):
        list(read_events(path))


def test_a_file_cut_short_is_noticed(tmp_path):
    path = tmp_path / "e.geojson"
    View.of([event_of({"event_date": "2020-01-01"})]).save(path)
    path.write_text(path.read_text().rstrip()[:-3])
    with pytest.raises(DocumentError, match="cut short"):
        list(read_events(path))


def test_others_features_become_events(tmp_path):
    square = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}
    known = {"Date": "2020-02-01T23:59:59+05:00", "best": 4, "side_a": "A", "notes": "Something", "id": 7}
    path = tmp_path / "e.geojson"
    path.write_text(
        json.dumps(
            {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": square, "properties": known}]}
        )
    )
    (event,) = read_events(path)
    assert (event.event_date, event.end_date) == (dt.date(2020, 2, 1), dt.date(2020, 2, 1))
    assert (event.fatalities, event.actor1, event.quote, event.event_id) == (4, "A", "Something", "7")
    assert 0 < event.longitude < 2
    assert 0 < event.latitude < 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"type": "FeatureCollection", "features": []}, True),
        ({"text": "Shots."}, False),
        ([{"text": "Shots."}], False),
        (
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [1, 2]},
                "properties": {"date": "2020-01-01"},
            },
            True,
        ),
        (
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [1, 2]},
                "properties": {"date": "2020-01-01", "text": "x"},
            },
            False,
        ),
        ({"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": {}}, False),
    ],
)
def test_events_are_told_from_documents(tmp_path, content, expected):
    path = tmp_path / "e.geojson"
    path.write_text(json.dumps(content))
    assert holds_events(path) is expected

"""Views: filters by area, GeoDataFrames, files."""

import datetime as dt
import json

import geopandas
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import DocumentError, UsageError
from geomap.store import EVENT_FIELDS, Box, Query, View
from geomap.store.codec import event_of

TRIANGLE = {"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [0, 10], [0, 0]]]}


def event(**known):
    return event_of({"event_date": "2020-02-01", "latitude": 1.0, "longitude": 2.0, **known})


def wrapped(geometry):
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": geometry, "properties": {}}]}


@pytest.mark.parametrize(
    "shape", [TRIANGLE, wrapped(TRIANGLE), {"type": "GeometryCollection", "geometries": [TRIANGLE]}]
)
def test_within_polygons_edges_included(tmp_path, shape):
    view = View.of(
        [
            event(event_id="in"),
            event(event_id="edge", longitude=5.0, latitude=5.0),
            event(event_id="out", longitude=6.0, latitude=5.0),
        ]
    )
    path = tmp_path / "area.geojson"
    path.write_text(json.dumps(shape))
    for area in (shape, path, str(path), shapely.geometry.shape(TRIANGLE)):
        assert [each.event_id for each in view.within(area)] == ["in", "edge"]


def test_a_self_crossing_polygon_still_holds_what_lies_in_it():
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]]}
    view = View.of([event(longitude=1.0, latitude=5.0), event(longitude=5.0, latitude=1.0)])
    assert [each.longitude for each in view.within(bow)] == [1.0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{}", "not GeoJSON"),
        ("x", "not GeoJSON"),
        (json.dumps(wrapped({"type": "Point", "coordinates": [1, 2]})), "no polygon"),
        (None, "cannot be read"),
    ],
)
def test_an_area_that_is_none_is_wrong_usage(tmp_path, content, says):
    path = tmp_path / "area.geojson"
    if content is not None:
        path.write_text(content)
    with pytest.raises(UsageError, match=says):
        View.of([]).within(path)


@pytest.mark.parametrize("sides", [(0, 10, 5, 5), (-181, 0, 0, 1), (0, -91, 1, 1)])
def test_a_box_that_is_none_is_wrong_usage(sides):
    with pytest.raises(UsageError, match="west,south,east,north"):
        Box(*sides)


def test_unknown_criteria_and_values_are_wrong_usage():
    with pytest.raises(UsageError, match="not by nonsense"):
        View.of([]).where(nonsense=1)
    with pytest.raises(UsageError, match="does not exist"):
        View.of([]).where(statuses="likely")
    with pytest.raises(UsageError, match="write a day as"):
        View.of([]).between("yesterday")


@settings(deadline=None)
@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 20)),
    st.integers(0, 9),
    st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 20)),
    st.integers(0, 9),
)
def test_a_range_keeps_what_touches_it(first, length, since, width):
    last, until = first + dt.timedelta(length), since + dt.timedelta(width)
    days = {first + dt.timedelta(n) for n in range(length + 1)}
    wanted = {since + dt.timedelta(n) for n in range(width + 1)}
    found = Query(since=since, until=until).matches(event(event_date=first, end_date=last))
    assert found == bool(days & wanted)


@settings(deadline=None)
@given(st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 9)), st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 9)))
def test_what_is_passed_over_early_would_not_match(since, day):
    query, one = Query(since=since, until=since), event(event_date=day, end_date=day)
    for known in ({"event_date": day, "end_date": day}, {"event_date": day.isoformat(), "end_date": day.isoformat()}):
        assert query.misses(known) is not query.matches(one)
    assert not query.misses({"event_date": "1/2/2020", "end_date": "1/2/2020"})
    assert not query.misses({"event_date": day.isoformat()})


def test_filters_add_up():
    view = View.of(
        [event(actor1="Army of Mali"), event(actor1="Army of Chad"), event(actor1="Mali", event_date="2021-01-01")]
    )
    assert [each.actor1 for each in view.where(actors="mali").between(until="2020-12-31")] == ["Army of Mali"]
    assert len(view) == 3


def test_words_are_found_whatever_their_case_and_accents():
    view = View.of([event(actor1="Forces armées maliennes", quote="À Ménaka, l'armée…")])
    assert len(view.where(actors="FORCES ARMEES")) == 1
    assert len(view.where(text="menaka l'armee")) == 1
    assert len(view.where(actors="arm")) == 0  # whole words only


def test_a_geodataframe_and_back():
    view = View.of([
        event(event_id="a", fatalities=3, claimants=("X", "Y"), spans=[{"role": "place", "start": 0, "end": 2}]),
        event(event_id="b", latitude=None, longitude=None, event_date=None),
    ])  # fmt: skip
    frame = view.to_geodataframe()
    assert list(frame.columns) == [*EVENT_FIELDS, "geometry"]
    assert frame.crs == "EPSG:4326"
    assert pd.api.types.is_datetime64_any_dtype(frame["event_date"])
    assert frame["fatalities"].tolist() == [3, pd.NA]
    assert frame.geometry.isna().tolist() == [False, True]
    assert frame["actor1"].tolist() == [None, None]
    assert frame.geometry.iloc[0] == shapely.Point(2, 1)
    assert list(View.from_geodataframe(frame)) == list(view)


def test_an_empty_view_makes_an_empty_geodataframe():
    frame = View.of([]).to_geodataframe()
    assert len(frame) == 0
    assert list(View.from_geodataframe(frame)) == []


def test_another_geodataframe_is_read_in_its_own_projection():
    frame = geopandas.GeoDataFrame(
        {"date": pd.to_datetime(["2020-02-01 23:30"]).tz_localize("Asia/Tokyo"), "deaths": [2]},
        geometry=[shapely.Point(4_000_000, 4_300_000)],
        crs="EPSG:3857",
    )
    (found,) = View.from_geodataframe(frame)
    assert found.event_date == dt.date(2020, 2, 1)
    assert found.fatalities == 2
    assert found.longitude == pytest.approx(35.93, abs=0.01)


def test_a_row_that_is_no_event_is_named():
    frame = geopandas.GeoDataFrame({"deaths": [2]}, geometry=[shapely.Point(1, 2)], crs="EPSG:4326")
    with pytest.raises(DocumentError, match="row 0: an event needs coordinates and a date"):
        View.from_geodataframe(frame)

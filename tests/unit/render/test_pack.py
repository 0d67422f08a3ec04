"""What goes into the page comes out of it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import UsageError
from geomap.model import Event, Report
from geomap.render.blocks import BlockWriter, smallest_unsigned
from geomap.render.fields import FIELDS
from geomap.render.frame import to_frame
from geomap.render.pack import pack

from .conftest import Decoder


def packed(events: object) -> tuple[dict[str, Any], Decoder]:
    writer = BlockWriter()
    manifest = pack(to_frame(events), writer)
    return manifest, Decoder("".join(writer.written()))


def read(events: object) -> dict[str, list[Any]]:
    manifest, decoder = packed(events)
    return {name: decoder.column(spec) for name, spec in manifest.items()}


def test_every_field_of_an_event_is_packed_or_named(make_event: Callable[..., Event]) -> None:
    import dataclasses

    assert {field.name for field in dataclasses.fields(Event)} == set(FIELDS)
    columns = read(
        [
            make_event(),
            make_event(
                event_id="e2",
                actor1=None,
                fatalities=None,
                latitude=None,
                longitude=None,
                event_date=None,
                end_date=None,
            ),
        ]
    )
    assert columns["event_id"] == ["e1", "e2"]
    assert columns["actor1"] == ["Rebels", None]
    assert columns["fatalities"] == [3, None]
    assert columns["latitude"] == [35_930_000, None]
    assert columns["event_date"] == [(dt.date(2020, 2, 27) - dt.date(1970, 1, 1)).days, None]
    assert columns["assoc_actor_2"] == ["Militia A; Militia B"] * 2
    assert columns["claimants"] == ["SANA"] * 2
    assert columns["spans"] == [[["trigger", 5, 11]]] * 2
    assert columns["aggregate"] == [0, 0]
    assert columns["confidence"] == pytest.approx([0.8, 0.8])
    assert columns["reports"][0][0] == {
        "report_id": "r1", "doc_id": "d1", "source": "Northern Wire", "source_url": "https://news.example.org/1", "source_date": "2020-02-28",
        "quote": "They fought.", "quote_start": 0, "quote_end": 12, "claimants": ["SANA"], "fatalities": 3,
    }  # fmt: skip


def test_sources_are_those_of_all_reports(make_event: Callable[..., Event]) -> None:
    other = Report("r2", "d2", "Harbour News", None, None, "So they say.", 0, 12)
    event = make_event()
    merged = make_event(reports=(*event.reports, other, other))
    assert read([event, merged])["sources"] == ["Northern Wire", "Northern Wire; Harbour News"]


def test_columns_that_hold_nothing_are_left_out(make_event: Callable[..., Event]) -> None:
    manifest, _ = packed([make_event(title=None, spans=(), reports=())])
    assert "title" not in manifest
    assert "spans" not in manifest


def test_the_first_picture_needs_no_long_text(make_event: Callable[..., Event]) -> None:
    writer = BlockWriter()
    manifest = pack(to_frame([make_event()]), writer)
    early, late = writer.written()
    assert f'id="{manifest["event_date"]["block"]}"' in early
    assert f'id="{manifest["quote"]["blocks"][0]}"' in late
    assert f'id="{manifest["quote"]["blocks"][0]}"' not in early


@given(st.lists(st.one_of(st.none(), st.text(max_size=30)), min_size=1, max_size=40))
def test_any_words_come_back(words: list[str | None]) -> None:
    count = len(words)
    columns = read({"latitude": [1.0] * count, "longitude": [2.0] * count, "actor1": words, "quote": words})
    as_read = [None if word is None else word.encode("utf-8", "replace").decode() for word in words]
    assert columns["actor1"] == [word or None for word in as_read]
    assert columns.get("quote", [None] * count) == as_read


@given(st.lists(st.one_of(st.none(), st.integers(-(2**31) + 1, 2**31 - 1)), min_size=1, max_size=40))
def test_any_whole_numbers_come_back(numbers: list[int | None]) -> None:
    count = len(numbers)
    columns = read({"latitude": [1.0] * count, "longitude": [2.0] * count, "fatalities": numbers, "mine": numbers})
    assert columns["fatalities"] == numbers
    assert columns.get("mine", [None] * count) == numbers


@pytest.mark.parametrize(("highest", "kind"), [(255, "u1"), (256, "u2"), (65_535, "u2"), (65_536, "u4")])
def test_codes_take_the_fewest_bytes(highest: int, kind: str) -> None:
    assert smallest_unsigned(highest) == kind


def test_more_than_255_words_and_many_chunks() -> None:
    count = 10_000
    words = [f"group {number % 700}" for number in range(count)]
    columns = read(
        {
            "latitude": np.ones(count),
            "longitude": np.ones(count),
            "actor1": words,
            "quote": [str(number) for number in range(count)],
        }
    )
    assert columns["actor1"] == words
    assert columns["quote"] == [str(number) for number in range(count)]


def test_the_same_from_a_table_as_from_events(make_event: Callable[..., Event]) -> None:
    table = gpd.GeoDataFrame(
        {"event_type": ["Battles"], "event_date": ["2020-02-27"], "fatalities": [3.0], "claimants": ["SANA"], "mine": [1.5], "flag": [True], "tags": [["a", "b"]]},
        geometry=gpd.points_from_xy([36.63], [35.93]), crs=4326,
    )  # fmt: skip
    from_table, from_events = read(table), read([make_event()])
    for name in ("event_type", "event_date", "fatalities", "claimants", "latitude", "longitude"):
        assert from_table[name] == from_events[name], name
    assert from_table["mine"] == [1.5]
    assert from_table["tags"] == ['["a", "b"]']


def test_a_projected_table_is_turned_into_degrees() -> None:
    table = gpd.GeoDataFrame(
        {"event_type": ["Battles"]}, geometry=gpd.points_from_xy([36.63], [35.93]), crs=4326
    ).to_crs(3857)
    assert read(table)["longitude"] == [36_630_000]


def test_areas_in_a_table_are_placed_inside() -> None:
    from shapely.geometry import box

    table = gpd.GeoDataFrame({"event_type": ["Battles"]}, geometry=[box(36, 35, 37, 36)], crs=4326)
    assert read(table)["latitude"] == [35_500_000]


def test_ucdp_and_acled_names_are_known() -> None:
    ucdp = pd.DataFrame({"id": [214797.0], "type_of_violence": [3.0], "side_a": ["IS"], "side_b": ["Civilians"], "best": [4.0], "low": [2.0], "high": [9.0], "date_start": ["2016-01-01"], "date_end": ["2016-01-03"], "adm_1": ["Homs"], "latitude": [34.8], "longitude": [36.7], "where_prec": [2.0]})  # fmt: skip
    columns = read(ucdp)
    assert columns["event_id"] == ["214797"]
    assert (columns["event_type"], columns["inter2"]) == (["Violence against civilians"], ["Civilians"])
    assert (columns["actor1"], columns["actor2"], columns["admin1"]) == (["IS"], ["Civilians"], ["Homs"])
    assert (columns["fatalities"], columns["fatalities_low"], columns["fatalities_high"]) == ([4], [2], [9])
    assert columns["end_date"][0] - columns["event_date"][0] == 2
    acled = pd.DataFrame({"EVENT_ID_CNTY": ["SYR1"], "EVENT_DATE": ["2020-01-01"], "EVENT_TYPE": ["Riots"], "ACTOR1": ["Rioters"], "LATITUDE": [34.8], "LONGITUDE": [36.7], "GEO_PRECISION": [3], "FATALITIES": [0], "NOTES": ["They threw stones."]})  # fmt: skip
    columns = read(acled)
    assert columns["event_id"] == ["SYR1"]
    assert columns["event_type"] == ["Riots"]
    assert columns["quote"] == ["They threw stones."]
    assert columns["fatalities"] == [0]
    assert columns["where_prec"] == [4]


def test_dates_as_tables_write_them() -> None:
    first = dt.date(2020, 2, 27)
    dates = [
        "2020-02-27",
        "27 February 2020",
        "2020-02-27T13:00:00",
        "2020-02-27T10:00:00+02:00",
        first,
        pd.Timestamp(first),
        None,
        float("nan"),
        "",
    ]
    count = len(dates)
    table = {"latitude": [1.0] * count, "longitude": [2.0] * count, "event_date": dates}
    day = (first - dt.date(1970, 1, 1)).days
    assert read(table)["event_date"] == [day] * 6 + [None] * 3
    lists = {"latitude": [1.0, 1.0], "longitude": [2.0, 2.0], "source_date": ["2020-02-27;2020-03-01", "some time"]}
    assert read(lists)["source_date"] == [day, None]


def test_our_own_column_is_not_overwritten_by_a_foreign_one() -> None:
    columns = read({"fatalities": [1], "best": [9], "latitude": [1.0], "longitude": [2.0]})
    assert columns["fatalities"] == [1]
    assert columns["best"] == [9]


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (5, "Cannot draw a int"),
        ("text", "Cannot draw a str"),
        ([1, 2], "geomap events only"),
        ({"event_type": ["Battles"]}, "No coordinates"),
        ({"latitude": [1.0], "longitude": [1.0, 2.0]}, "differ in length"),
        ({"latitude": [1.0], "longitude": [1.0], "event_date": ["yesterday"]}, "event_date"),
        ({"latitude": [1.0], "longitude": [1.0], "fatalities": [2**40]}, "too large"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_sentence(events: object, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        packed(events)


def test_what_holds_events_is_drawn_as_they_are(make_event: Callable[..., Event]) -> None:
    from types import SimpleNamespace

    class View:
        def __iter__(self) -> Any:
            return iter([make_event()])

    for holder in (SimpleNamespace(events=(make_event(),)), View(), (make_event(),), iter([make_event()])):
        assert to_frame(holder).columns["event_id"] == ["e1"]


def test_nothing_at_all_is_an_empty_map() -> None:
    for nothing in ([], {"type": "FeatureCollection", "features": []}):
        assert to_frame(nothing).count == 0
        packed(nothing)


def test_a_row_of_others_that_was_merged_keeps_its_owner(make_event: Callable[..., Event]) -> None:
    from geomap.render.blocks import BlockWriter
    from geomap.render.derived import pack_derived

    own, merged = make_event(), make_event(alias_ids=("ACLED:SYR1", "x"))
    assert "origin" not in pack_derived(to_frame([own]), BlockWriter(), None)
    assert "origin" in pack_derived(to_frame([own, merged]), BlockWriter(), None)

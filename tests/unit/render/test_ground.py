"""Areas of uncertainty and the basemap."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from shapely.geometry import Point, box

from geomap.model import Place
from geomap.render import basemap, levels
from geomap.render.areas import RADIUS_KM, pack_areas
from geomap.render.blocks import BlockWriter
from geomap.render.frame import to_frame
from geomap.render.shapes import BORDER, DISPUTED, LAND, edges_between, rings_of

from .conftest import Decoder


def shape(name: str, geometry: Any, *, disputed: bool = False) -> SimpleNamespace:
    centre = geometry.representative_point()
    return SimpleNamespace(
        iso=name[:2].upper(), name=name, names={"fr": f"le {name}"}, geometry=geometry, label_latitude=centre.y, label_longitude=centre.x, min_label_zoom=3.0, disputed=disputed,
    )  # fmt: skip


def frame(**columns: Any) -> Any:
    return to_frame(columns)


def test_each_place_has_one_area_and_each_event_names_it() -> None:
    events = frame(latitude=[35.0, 35.0, 35.0, 36.0, 35.0, np.nan], longitude=[37.0] * 6, where_prec=[1, 2, 2, 2, 5, 2])
    writer = BlockWriter()
    packed = pack_areas(events, None, writer)
    assert packed is not None
    decoder = Decoder("".join(writer.written()))
    of_event = decoder.numbers(packed["of_event"])
    assert of_event == [0, 1, 1, 2, 3, 0]
    assert decoder.numbers(packed["radius_km"]) == [25, 25, RADIUS_KM[5]]
    assert decoder.numbers(packed["approximate"]) == [1, 1, 1]


def test_a_province_takes_its_outline_where_one_is_known() -> None:
    events = frame(
        latitude=[35.0, 35.2, 35.0, 35.0], longitude=[37.0] * 4, where_prec=[4, 4, 4, 3], geonames_id=[10, 10, 11, None]
    )
    outlines = {10: SimpleNamespace(geometry=box(36, 34, 38, 36), approximate=False)}
    writer = BlockWriter()
    packed = pack_areas(events, outlines.get, writer)
    assert packed is not None
    decoder = Decoder("".join(writer.written()))
    assert decoder.numbers(packed["of_event"]) == [1, 1, 2, 3]
    assert decoder.numbers(packed["radius_km"]) == [0, RADIUS_KM[4], RADIUS_KM[3]]
    assert decoder.numbers(packed["approximate"]) == [0, 1, 1]
    assert decoder.numbers(packed["rings"]["labels"]) == [0]
    assert max(decoder.numbers(packed["rings"]["x"])) / packed["rings"]["scale"] == pytest.approx(38)


def test_exact_places_and_countries_have_no_area() -> None:
    events = frame(latitude=[35.0, 35.0], longitude=[37.0, 37.0], where_prec=[1, 6])
    assert pack_areas(events, None, BlockWriter()) is None


def test_a_border_is_drawn_once_and_dashed_where_disputed() -> None:
    rings, owners = rings_of([box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 0, 3, 1)], 1000)
    lines, kinds = edges_between(rings, owners, [False, False, True], None)
    length = Counter(
        {
            kind: sum(
                float(np.abs(np.diff(line, axis=0)).sum()) for line, of in zip(lines, kinds, strict=True) if of == kind
            )
            for kind in (LAND, BORDER, DISPUTED)
        }
    )
    assert length == {LAND: 8000, BORDER: 1000, DISPUTED: 1000}


def test_the_cut_of_the_near_level_is_no_coast() -> None:
    rings, owners = rings_of([box(0, 0, 1, 1)], 1000)
    lines, _ = edges_between(rings, owners, [False], np.array([0, -500, 2000, 1000]))
    assert sum(float(np.abs(np.diff(line, axis=0)).sum()) for line in lines) == 2000


def test_an_empty_shape_is_no_ring() -> None:
    assert rings_of([Point(), box(0, 0, 0.00001, 0.00001)], 1000) == ([], [])


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(levels, "_folder", lambda: tmp_path / "basemap")
    return tmp_path / "basemap"


def test_the_basemap_is_fine_near_the_events_and_coarse_elsewhere(elsewhere: Path) -> None:
    world = [
        shape("Near", Point(37, 35).buffer(3, 300)),
        shape("Far", Point(-60, -10).buffer(3, 300)),
        shape("Speck", Point(100, 0).buffer(0.05)),
    ]
    events = frame(latitude=[35.0, 36.0], longitude=[37.0, 38.0])
    towns = [
        (Place(1, "Town", 35.0, 37.0, "PPL", "NE", population=5), 1.0),
        (Place(2, "Capital", 35.5, 37.0, "PPLC", "NE", population=3), 2.0),
    ]
    writer = BlockWriter()
    packed = basemap.pack_basemap(world, lambda *_: towns, events, ["fr"], writer)
    decoder = Decoder("".join(writer.written()))
    assert set(decoder.numbers(packed["world"]["land"]["labels"])) == {0, 1}
    assert set(decoder.numbers(packed["near"][0]["land"]["labels"])) == {0}
    assert sum(decoder.numbers(packed["near"][0]["land"]["sizes"])) > 2 * sum(
        decoder.numbers(packed["world"]["land"]["sizes"])
    )
    assert packed["countries"][0]["names"] == {"en": "Near", "fr": "le Near"}
    assert [place[0] for place in packed["places"]] == ["Capital", "Town"]
    west, south, east, north = packed["near"][0]["box"]
    assert west < 36
    assert east > 39
    assert south < 34
    assert north > 37


def test_the_world_is_made_once_and_a_spoilt_cache_is_no_error(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = [shape("Near", Point(37, 35).buffer(3))]
    first = basemap.world_level(world)
    kept = list(elsewhere.glob("world-*.npz"))
    assert len(kept) == 1
    monkeypatch.setattr(basemap, "edges_between", lambda *_: pytest.fail("made again"))
    again = basemap.world_level(world)
    assert [ring.tolist() for ring in again.rings] == [ring.tolist() for ring in first.rings]
    monkeypatch.undo()
    monkeypatch.setattr(levels, "_folder", lambda: elsewhere)
    kept[0].write_bytes(b"not an archive")
    assert len(basemap.world_level(world).rings) == len(first.rings)
    monkeypatch.setattr(levels, "_folder", lambda: Path("/proc/nowhere"))
    assert len(basemap.world_level(world).rings) == len(first.rings)


def test_one_stray_event_does_not_open_the_map_on_the_world() -> None:
    latitude, longitude = [35.0 + number / 1000 for number in range(200)], [37.0] * 200
    seen = basemap.extent(frame(latitude=[*latitude, -33.0], longitude=[*longitude, 151.0]))
    assert seen is not None
    assert seen[2] < 60
    assert basemap.extent(frame(latitude=[np.nan], longitude=[np.nan])) is None


def test_each_part_of_the_world_with_events_is_drawn_finely() -> None:
    boxes = basemap.near_boxes(
        frame(latitude=[35.0, 36.5, 15.0, 35.5, np.nan], longitude=[37.0, 38.5, 2.0, 40.0, np.nan])
    )
    assert boxes == [(34.5, 32.5, 43.5, 39.5), (-0.5, 12.5, 5.5, 18.5)]
    far = list(range(-175, 175, 9))
    assert len(basemap.near_boxes(frame(latitude=[0.0] * len(far), longitude=far))) == basemap.MOST_BOXES
    assert basemap.near_boxes(frame(latitude=[np.nan], longitude=[np.nan])) == []

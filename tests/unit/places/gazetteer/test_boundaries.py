"""Boundary files replace the guessed areas and bring P-codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from shapely import Point, box

from geomap.errors import UsageError
from geomap.places.gazetteer import PCodes, add_boundaries, open_gazetteer
from geomap.places.gazetteer.adding import Home

IDLIB, ALEPPO, HARIM = 169387, 170062, 169702


def square(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    return [[[x, y] for x, y in box(west, south, east, north).exterior.coords]]


def collection(folder: Path, name: str, *features: tuple[dict[str, Any], list[list[list[float]]]]) -> Path:
    path = folder / name
    listed = [
        {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": rings}}
        for properties, rings in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}), encoding="utf-8")
    return path


@pytest.fixture
def provinces(tmp_path: Path) -> Path:
    """Two provinces in geoBoundaries' manner, one with its ISO code, one known by its name only."""
    return collection(
        tmp_path,
        "geoBoundaries-SYR-ADM1.geojson",
        ({"shapeName": "Idleb province", "shapeISO": "SY-ID", "shapeID": "1", "shapeGroup": "SYR", "shapeType": "ADM1"},
         square(36.1, 35.4, 37.1, 36.3)),
        ({"shapeName": "Alep", "shapeISO": "X-1", "shapeID": "2", "shapeGroup": "SYR", "shapeType": "ADM1"},
         square(37.1, 35.6, 38.5, 36.8)),
    )  # fmt: skip


@pytest.fixture
def districts(tmp_path: Path) -> Path:
    """Districts in OCHA's manner, with their provinces' codes; the second name fits no district."""
    above = {"ADM1_EN": "Idleb", "ADM1_PCODE": "SY07", "ADM0_EN": "Syria", "ADM0_PCODE": "SY"}
    return collection(
        tmp_path,
        "syr_admbnda_adm2.geojson",
        ({**above, "ADM2_EN": "Idleb", "ADM2_PCODE": "SY0700"}, square(36.4, 35.7, 36.9, 36.05)),
        ({**above, "ADM2_EN": "Quvexo", "ADM2_PCODE": "SY0799"}, square(36.9, 35.7, 37.0, 35.8)),
    )


def test_boundaries_take_the_place_of_guesses(home: Home, provinces: Path) -> None:
    addition = add_boundaries(provinces, home=home)
    assert (addition.kind, addition.count) == ("boundaries", 2)
    assert addition.note.startswith("2 of 2")
    gazetteer = open_gazetteer(own=home.own)
    for identifier, inside in ((IDLIB, Point(36.2, 35.5)), (ALEPPO, Point(38.4, 36.7))):
        area = gazetteer.area(identifier)
        assert area is not None
        assert (area.approximate, area.source) == (False, provinces.name)
        assert area.geometry.contains(inside)
    other = gazetteer.area(170652)
    assert other is not None
    assert other.approximate


def test_codes_of_areas_are_joined_and_codes_of_towns_read_off_the_map(home: Home, provinces: Path) -> None:
    add_boundaries(provinces, home=home)
    gazetteer = open_gazetteer(own=home.own)
    province, town, foreign = gazetteer.get(IDLIB), gazetteer.get(170063), gazetteer.get(524901)
    assert province is not None
    assert town is not None
    assert foreign is not None
    assert (province.adm1_pcode, province.adm2_pcode) == ("SY-ID", "")
    assert town.adm1_pcode == "X-1"
    assert (foreign.adm1_pcode, foreign.adm2_pcode) == ("", "")


def test_districts_bring_their_provinces_along(home: Home, districts: Path) -> None:
    add_boundaries(districts, home=home)
    gazetteer = open_gazetteer(own=home.own)
    assert gazetteer.pcodes_at(35.93, 36.63) == PCodes("SY07", "SY0700")
    assert gazetteer.pcodes_at(35.75, 36.95) == PCodes("SY07", "SY0799")
    assert gazetteer.pcodes_at(33.5, 36.3) == PCodes()
    idlib = gazetteer.get(169389)
    assert idlib is not None
    assert (idlib.adm1_pcode, idlib.adm2_pcode) == ("SY07", "SY0700")
    province = gazetteer.get(IDLIB)
    assert province is not None
    assert province.adm1_pcode == "SY07"


def test_columns_may_be_named(home: Home, tmp_path: Path) -> None:
    file = collection(tmp_path, "own.geojson", ({"nom": "Idlib", "kod": "P7"}, square(36.1, 35.4, 37.1, 36.3)))
    with pytest.raises(UsageError, match=r"--name-column.*it has nom, kod"):
        add_boundaries(file, home=home)
    with pytest.raises(UsageError, match="no column name"):
        add_boundaries(file, home=home, options={"name_column": "name", "code_column": "kod"})
    add_boundaries(file, home=home, options={"name_column": "nom", "code_column": "kod", "level": 1})
    place = open_gazetteer(own=home.own).get(IDLIB)
    assert place is not None
    assert place.adm1_pcode == "P7"


def test_a_name_in_another_spelling_and_no_name_at_all_are_joined_too(home: Home, tmp_path: Path) -> None:
    file = collection(
        tmp_path,
        "own.geojson",
        ({"n": "Soueida", "c": "P1"}, square(36.3, 32.4, 37.6, 33.1)),
        ({"n": "Sector 5", "c": "P2"}, square(36.35, 35.5, 36.95, 36.15)),
    )
    add_boundaries(file, home=home, options={"name_column": "n", "code_column": "c"})
    gazetteer = open_gazetteer(own=home.own)
    pcodes = {identifier: gazetteer.get(identifier).adm1_pcode for identifier in (172410, IDLIB)}  # type: ignore[union-attr]
    assert pcodes == {172410: "P1", IDLIB: "P2"}


def test_the_file_added_last_tells(home: Home, provinces: Path, tmp_path: Path) -> None:
    add_boundaries(provinces, home=home, name="a")
    newer = collection(tmp_path, "newer.geojson", ({"n": "Idlib", "c": "NEW"}, square(36.1, 35.4, 37.1, 36.3)))
    add_boundaries(newer, home=home, name="b", options={"name_column": "n", "code_column": "c"})
    assert open_gazetteer(own=home.own).pcodes_at(35.93, 36.63).adm1_pcode == "NEW"


def test_other_coordinates_are_brought_to_degrees(home: Home, tmp_path: Path, provinces: Path) -> None:
    import geopandas as gpd

    file = tmp_path / "metres.gpkg"
    gpd.read_file(provinces).to_crs("EPSG:3857").to_file(file)
    add_boundaries(file, home=home)
    assert open_gazetteer(own=home.own).pcodes_at(35.93, 36.63).adm1_pcode == "SY-ID"


POINTS = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"shapeName": "A"},
                "geometry": {"type": "Point", "coordinates": [1, 2]},
            }
        ],
    }
)


@pytest.mark.parametrize(("name", "text"), [("text.geojson", "not a layer"), ("points.geojson", POINTS)])
def test_what_holds_no_polygons_is_refused(home: Home, tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(UsageError, match=name):
        add_boundaries(file, home=home)

"""Areas: guesses for divisions, marked as such, and outlines of countries."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely import Point, box

from geomap.places.gazetteer import Gazetteer
from geomap.places.gazetteer.areas import TownPoints, division_areas, load_areas, save_areas
from geomap.places.gazetteer.centres import middle


def test_a_division_holds_its_towns(gazetteer: Gazetteer) -> None:
    area, town = gazetteer.area(170062), gazetteer.get(170063)
    assert area is not None
    assert town is not None
    assert (area.approximate, area.borrowed) == (True, False)
    assert area.geometry.contains(Point(town.longitude, town.latitude))
    assert not area.geometry.contains(Point(36.63, 35.93))


def test_divisions_of_one_level_do_not_overlap_and_fill_the_country(gazetteer: Gazetteer) -> None:
    syria = gazetteer.country("SY")
    assert syria is not None
    country = gazetteer.area(syria.geonames_id)
    assert country is not None
    assert not country.approximate
    areas = [gazetteer.area(province.geonames_id) for province in gazetteer.children(syria.geonames_id)]
    total = sum(area.geometry.area for area in areas if area is not None)
    assert total == pytest.approx(country.geometry.area, rel=0.01)


def test_a_division_without_a_town_borrows_the_area_above_and_says_so(gazetteer: Gazetteer) -> None:
    districts = [
        district
        for province in gazetteer.children(163843)
        for district in gazetteer.children(province.geonames_id)
        if district.population == 0
    ]
    borrowed = [area for area in (gazetteer.area(district.geonames_id) for district in districts) if area is not None]
    assert any(area.borrowed for area in borrowed)


def test_towns_and_regions_have_no_area(gazetteer: Gazetteer) -> None:
    assert gazetteer.area(170063) is None
    assert gazetteer.area(6269133) is None
    assert gazetteer.area(1) is None


def test_the_middle_of_a_division_lies_in_its_land_not_at_its_towns(gazetteer: Gazetteer) -> None:
    kidal = gazetteer.find("Kidal")[0]
    assert kidal.feature == "ADM1"
    area = gazetteer.area(kidal.geonames_id)
    assert area is not None
    assert area.geometry.centroid.distance(Point(kidal.longitude, kidal.latitude)) < 0.6


def test_cells_are_cut_at_the_coast() -> None:
    areas = division_areas("CY", TownPoints([35.17, 34.68], [33.36, 33.04], [1, 2], [0, 3]))
    assert set(areas) == {1, 2, 3}
    assert areas[3].equals(areas[2])
    assert areas[1].disjoint(Point(31.0, 35.0))


def test_towns_on_one_spot_and_unknown_countries_do_no_harm() -> None:
    assert set(division_areas("CY", TownPoints([35.17, 35.17], [33.36, 33.36], [1, 2], [0, 0]))) in ({1}, {2})
    assert division_areas("QQ", TownPoints([1.0], [1.0], [1], [0])) == {}
    assert division_areas("CY", TownPoints([], [], [], [])) == {}


def test_kept_areas_come_back_and_a_cut_file_is_no_area(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "XX.npz"
    save_areas(file, {5: box(0, 0, 1, 1), -6: box(2, 2, 3, 3)})
    kept = load_areas(file)
    assert kept is not None
    assert kept[-6].equals(box(2, 2, 3, 3))
    file.write_bytes(file.read_bytes()[:100])
    assert load_areas(file) is None
    assert load_areas(tmp_path / "nothing.npz") is None


def test_the_middle_of_points_around_the_180th_meridian() -> None:
    latitude, longitude = middle([(0.0, 179.0), (10.0, -177.0)])
    assert latitude == 5.0
    assert longitude == pytest.approx(-179.0)

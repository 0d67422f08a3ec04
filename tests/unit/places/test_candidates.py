from dataclasses import dataclass
from enum import IntEnum

import pytest

from geomap.model import Place
from geomap.places.candidates import CandidateFinder, at_known_point, fits, level_of
from geomap.places.gazetteer import fold
from geomap.places.lexicon import place_words
from tests.unit.places.conftest import place


class Kind(IntEnum):
    MAIN = 0
    ALIAS = 1


@dataclass
class Match:
    place: Place
    kind: Kind = Kind.MAIN


class Shelf:
    """A gazetteer of a few places."""

    def __init__(self, *places: Place) -> None:
        self.places = places

    def matches(self, name):
        return tuple(Match(p) for p in self.places if fold(p.name) == fold(name))

    def find_similar(self, name, limit=20, least=70.0):
        return tuple((p, 85.0) for p in self.places if p.name[:3] == name[:3] and fold(p.name) != fold(name))[:limit]

    def country(self, code):
        return next((p for p in self.places if p.country_code == code and p.feature == "PCLI"), None)


TURKEY = place("Turkey", "PCLI", "TR", geonames_id=298795)
IDLIB = place("Idlib", "ADM1", "SY", geonames_id=169387, population=400_000)
IDLIB_TOWN = place("Idlib", "PPLA", "SY", geonames_id=169389, admin1_id=169387, population=130_000)
SARAQIB = place("Saraqib", "PPL", "SY")


def finder(*places: Place, demonym=lambda _: None) -> CandidateFinder:
    return CandidateFinder(Shelf(*places), place_words("en"), frozenset({"turkey"}), demonym)


def test_a_code_is_its_country_and_nothing_else():
    found = finder(TURKEY, place("TR", "PPL")).options("TR", "TR", ())
    assert [option.place.name for option in found] == ["Turkey"]


def test_a_people_stands_for_its_country():
    found = finder(TURKEY, demonym=lambda word: "TR" if word == "Turkish" else None).options("Turkish", "", ())
    assert [option.place.geonames_id for option in found] == [298795]


def test_the_designator_favours_its_level():
    by_id = {o.place.geonames_id: o.features for o in finder(IDLIB, IDLIB_TOWN).options("Idlib", "", ("admin1",))}
    assert "level asked for" in by_id[169387]
    assert "other level" in by_id[169389]


def test_a_bare_name_marks_the_division_that_has_a_chief_town_of_its_name():
    by_id = {o.place.geonames_id: o.features for o in finder(IDLIB, IDLIB_TOWN).options("Idlib", "", ())}
    assert "its chief town has its name" in by_id[169387]
    assert "its chief town has its name" not in by_id[169389]


def test_names_that_only_sound_alike_are_offered_last_and_marked():
    found = finder(SARAQIB).options("Saraqeb", "", ())
    assert found[0].place.name == "Saraqib"
    assert found[0].features["sounds alike"] == 1.0
    assert "sounds alike" not in finder(SARAQIB).options("Saraqib", "", ())[0].features


def test_a_noun_of_place_is_dropped_only_where_the_whole_is_not_listed():
    assert finder(place("Clara")).options("Lake Clara", "", ())[0].features["shortened"] == 1.0
    assert "shortened" not in finder(place("Lake Clara")).options("Lake Clara", "", ())[0].features


def test_nothing_found_is_an_empty_list():
    assert finder(TURKEY).options("Kembouré", "", ()) == []


@pytest.mark.parametrize(
    ("feature", "level"),
    [
        ("PCLI", "country"),
        ("TERR", "country"),
        ("ADM1", "admin1"),
        ("ADM2", "admin2"),
        ("ADM4", "division"),
        ("PPLX", "quarter"),
        ("PPLC", "town"),
        ("SEA", "water"),
        ("RGN", "region"),
        ("MT", "region"),
    ],
)
def test_levels(feature, level):
    assert level_of(place("x", feature)) == level


def test_fitting_a_designator():
    assert fits(IDLIB, ("admin1",))
    assert not fits(IDLIB_TOWN, ("admin1",))
    assert fits(IDLIB_TOWN, ("admin2", "town"))


def test_large_countries_move_to_their_known_point_and_towns_do_not():
    russia = at_known_point(place("Russia", "PCLI", "RU", latitude=58.0, longitude=44.0))
    assert (russia.latitude, russia.longitude) == (60.0, 100.0)
    assert at_known_point(place("Omsk", "PPL", "RU")).latitude == 10.0


def test_a_foreign_name_of_a_country_yields_to_the_place_that_has_it_for_its_own():
    benin, town = place("Benin", "PCLI", "BJ", geonames_id=2395170), place("Beni", "PPLA", "CD", geonames_id=219414)

    class Foreign(Shelf):
        def matches(self, name):
            return (Match(benin, Kind.ALIAS), *super().matches(name)) if name == "Beni" else super().matches(name)

    def found(*places, usual=frozenset()):
        finder = CandidateFinder(Foreign(*places), place_words("en"), usual, lambda _: None)
        return [option.place.name for option in finder.options("Beni", "", ())]

    assert found(town) == ["Beni"]
    assert found() == ["Benin"]
    assert found(town, usual=frozenset({"beni"})) == ["Benin", "Beni"]

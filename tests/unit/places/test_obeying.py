"""What the text says outright outweighs what names usually mean."""

import numpy as np

from geomap.places.candidates import Option
from geomap.places.obeying import obey
from geomap.places.resolve import Group
from tests.unit.places.conftest import place


def _group(*options, name="ostra", inside=()):
    group = Group(name, [Option(entry, dict.fromkeys(features, 1.0)) for entry, features, _ in options])
    group.chances = np.array([chance for _, _, chance in options])
    group.inside = set(inside)
    return group


def _at(feature, code, number, **facts):
    return place(f"Ostra {number}", feature, country=code, geonames_id=number, **facts)


def _best(group):
    return group.options[group.best()].place.geonames_id


def test_a_designator_chooses_between_a_town_and_its_division():
    group = _group((_at("PPLA2", "ML", 1), ["other level"], 0.6), (_at("ADM2", "ML", 2), ["level asked for"], 0.3))
    obey([group], {"ML": 1.0})
    assert _best(group) == 2


def test_a_place_said_to_lie_in_a_country_is_in_no_other():
    group = _group((_at("PPL", "BF", 1), [], 0.7), (_at("PPL", "TD", 2), [], 0.1), inside=[1])
    outer = _group((_at("PCLI", "TD", 3), [], 0.95), name="tchad")
    obey([group, outer], {})
    assert _best(group) == 2


def test_a_commune_is_no_namesake_in_a_country_that_the_text_never_names():
    group = _group((_at("ADM2", "TH", 1), ["level asked for"], 0.5))
    obey([group], {"NE": 1.0})
    assert group.certainty() == 0


def test_a_well_known_city_needs_no_country():
    group = _group((_at("PPL", "TH", 1, population=900_000), ["level asked for"], 0.5))
    obey([group], {"NE": 1.0})
    assert group.certainty() > 0


def test_countries_side_by_side_are_not_inside_each_other():
    first = _group((_at("PCLI", "DE", 1), [], 0.9), inside=[1])
    other = _group((_at("PCLI", "JP", 2), [], 0.9), name="japan")
    obey([first, other], {})
    assert first.certainty() > 0


def test_a_country_that_only_acts_does_not_draw_a_namesake_to_it():
    group = _group((_at("PPL", "TR", 1), ["level asked for"], 0.6), (_at("PPL", "BF", 2), [], 0.25))
    acting = _group((_at("PCLI", "TR", 3), [], 0.97), name="turquie")
    scene = _group((_at("PCLI", "BF", 4), [], 0.97), name="burkina faso")
    acting.acts = True
    obey([group, acting, scene], {})
    assert _best(group) == 2


def test_a_country_that_is_a_scene_as_well_as_an_actor_keeps_its_namesake():
    group = _group((_at("PPL", "TR", 1), ["level asked for"], 0.6), (_at("PPL", "BF", 2), [], 0.25))
    both = _group((_at("PCLI", "TR", 3), [], 0.97), name="turquie")
    obey([group, both], {})
    assert _best(group) == 1


def test_a_region_of_several_countries_is_no_province_in_a_text_of_them_all():
    group = _group((_at("ADM1", "BF", 1), ["level asked for"], 0.8), (_at("RGN", "", 2), ["own name"], 0.1))
    others = [_group((_at("PCLI", code, i), [], 0.95), name=code) for i, code in enumerate(("ML", "NE", "BF"), 3)]
    obey([group, *others], {})
    assert _best(group) == 2


def test_the_province_stays_in_a_text_about_its_country():
    group = _group((_at("ADM1", "BF", 1), ["level asked for"], 0.8), (_at("RGN", "", 2), ["own name"], 0.1))
    towns = [_group((_at("PPL", "BF", i), [], 0.95), name=str(i)) for i in (3, 4, 5)]
    obey([group, *towns], {})
    assert _best(group) == 1

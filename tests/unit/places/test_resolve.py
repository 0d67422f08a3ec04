import numpy as np
import pytest

from geomap.places.candidates import Option
from geomap.places.resolve import Group, lies_in, settle
from geomap.places.weights import Weights
from tests.unit.places.conftest import place


def weights(**later: float) -> Weights:
    first = {"none": -2.0, "size": 1.0}
    return Weights({}, {}, 0.5, {}, first, {**first, **later}, ((0.0, 0.0), (1.0, 1.0)), 0.1)


def option(name: str, size: float = 0.0, **more: object) -> Option:
    return Option(place(name, **more), {"size": size})


def test_chances_of_options_and_of_none_add_up_to_one():
    group = Group("a", [option("A", 1.0), option("A", 0.5, latitude=40.0)])
    settle([group], {}, weights())
    assert 0 < group.chances.sum() < 1
    assert group.best() == 0


def test_a_name_without_options_spoils_no_other():
    empty, full = Group("x", []), Group("a", [option("A", 1.0)])
    settle([empty, full], {}, weights())
    assert empty.best() is None
    assert empty.certainty() == 0.0
    assert full.best() == 0


def test_nothing_at_all_is_settled_quietly():
    settle([], {}, weights())
    lonely = Group("x", [])
    settle([lonely], {}, weights())
    assert lonely.chances.size == 0


def test_neighbours_draw_an_ambiguous_name_to_themselves():
    near = option("Ostra", latitude=10.1, longitude=10.0)
    far = option("Ostra", size=0.5, latitude=50.0, longitude=-90.0)
    groups = [Group("ostra", [far, near]), Group("velin", [option("Velin", 3.0, latitude=10.0)])]
    settle(groups, {}, weights(**{"near 100": 5.0}))
    assert groups[0].options[groups[0].best() or 0].place is near.place


def test_what_the_text_says_contains_it_decides():
    inside = option("Paris", 0.0, country="US", admin1_id=7, latitude=33.0, longitude=-95.0)
    capital = option("Paris", 2.0, country="FR", latitude=48.0, longitude=2.0)
    state = Option(place("Texas", "ADM1", "US", geonames_id=7, latitude=31.0, longitude=-99.0), {"size": 3.0})
    groups = [Group("paris", [capital, inside], inside={1}), Group("texas", [state])]
    settle(groups, {}, weights(inside=8.0))
    assert groups[0].best() == 1
    assert groups[0].options[1].features["inside"] > 0.5


def test_two_groups_of_one_name_are_no_evidence_for_each_other():
    def pair() -> list[Option]:
        return [option("Ostra", latitude=10.0), option("Ostra", size=0.1, latitude=50.0)]

    groups = [Group("ostra", pair()), Group("ostra", pair())]
    settle(groups, {}, weights(**{"near 25": 9.0}))
    assert "near 25" not in groups[0].options[0].features


def test_hints_weigh_countries():
    groups = [Group("a", [option("A", country="ML"), option("A", country="FR", latitude=48.0)])]
    settle(groups, {"FR": 2.0}, weights(**{"same country": 4.0}))
    assert groups[0].best() == 1


def test_certainty_counts_entries_of_the_same_spot_together():
    group = Group(
        "idlib",
        [
            option("Idlib", 1.0),
            option("Idlib", 1.0, feature="ADM1", latitude=10.2),
            option("Idlib", 1.0, latitude=60.0),
        ],
    )
    settle([group], {}, weights())
    assert group.certainty() == pytest.approx(2 * float(np.max(group.chances)))


def test_lying_in_goes_by_divisions():
    province = place("Marle", "ADM1", geonames_id=9)
    town = place("Ostra", admin1_id=9)
    assert lies_in(town, province)
    assert lies_in(town, place("Country", "PCLI"))
    assert not lies_in(province, town)
    assert not lies_in(place("Elsewhere", country="YY"), place("Country", "PCLI"))

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.places.gazetteer import distance_km
from geomap.places.surroundings import Surroundings
from geomap.places.where import Spot, midway, moved, spot_of
from tests.unit.places.conftest import place


@pytest.mark.parametrize(
    ("feature", "precision"),
    [("PPL", 1), ("PPLX", 1), ("ADM2", 3), ("ADM3", 3), ("ADM1", 4), ("RGN", 5), ("RIV", 5), ("PCLI", 6), ("SEA", 7)],
)
def test_a_bare_name_has_the_precision_of_its_level(feature, precision):
    assert spot_of(place("Ostra", feature), "Ostra", Surroundings()).where_prec == precision


def test_near_a_town_is_less_precise_and_stays_put():
    spot = spot_of(place("Ostra"), "Ostra", Surroundings(beside=True, phrase="near"))
    assert (spot.where_prec, spot.latitude, spot.location) == (2, 10.0, "near Ostra")


def test_a_distance_moves_the_point():
    around = Surroundings(part="north", bearing=0, kilometres=20, beside=True, phrase="north of ")
    spot = spot_of(place("Ostra"), "Ostra", around)
    assert distance_km(10.0, 10.0, spot.latitude, spot.longitude) == pytest.approx(20, abs=0.1)
    assert spot.latitude > 10
    assert (spot.where_prec, spot.location) == (2, "north of Ostra")


def test_a_long_distance_is_fuzzy():
    around = Surroundings(part="north", bearing=0, kilometres=300, beside=True, phrase="north of ")
    assert spot_of(place("Ostra"), "Ostra", around).where_prec == 5


def test_a_part_of_a_country_is_a_fuzzy_area_and_of_a_province_still_the_province():
    around = Surroundings(part="nord", bearing=0, phrase="nord du ")
    assert spot_of(place("Mali", "PCLI"), "Mali", around).where_prec == 5
    spot = spot_of(place("Soum", "ADM1"), "Soum", around)
    assert (spot.where_prec, spot.location) == (4, "nord du Soum")


def test_a_border_is_a_line():
    spot = spot_of(place("Niger", "PCLI"), "Niger", Surroundings(border=True, suffix="border"))
    assert (spot.where_prec, spot.location) == (5, "Niger border")


@given(
    st.floats(-80, 80),
    st.floats(-180, 179),
    st.floats(0, 359),
    st.floats(0.5, 500),
)
def test_moving_goes_as_far_as_said(latitude, longitude, bearing, kilometres):
    north, east = moved(latitude, longitude, bearing, kilometres)
    assert -90 <= north <= 90
    assert -180 <= east <= 180
    assert distance_km(latitude, longitude, north, east) == pytest.approx(kilometres, rel=0.01, abs=0.02)


def test_halfway_crosses_the_date_line():
    middle = midway(Spot(0, 179, 1, "A"), Spot(0, -179, 1, "B"))
    assert abs(middle.longitude) == 180
    assert middle.location == "A – B"
    assert middle.where_prec == 5


def test_halfway_between_two_places_is_a_line_however_close_they_are():
    middle = midway(Spot(10, 10, 1, "A"), Spot(10, 10.3, 1, "B"))
    assert (middle.where_prec, middle.latitude, middle.longitude) == (5, 10, pytest.approx(10.15))


@pytest.mark.parametrize(
    ("around", "precision"),
    [
        (Surroundings(part="east", inner=True, phrase="east"), 1),
        (Surroundings(part="east", phrase="east of"), 2),
        (Surroundings(levels=("admin2",)), 3),
        (Surroundings(levels=("commune",)), 2),
        (Surroundings(offshore=True, phrase="off the coast of"), 7),
        (Surroundings(beside=True, kilometres=120.0, phrase="120 km from"), 5),
    ],
)
def test_words_around_a_town_widen_it(around, precision):
    assert spot_of(place("Ostra"), "Ostra", around).where_prec == precision

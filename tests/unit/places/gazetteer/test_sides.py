"""The sides of a country, as its provinces lie."""

import pytest

from geomap.places.gazetteer.sides import side_of
from tests.unit.places.conftest import place

GRID = [place(f"P{x}{y}", "ADM1", latitude=10.0 + y, longitude=20.0 + x) for x in range(3) for y in range(3)]


@pytest.mark.parametrize(
    ("bearing", "middle"), [(0, (12.0, 21.0)), (180, (10.0, 21.0)), (90, (11.0, 22.0)), (None, (11.0, 21.0))]
)
def test_a_side_is_where_its_provinces_are(bearing, middle):
    assert side_of(GRID, bearing) == pytest.approx(middle, abs=0.4)


def test_few_provinces_have_no_sides():
    assert side_of(GRID[:3], 0) is None

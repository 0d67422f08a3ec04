"""What a person is called by for short."""

import pytest

from geomap.knowledge.surnames import surnames


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Bashar al-Assad", ["al-Assad", "Assad"]),
        ("Marine Le Pen", ["Le Pen"]),
        ("Iyad Ag Ghaly", ["Ag Ghaly"]),
        ("Jan van der Meer", ["van der Meer"]),
        ("Zine El Abidine Ben Ali", ["Ben Ali"]),
        ("Hassan al-Bey", ["al-Bey"]),
        ("Pelé", []),
        ("Duwa Lashi La", []),
    ],
)
def test_a_surname_keeps_its_particles(name, short):
    assert surnames(name) == short

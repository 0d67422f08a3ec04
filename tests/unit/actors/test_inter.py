"""ACLED's code from kind and countries, and places that stand for governments."""

import pytest

from geomap.actors import claimant_name, inter_code
from geomap.model import Place, PlaceMention


@pytest.mark.parametrize(
    ("kind", "country", "event_country", "code"),
    [
        ("State forces", "SY", "SY", "State forces"),
        ("State forces", "TR", "SY", "External/Other forces"),
        ("Government", "TR", None, "State forces"),
        ("Government", "RU", "UA", "External/Other forces"),
        ("Rebel group", "LB", "SY", "Rebel group"),
        ("External forces", None, "ML", "External/Other forces"),
        ("Intergovernmental organisation", None, "ML", "External/Other forces"),
        ("Protesters", "KE", "KE", "Protesters"),
        ("Other", None, "KE", "External/Other forces"),
        (None, None, "KE", None),
    ],
)
def test_inter_code(kind, country, event_country, code):
    assert inter_code(kind, country, event_country) == code


def test_a_place_that_stands_for_its_government_is_that_government(actor_of):
    text = "Selon Valombre, la trêve est rompue."
    start = text.index("Valombre")
    place = Place(1, "Valombre", 1.0, 2.0, "PPLC", "HT")
    metonym = PlaceMention(start, start + 8, "Valombre", "metonym", "found", place)
    assert actor_of(text, "fr", "Valombre", (metonym,)).actor.name == "Government of Haiti"


def test_a_literal_place_is_nobody(mentions):
    text = "Le convoi est arrivé à Damas."
    start = text.index("Damas")
    literal = PlaceMention(
        start, start + 5, "Damas", "literal", "found", Place(1, "Damascus", 33.5, 36.3, "PPLC", "SY")
    )
    assert not [m for m in mentions(text, "fr", (literal,)) if m.start == start]


def test_claimants_are_bodies(actor_of):
    assert claimant_name(actor_of("SANA reported it.", "en", "SANA")) == "SANA"
    assert (
        claimant_name(actor_of("Le Pentagone a confirmé.", "fr", "Le Pentagone")) == "Government of the United States"
    )


def test_namesakes_of_countries_are_no_governments(mentions):
    text = "Georgia accused Michael Jordan of fraud."
    state = PlaceMention(0, 7, "Georgia", "literal", "found", Place(2, "Georgia", 32.8, -83.4, "ADM1", "US"))
    assert not [m for m in mentions(text, "en", (state,)) if m.actor.kind == "Government"]

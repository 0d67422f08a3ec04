"""Names that only say which side, and places without a name of their own."""

from __future__ import annotations

import pytest

from geomap.events.context import Context
from geomap.events.lands import lands
from geomap.events.orientation import is_backer, is_bank, is_border
from geomap.languages import analyse
from geomap.model import Document, Place, PlaceMention, Publication

NIGER = PlaceMention(
    0, 5, "Niger", "literal", "found", Place(1, "Niger", 16.0, 8.0, "PCLI", "NE"), 16.0, 8.0, 6, 0.9, location="Niger"
)


def _name(language, text, name):
    parse = analyse([Document("d", text, language=language)])[0].sentences[0].parse
    return next(token for token in parse if token.text == name)


@pytest.mark.parametrize(
    ("language", "text", "name", "backs"),
    [
        ("en", "Militants affiliated with Ankara attacked a convoy.", "Ankara", True),
        ("en", "A militia backed by Moscow attacked a convoy.", "Moscow", True),
        ("en", "Militants attacked a convoy in Ankara.", "Ankara", False),
        ("fr", "Des rebelles soutenus par Ankara ont attaqué un convoi.", "Ankara", True),
        ("fr", "Des rebelles ont attaqué un convoi à Ankara.", "Ankara", False),
    ],
)
def test_a_backer_is_no_place(language, text, name, backs):
    assert is_backer(_name(language, text, name), language) is backs


def test_border_and_bank_only_tell_the_side():
    assert is_border(_name("en", "The ambush took place near the border with Chad.", "Chad"), "en")
    assert is_border(_name("fr", "L'embuscade a eu lieu près de la frontière avec le Tchad.", "Tchad"), "fr")
    assert not is_border(_name("en", "The ambush took place in Chad.", "Chad"), "en")
    assert is_bank(_name("en", "Troops shelled bases on the other bank of the Nile.", "Nile"), "en")
    assert not is_bank(_name("en", "Troops shelled boats on the Nile.", "Nile"), "en")


def _lands(language, text, running):
    analysis = analyse([Document("d", text, language=language)])[0]
    context = Context(analysis, Publication(None))
    return [mention for _, mention in lands(analysis.sentences[0], context, running)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ambush took place in the north of the country."),
        ("fr", "L'embuscade a eu lieu dans le nord du pays."),
    ],
)
def test_a_part_of_the_country_is_of_the_narratives_country(language, text):
    (part,) = _lands(language, text, NIGER)
    assert (part.place.country_code, part.where_prec) == ("NE", 5)
    assert _lands(language, text, None) == []


def test_a_village_in_no_gazetteer_is_named_without_a_point():
    (village,) = _lands("en", "Two officers died near the village of Kurmazul on Friday.", NIGER)
    assert (village.text, village.latitude) == ("Kurmazul", None)

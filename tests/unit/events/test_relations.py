"""Names that only help to find another, places that are in no gazetteer, and datelines."""

from __future__ import annotations

import pytest

from geomap.events.context import Context
from geomap.events.datelines import dateline_of, is_dateline
from geomap.events.relations import surrounds
from geomap.events.unlisted import settled
from geomap.languages import analyse
from geomap.model import Document, Place, PlaceMention, Publication

KINDS = {"town": ("PPL", 1), "province": ("ADM1", 4), "country": ("PCLI", 6), "border": ("PCLI", 5), "away": ("PPL", 2)}


def _context(language, text, names):
    analysis = analyse([Document("d", text, language=language)])[0]
    places = []
    for number, (name, kind) in enumerate(names.items(), 1):
        start = text.index(name)
        place, precision, point = None, None, (None, None)
        if kind != "unlisted":
            feature, precision = KINDS[kind]
            place = Place(number, name, 10.0 + number, 5.0, feature, "ML")
            point = (place.latitude, place.longitude)
        outcome = "found" if place else "none"
        places.append(
            PlaceMention(
                start, start + len(name), name, "literal", outcome, place, *point, precision, 0.9, location=name
            )
        )
    return Context(analysis, Publication(None), places=tuple(sorted(places, key=lambda mention: mention.start)))


CASES = [
    ("fr", "Une attaque a visé Bambara, à 120 km de Gao.", {"Bambara": "town", "Gao": "town"}, ["Gao"], []),
    ("fr", "Six morts à Bambara, au sud-ouest de Gao.", {"Bambara": "town", "Gao": "town"}, ["Gao"], []),
    ("en", "Six died in Bambara, a town 30 km north of Gao.", {"Bambara": "town", "Gao": "away"}, ["Gao"], []),
    ("en", "Six died in Bambara, near the border with Niger.", {"Bambara": "town", "Niger": "border"}, ["Niger"], []),
    ("en", "Six died in Bambara, in the north of Mali.", {"Bambara": "town", "Mali": "border"}, [], ["Mali"]),
    ("fr", "Six morts à Bambara, dans la province de Gao.", {"Bambara": "town", "Gao": "province"}, [], ["Gao"]),
    ("en", "Six died in Bambara in Mali's Gao region.", {"Bambara": "town", "Mali": "country", "Gao": "province"}, [], ["Mali", "Gao"]),
    ("en", "Troops moved from Bambara to Gao.", {"Bambara": "town", "Gao": "town"}, [], []),
    ("fr", "Des combats à Bambara et à Gao.", {"Bambara": "town", "Gao": "town"}, [], []),
    ("en", "Mali, near Gao, was calm.", {"Mali": "country", "Gao": "town"}, [], []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "names", "near", "within"), CASES)
def test_what_stands_between_two_names_says_how_they_relate(language, text, names, near, within):
    context = _context(language, text, names)
    around = surrounds(context.places[0], context.analysis.sentences[0], context)
    assert [mention.text for mention in around.near] == near
    assert [mention.text for mention in around.within] == within


UNLISTED = [
    ("fr", "Des rebelles ont pris Zerbo, dans la province de Gao.", {"Zerbo": "unlisted", "Gao": "province"}, (12.0, 4)),
    ("en", "Rebels took Zerbo, 30 km north of Gao.", {"Zerbo": "unlisted", "Gao": "away"}, (12.0, 2)),
    ("en", "Rebels took Zerbo, near the border with Niger.", {"Zerbo": "unlisted", "Niger": "border"}, (12.0, 6)),
    ("fr", "Des rebelles ont pris Zerbo. Sa chute a secoué le Mali.", {"Zerbo": "unlisted", "Mali": "country"}, (12.0, 6)),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "names", "point"), UNLISTED)
def test_an_unlisted_place_keeps_its_name_and_stands_at_what_it_lies_in_or_near(language, text, names, point):
    context = _context(language, text, names)
    found = settled([(0.0, context.places[0])], context.analysis.sentences[0], context, None)
    assert (found.text, found.location) == ("Zerbo", "Zerbo")
    assert (found.latitude, found.where_prec) == point


@pytest.mark.parametrize(
    ("language", "text", "filed"),
    [
        ("en", "GAO, Mali (AP) — Rebels took a town on Friday.", "GAO"),
        ("fr", "Gao, 3 mai (AFP) - Des rebelles ont pris une ville vendredi.", "Gao"),
        ("en", "Gao-based rebels took a town on Friday.", None),
        ("fr", "Gao est tombée vendredi.", None),
    ],
)
def test_a_dateline_is_told_from_a_sentence(language, text, filed):
    name = "GAO" if "GAO" in text else "Gao"
    context = _context(language, text, {name: "town"})
    assert is_dateline(context.places[0], context.analysis.sentences[0], context) is (filed is not None)
    found = dateline_of(context)
    assert (found.text if found else None) == filed

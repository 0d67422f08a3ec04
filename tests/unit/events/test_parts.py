"""Parts of clauses that parsers hang elsewhere: agents, objects behind a word of time, pasts with "être", bare relatives."""

from __future__ import annotations

import pytest

from geomap.events.clauses import is_passive
from geomap.events.phrases import noun_parts
from geomap.events.syntax import verb_parts
from geomap.languages import analyse
from geomap.model import Document


def _verb(language, text, word):
    parse = analyse([Document("d", text, language=language)])[0].sentences[0].parse
    return next(token for token in parse if token.text == word)


def _parts(language, text, word):
    parts = verb_parts(_verb(language, text, word), language)
    return {name: [token.text for token in parts.get(name, ())] for name in ("subject", "object")}


PARTS = [
    # The agent of a passive hangs on a noun of time, or stands behind a long circumstance.
    ("en", "The fort was captured at the beginning of last year by rebels.", "captured", ["rebels"], ["fort"]),
    (
        "en",
        "The bridge was seized on Friday night, after two days of fighting, by paratroopers.",
        "seized",
        ["paratroopers"],
        ["bridge"],
    ),
    ("fr", "Le fort a été pris au début du mois dernier par les rebelles.", "pris", ["rebelles"], ["fort"]),
    # The object hangs on the word of time before it.
    ("fr", "La gendarmerie a arrêté mercredi trois mineurs à Kidal.", "arrêté", ["gendarmerie"], ["mineurs"]),
    ("fr", "Le ministère a accusé jeudi le Tchad d'avoir armé les mutins.", "accusé", ["ministère"], ["Tchad"]),
    # "être" that makes a past and no passive.
    ("fr", "Les mutins sont entrés mardi dans la caserne.", "entrés", ["mutins"], []),
    # A participle in front of its clause.
    ("en", "Abducted in June by smugglers, the nurses were freed on Monday.", "Abducted", ["smugglers"], ["nurses"]),
    # A relative clause without a pronoun.
    ("en", "They withdrew from the port they had captured in May.", "captured", ["they"], ["port"]),
    # The doer of a gerund is whom the verb above is aimed at.
    ("en", "Chad accused the mutineers of burning the market.", "burning", ["mutineers"], ["market"]),
]


@pytest.mark.parametrize(("language", "text", "word", "subject", "target"), PARTS)
def test_who_stands_where_whatever_the_parser_made_of_it(language, text, word, subject, target):
    parts = _parts(language, text, word)
    assert (parts["subject"], parts["object"]) == (subject, target)


def test_a_relative_clause_of_time_has_no_object():
    assert _parts("en", "It was the day they attacked the port.", "attacked")["object"] == ["port"]
    assert _parts("en", "It was the night they attacked.", "attacked")["object"] == []


@pytest.mark.parametrize(
    ("language", "text", "word", "passive"),
    [
        ("fr", "Les soldats sont arrivés lundi.", "arrivés", False),
        ("fr", "Les soldats sont encerclés depuis lundi.", "encerclés", True),
        ("en", "Wounded in the leg, the driver survived.", "Wounded", True),
    ],
)
def test_voice(language, text, word, passive):
    assert is_passive(_verb(language, text, word)) is passive


def test_the_leader_of_a_deed_is_its_maker():
    strike = _verb("en", "A NATO-led strike killed six men.", "strike")
    assert "NATO" in [token.text for token in noun_parts(strike, "en")["maker"]]

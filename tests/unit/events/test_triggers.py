"""Triggers: which words of a sentence say that something happened, and which do not."""

from __future__ import annotations

import pytest

from geomap.events.context import Context
from geomap.events.triggers import find_triggers
from geomap.events.words import words
from geomap.languages import analyse
from geomap.model import Document, Publication


def _kinds(language, text):
    analysis = analyse([Document("d", text, language=language)])[0]
    return sorted({candidate.item.kind.name for candidate in find_triggers(Context(analysis, Publication(None)))})


FRENCH = [
    ("Les insurgés ont tendu une embuscade à un convoi de l'armée.", ["clash"]),
    ("La frappe aérienne a eu lieu à l'aube.", ["air_strike"]),
    ("La junte a décrété un couvre-feu dans la capitale.", ["emergency"]),
    ("Des hommes en treillis ont enlevé trois enseignants à la sortie de l'école.", ["abduction"]),
    ("Les deux délégations ont signé un cessez-le-feu vendredi.", ["agreement", "ceasefire"]),
    ("La police a interpellé douze militants de l'opposition.", ["arrest"]),
    ("Des milliers d'étudiants ont manifesté samedi devant le parlement.", ["protest"]),
    ("Les troupes se sont retirées de la ville.", ["withdrawal"]),
    ("L'armée a repris le village de Tessit.", ["capture"]),
]
ENGLISH = [
    ("Gunmen opened fire on a minibus outside the village.", ["shooting"]),
    ("The army carried out an airstrike on a depot.", ["air_strike"]),
    ("A suicide car bomb attack hit the barracks.", ["attack", "suicide_bombing"]),
    ("Separatists seized the airport on Monday.", ["capture"]),
    ("Officials imposed a curfew in the capital.", ["emergency"]),
    ("Fighters abducted two nurses from a clinic.", ["abduction"]),
    ("The two governments signed a ceasefire in May.", ["agreement", "ceasefire"]),
    ("A band marched through the city.", []),
    ("Thousands of people marched through the city.", ["protest"]),
    ("Troops shot down a helicopter near the border.", ["shoot_down"]),
]
NOTHING = [
    ("fr", "Le gardien a repoussé le tir au but de l'avant-centre."),
    ("fr", "Il a pris sa retraite après trente ans de carrière."),
    ("fr", "Les avions de combat sont fabriqués à Toulouse."),
    ("fr", "Il a manifesté sa joie à l'annonce des résultats."),
    ("en", "The director shot a film about his childhood."),
    ("en", "She suffered a heart attack at home."),
    ("en", "The results demonstrate that prices will fall."),
    ("en", "The company launched a new phone in March."),
    ("en", "He killed time at the airport."),
]


@pytest.mark.parametrize(("text", "kinds"), FRENCH)
def test_french(text, kinds):
    assert _kinds("fr", text) == kinds


@pytest.mark.parametrize(("text", "kinds"), ENGLISH)
def test_english(text, kinds):
    assert _kinds("en", text) == kinds


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_other_senses_are_no_triggers(language, text):
    assert _kinds(language, text) == []


def test_a_modifier_tells_the_kind_of_the_noun_it_stands_before():
    analysis = analyse([Document("d", "A bomb attack killed four people.", language="en")])[0]
    found = find_triggers(Context(analysis, Publication(None)))
    assert [(c.token.text, c.item.kind.name) for c in found] == [("attack", "bombing"), ("killed", "killing")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_more_specific_item_is_tried_first(language):
    for items in (*words(language).verbs.values(), *words(language).nouns.values()):
        weights = [item.weight for item in items]
        assert weights == sorted(weights, reverse=True)


def test_offsets_are_the_document_s():
    text = "Nothing happened here.  Rebels ambushed a patrol."
    analysis = analyse([Document("d", text, language="en")])[0]
    trigger = find_triggers(Context(analysis, Publication(None)))[0].trigger()
    assert text[trigger.start : trigger.end] == "ambushed"
    assert not trigger.nominal

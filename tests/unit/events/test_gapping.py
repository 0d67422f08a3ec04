"""What one verb tells side by side: a happening for each day or town set over against the first."""

from __future__ import annotations

import datetime as dt
import functools

import pytest

CASES = [
    ("en", "The air force bombed Gao on Sunday and Mopti on Tuesday.", {("Gao", 16), ("Mopti", 18)}),
    ("en", "Two bombs went off in Mosul on Sunday and a third in Kirkuk on Tuesday.", {("Mosul", 16), ("Kirkuk", 18)}),
    ("en", "Soldiers shot dead two students in Gao on Sunday and arrested dozens in Mopti.", {("Gao", 16), ("Mopti", 16)}),
    ("en", "Shelling by the rebels killed a farmer in Gao on Sunday and two nurses in Mopti.", {("Gao", 16), ("Mopti", 16)}),
    ("en", "Police arrested ten people in Gao on Sunday and Monday.", {("Gao", 16)}),
    ("fr", "L'aviation a bombardé Gao dimanche et Mopti mardi.", {("Gao", 16), ("Mopti", 18)}),
    ("fr", "Deux bombes ont explosé dimanche à Mossoul et une troisième mardi à Kirkouk.", {("Mossoul", 16), ("Kirkouk", 18)}),
]  # fmt: skip


@pytest.fixture
def told(read):
    return functools.partial(read, setting="war", published=dt.date(2023, 7, 19))


@pytest.mark.parametrize(("language", "text", "wanted"), CASES, ids=[case[1] for case in CASES])
def test_each_town_keeps_its_own_day(told, language, text, wanted):
    assert {(event.location, event.event_date.day) for event in told(language, text)} == wanted


def test_a_participle_behind_a_noun_shares_the_verb_of_its_doer(told):
    text = "Des hommes armés ont pris d'assaut dimanche un poste de police à Gwoza, tué quatre agents et emporté des armes."
    [event] = told("fr", text)
    assert (event.actor1, event.actor2, event.fatalities) == ("Unidentified armed group", "Police of Nigeria", 4)


def test_what_a_bomber_brings_about_is_no_second_happening(told):
    text = "Un kamikaze s'est fait exploser dimanche devant une caserne à Gao, tuant trois soldats."
    [event] = told("fr", text)
    assert (event.sub_event_type, event.fatalities) == ("Suicide bomb", 3)

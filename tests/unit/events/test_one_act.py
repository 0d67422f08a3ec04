"""Several words of one sentence for one act: what is one event, and of which type."""

from __future__ import annotations

import datetime as dt

import pytest


@pytest.fixture
def told(read):
    """Type, sub-type and dead of the events of a text of 10 March 2022."""

    def events(language, text):
        found = read(language, text, published=dt.date(2022, 3, 10), merge=True)
        return [(event.event_type, event.sub_event_type, event.fatalities) for event in found]

    return events


ONE_ACT = [
    (
        "en",
        "Two women were stabbed in clashes between armed mobs in Ahmedabad on Monday.",
        ("Riots", "Violent demonstration", None),
    ),
    (
        "fr",
        "Deux femmes ont été poignardées lundi à Jos lors d'affrontements entre émeutiers.",
        ("Riots", "Violent demonstration", None),
    ),
    (
        "en",
        "A bomb in a market in Kano on Monday killed ten people and destroyed several shops.",
        ("Explosions/Remote violence", "Remote explosive/landmine/IED", 10),
    ),
    (
        "en",
        "Soldiers freed 20 hostages in a raid on a camp near Maiduguri on Monday.",
        ("Strategic developments", "Other", None),
    ),
    (
        "fr",
        "Des soldats ont libéré 20 otages lundi lors d'un raid contre un camp près de Maiduguri.",
        ("Strategic developments", "Other", None),
    ),
    (
        "en",
        "The president ordered the air strikes on Monday, which killed three rebels near Gao.",
        ("Explosions/Remote violence", "Air/drone strike", 3),
    ),
    (
        "fr",
        "Le président a ordonné les frappes aériennes de lundi, qui ont tué trois rebelles près de Gao.",
        ("Explosions/Remote violence", "Air/drone strike", 3),
    ),
]


@pytest.mark.parametrize(("language", "text", "event"), ONE_ACT)
def test_the_words_for_one_act_are_one_event(told, language, text, event):
    assert told(language, text) == [event]


CROWDS = [
    (
        "en",
        "Police opened fire on a mob in Kanpur on Monday, killing two people.",
        ("Riots", "Violent demonstration", 2),
    ),
    ("en", "Rioters killed two shopkeepers in Lagos on Monday.", ("Riots", "Mob violence", 2)),
    ("fr", "Des émeutiers ont tué lundi deux commerçants à Lagos.", ("Riots", "Mob violence", 2)),
]


@pytest.mark.parametrize(("language", "text", "event"), CROWDS)
def test_violence_by_or_against_rioters_is_a_riot(told, language, text, event):
    assert told(language, text) == [event]


@pytest.mark.parametrize(
    ("language", "text", "dead"),
    [
        ("en", "An angry mob lynched two suspected robbers in Goma on Monday.", 2),
        ("fr", "Une foule en colère a lynché deux voleurs présumés à Goma samedi.", 2),
        ("en", "A crowd beat a man to death in Lagos on Monday.", 1),
        ("fr", "Une foule a brûlé vif un homme lundi à Lagos.", 1),
    ],
)
def test_a_crowd_that_kills_is_a_mob(told, language, text, dead):
    assert told(language, text) == [("Riots", "Mob violence", dead)]


def test_bodies_handed_over_are_no_arrest(told):
    text = "Hamas handed over the bodies of four hostages to the Red Cross in Gaza on Monday."
    assert told("en", text) == [("Strategic developments", "Other", None)]

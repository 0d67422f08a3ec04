"""Words that also mean something else: what stands beside them tells which sense it is."""

from __future__ import annotations

import functools

import pytest


@pytest.fixture
def told(read):
    return functools.partial(read, setting="conflict")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le ministre est arrivé lundi au siège de l'Union africaine à Addis-Abeba."),
        ("fr", "Le pays a acheté six avions de combats aux Émirats."),
        ("fr", "Un avion de ligne s'est écrasé mercredi près de Bukavu."),
        ("fr", "L'ancien ministre a déposé ses valises dans un parti d'opposition."),
        ("en", "The army had received intelligence about the border on Monday."),
        ("en", "Several aid groups had to withdraw their services in Goma."),
    ],
)
def test_other_senses_tell_nothing(told, language, text):
    assert not told(language, text)


@pytest.mark.parametrize(
    ("language", "text", "sub_event_type", "killed"),
    [
        (
            "en",
            "Two people were killed and five others wounded when two roadside bombs went off in Baghdad on Sunday.",
            "Remote explosive/landmine/IED",
            2,
        ),
        (
            "fr",
            "Deux personnes ont été tuées et cinq blessées quand deux bombes ont explosé dimanche à Bagdad.",
            "Remote explosive/landmine/IED",
            2,
        ),
        ("en", "Thousands of teachers protested in Nairobi on Monday.", "Peaceful protest", None),
    ],
)
def test_one_act_with_its_outcome_is_one_event(told, language, text, sub_event_type, killed):
    (event,) = told(language, text)
    assert (event.sub_event_type, event.fatalities) == (sub_event_type, killed)

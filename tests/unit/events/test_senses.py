"""Words that also mean something else: what stands beside them tells which sense it is."""

from __future__ import annotations

import datetime as dt

import pytest

from geomap.model import Document
from geomap.pipeline import Resources, extract

_SETTING = {
    "en": " Rebels and government soldiers have been fighting in the region for years.",
    "fr": " Des rebelles et des soldats de l'armée se battent dans la région depuis des années.",
}


@pytest.fixture(scope="module")
def resources():
    return Resources()


@pytest.fixture
def told(resources):
    """The events of the first sentence of a text, set in an article about conflict."""

    def events(language, text):
        document = Document("d", text + _SETTING[language], language=language, published=dt.date(2024, 5, 15))
        return [
            event
            for event in extract([document], resources=resources, merge=False).events
            if event.quote_start < len(text)
        ]

    return events


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

"""A second party that speaks of the same thing vouches for the happening; one that speaks of something else does not."""

from __future__ import annotations

import datetime as dt

import pytest

from geomap import pipeline
from geomap.model import Document

TOLD = "Mercredi, le ministère ukrainien de la Défense a annoncé que ses soldats avaient abattu un hélicoptère russe près de Kherson. "


@pytest.fixture(scope="module")
def kit() -> pipeline.Resources:
    return pipeline.Resources()


def claimants(text: str, kit: pipeline.Resources) -> set[str]:
    document = Document("x", text, language="fr", published=dt.date(2023, 5, 18))
    events = pipeline.extract([document], resources=kit).events
    return {name for event in events if "abattu" in event.quote for name in event.claimants}


def test_another_version_adds_its_claimant(kit):
    text = TOLD + "De son côté, l'agence Tass a indiqué que l'hélicoptère avait été touché en vol."
    assert claimants(text, kit) == {"Ministry of Defence of Ukraine", "TASS"}


def test_another_subject_adds_nobody(kit):
    text = TOLD + "De son côté, l'agence Tass a indiqué que le blé serait exporté."
    assert claimants(text, kit) == {"Ministry of Defence of Ukraine"}

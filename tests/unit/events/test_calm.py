"""Articles that are not about conflict: what their talks, protests and memories of unrest must show before they count."""

from __future__ import annotations

import functools

import pytest


@pytest.fixture
def told(read):
    return functools.partial(read, setting="calm")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "President Ruto met President Macron in Paris to discuss farm exports."),
        ("fr", "Le président Ruto a rencontré le président Macron à Paris pour parler d'exportations agricoles."),
        ("en", "Her parents came to Leeds after the riots in Nigeria."),
        ("fr", "Ses parents sont venus à Lyon après les émeutes au Nigeria."),
        ("fr", "Les troubles du sommeil augmentent au Canada, selon le ministère de la Santé."),
        ("fr", "D'autres familles de Nantes se sont manifestées pour raconter leur histoire."),
    ],
)
def test_trade_talks_and_memories_are_no_events(told, language, text):
    assert not told(language, text)


@pytest.mark.parametrize(
    ("language", "text", "event_type"),
    [
        ("en", "President Ruto met President Tshisekedi in Nairobi to discuss the rebels in Goma.", "Diplomacy"),
        (
            "fr",
            "Le président Ruto a rencontré le président Tshisekedi à Nairobi pour parler des rebelles de Goma.",
            "Diplomacy",
        ),
        ("en", "Thousands of teachers protested in Nairobi on Monday.", "Protests"),
        ("fr", "Des milliers d'enseignants ont manifesté lundi à Nairobi.", "Protests"),
        ("fr", "Des troubles ont éclaté lundi à Conakry après le vote.", "Riots"),
    ],
)
def test_what_tells_of_strife_or_of_a_crowd_counts(told, language, text, event_type):
    assert event_type in {event.event_type for event in told(language, text)}

"""Digests: an item's headline and its first sentence are one telling."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        (
            "fr",
            "Mali: huit terroristes tués par l'armée au sud du pays. L'armée malienne a annoncé jeudi avoir neutralisé huit terroristes à Koutiala.",
            "Koutiala",
        ),
        (
            "en",
            "Mali: eight terrorists killed by the army in the south. The Malian army killed eight terrorists in Koutiala on Tuesday, it said.",
            "Koutiala",
        ),
    ],
)
def test_headline_told_again_is_one_event(read, language, text, place):
    (event,) = read(language, text)
    assert event.location == place


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Mali: huit soldats tués dans une embuscade à Koutiala. Tchad: le président a nommé un ministre."),
        ("en", "Mali: eight soldiers killed in an ambush in Koutiala. Chad: the president appointed a minister."),
    ],
)
def test_headline_not_told_again_counts(read, language, text):
    assert "Battles" in {event.event_type for event in read(language, text)}

"""Ordinary sentences of news agencies: who acted, on whom, and what became of it, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest


@pytest.fixture(scope="module")
def told(read):
    """What the first event of a sentence says: its type and sub-type, and the names of those on either side."""

    def row(language: str, text: str) -> tuple[str, str, set[str], set[str]]:
        found = read(language, text, setting="front", published=dt.date(2024, 5, 15))
        assert found, "no event"
        event = min(found, key=lambda e: e.quote_start)
        sides = [{name for name in (side or "").split("; ") if name} for side in (event.actor1, event.actor2)]
        return event.event_type, event.sub_event_type or "", *sides

    return row


@pytest.mark.parametrize(
    ("language", "text", "kind", "crowd"),
    [
        ("fr", "Plus de deux mille personnes ont défilé mercredi à Lomé.", "Protests", "Protesters (Togo)"),
        ("fr", "Des centaines de Béninois ont manifesté mardi à Cotonou.", "Protests", "Protesters (Benin)"),
        ("en", "Some 4,000 people marched through Lusaka on Tuesday.", "Protests", "Protesters (Zambia)"),
    ],
)
def test_people_at_large_are_the_crowd_that_they_are_in(told, language, text, kind, crowd):
    event_type, _, doers, _ = told(language, text)
    assert (event_type, doers) == (kind, {crowd})


@pytest.mark.parametrize(
    ("language", "text", "mover"),
    [
        ("fr", "L'Ouganda a envoyé cinq cents soldats au Mozambique.", "Uganda People's Defence Force"),
        ("fr", "L'Allemagne a retiré ses soldats du Mali.", "Bundeswehr"),
        ("en", "Uganda sent 500 soldiers to Mozambique.", "Uganda People's Defence Force"),
    ],
)
def test_troops_that_are_sent_or_taken_home_are_no_other_side(told, language, text, mover):
    event_type, _, movers, others = told(language, text)
    assert event_type == "Strategic developments"
    assert movers == {mover}
    assert not others


@pytest.mark.parametrize(
    ("language", "text", "killer"),
    [
        (
            "fr",
            "Trois Palestiniens ont été tués par l'armée israélienne lors d'un raid dans le camp de Jénine.",
            "Israel Defense Forces",
        ),
        (
            "en",
            "Three Palestinians were killed by the Israeli army during a raid in Jenin.",
            "Israel Defense Forces",
        ),
    ],
)
def test_who_killed_in_a_raid_is_kept(told, language, text, killer):
    assert told(language, text)[2] == {killer}

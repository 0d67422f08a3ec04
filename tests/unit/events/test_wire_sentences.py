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
        ("fr", "Des habitants ont jeté des pierres sur la police à Freetown.", "Riots", "Rioters (Sierra Leone)"),
        ("en", "Some 4,000 people marched through Lusaka on Tuesday.", "Protests", "Protesters (Zambia)"),
    ],
)
def test_people_at_large_are_the_crowd_that_they_are_in(told, language, text, kind, crowd):
    event_type, _, doers, _ = told(language, text)
    assert (event_type, doers) == (kind, {crowd})


@pytest.mark.parametrize(
    ("language", "text", "mover"),
    [
        ("fr", "L'Ouganda a envoyé 500 soldats au Mozambique.", "Uganda People's Defence Force"),
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


@pytest.mark.parametrize(
    ("language", "text", "kind", "befallen", "toll"),
    [
        ("fr", "Cinq soldats sont morts dans une embuscade près de Tillabéri.", "Battles", "Niger Armed Forces", 5),
        (
            "fr",
            "Trois Casques bleus tchadiens sont morts lorsque leur véhicule a sauté sur une mine.",
            "Explosions/Remote violence",
            "UN peacekeepers",
            3,
        ),
        ("en", "Five soldiers died in an ambush near Tillabéri.", "Battles", "Niger Armed Forces", 5),
    ],
)
def test_who_died_in_an_act_is_whom_it_befell(read, language, text, kind, befallen, toll):
    event = read(language, text)[0]
    assert (event.event_type, event.actor2, event.fatalities) == (kind, befallen, toll)


@pytest.mark.parametrize(
    ("language", "text", "doer", "addressed"),
    [
        ("fr", "Le Soudan menace l'Éthiopie de représailles.", "Government of Sudan", "Government of Ethiopia"),
        ("fr", "La Turquie menace Chypre de sanctions.", "Government of Turkey", "Government of Cyprus"),
        ("en", "Turkey threatens Cyprus with sanctions.", "Government of Turkey", "Government of Cyprus"),
    ],
)
def test_threats_in_the_present(told, language, text, doer, addressed):
    assert told(language, text) == ("Diplomacy", "Threat", {doer}, {addressed})


@pytest.mark.parametrize(
    ("language", "text", "doers", "others"),
    [
        (
            "fr",
            "Des soldats nigériens se sont heurtés à des jihadistes près de Diffa.",
            "Niger Armed Forces",
            "Unidentified jihadist group",
        ),
        (
            "fr",
            "Des mercenaires de Wagner et des soldats maliens se sont heurtés à des jihadistes près de Gao.",
            "Wagner Group",
            "Unidentified jihadist group",
        ),
        (
            "fr",
            "Des heurts ont opposé l'armée turque au PKK.",
            "Turkish Armed Forces",
            "Kurdistan Workers' Party (PKK)",
        ),
    ],
)
def test_forces_that_run_into_each_other_clash(told, language, text, doers, others):
    event_type, _, one, other = told(language, text)
    assert event_type == "Battles"
    assert (one, other) == ({doers}, {others})


def test_deaths_in_a_protest_named_again_are_those_of_the_protest(read):
    text = "De violentes manifestations ont éclaté lundi à Goma. Au moins sept personnes sont mortes au cours de ces manifestations."
    (event,) = read("fr", text)
    assert event.fatalities == 7


def test_activists_put_to_death_are_no_marchers(read):
    event = read("fr", "La junte birmane a exécuté trois militants prodémocratie.")[0]
    assert (event.event_type, event.actor2, event.fatalities) == (
        "Violence against civilians",
        "Activists (Myanmar)",
        3,
    )

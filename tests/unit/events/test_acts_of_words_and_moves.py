"""Statements that are acts, movements, changes of power: told by ordinary words, found with their type, parties and status."""

from __future__ import annotations

import datetime as dt
import functools

import pytest

CASES = [
    ("en", "Chad said it will never negotiate with the rebels.", "Diplomacy", "Statement", "occurred", "Government of Chad"),
    ("en", "The Kenyan army said the militiamen must leave Lamu.", "Diplomacy", "Request", "occurred", "Kenya Defence Forces"),
    ("en", "Uganda denied that its soldiers had crossed into Sudan.", "Diplomacy", "Statement", "occurred", "Government of Uganda"),
    ("en", "Oman refused to join the talks.", "Diplomacy", "Statement", "occurred", "Government of Oman"),
    ("en", "Accusations by Kampala were rejected by the Kenyan government.", "Diplomacy", "Statement", "occurred", "Government of Kenya"),
    ("en", "The African Union called for the killers to be held accountable.", "Diplomacy", "Request", "occurred", "African Union"),
    ("en", "The Danish army closed its camp in Gao on Tuesday.", "Strategic developments", "Change to group/activity", "occurred", "Danish Armed Forces"),
    ("en", "Spain donated twelve tanks to Chad on Monday.", "Strategic developments", "Other", "occurred", "Government of Spain"),
    ("en", "A bishop's car was the target of an attack in Nampula on Sunday.", "Violence against civilians", "Attack", "occurred", None),
    ("fr", "Le Tchad a affirmé qu'il ne négociera jamais avec les rebelles.", "Diplomacy", "Statement", "occurred", "Government of Chad"),
    ("fr", "Les miliciens doivent quitter Lamu, a déclaré l'armée kényane.", "Diplomacy", "Request", "occurred", "Kenya Defence Forces"),
    ("fr", "L'Ouganda a nié que ses soldats soient entrés au Soudan.", "Diplomacy", "Statement", "occurred", "Government of Uganda"),
    ("fr", "Oman a refusé de rejoindre la coalition.", "Diplomacy", "Statement", "occurred", "Government of Oman"),
    ("fr", "Les accusations de Kampala ont été rejetées par le gouvernement kényan.", "Diplomacy", "Statement", "occurred", "Government of Kenya"),
    ("fr", "L'Union africaine a demandé que les tueurs rendent des comptes.", "Diplomacy", "Request", "occurred", "African Union"),
    ("fr", "L'armée danoise a fermé mardi son camp de Gao.", "Strategic developments", "Change to group/activity", "occurred", "Danish Armed Forces"),
    ("fr", "La Russie a annexé la péninsule en mars 2014.", "Strategic developments", "Non-violent transfer of territory", "occurred", "Government of Russia"),
    ("fr", "La voiture d'un évêque a été la cible d'une attaque dimanche à Nampula.", "Violence against civilians", "Attack", "occurred", None),
]  # fmt: skip


@pytest.fixture
def told(read):
    return functools.partial(read, setting="war", published=dt.date(2023, 7, 19))


@pytest.mark.parametrize(
    ("language", "text", "event_type", "sub_event_type", "status", "actor1"), CASES, ids=[case[1] for case in CASES]
)
def test_an_act_is_found_with_its_type_and_its_doer(told, language, text, event_type, sub_event_type, status, actor1):
    found = [(e.event_type, e.sub_event_type, e.status, e.actor1) for e in told(language, text)]
    assert found == [(event_type, sub_event_type, status, actor1)]


@pytest.mark.parametrize(
    "text", ["The rebels will negotiate with Chad in May.", "The rebels did not negotiate with Chad."]
)
def test_what_is_only_negated_or_only_ahead_refuses_nothing(told, text):
    assert "Statement" not in {event.sub_event_type for event in told("en", text)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The rebels have fought the army for decades."),
        ("fr", "Les rebelles combattent l'armée depuis des décennies."),
    ],
)
def test_what_has_gone_on_for_ages_is_no_event(told, language, text):
    assert told(language, text) == []

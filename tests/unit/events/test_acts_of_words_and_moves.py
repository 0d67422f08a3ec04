"""Statements that are acts, movements, changes of power: told by ordinary words, found with their type, parties and status."""

from __future__ import annotations

import datetime as dt

import pytest

from geomap.model import Document
from geomap.pipeline import extract

WAR = {
    "en": "The civil war goes on. Clashes between the army and rebels on Monday left nine soldiers dead near the northern front.\n\n",
    "fr": "La guerre civile se poursuit. Lundi, des combats entre l'armée et les rebelles ont fait neuf morts sur le front nord.\n\n",
}

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


@pytest.fixture(scope="module")
def told():
    documents = [
        Document(str(number), WAR[language] + text, language=language, published=dt.date(2023, 7, 19))
        for number, (language, text, *_) in enumerate(CASES)
    ]
    events = extract(documents, merge=False).events
    return {
        number: [event for event in events if event.doc_id == str(number) and event.quote in text]
        for number, (_, text, *_) in enumerate(CASES)
    }


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[1] for case in CASES])
def test_an_act_is_found_with_its_type_and_its_doer(told, number):
    _, _, event_type, sub_event_type, status, actor1 = CASES[number]
    found = [(e.event_type, e.sub_event_type, e.status, e.actor1) for e in told[number]]
    assert found == [(event_type, sub_event_type, status, actor1)]


def test_what_is_only_negated_or_only_ahead_refuses_nothing():
    plain = [
        Document("a", WAR["en"] + "The rebels will negotiate with Chad in May.", language="en", published=dt.date(2023, 3, 1)),
        Document("b", WAR["en"] + "The rebels did not negotiate with Chad.", language="en", published=dt.date(2023, 3, 1)),
    ]  # fmt: skip
    assert "Statement" not in {event.sub_event_type for event in extract(plain, merge=False).events}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The rebels have fought the army for decades."),
        ("fr", "Les rebelles combattent l'armée depuis des décennies."),
    ],
)
def test_what_has_gone_on_for_ages_is_no_event(language, text):
    document = Document("d", WAR[language] + text, language=language, published=dt.date(2023, 7, 19))
    assert [event for event in extract([document], merge=False).events if event.quote in text] == []

"""Who says so: attribution by verbs, prepositions, quotes and what came before."""

from __future__ import annotations

import pytest

from geomap.events.claims import claimants_of
from geomap.knowledge import load_knowledge
from geomap.languages import analyse
from geomap.model import Actor, ActorMention, Document

CASES = [
    ("fr", "tués", ["AFP"], "Trois soldats ont été tués, a indiqué l'AFP."),
    (
        "fr",
        "morts",
        ["AFP", "Unnamed sources"],
        "L'éboulement a fait neuf morts, a rapporté l'AFP citant une source sécuritaire.",
    ),
    ("fr", "ciblé", ["Anadolu"], "Dans l'après-midi, l'agence Anadolu a rapporté que le pont avait été ciblé."),
    ("fr", "attentat", ["Al-Shabaab"], "L'attentat a été revendiqué par les Shebab."),
    ("fr", "attaqué", ["Witnesses"], "Selon des témoins, les rebelles ont attaqué le village."),
    ("fr", "tiré", ["Witnesses"], "Des témoins ont décrit la fusillade. Les gardes ont tiré, ont-ils précisé."),
    ("fr", "tués", ["Police"], "Trois voleurs ont été tués, comme l'a reconnu hier la police."),
    ("fr", "attaqué", [], "Les rebelles ont attaqué le village lundi."),
    (
        "en",
        "killed",
        ["Médecins Sans Frontières"],
        "Six porters were killed, according to Doctors Without Borders.",
    ),
    ("en", "shot", ["Police", "Witnesses"], "Robbers shot two cashiers, police and a witness said."),
    ("en", "sank", ["Reuters"], "A coast guard launch sank near the pier, Reuters writes."),
    ("en", "accused", [], "Eritrea has accused the junta of shelling a monastery."),
    ("en", "attacked", ["Officials"], "Officials said on Monday that gunmen attacked the post."),
    ("en", "attacked", [], "Gunmen attacked the post on Monday."),
    ("en", "burned", ["Witnesses"], "“Gunmen attacked the village. They burned every house,” witnesses said."),
]


@pytest.fixture(scope="module")
def analyses():
    return analyse([Document(str(i), text, language=language) for i, (language, _, _, text) in enumerate(CASES)])


@pytest.mark.parametrize("index", range(len(CASES)), ids=[case[3] for case in CASES])
def test_claimants(analyses, index):
    _, word, expected, text = CASES[index]
    sentence, token = next((s, t) for s in analyses[index].sentences for t in s.parse if t.text == word)
    claims = claimants_of(token, sentence, analyses[index], (), load_knowledge())
    assert [claim.name for claim in claims] == expected
    assert all(0 <= claim.start < claim.end <= len(text) for claim in claims)


def test_a_speaker_is_named_as_the_actors_room_names_it():
    text = "Selon l'armée malienne, trois soldats ont été tués."
    (analysis,) = analyse([Document("d", text, language="fr")])
    (sentence,) = analysis.sentences
    start = text.index("l'armée malienne")
    army = Actor("Malian Armed Forces", "State forces", "ML")
    mention = ActorMention(start, start + 16, text.index("armée"), "l'armée malienne", army)
    token = next(t for t in sentence.parse if t.text == "tués")
    (claim,) = claimants_of(token, sentence, analysis, (mention,))
    assert (claim.name, text[claim.start : claim.end]) == ("Malian Armed Forces", "l'armée malienne")


def test_a_named_person_claims_in_person():
    text = "General Adou said that rebels attacked the base."
    (analysis,) = analyse([Document("d", text, language="en")])
    (sentence,) = analysis.sentences
    mention = ActorMention(0, 12, 8, "General Adou", Actor("Army of X", "State forces"), person="Ali Adou")
    token = next(t for t in sentence.parse if t.text == "attacked")
    assert [claim.name for claim in claimants_of(token, sentence, analysis, (mention,))] == ["Ali Adou"]

"""The stages together: failures stay single, look-ups load once, warnings say what is open."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from geomap import pipeline
from geomap.errors import DocumentError
from geomap.model import Document, Event

ATTACK = "Des hommes armés ont attaqué lundi un poste de l'armée malienne à Gao, au Mali. Trois soldats ont été tués."
RUSSIAN = "Вооружённые люди напали в понедельник на военный пост у границы. Двое солдат убиты. " * 3


@pytest.fixture(scope="module")
def kit() -> pipeline.Resources:
    return pipeline.Resources()


def test_an_article_becomes_an_event_with_its_evidence(kit):
    document = Document("a", ATTACK, published=dt.date(2021, 3, 3), source="Exemple", name="a.txt")
    extraction = pipeline.extract([document], resources=kit)
    [event] = [e for e in extraction.events if e.location == "Gao"]
    assert isinstance(event, Event)
    assert (event.event_type, event.event_date, event.country_code, event.fatalities) == (
        "Battles",
        dt.date(2021, 3, 1),
        "ML",
        3,
    )
    assert ATTACK[event.quote_start : event.quote_end] == event.quote
    assert extraction.sources == ("Exemple",)
    assert extraction.run().documents == ("a",)


def test_one_unreadable_document_does_not_cost_the_others(kit):
    items = [
        DocumentError("broken.pdf", "it is cut short"),
        Document("r", RUSSIAN, name="r.txt"),
        Document("a", ATTACK, published=dt.date(2021, 3, 3), name="a.txt"),
    ]
    extraction = pipeline.extract(items, resources=kit)
    assert [failure.name for failure in extraction.failures] == ["broken.pdf", "r.txt"]
    assert extraction.documents == ("a",)
    assert extraction.events


def test_an_undatable_document_is_warned_of_and_its_relative_dates_stay_open(kit):
    extraction = pipeline.extract([Document("a", ATTACK, language="fr", name="a.txt")], resources=kit)
    assert any("a.txt" in warning for warning in extraction.warnings)
    assert all(event.event_date is None for event in extraction.events)


def test_places_and_dates_are_listed_with_their_offsets(kit):
    document = Document("a", ATTACK, published=dt.date(2021, 3, 3))
    places = list(pipeline.places([document], explain=True, resources=kit))
    assert [(p["text"], p["country_code"]) for p in places] == [("Gao", "ML"), ("Mali", "ML")]
    assert all(ATTACK[p["start"] : p["end"]] == p["text"] and p["candidates"] for p in places)
    [date] = pipeline.dates([document], resources=kit)
    assert (date["text"], date["date_start"]) == ("lundi", "2021-03-01")


def test_dates_are_read_in_a_language_without_a_parser(kit):
    text = "Am Montag griffen Bewaffnete einen Posten der Armee an, teilte das Ministerium am Dienstag mit."
    records = list(pipeline.dates([Document("d", text, published=dt.date(2021, 3, 3))], resources=kit))
    assert [r["date_start"] for r in records] == ["2021-03-01", "2021-03-02"]


def test_importing_the_package_brings_nothing_heavy():
    code = "import sys, geomap; print(*{'spacy', 'pandas', 'folium', 'numpy', 'geopandas'} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not out.stdout.strip()


def test_two_papers_on_one_attack_make_one_event_unless_told_not_to(kit):
    first = Document("a", ATTACK, published=dt.date(2021, 3, 3), source="Un")
    second = Document(
        "b", ATTACK.replace("Des hommes armés", "Des inconnus armés"), published=dt.date(2021, 3, 3), source="Deux"
    )
    apart = pipeline.extract([first, second], resources=kit, merge=False).events
    merged = pipeline.extract([first, second], resources=kit).events
    assert len(apart) == 2 * len(merged)
    assert {report.doc_id for report in merged[0].reports} == {"a", "b"}


def test_workers_and_cache_change_nothing(tmp_path, kit):
    documents = [
        Document(f"d{number}", ATTACK.replace("Trois", word), published=dt.date(2021, 3, 3), name=f"{number}.txt")
        for number, word in enumerate(["Deux", "Quatre", "Cinq", "Six"] * 10)
    ]
    plain = pipeline.extract(documents, resources=kit)
    shared = pipeline.extract(documents, workers=2, cache=tmp_path / "documents.sqlite")
    again = pipeline.extract(documents, workers=2, cache=tmp_path / "documents.sqlite")
    assert plain.events
    assert plain == shared == again


def test_settings_and_code_are_in_the_fingerprint(kit):
    assert pipeline.Resources(assume_year=2020).fingerprint() != kit.fingerprint() == pipeline.Resources().fingerprint()

"""Headlines, posts and one-line bulletins say no more than what happened; they give their event all the same."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("language", "text", "event_type", "place"),
    [
        ("en", "Russia launched an anti-terrorist operation in Dagestan on Monday.", "Battles", "Dagestan"),
        ("fr", "La Russie a lancé lundi une opération antiterroriste au Daghestan.", "Battles", "Daghestan"),
        ("en", "Israel carried out a raid in Jenin.", None, "Jenin"),
        ("fr", "La Turquie a bombardé des positions dans le nord de l'Irak.", "Explosions/Remote violence", "Irak"),
        ("en", "Sudan: fighting resumes in El Fasher.", "Battles", "El Fasher"),
        ("fr", "Soudan : reprise des combats à El Fasher.", "Battles", "El Fasher"),
        ("fr", "Explosion à Kaboul.", "Explosions/Remote violence", "Kaboul"),
        ("en", "Gunmen kidnap twelve in Zamfara.", "Violence against civilians", "Zamfara"),
        ("fr", "Couvre-feu à Goma après des émeutes.", "Strategic developments", "Goma"),
    ],
)
def test_line_gives_its_event(read, language, text, event_type, place):
    events = read(language, text)
    assert events, text
    assert any(event_type in {None, event.event_type} and place in (event.location or "") for event in events)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Three people were killed when a bus crashed near Kisumu."),
        ("fr", "Trois personnes sont mortes dans un accident de la route près de Kisumu."),
        ("en", "The striker scored twice as Lagos attacked from the first minute of the match."),
        ("fr", "L'attaquant a marqué deux buts et Lagos a lancé l'offensive dès le début du match."),
        ("en", "A man was arrested in Leeds for shoplifting."),
        ("fr", "Un homme a été arrêté à Lyon pour escroquerie."),
    ],
)
def test_line_of_another_world_gives_none(read, language, text):
    assert not read(language, text)

"""The words of other worlds in a sentence, and the world that a document is of."""

from __future__ import annotations

import pytest

from geomap.events.small_words import forms
from geomap.events.worlds import theme, worlds_in
from geomap.languages import analyse, lexicon
from geomap.model import Document


def _worlds(language, text):
    (analysis,) = analyse([Document("d", text, language=language)])
    return worlds_in([forms(token) for token in analysis.sentences[0].parse], language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The goalkeeper saved two penalties in the Premier League.", {"sport"}),
        ("fr", "Le gardien a arrêté deux penalties en Ligue des champions.", {"sport"}),
        ("en", "He was charged with insider trading.", {"crime"}),
        ("fr", "Il a été inculpé de blanchiment.", {"crime"}),
        ("en", "The rebels took the airport.", set()),
        ("fr", "Les rebelles ont pris l'aéroport.", set()),
    ],
)
def test_words_and_phrases_of_other_worlds(language, text, expected):
    assert set(_worlds(language, text).values()) == expected


def test_one_sentence_is_no_theme_but_a_third_of_a_document_is():
    sport = {"match": "sport"}
    assert theme([sport, {}, {}, {}]) is None
    assert theme([sport, sport, sport, {}, {}]) == "sport"
    assert theme([sport] * 3 + [{}] * 20) is None


def test_ordinary_crime_is_no_theme():
    assert theme([{"fraud": "crime"}] * 5) is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_word_is_of_two_worlds(language):
    listed = [word for words in lexicon(language, "worlds").values() for word in words]
    assert sorted(listed) == sorted(set(listed))

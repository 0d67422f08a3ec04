"""Verbs that models take for nouns."""

from __future__ import annotations

import pytest

from geomap.languages.parsing import model


@pytest.mark.parametrize(
    ("text", "form", "verb"),
    [
        ("Trois marins sont morts dans une attaque.", "morts", "mourir"),
        ("L'Iran menace Israël de représailles.", "menace", "menacer"),
    ],
)
def test_an_auxiliary_or_a_subject_shows_a_verb(text, form, verb):
    word = next(word for word in model("fr").parse([text])[0] if word.text == form)
    assert (word.pos_, word.lemma_) == ("VERB", verb)
    assert any(child.dep_ == "nsubj" for child in word.children)


@pytest.mark.parametrize(("text", "form"), [("Les morts sont nombreux.", "morts"), ("La menace demeure.", "menace")])
def test_nouns_stay_nouns(text, form):
    word = next(word for word in model("fr").parse([text])[0] if word.text == form)
    assert word.pos_ == "NOUN"

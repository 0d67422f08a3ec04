"""Words of time between a verb and its object: left out before parsing, hung on the verb afterwards."""

from __future__ import annotations

import pytest
import spacy

from geomap.languages.asides import shorten
from geomap.languages.packs import Asides, pack
from geomap.languages.parsing import model


def left_out(text: str) -> list[str]:
    one = shorten(spacy.blank("fr")(text), pack("fr").asides)
    return [token.text for token in one.whole if token.i not in one.kept]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Des rebelles ont tué mardi trois soldats.", ["mardi"]),
        ("Les rebelles se sont emparés lundi soir de la ville.", ["lundi", "soir"]),
        ("Des insurgés ont enlevé vendredi 14 femmes.", ["vendredi"]),
        ("Des rebelles ont attaqué mardi 3 mars un poste.", []),
        ("Le mardi trois soldats sont partis.", []),
        ("Mardi trois soldats sont partis.", []),
        ("Trois soldats ont été tués mardi.", []),
        ("Ils se sont battus lundi et mardi.", []),
    ],
)
def test_only_what_stands_between_a_verb_and_more_is_left_out(text, words):
    assert left_out(text) == words


def test_a_language_without_such_words_is_left_as_it_is():
    doc = spacy.blank("en")("Rebels killed Tuesday three soldiers.")
    one = shorten(doc, Asides())
    assert one.parsed is one.whole is doc


@pytest.mark.parametrize(
    ("text", "verb", "hung"),
    [
        ("Des insurgés ont enlevé vendredi 14 femmes dans un village.", "enlevé", "femmes"),
        ("Les rebelles se sont emparés lundi soir de la ville de Sake.", "emparés", "ville"),
    ],
)
def test_day_and_object_both_hang_on_the_verb(text, verb, hung):
    (tree,) = model("fr").parse([text])
    words = {word.text: word for word in tree}
    day = next(word for word in tree if word.lower_ in pack("fr").asides.words)
    assert tree.text == text
    assert (day.head.text, day.dep_, words[hung].head.text) == (verb, "obl:mod", verb)
    assert [word.idx for word in tree] == [text.index(word.text, word.idx) for word in tree]
    assert sum(word.head is word for word in tree) == 1


def test_an_entity_runs_on_over_a_word_left_out():
    text = "57 miliciens ont été tués pendant la prise mardi de la caserne."
    (tree,) = model("fr").parse([text])
    assert [word.text for word in tree][8] == "mardi"
    assert all("mardi" in entity.text for entity in tree.ents if entity.start < 8 < entity.end)

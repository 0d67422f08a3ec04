"""Detection, lexicons, and parses whose offsets are the document's."""

from __future__ import annotations

import pytest

from geomap.errors import SetupError, UnsupportedLanguageError
from geomap.languages import analyse, identify, installed, language_of, lexicon, pack, readable
from geomap.model import Document

FRENCH = "Des hommes armés ont attaqué lundi un poste de l'armée près de la frontière. Deux soldats ont été tués."
ENGLISH = "Gunmen attacked an army post near the border on Monday. Two soldiers were killed in the fighting."


def test_languages_are_told_apart():
    assert identify(FRENCH) == "fr"
    assert identify(ENGLISH) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Attaque à Gao", "fr"),
        ("Clashes in Idlib", "en"),
        ("Das ist ein Haus.", "de"),
        ("Los rebeldes atacaron ayer un puesto del ejército en Cúcuta.", "es"),
        ("Setu amañ ur pennad hir a-walc'h e brezhoneg diwar-benn ar brezel.", "br"),
    ],
)
def test_short_texts_are_told_apart_too(text, code):
    assert identify(text) == code


def test_another_language_is_refused_by_name_with_those_that_are_read():
    document = Document(
        "x", "Вооружённые люди напали в понедельник на военный пост у границы. Двое солдат убиты. " * 3, name="a.txt"
    )
    with pytest.raises(UnsupportedLanguageError, match=r"a\.txt: .*'ru'.*English \(en\), French \(fr\)"):
        language_of(document)


def test_a_stated_language_wins():
    assert language_of(Document("x", ENGLISH, language="fr-CA")) == "fr"


def test_parses_stand_where_the_document_says():
    documents = [Document("f", FRENCH), Document("e", ENGLISH), Document("g", FRENCH)]
    analyses = analyse(documents)
    assert [a.document.doc_id for a in analyses] == ["f", "e", "g"]
    assert [a.language for a in analyses] == ["fr", "en", "fr"]
    for analysis in analyses:
        for sentence in analysis.sentences:
            assert sentence.parse.text == analysis.document.text[sentence.start : sentence.end]
            assert sum(token.head.i == token.i for token in sentence.parse) == 1


def test_furniture_is_not_parsed():
    analysis = analyse([Document("f", FRENCH + "\n\nPartager\n")])[0]
    assert [s.parse is None for s in analysis.sentences] == [False, False, True]


@pytest.mark.parametrize("code", installed())
def test_every_pack_is_whole(code):
    facts = pack(code)
    assert facts.name
    assert facts.abbreviations
    assert code not in readable() or facts.models


def test_an_unknown_pack_or_topic_is_no_surprise():
    assert not lexicon("fr", "nothing-of-the-kind")
    assert not lexicon("../fr", "pack")
    with pytest.raises(SetupError, match="installed are"):
        pack("xx")

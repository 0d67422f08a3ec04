"""A model that has met too many words gives way to a new one, which reads as it did."""

from __future__ import annotations

import gc
import weakref

import pytest

from geomap.languages import analyse, parsing, reader
from geomap.model import Document

TEXTS = {
    "fr": "Quatre bergers ont été tués à Ngaoundal. L'armée a ouvert une enquête.",
    "en": "Four herders were killed in Ngaoundal. The army opened an inquiry.",
}


def told(code):
    (analysis,) = analyse([Document("a", TEXTS[code], language=code)])
    return [
        [(word.text, word.lemma_, word.pos_, word.dep_, word.head.i) for word in s.parse] for s in analysis.sentences
    ]


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_worn_model_is_let_go_and_the_next_says_the_same(code, monkeypatch):
    before = told(code)
    worn = weakref.ref(parsing.model(code))
    assert parsing.model(code) is worn()
    gc.freeze()  # as in a worker process
    try:
        monkeypatch.setattr(reader, "WORDS_MET", 3)
        parsing.model(code).parse(["Zorblax, Quimpette, Frunobulo, Vadrouche, Pellimox."])
        fresh = parsing.model(code)
    finally:
        gc.unfreeze()
    assert worn() is None
    assert not fresh.worn
    assert told(code) == before

"""The reader says of every sentence what the published model says, whatever stands beside it and whatever it has seen."""

from __future__ import annotations

import importlib.util

import pytest
import spacy

from geomap.languages import encoding, labelling, pack, reader
from geomap.languages.reader import Reader

SENTENCES = {
    "fr": [
        "Trois obus sont tombés sur le marché de Minvoul, blessant six vendeuses.",
        "Il y a eu des heurts à Oyem.",
        "« Nous n'irons pas à la table », a prévenu Marie Obono, porte-parole du mouvement.",
        "L'armée\xa0? Elle s'est repliée.",
        "Non.",
        "Les insurgés du Front de la Sanaga ont pris Bétaré-Oya mercredi, selon l'ONU.",
    ],
    "en": [
        "Three shells hit the market of Minvoul, wounding six traders.",
        "There was fighting in Oyem, and the rebels' leader said they're gonna stay.",
        "\"We ain't coming back,\" Anna Berg told Reuters; let's see, y'all.",
        "Did they? It is what it is, but  nothin' moved.",
        "No.",
        "Sanaga Front insurgents took Betare Oya on Wednesday, the United Nations said.",
    ],
}


@pytest.fixture(scope="module", params=["fr", "en"])
def stock(request):
    """A model as published and its name."""
    name = next(name for name in pack(request.param).models if importlib.util.find_spec(name))
    return request.param, name, spacy.load(name)


def as_published(nlp, text):
    doc = nlp.make_doc(text)
    for token in doc[1:]:
        token.is_sent_start = False
    for _, pipe in nlp.pipeline:
        pipe(doc)
    return facts(doc)


def facts(doc):
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.dep_, t.head.i, t.lemma_, t.ent_type_, t.ent_iob_, t.is_sent_start)
        for t in doc
    ]


def read(own, texts):
    docs = [own.cut(text) for text in texts]
    own.annotate(docs)
    return [facts(doc) for doc in docs]


def test_says_what_the_published_model_says(stock):
    code, name, nlp = stock
    own = Reader(spacy.load(name))
    expected = [as_published(nlp, text) for text in SENTENCES[code]]
    assert read(own, SENTENCES[code]) == expected
    assert read(own, SENTENCES[code]) == expected, "from memory"
    assert read(own, SENTENCES[code][3:]) + read(own, SENTENCES[code][:3]) == expected[3:] + expected[:3]
    assert read(own, ["", *SENTENCES[code]])[1:] == expected


def test_a_full_memory_changes_nothing(stock, monkeypatch):
    code, name, nlp = stock
    monkeypatch.setattr(encoding, "WORDS_KEPT", 3)
    monkeypatch.setattr(labelling, "LEMMAS_KEPT", 3)
    monkeypatch.setattr(reader, "WORDS_IN_A_BATCH", 20)
    own = Reader(spacy.load(name))
    for _ in range(2):
        assert read(own, SENTENCES[code]) == [as_published(nlp, text) for text in SENTENCES[code]]


def test_a_ruler_that_looks_at_other_features_keeps_its_own_pipes(stock):
    _, name, _ = stock
    nlp = spacy.load(name)
    assert labelling.is_by_word(nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))
    nlp.get_pipe("attribute_ruler").add([[{"SHAPE": "Xxxxx"}]], {"LEMMA": "name"})
    assert not labelling.is_by_word(nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))
    docs = [Reader(nlp).cut("Minvoul Maria")]
    Reader(nlp).annotate(docs)
    assert docs[0][1].lemma_ == "name"

"""A plain parse answers as spaCy's does."""

from __future__ import annotations

import ast
import importlib.util
import itertools
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, Span, Token

import geomap
from geomap.languages import pack
from geomap.languages.trees import Names, Stretch, Tree
from geomap.languages.words import Word

SENTENCES = {
    "fr": [
        "Des obus tirés depuis Oyem, Bitam et Mitzic ont touché l'hôpital de Minvoul  (nord), tuant 12 soignants.",
        "« Nous n'irons pas », a prévenu Marie Obono, que ses partisans et ses rivaux attendaient à Paris.",
        "Ah !",
    ],
    "en": [
        "Shells fired from Oyem, Bitam and Mitzic hit the hospital of  Minvoul (north), killing 12 medics.",
        '"We won\'t go," warned Anna Berg, whom supporters and rivals of hers had expected in Paris.',
        "Ah!",
    ],
}
PLAIN = (
    *(
        "i",
        "idx",
        "text",
        "lower_",
        "lemma_",
        "pos_",
        "tag_",
        "dep_",
        "ent_type_",
        "whitespace_",
        "text_with_ws",
        "lang_",
    ),
    *("is_space", "is_punct", "like_num", "is_sent_start", "is_alpha", "is_digit"),
    *("is_title", "is_upper"),
)
RELATED = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")


@pytest.fixture(scope="module", params=["fr", "en"])
def pairs(request):
    nlp = spacy.load(next(name for name in pack(request.param).models if importlib.util.find_spec(name)))
    names = Names(nlp.vocab)
    docs = [nlp(text) for text in SENTENCES[request.param]]
    return [(doc, Tree(doc, names)) for doc in docs]


def test_words_say_what_tokens_say(pairs):
    for doc, tree in pairs:
        assert len(tree) == len(doc) > 0
        assert (tree.text, tree.lang_) == (doc.text, doc.lang_)
        for token, word in zip(doc, tree, strict=True):
            assert [getattr(word, name) for name in PLAIN] == [getattr(token, name) for name in PLAIN]
            assert (str(word.morph), len(word)) == (str(token.morph), len(token))
            for feature in ("Number", "Gender", "VerbForm", "PronType", "Definite", "Absent"):
                assert word.morph.get(feature) == token.morph.get(feature)
                assert word.morph.get(feature, ["x"]) == token.morph.get(feature, ["x"])


def test_words_are_related_as_tokens_are(pairs):
    for doc, tree in pairs:
        for token, word in zip(doc, tree, strict=True):
            assert word.head.i == token.head.i
            assert (word.left_edge.i, word.right_edge.i) == (token.left_edge.i, token.right_edge.i)
            for name in RELATED:
                assert [w.i for w in getattr(word, name)] == [t.i for t in getattr(token, name)], name
        for (t, w), (u, v) in itertools.product(zip(doc, tree, strict=True), repeat=2):
            assert w.is_ancestor(v) == t.is_ancestor(u)
        assert tree[0].nbor(len(tree) - 1) is tree[-1]
        with pytest.raises(IndexError):
            tree[0].nbor(-1)


def test_stretches_are_what_spans_are(pairs):
    for doc, tree in pairs:
        assert [(e.start, e.end, e.label_, e.start_char, e.end_char) for e in tree.ents] == [
            (e.start, e.end, e.label_, e.start_char, e.end_char) for e in doc.ents
        ]
        for start, end in itertools.combinations(range(len(doc) + 1), 2):
            own, span = tree[start:end], doc[start:end]
            assert ([w.i for w in own], own.text, own.root.i) == ([t.i for t in span], span.text, span.root.i)
            assert (own[0].i, own[-1].i, len(own)) == (start, end - 1, end - start)
        assert not list(tree[len(tree) : len(tree) + 3])


def test_characters_lead_to_the_same_words(pairs):
    for doc, tree in pairs:
        for start, end in itertools.combinations(range(-2, len(doc.text) + 3), 2):
            own, span = tree.char_span(start, end), doc.char_span(start, end, alignment_mode="expand")
            assert bounds(own) == bounds(span), (start, end)


def bounds(stretch):
    return None if stretch is None else (stretch.start, stretch.end)


def test_a_dissolved_parse_is_free_at_once(pairs):
    import gc
    import weakref

    class Watched(Tree):
        pass

    doc, _ = pairs[0]
    tree = Watched(doc, Names(doc.vocab))
    _ = [list(word.subtree) for word in tree]
    gone = weakref.ref(tree)
    gc.disable()
    try:
        tree.dissolve()
        del tree
        assert gone() is None
    finally:
        gc.enable()


# Names that spaCy's classes have too, and that the rooms use of values of their own.
OWN = {
    "id",
    "label",
    "lower",
    "rank",
    "shape",
    "spans",
    "suffix",
    "tag",
    "to_dict",
    "ents",
    "label_",
    "sentiment",
    "from_bytes",
}


@pytest.mark.parametrize("room", ["dates", "places", "actors", "events"])
def test_the_rooms_ask_for_nothing_that_a_plain_parse_lacks(room):
    of_spacy = {name for kind in (Token, Doc, Span) for name in dir(kind)}
    plain = {name for kind in (Word, Tree, Stretch) for name in dir(kind)} | OWN
    asked = {
        (node.attr, file.name)
        for file in (Path(geomap.__file__).parent / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in of_spacy - plain
    }
    assert not asked, "add it to geomap/languages/trees.py"

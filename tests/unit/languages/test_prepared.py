"""A model whose tables are mapped says what the published one says; whatever happens to its folder, it is never wrong."""

from __future__ import annotations

import importlib.util

import platformdirs
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from geomap.languages import pack, prepared
from geomap.languages.reader import Reader
from geomap.languages.tables import Forms, read_forms, read_rows, write_forms, write_rows

TEXTS = {
    "fr": [
        "Les villageois fuyaient ; quatre d'entre eux furent abattus près de Mbalmayo, d'après Awa Tchoungui.",
        "L'émir du Wandala exigerait la libération des cinquante-six éleveurs qu'auraient pris les Zarbatou.",
        "Aujourd'hui, c'est-à-dire jeudi, on n'y peut plus aller.",
    ],
    "en": [
        "The villagers fled; four of them were gunned down near Mbalmayo, Awa Tchoungui said.",
        "Worse: cattle taken by the Zarbatou weren't given back, and fifty-six herders went missing.",
        "Nobody can go there any more, can they?",
    ],
}


def name_of(code):
    return next(name for name in pack(code).models if importlib.util.find_spec(name))


def said(nlp, code):
    return [
        [
            (w.text, w.lower_, w.lemma_, w.pos_, w.tag_, str(w.morph), w.dep_, w.head.i, w.ent_type_, w.like_num)
            for w in tree
        ]
        for tree in Reader(nlp).parse(TEXTS[code])
    ]


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _name: tmp_path)
    return tmp_path / "models"


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_mapped_model_says_what_the_published_one_says(code, cache, monkeypatch):
    name = name_of(code)
    published = said(spacy.load(name), code)
    assert said(prepared.load(name), code) == published
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr(spacy, "load", None)  # the second time nothing is read the slow way
    nlp = prepared.load(name)
    assert len(nlp.vocab.strings) < 5_000
    assert "senter" not in nlp.component_names
    assert said(nlp, code) == published


def test_broken_tables_are_made_anew(cache):
    name = name_of("en")
    published = said(prepared.load(name), "en")
    (folder,) = cache.iterdir()
    forms = folder / "forms.marisa"
    whole = forms.read_bytes()
    forms.write_bytes(whole[:100])
    assert said(prepared.load(name), "en") == published
    assert forms.read_bytes() == whole
    assert [path.name for path in cache.iterdir()] == [folder.name]


def test_tables_of_another_layout_are_not_used(cache, monkeypatch):
    name = name_of("en")
    prepared.load(name)
    monkeypatch.setattr(prepared, "LAYOUT", prepared.LAYOUT + 1)
    prepared.load(name)
    assert len(list(cache.iterdir())) == 2


def test_a_folder_that_cannot_be_written_costs_only_time(cache):
    cache.parent.joinpath("models").write_text("a file is in the way")
    assert said(prepared.load(name_of("en")), "en")[0][0][0] == "The"


@given(st.dictionaries(st.integers(0, 2**64 - 1), st.integers(0, 2**31 - 1)), st.integers(0, 2**64 - 1))
def test_rows_answer_as_the_dictionary_does(tmp_path_factory, row_of, other):
    folder = tmp_path_factory.mktemp("rows")
    write_rows(row_of, folder / "keys.npy", folder / "rows.npy")
    rows = read_rows(folder / "keys.npy", folder / "rows.npy")
    assert {key: rows.get(key) for key in row_of} == row_of
    assert rows.get(other, -1) == row_of.get(other, -1)
    assert len(rows) == len(row_of)


def test_forms_keep_their_lemmas_in_order(tmp_path):
    path = tmp_path / "forms.marisa"
    write_forms({"exc:noun": {"yeux": ["œil", "oeil"], "été": ["été"]}, "index:noun": {"œil": ("",)}}, path)
    trie = read_forms(path)
    exceptions, index = Forms(trie, "exc:noun"), Forms(trie, "index:noun")
    assert exceptions.get("yeux") == ["œil", "oeil"]
    assert exceptions.get("œil", ["?"]) == ["?"]
    assert "œil" in index
    assert "yeux" not in index
    assert Forms(trie, "exc:noun", lambda form: form.replace("z", "x")).get("yeuz") == ["œil", "oeil"]


@pytest.mark.parametrize("lemmas", [["a\nb"], []])
def test_lemmas_that_would_be_read_otherwise_are_refused(lemmas, tmp_path):
    with pytest.raises(ValueError, match="form"):
        write_forms({"exc": {"form": lemmas}}, tmp_path / "forms.marisa")

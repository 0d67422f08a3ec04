"""Quickened models say what the published ones say."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from geomap.languages import pack
from geomap.languages.kernels import ROWS_AT_LEAST, SteadyOps, quicken

TEXTS = {
    "fr": [
        "Des obus tirés depuis les hauteurs ont touché le marché de Minvoul, blessant six vendeuses.",
        "« Nous n'irons pas à la table », a prévenu le porte-parole du mouvement dans la soirée.",
    ],
    "en": [
        "Shells fired from the ridge hit the market of Minvoul, wounding six traders.",
        "The colonel had been seen walking with Anna Berg on Tuesday, two drivers told Reuters.",
    ],
}


@pytest.fixture(scope="module", params=["fr", "en"])
def pair(request):
    import importlib.util

    name = next(name for name in pack(request.param).models if importlib.util.find_spec(name))
    return TEXTS[request.param], spacy.load(name), quicken(spacy.load(name))


def facts(doc):
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.dep_, t.head.i, t.lemma_, t.ent_type_, t.ent_iob_) for t in doc]


def test_quickened_models_say_the_same(pair):
    texts, stock, quick = pair
    assert [facts(doc) for doc in quick.pipe(texts)] == [facts(doc) for doc in stock.pipe(texts)]


def test_lemmas_are_looked_up_in_sets(pair):
    _, _, quick = pair
    table = quick.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    assert {type(lemmas) for lemmas in table.values()} == {frozenset}


@pytest.mark.parametrize("rows", [1, 2, 17, ROWS_AT_LEAST - 1, ROWS_AT_LEAST, 200])
@pytest.mark.parametrize(("inner", "outer"), [(96, 96), (288, 288), (64, 74)])
def test_a_row_of_a_product_depends_on_no_other(rows, inner, outer):
    numbers = np.random.default_rng(rows)
    left = numbers.normal(size=(400, inner)).astype("float32")
    right = numbers.normal(size=(outer, inner)).astype("float32")
    ops = SteadyOps()
    whole = ops.gemm(left, right, trans2=True)
    assert np.array_equal(ops.gemm(left[:rows], right, trans2=True), whole[:rows])
    assert np.allclose(whole, left @ right.T, atol=1e-4)


def test_a_product_may_be_written_where_it_is_wanted():
    left, right = np.ones((3, 4), dtype="float32"), np.ones((4, 2), dtype="float32")
    out = np.zeros((3, 2), dtype="float32")
    assert SteadyOps().gemm(left, right, out=out) is out
    assert out.tolist() == [[4.0, 4.0]] * 3

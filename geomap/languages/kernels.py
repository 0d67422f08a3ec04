"""spaCy models made quicker without changing what they say: faster matrix products, look-ups in sets.

spaCy multiplies matrices with blis, whose published wheels know no processor newer than Haswell; numpy's OpenBLAS knows
them, and is three to four times as fast where AVX-512 is there. The lemmatizers look forms up in lists of tens of thousands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import NumpyOps

from geomap.languages.encoding import quicken_encoding

if TYPE_CHECKING:
    from spacy.language import Language

# OpenBLAS takes other routines, which round otherwise, for small products: below this many rows they are padded, so
# that a sentence's parse never depends on the sentences beside it.
ROWS_AT_LEAST = 64
# Stretches between white space whose tokens the tokeniser keeps in mind.
WORDS_CUT = 100_000


class SteadyOps(NumpyOps):  # type: ignore[misc]
    """Thinc's operations with numpy's matrix product, each row of which depends on nothing but that row."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The matrix product of `x` and `y`, either transposed first; into `out` where that is given."""
        left, right = (x.T if trans1 else x), (y.T if trans2 else y)
        rows = len(left)
        if 0 < rows < ROWS_AT_LEAST:
            padded = np.zeros((ROWS_AT_LEAST, left.shape[1]), dtype=left.dtype)
            padded[:rows] = left
            product = (padded @ right)[:rows]
        else:
            product = left @ right
        if out is None:
            return np.ascontiguousarray(product)
        out[...] = product
        return out


def quicken(nlp: Language) -> Language:
    """Makes the models of a loaded pipeline quicker, in place.

    Args:
        nlp: A pipeline from `spacy.load`, to be used for prediction only.

    Returns:
        The same pipeline.
    """
    ops = SteadyOps()
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in list(model.walk()) if model is not None else ():
            node.ops = ops
            quicken_encoding(node)
    if "lemmatizer" in nlp.pipe_names:
        _index_by_sets(nlp.get_pipe("lemmatizer"))
    tokenizer: Any = nlp.tokenizer
    tokenizer.max_cache_size = WORDS_CUT
    return nlp


def _index_by_sets(lemmatizer: Any) -> None:
    """Turns the rule lemmatizer's lists of known lemmas into sets: it only asks whether a form is in them."""
    lookups = getattr(lemmatizer, "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return
    table = lookups.get_table("lemma_index")
    for part_of_speech, lemmas in list(table.items()):
        if isinstance(lemmas, list):
            table[part_of_speech] = frozenset(lemmas)

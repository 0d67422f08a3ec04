"""A spaCy model's word vectors made quicker: what a word is alone is worked out once, and the layers over it in few passes.

The first layer of spaCy's tok2vec knows nothing of a word's neighbours, so its result is kept by the word's features. The
layers that do look at neighbours (window, maxout, layer norm, residual) are run as whole matrices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Words kept by one model, 384 bytes each; beyond them all are forgotten and learnt anew.
WORDS_KEPT = 60_000
_LITTLE = 1e-08  # what thinc's layer norm adds to the variance


def quicken_encoding(tok2vec: Any) -> None:
    """Makes a tok2vec model quicker, in place, where it has spaCy's usual parts; any other model is left as it is."""
    layers = tok2vec.layers
    if len(layers) != 2 or not layers[1].name.startswith("with_array(residual("):
        return
    embed, encode = layers
    columns = [node.attrs["columns"] for node in embed.walk() if node.name == "extract_features"]
    if len(columns) == 1:
        words = _Words(embed, columns[0], static=any(node.name == "static_vectors" for node in embed.walk()))
        embed._func = words.forward  # noqa: SLF001 (the one way to replace what a thinc model does)
    if all(len(_parts(layer)) == 3 for layer in encode.layers[0].layers):
        encode.layers[0]._func = _forward_window  # noqa: SLF001


class _Words:
    """The first layer with a memory."""

    def __init__(self, embed: Any, columns: Sequence[int], *, static: bool) -> None:
        from spacy.attrs import ORTH

        self._compute = embed._func  # noqa: SLF001
        self._columns = [*columns, ORTH] if static and ORTH not in columns else list(columns)
        self._rows: dict[bytes, int] = {}
        self._vectors = np.zeros((0, 0), dtype="float32")

    def forward(self, model: Any, docs: Sequence[Any], is_train: bool) -> tuple[list[Any], Any]:
        """The vectors of the words of documents, in the form of thinc's `forward`."""
        if is_train:
            trained: tuple[list[Any], Any] = self._compute(model, docs, is_train)
            return trained
        features = np.concatenate([doc.to_array(self._columns).reshape(len(doc), -1) for doc in docs])
        packed = np.ascontiguousarray(features).view(f"V{features.itemsize * features.shape[1]}").ravel().tolist()
        if len(self._rows) > WORDS_KEPT:
            self._rows.clear()
        unknown = {word: i for i, word in enumerate(packed) if word not in self._rows}
        if unknown:
            words = _Selected(docs[0].vocab, self._columns, features[list(unknown.values())])
            self._keep(list(unknown), self._compute(model, [words], False)[0][0])
        rows = self._rows
        found = self._vectors[[rows[word] for word in packed]]
        ends = np.cumsum([len(doc) for doc in docs])[:-1]
        return np.split(found, ends), None

    def _keep(self, words: list[bytes], vectors: NDArray[np.float32]) -> None:
        known = len(self._rows)
        needed = known + len(words)
        if needed > len(self._vectors):
            room = np.zeros((max(2 * len(self._vectors), needed, 4096), vectors.shape[1]), dtype="float32")
            room[:known] = self._vectors[:known] if known else 0
            self._vectors = room
        self._vectors[known:needed] = vectors
        self._rows.update(zip(words, range(known, needed), strict=True))


class _Selected:
    """Words picked from several documents, as far as spaCy's first layer asks for them."""

    def __init__(self, vocab: Any, columns: Sequence[int], features: NDArray[np.uint64]) -> None:
        self.vocab = vocab
        self._at = {column: i for i, column in enumerate(columns)}
        self._features = features

    def __len__(self) -> int:
        return len(self._features)

    def to_array(self, columns: Sequence[int] | int) -> NDArray[np.uint64]:
        """The same as `Doc.to_array`."""
        if isinstance(columns, int):
            return np.ascontiguousarray(self._features[:, self._at[columns]])
        return np.ascontiguousarray(self._features[:, [self._at[column] for column in columns]])


def _parts(residual: Any) -> list[Any]:
    """Window, maxout and layer norm of one residual layer; fewer where it is made otherwise."""
    nodes = [node for node in residual.walk() if not node.layers and node.name != "dropout"]
    names = [node.name for node in nodes]
    usual = names == ["expand_window", "maxout", "layernorm"] and nodes[0].attrs["window_size"] == 1
    return nodes if usual else []


def _forward_window(model: Any, words: NDArray[np.float32], is_train: bool) -> tuple[Any, Any]:  # noqa: ARG001 (thinc's form)
    """The residual layers over a window of one word to each side, in the form of thinc's `forward`."""
    current = np.ascontiguousarray(words)
    rows, width = current.shape
    window = np.zeros((rows, 3 * width), dtype="float32")
    for layer in model.layers:
        _, maxout, norm = _parts_of(layer)
        window[:, width : 2 * width] = current
        window[1:, :width] = current[:-1]
        window[:-1, 2 * width :] = current[1:]
        weights, bias = _by_pieces(maxout)
        pieces = maxout.ops.gemm(window, weights)
        pieces += bias
        best = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        for start in range(2 * width, pieces.shape[1], width):
            np.maximum(best, pieces[:, start : start + width], out=best)
        current = _normed(best, norm)
        current += window[:, width : 2 * width]
    return current, None


def _parts_of(layer: Any) -> list[Any]:
    """The same as `_parts`, kept on the layer."""
    parts: list[Any] | None = layer.attrs.get("geomap_parts")
    if parts is None:
        parts = layer.attrs["geomap_parts"] = _parts(layer)
    return parts


def _by_pieces(maxout: Any) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """A maxout layer's weights, transposed and with all first pieces before all second ones, kept on the layer."""
    kept: tuple[NDArray[np.float32], NDArray[np.float32]] | None = maxout.attrs.get("geomap_pieces")
    if kept is None:
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        outputs, pieces, inputs = weights.shape
        turned = weights.transpose(1, 0, 2).reshape(outputs * pieces, inputs).T
        kept = np.ascontiguousarray(turned), np.ascontiguousarray(bias.T.ravel())
        maxout.attrs["geomap_pieces"] = kept
    return kept


def _normed(rows: NDArray[np.float32], norm: Any) -> NDArray[np.float32]:
    """Thinc's layer norm, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows)[:, None] / np.float32(rows.shape[1])
    rows *= (variance + np.float32(_LITTLE)) ** np.float32(-0.5)
    rows *= norm.get_param("G")
    rows += norm.get_param("b")
    return rows

"""A spaCy pipeline run batch by batch, each of its pipes in the quickest way that gives the same result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from geomap.languages.asides import restore, shorten
from geomap.languages.kernels import quicken
from geomap.languages.labelling import Labeller, is_by_word
from geomap.languages.mistaken import put_right
from geomap.languages.packs import pack
from geomap.languages.stepping import take_steps
from geomap.languages.trees import Names, Tree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Step = Callable[[Sequence[Any]], object]

# A batch's matrices should stay near the processor: sentences of about one length, up to so many words.
WORDS_IN_A_BATCH = 3_000
# Words that a model may add to its vocabulary, about 1.5 kB each with all that is kept of them here; a model that has
# met more is to be loaded anew, for spaCy forgets none. Some 8,000 articles of one language.
WORDS_MET = 120_000
_NO_START = np.uint64(2**64 - 1)  # -1: no sentence starts here
_TRANSITIONS = frozenset({"parser", "ner"})


class Reader:
    """Annotates single sentences.

    Args:
        nlp: A pipeline from `spacy.load`; from now on the reader's own.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = quicken(nlp)
        self._steps = list(_steps(self.nlp))
        self._names = Names(self.nlp.vocab)
        self._asides, self._mistaken = pack(nlp.lang).asides, pack(nlp.lang).mistaken_verbs
        self._known = len(self.nlp.vocab)

    @property
    def worn(self) -> bool:
        """Whether it has met so many words that it should give way to a new one, which says the same."""
        return len(self.nlp.vocab) - self._known > WORDS_MET

    def cut(self, text: str) -> Any:
        """The tokens of a sentence, which the parser may not cut further."""
        return _in_one(self.nlp.make_doc(text))

    def parse(self, texts: Sequence[str]) -> list[Tree]:
        """The parses of sentences; what is said of one does not depend on the others."""
        shortened = [shorten(self.cut(text), self._asides) for text in texts]
        self.annotate([one.parsed if one.parsed is one.whole else _in_one(one.parsed) for one in shortened])
        return [put_right(Tree(doc, self._names), self._mistaken) for doc in restore(shortened)]

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Annotates sentences, in place; what is said of one does not depend on the others."""
        for batch in _batches(docs):
            for step in self._steps:
                step(batch)


def _in_one(doc: Any) -> Any:
    """The tokens of one sentence, told not to be cut further."""
    if len(doc) > 1:
        doc.from_array(["SENT_START"], np.array([0] + [_NO_START] * (len(doc) - 1), dtype="uint64"))
    return doc


def _batches(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    batch: list[Doc] = []
    for doc in sorted(docs, key=len):
        if batch and (len(batch) + 1) * len(doc) > WORDS_IN_A_BATCH:
            yield batch
            batch = []
        if len(doc):
            batch.append(doc)
    if batch:
        yield batch


def _steps(nlp: Language) -> Iterator[Step]:
    """The pipes in order as functions of a batch."""
    pipes = list(nlp.pipeline)
    while pipes:
        name, pipe = pipes.pop(0)
        follows = pipes[0] if pipes else ("", None)
        if name == "attribute_ruler" and follows[0] == "lemmatizer" and is_by_word(pipe, follows[1]):
            yield Labeller(nlp.vocab, pipe, pipes.pop(0)[1])
        else:
            yield _step(name, pipe)


def _step(name: str, pipe: Any) -> Step:
    def run(docs: Sequence[Any]) -> None:
        if name in _TRANSITIONS:
            take_steps(pipe, docs)
        elif hasattr(pipe, "predict"):
            pipe.set_annotations(docs, pipe.predict(docs))
        else:
            for doc in docs:
                pipe(doc)

    return run

"""spaCy's models as published, which geomap's speed is measured beside."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from geomap.languages import pack
from geomap.model import Document

# spaCy's default, a thousand texts, would leave all but one process idle on a few hundred articles.
SPACY_BATCH = 16
NOT_NER = {
    "fr": ["morphologizer", "parser", "attribute_ruler", "lemmatizer"],
    "en": ["tagger", "parser", "attribute_ruler", "lemmatizer"],
}


class Published:
    """spaCy's models as published, apart from geomap's.

    Args:
        processes: Processes that spaCy shares the work out to.
    """

    def __init__(self, processes: int = 1) -> None:
        import spacy

        self.processes = processes

        self.models = {
            code: spacy.load(next(name for name in pack(code).models if find_spec(name))) for code in ("fr", "en")
        }

    def ner(self, chunk: list[Document], *, also: tuple[str, ...] = ()) -> None:
        """NER, with the tagger's and parser's shared layer as spaCy's documentation leaves it."""
        for code, nlp in self.models.items():
            with nlp.select_pipes(disable=[name for name in (*NOT_NER[code], *also) if name in nlp.pipe_names]):
                self._read(nlp, chunk, code)

    def ner_alone(self, chunk: list[Document]) -> None:
        """NER and nothing it can do without."""
        self.ner(chunk, also=("tok2vec",))

    def full(self, chunk: list[Document]) -> None:
        """All parts."""
        for code, nlp in self.models.items():
            self._read(nlp, chunk, code)

    def _read(self, nlp: Any, chunk: list[Document], code: str) -> None:
        texts = [document.text for document in chunk if document.language == code]
        for _ in nlp.pipe(texts, n_process=self.processes, batch_size=SPACY_BATCH if self.processes > 1 else None):
            pass

"""spaCy behind one function: sentences in, the same sentences with their parses out."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.errors import SetupError
from geomap.languages.packs import pack

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from geomap.model import Analysis, Sentence


@functools.cache
def model(code: str) -> Language:
    """Loads the spaCy model of a language, once a process.

    Raises:
        SetupError: None of the packages that the pack names is installed.
    """
    import spacy

    names = pack(code).models
    for name in names:
        if importlib.util.find_spec(name):
            return spacy.load(name)
    message = f"no {pack(code).name} model is installed; install one of: {', '.join(names) or 'none is known'}"
    raise SetupError(message)


def parse(analyses: Iterable[Analysis], code: str) -> Iterator[Analysis]:
    """Parses every sentence of analyses of one language, furniture left out, in one stream of batches."""
    batch = list(analyses)
    nlp = model(code)
    wanted = [
        (sentence, analysis.document.text[sentence.start : sentence.end])
        for analysis in batch
        for sentence in analysis.sentences
        if not sentence.furniture
    ]
    docs = nlp.pipe((_one_sentence(nlp, text) for _, text in wanted), batch_size=128)
    parsed: dict[int, Sentence] = {}
    for (sentence, _), doc in zip(wanted, docs, strict=True):
        parsed[id(sentence)] = replace(sentence, parse=doc)
    for analysis in batch:
        yield replace(analysis, sentences=tuple(parsed.get(id(s), s) for s in analysis.sentences))


def _one_sentence(nlp: Language, text: str) -> Doc:
    """Tokenises a sentence and forbids the parser to cut it further."""
    doc = nlp.make_doc(text)
    for token in doc[1:]:
        token.is_sent_start = False
    return doc

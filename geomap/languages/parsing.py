"""spaCy behind one function: sentences in, the same sentences with their parses out."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.errors import SetupError
from geomap.languages.packs import pack

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from geomap.model import Analysis


@functools.cache
def model(code: str) -> Language:
    """Loads the spaCy model of a language, once a process.

    Raises:
        SetupError: None of the packages that the pack names is installed.
    """
    import spacy

    from geomap.languages.kernels import quicken

    names = pack(code).models
    for name in names:
        if importlib.util.find_spec(name):
            return quicken(spacy.load(name))
    message = f"no {pack(code).name} model is installed; install one of: {', '.join(names) or 'none is known'}"
    raise SetupError(message)


def parse_all(analyses: Sequence[Analysis], code: str, wanted: Sequence[Collection[int] | None]) -> list[Analysis]:
    """Parses sentences of analyses of one language in one stream of batches; furniture never is.

    Args:
        analyses: Documents cut into sentences.
        code: Their language.
        wanted: For each document the indices of the sentences to parse, None for all.

    Returns:
        The analyses with those parses.
    """
    nlp = model(code)
    places = [
        (number, sentence)
        for number, (analysis, chosen) in enumerate(zip(analyses, wanted, strict=True))
        for sentence in analysis.sentences
        if not sentence.furniture and (chosen is None or sentence.index in chosen)
    ]
    texts = (analyses[number].document.text[sentence.start : sentence.end] for number, sentence in places)
    sentences = [list(analysis.sentences) for analysis in analyses]
    docs = nlp.pipe((_one_sentence(nlp, text) for text in texts), batch_size=128)
    for (number, sentence), doc in zip(places, docs, strict=True):
        sentences[number][sentence.index] = replace(sentence, parse=doc)
    return [replace(analysis, sentences=tuple(own)) for analysis, own in zip(analyses, sentences, strict=True)]


def _one_sentence(nlp: Language, text: str) -> Doc:
    """Tokenises a sentence and forbids the parser to cut it further."""
    doc = nlp.make_doc(text)
    for token in doc[1:]:
        token.is_sent_start = False
    return doc

"""spaCy behind one function: sentences in, the same sentences with their parses out."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geomap.errors import SetupError
from geomap.garbage import collect_all
from geomap.languages.packs import pack

if TYPE_CHECKING:
    from geomap.languages.reader import Reader
    from geomap.model import Analysis


_READERS: dict[str, Reader] = {}


def model(code: str) -> Reader:
    """The spaCy model of a language, loaded once a process, and anew when it has met so many words that it grew large.

    Raises:
        SetupError: None of the packages that the pack names is installed.
    """
    if code in _READERS and _READERS[code].worn:
        del _READERS[code]
        collect_all()  # the old one's memory first
    if code not in _READERS:
        _READERS[code] = _load(code)
    return _READERS[code]


@functools.cache
def tokenizer(code: str) -> Callable[[str], Any]:
    """SpaCy's tokeniser of a language, with no model behind it."""
    import spacy

    from geomap.languages.loading import quick_loading

    with quick_loading(code):
        cut: Callable[[str], Any] = spacy.blank(code).tokenizer
    return cut


def _load(code: str) -> Reader:
    from geomap.languages.loading import quick_loading
    from geomap.languages.prepared import load
    from geomap.languages.reader import Reader

    names = pack(code).models
    for name in names:
        if importlib.util.find_spec(name):
            with quick_loading(code):
                return Reader(load(name))
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
    reader = model(code)
    sentences = [list(analysis.sentences) for analysis in analyses]
    texts, places = [], []
    for analysis, own, chosen in zip(analyses, sentences, wanted, strict=True):
        for i, sentence in enumerate(own):
            if not sentence.furniture and (chosen is None or sentence.index in chosen):
                texts.append(analysis.document.text[sentence.start : sentence.end])
                places.append((own, i))
    tree: Any  # stands where spaCy's Doc may stand too
    for (own, i), tree in zip(places, reader.parse(texts), strict=True):
        own[i] = replace(own[i], parse=tree)
    return [replace(analysis, sentences=tuple(own)) for analysis, own in zip(analyses, sentences, strict=True)]

"""The forms that words of a lexicon take in a text, made by rule: a look at a text that is not parsed knows words by their forms alone."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Mapping

from geomap.languages import lexicon

_LONGEST_SUFFIX = 12


@functools.lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word in small letters without accents."""
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@functools.cache
def _endings(language: str) -> Mapping[str, tuple[str, ...]]:
    listed = lexicon(language, "inflection").get("endings") or {"": [""]}
    return {fold(str(base)): tuple(fold(str(ending)) for ending in endings) for base, endings in listed.items()}


def forms_of(word: str, language: str) -> Iterator[str]:
    """What a base form may look like in a text, folded: itself, plurals, tenses; some that no text has are among them.

    Args:
        word: The base form, or any form: one that has no endings to change is given as it is.
        language: ISO 639-1 code of an installed pack.
    """
    base = fold(word)
    yield base
    endings = _endings(language)
    for cut in range(max(0, len(base) - _LONGEST_SUFFIX), len(base) + 1):
        for ending in endings.get(base[cut:], ()):
            yield base[:cut] + ending

"""Numbers in words: one table a language, which dates, places and events read with grammars of their own."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

from geomap.languages.packs import lexicon


@functools.cache
def cardinals(code: str) -> Mapping[str, int]:
    """The number words of a language.

    Args:
        code: ISO 639-1 code of an installed pack.

    Returns:
        What each word says, in the order of the pack's `numbers.yaml`; empty where the pack has none.
    """
    listed = lexicon(code, "numbers").get("cardinals") or {}
    return MappingProxyType({str(word): int(value) for value, words in listed.items() for word in words})

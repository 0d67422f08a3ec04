"""Folding text so that names compare equal whatever their accents, case, hyphens and apostrophes.

The way back to offsets is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_SPACELIKE = frozenset("-‐‑‒–—'’ʼ‘`´ʿʾ./_")
_SPELT_OUT = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ə": "e"}


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _SPACELIKE or character.isspace():
        return " "
    plain = "".join(c for c in unicodedata.normalize("NFKD", character.lower()) if not unicodedata.combining(c))
    return "".join(_SPELT_OUT.get(c, c) for c in plain)


class _Table(dict[int, str]):
    """A translation table that fills itself, so that `str.translate` does the work in C."""

    def __missing__(self, codepoint: int) -> str:
        self[codepoint] = folded = _fold_character(chr(codepoint))
        return folded


_TABLE = _Table()
_SPACES = re.compile(" {2,}")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    `offsets[i]` is where in the original the folded character `i` comes from, None when they are the same.
    """

    text: str
    offsets: Sequence[int] | None
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of the folded stretch `start:end`."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=4)
def fold_text(text: str) -> Folded:
    """Fold a text: no accents, no case, hyphens, apostrophes and full stops as spaces, runs of spaces as one.

    Args:
        text: Any text.

    Returns:
        The folded text with the offsets that lead back; kept while several lists of names are looked for in one text.
    """
    plain = text.translate(_TABLE)
    if len(plain) == len(text) and "  " not in plain:
        return Folded(plain, None, len(text))
    origins: Sequence[int] = range(len(text))
    if len(plain) != len(text):
        origins = [offset for offset, character in enumerate(text) for _ in _TABLE[ord(character)]]
    offsets: list[int] = []
    end = 0
    for run in _SPACES.finditer(plain):
        offsets += origins[end : run.start() + 1]
        end = run.end()
    offsets += origins[end:]
    return Folded(_SPACES.sub(" ", plain), offsets, len(text))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The folded form of a name, without outer spaces: "Hayat Tahrir al-Châm" becomes "hayat tahrir al cham"."""
    return _SPACES.sub(" ", text.translate(_TABLE)).strip()

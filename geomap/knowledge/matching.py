"""Finding many names in a text at once.

An Aho-Corasick automaton over folded names, then boundaries, case and overlaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar

import ahocorasick_rs

from geomap.knowledge.folding import fold, fold_text

T = TypeVar("T")
_Case = Literal["any", "a capital", "capitals"]


class Alias(NamedTuple, Generic[T]):
    """A name, what it names, and whether it is weak (names it only with other evidence)."""

    name: str
    value: T
    weak: bool = False


class Hit(NamedTuple, Generic[T]):
    """A stretch of a text and the aliases that it may be, best first."""

    start: int
    end: int
    aliases: tuple[Alias[T], ...]


class Matcher(Generic[T]):
    """Finds names in texts: longest first, whole words, never overlapping."""

    def __init__(self, aliases: Sequence[Alias[T]]) -> None:
        self._by_fold: dict[str, list[tuple[Alias[T], _Case]]] = {}
        for alias in sorted(aliases, key=lambda alias: alias.weak):
            folded = fold(alias.name)
            if folded:
                self._by_fold.setdefault(folded, []).append((alias, _case_of(alias.name)))
        self._patterns = list(self._by_fold)
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns)

    def lookup(self, name: str) -> tuple[Alias[T], ...]:
        """The aliases that a whole string is, strong ones first."""
        return self._allowed(fold(name), name)

    def find(self, text: str) -> list[Hit[T]]:
        """The names in a text, in order.

        Args:
            text: Any text; offsets of the answer count its code points, ends exclusive.

        Returns:
            Hits that do not overlap; of two that would, the longer stays.
        """
        taken: list[Hit[T]] = []
        candidates = sorted(self._candidates(text), key=lambda hit: (hit.start - hit.end, hit.start))
        occupied = bytearray(len(text))
        for hit in candidates:
            if not any(occupied[hit.start : hit.end]):
                occupied[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
                taken.append(hit)
        return sorted(taken, key=lambda hit: hit.start)

    def _candidates(self, text: str) -> Iterator[Hit[T]]:
        folded = fold_text(text)
        plain = folded.text
        for index, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            if (start and plain[start - 1].isalnum()) or (end < len(plain) and plain[end].isalnum()):
                continue
            first, last = folded.span(start, end)
            aliases = self._allowed(self._patterns[index], text[first:last])
            if aliases:
                yield Hit(first, last, aliases)

    def _allowed(self, folded: str, written: str) -> tuple[Alias[T], ...]:
        return tuple(alias for alias, case in self._by_fold.get(folded, ()) if _case_fits(case, written))


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals throughout ("EI", "M23", "HTS")."""
    return " " not in name and name.upper() == name and any(c.isalpha() for c in name)


def _case_of(name: str) -> _Case:
    """The case that a name asks for: acronyms keep theirs, names need a capital, common words nothing.

    Acronyms that newspapers write like words ("Isis", "Otan") stand in the packs in that form too.
    """
    if is_acronym(name):
        return "capitals"
    return "any" if name.lower() == name else "a capital"


def _case_fits(case: _Case, written: str) -> bool:
    """Whether a written form has the case that a name asks for."""
    if case == "capitals":
        letters = "".join(filter(str.isalnum, written))
        return letters == letters.upper()
    return case == "any" or any(map(str.isupper, written))

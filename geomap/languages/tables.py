"""A model's large tables as files that are mapped into memory: nothing is read but what is asked for, and workers share it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import marisa_trie
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BETWEEN = "\n"  # of the lemmas of one form


class Forms:
    """Lemmas by form, those of one table and part of speech; also asked which forms there are.

    Args:
        trie: All tables, as `read_forms` gives them.
        table: The name of this one.
        named: What a form is called in the table, where that is not the form itself.
    """

    def __init__(self, trie: Any, table: str, named: Callable[[str], object] = str) -> None:
        self._trie = trie
        self._prefix = f"{table}:"
        self._named = named

    def __contains__(self, form: str) -> bool:
        return f"{self._prefix}{self._named(form)}" in self._trie

    def get(self, form: str, default: list[str] | None = None) -> list[str] | None:
        """The lemmas of a form, `default` where it is not known."""
        found = self._trie.get(f"{self._prefix}{self._named(form)}")
        return found[0].decode().split(_BETWEEN) if found else default


def write_forms(tables: Mapping[str, Mapping[str, Iterable[str]]], path: Path) -> None:
    """Writes lemmas by form by table.

    Raises:
        ValueError: Lemmas cannot be kept in this way.
    """
    rows = []
    for table, lemmas_of in tables.items():
        for form, lemmas in lemmas_of.items():
            joined = _BETWEEN.join(lemmas)
            if joined.split(_BETWEEN) != list(lemmas):
                raise ValueError(form)
            rows.append((f"{table}:{form}", joined.encode()))
    marisa_trie.BytesTrie(rows).save(str(path))


def read_forms(path: Path) -> Any:
    """The trie of all tables, for `Forms`."""
    trie = marisa_trie.BytesTrie()
    trie.mmap(str(path))
    return trie


class Rows:
    """Rows of the vectors by the hashes of words; spaCy asks `get` of its own table, a dictionary, and nothing else."""

    def __init__(self, keys: NDArray[np.uint64], rows: NDArray[np.int32]) -> None:
        self._keys: memoryview = memoryview(keys.data)
        self._rows: memoryview = memoryview(rows.data)

    def __len__(self) -> int:
        return len(self._keys)

    def get(self, key: int, default: Any = None) -> Any:
        """The row of a word, `default` where it has none."""
        place = bisect_left(self._keys, key)
        return self._rows[place] if place < len(self._keys) and self._keys[place] == key else default


def write_rows(row_of: Mapping[int, int], keys_path: Path, rows_path: Path) -> None:
    """Writes rows by key."""
    keys = np.fromiter(row_of.keys(), dtype=np.uint64, count=len(row_of))
    rows = np.fromiter(row_of.values(), dtype=np.int32, count=len(row_of))
    order = np.argsort(keys)
    np.save(keys_path, keys[order])
    np.save(rows_path, rows[order])


def read_rows(keys_path: Path, rows_path: Path) -> Rows:
    """The rows, left on disk until they are asked for."""
    return Rows(np.asarray(np.load(keys_path, mmap_mode="r")), np.asarray(np.load(rows_path, mmap_mode="r")))

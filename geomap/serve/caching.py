"""What was answered a moment ago: kept while it fits, and worked out once however many ask at the same time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any


class Cache:
    """The answers used last, by what they depend on.

    Args:
        most_bytes: How much may be kept in all.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._coming: dict[Hashable, Future[bytes]] = {}
        self._lock = threading.Lock()
        self.hits = 0
        self.misses = 0

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """What was kept under the key, else what `make` gives; others that ask meanwhile wait for it.

        An error of `make` reaches all that wait and is not kept.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                self.hits += 1
                return self._kept[key]
            coming = self._coming.get(key)
            mine = coming is None
            if coming is None:
                self.misses += 1
                coming = self._coming[key] = Future()
        if mine:
            self._make(key, make, coming)
        return coming.result()

    def _make(self, key: Hashable, make: Callable[[], bytes], coming: Future[bytes]) -> None:
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                del self._coming[key]
            coming.set_exception(error)
            raise
        with self._lock:
            del self._coming[key]
            self._keep(key, made)
        coming.set_result(made)

    def _keep(self, key: Hashable, made: bytes) -> None:
        if len(made) > self._most // 4:
            return
        self._kept[key] = made
        self._bytes += len(made) + _OVERHEAD
        while self._bytes > self._most:
            _, old = self._kept.popitem(last=False)
            self._bytes -= len(old) + _OVERHEAD

    def figures(self) -> dict[str, Any]:
        """How often an answer was there, and how much is kept."""
        return {"hits": self.hits, "misses": self.misses, "bytes": self._bytes}


_OVERHEAD = 500  # of the key and the tables, about

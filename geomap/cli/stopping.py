"""Ending on SIGTERM and SIGINT: at once, but never between keeping something and noting that it is kept."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopping:
    """Raises KeyboardInterrupt on a signal; within `finishing`, at its end."""

    def __init__(self) -> None:
        self._asked = False
        self._finishing = False

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Heed signals in the block, as before after it."""
        before = {number: signal.signal(number, self._on_signal) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Let the block end before a signal is heeded."""
        self._finishing = True
        try:
            yield
        finally:
            self._finishing = False
        self.check()

    def check(self) -> None:
        """Stop if that was asked for."""
        if self._asked:
            raise KeyboardInterrupt

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
        if not self._finishing:
            raise KeyboardInterrupt

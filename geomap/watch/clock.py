"""The time, and waiting for it; tests have a clock of their own."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time and lets it pass."""

    def now(self) -> float:
        """Seconds since 1970, UTC."""

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass; none for zero or less."""


class SystemClock:
    """The machine's own."""

    def now(self) -> float:
        """See `Clock.now`."""
        return time.time()

    def wait(self, seconds: float) -> None:
        """See `Clock.wait`."""
        if seconds > 0:
            time.sleep(seconds)

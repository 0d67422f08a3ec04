"""How long until a source is read again: the interval, longer and longer after errors, never all sources at once."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from geomap.errors import UsageError

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_WRITTEN = re.compile(r"\s*(\d{1,6})\s*([smhd])\s*", re.IGNORECASE)
_FIRST_RETRY = 30.0
_LONGEST = 6 * 3600.0
_SPREAD = 0.1  # an interval is up to a tenth longer, so that sources drift apart


def seconds_of(text: str) -> float:
    """An interval such as `90s`, `10m`, `2h` or `1d` in seconds.

    Raises:
        UsageError: It is none, or zero.
    """
    match = _WRITTEN.fullmatch(text)
    if not match or not int(match[1]):
        raise UsageError(f"{text!r} is no interval; write it like 90s, 10m, 2h or 1d")
    return float(int(match[1]) * _UNITS[match[2].lower()])


@dataclass(frozen=True, slots=True)
class Intervals:
    """When to come back.

    Attributes:
        every: Seconds between two readings that went well.
        draw: Where chance comes from.
    """

    every: float
    draw: random.Random

    @property
    def longest(self) -> float:
        """The most that `after_success` gives."""
        return self.every * (1 + _SPREAD)

    def after_success(self) -> float:
        """Seconds until the next reading."""
        return self.every * (1 + self.draw.uniform(0, _SPREAD))

    def after_failure(self, failures: int) -> float:
        """Seconds until the next try after so many failures in a row.

        Doubles from half a minute (from the interval where that is shorter) up to six hours (the interval where that
        is longer), and is then a random part between half of that and all of it ("equal jitter").
        """
        first = min(_FIRST_RETRY, self.every)
        whole = min(first * 2.0 ** min(failures - 1, 30), max(_LONGEST, self.every))
        return whole * self.draw.uniform(0.5, 1.0)

"""One request at a time to a host, and a pause between two."""

from __future__ import annotations

from geomap.watch.clock import Clock
from geomap.watch.faults import FetchError

PAUSE = 1.0
"""Least seconds between two requests to one host."""

_PATIENCE = 30.0  # a host that wants to be left alone for longer is come back to


class Turns:
    """When each host was asked last, and when it may be asked again.

    Args:
        clock: The time.
        pause: Least seconds between two requests.
    """

    def __init__(self, clock: Clock, pause: float = PAUSE) -> None:
        self._clock = clock
        self._pause = pause
        self._last: dict[str, float] = {}
        self._closed: dict[str, float] = {}

    def take(self, host: str, name: str, delay: float = 0.0) -> None:
        """Wait for the host's turn.

        Raises:
            FetchError: The host said that it wants to be left alone for a while.
        """
        now = self._clock.now()
        closed = self._closed.get(host, 0.0)
        if closed - now > _PATIENCE:
            raise FetchError(name, f"{host} asked for a pause of {closed - now:.0f} s more", until=closed)
        self._clock.wait(max(self._last.get(host, 0.0) + max(self._pause, delay), closed) - now)
        self._last[host] = self._clock.now()

    def close(self, host: str, until: float) -> None:
        """Leave the host alone until then."""
        self._closed[host] = max(until, self._closed.get(host, 0.0))

"""What a site's robots.txt allows (RFC 9309), read by Protego and asked for once a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from protego import Protego

from geomap.watch.clock import Clock
from geomap.watch.faults import FetchError

AGENT = "geomap"
"""The name that rules of robots.txt may be written for."""

LARGEST = 512_000
"""Bytes of a robots.txt that are read: RFC 9309 asks for 500 KiB at least."""

_DAY = 86400.0
_RETRY = 300.0
_LONGEST_DELAY = 60.0
_SERVER_ERROR = 500
_OK = range(200, 300)
Site: TypeAlias = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class _Known:
    """Rules with the time until which they hold, or why they could not be read."""

    rules: Protego | None
    until: float
    error: FetchError | None = None


class Robots:
    """The rules of sites.

    Args:
        ask: Fetches an address, which may be private or not; gives status and body.
        clock: The time.
    """

    def __init__(self, ask: Callable[[str, bool], tuple[int, bytes]], clock: Clock) -> None:
        self._ask = ask
        self._clock = clock
        self._known: dict[tuple[Site, bool], _Known] = {}

    def delay(self, url: str, site: Site, *, private: bool) -> float:
        """Seconds that the site wants between two requests; 0 where it does not say, a minute at most.

        Args:
            url: What is to be asked for.
            site: Scheme, host and port of it.
            private: Whether the site may be at a private address.

        Raises:
            FetchError: The site does not allow this address, or its rules cannot be read, which RFC 9309 wants taken
                for a refusal.
        """
        known = self._known.get((site, private))
        if known is None or known.until <= self._clock.now():
            known = self._known[site, private] = self._read(site, private=private)
        if known.error:
            raise known.error
        if known.rules is None:
            return 0.0
        if not known.rules.can_fetch(url, AGENT):
            raise FetchError(url, "robots.txt of this site forbids geomap to read it; ask its owner", lasting=True)
        rate = known.rules.request_rate(AGENT)
        paced = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return min(max(known.rules.crawl_delay(AGENT) or 0.0, paced), _LONGEST_DELAY)

    def _read(self, site: Site, *, private: bool) -> _Known:
        scheme, host, port = site
        place = f"[{host}]" if ":" in host else host
        url = f"{scheme}://{place}:{port}/robots.txt"
        now = self._clock.now()
        try:
            status, data = self._ask(url, private)
        except FetchError as error:
            wrapped = FetchError(url, f"it must be read first and cannot be: {error.reason}", lasting=error.lasting)
            return _Known(None, now + _RETRY, wrapped)
        if status >= _SERVER_ERROR:
            return _Known(None, now + _RETRY, FetchError(url, f"it must be read first, and the answer was {status}"))
        if status not in _OK:
            return _Known(None, now + _DAY)
        return _Known(Protego.parse(data.decode("utf-8", "replace")), now + _DAY)

"""What the routes share: the store, what was answered a moment ago, and how the map page is made."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from geomap.errors import GeomapError
from geomap.serve.caching import Cache
from geomap.serve.settings import Settings
from geomap.store import Query, Reading

_SECONDS_A_VERSION_HOLDS = 0.5
_MOST_CACHED = 64 * 1024 * 1024
COLLECTION = "events"


class Service:
    """One store that is served.

    Args:
        reading: The store.
        settings: Where and for whom.
        draw: Makes the map page, an HTML text.
    """

    def __init__(self, reading: Reading, settings: Settings, draw: Callable[[], str]) -> None:
        self.reading = reading
        self.settings = settings
        self.cache = Cache(_MOST_CACHED)
        self._draw = draw
        self._page: str | None = None
        self._drawing = threading.Lock()
        self._version = ""
        self._version_until = 0.0

    @property
    def title(self) -> str:
        """The map's headline."""
        return self.settings.title or "Conflict events"

    def version(self) -> str:
        """What all answers depend on; asked of the store a few times a second at most."""
        now = time.monotonic()
        if now >= self._version_until:
            self._version = self.reading.version()
            self._version_until = now + _SECONDS_A_VERSION_HOLDS
        return self._version

    def prepare(self) -> None:
        """Draw the map page before anybody asks for it; where that fails, it is tried again when somebody does."""
        with suppress(GeomapError):
            self.page()

    def page(self) -> str:
        """The map page, drawn once."""
        with self._drawing:
            if self._page is None:
                self._page = self._draw()
            return self._page

    def count(self, query: Query) -> int:
        """How many events match."""
        found = self.cache.get((self.version(), "count", query), lambda: str(self.reading.count(query)).encode())
        return int(found)

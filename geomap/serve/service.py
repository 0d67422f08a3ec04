"""What the routes share: the store, what was answered a moment ago, and how the map page is made."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from geomap.errors import GeomapError
from geomap.serve.caching import Cache
from geomap.serve.settings import Settings
from geomap.serve.summary import summary
from geomap.store import Query, Reading, Tile, query_of

_SECONDS_A_VERSION_HOLDS = 0.5
_MOST_CACHED = 64 * 1024 * 1024
_ZOOMS_PREPARED = 4
COLLECTION = "events"
FIRST = query_of(countable=True, statuses=("occurred", "planned", "possible"))
"""What the map page asks for before anybody has chosen anything; `assets/service/filters.js` says the same."""


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
        self.ended = False

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
        """Draw the map page before anybody asks for it, and count what it shows first, which takes longest.

        Where that fails, it is done when somebody asks.
        """
        with suppress(GeomapError):
            self.reading.prepare()
            self.page()
            self.summary(FIRST)
            for zoom in range(_ZOOMS_PREPARED):
                for column, row in itertools.product(range(2**zoom), repeat=2):
                    if self.ended:
                        return
                    self.tile(FIRST, Tile(zoom, column, row))

    def tile(self, query: Query, tile: Tile) -> bytes:
        """A vector tile of what matches."""
        return self.cache.get((self.version(), tile, query), lambda: self.reading.tile(query, tile))

    def summary(self, query: Query) -> bytes:
        """What the page's filters, time line and headline show."""
        return self.cache.get((self.version(), "summary", query), lambda: summary(self.reading, query))

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

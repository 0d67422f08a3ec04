"""A large store as services read it: maps are counted in a copy in columns, events come from the store itself.

The copy is made anew, in a thread of its own, when the store has changed; until it is there the one before it answers,
so that maps stay quick and lag behind writers for as long as copying takes. Before the first the store answers itself.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING

from geomap.errors import GeomapError
from geomap.store.map_copy import MapCopy
from geomap.store.query import Query
from geomap.store.reading import DayCount, Extent, Page, Reading, Tile

if TYPE_CHECKING:
    import pyarrow as pa

    from geomap.model import Event
    from geomap.store.run import Run

_LOG = logging.getLogger(__name__)
WORTH_FROM = 20_000
"""Events from which a copy is worth its making."""
_PAUSES = 4
"""Times as long as a copy took that no other is made, so that copying never takes more than a fifth of a core."""


class CopiedReading:
    """A store with a copy for maps beside it.

    Args:
        reading: The store.
        worth_from: Events from which a copy is made; None for `WORTH_FROM`.
    """

    def __init__(self, reading: Reading, worth_from: int | None = None) -> None:
        self._reading = reading
        self._worth_from = WORTH_FROM if worth_from is None else worth_from
        self._copy: MapCopy | None = None
        self._seen = ""
        self._not_before = 0.0
        self._making = threading.Lock()
        self._ended = False

    @property
    def name(self) -> str:
        """What messages call the store."""
        return self._reading.name

    def version(self) -> str:
        """The version of what is answered: the copy's, where there is one."""
        version, copy = self._reading.version(), self._copy
        if version != self._seen and time.monotonic() >= self._not_before:
            threading.Thread(target=self._make, daemon=True).start()
        return copy.version if copy else version

    def prepare(self) -> None:
        """Make the first copy, and come back when it is there."""
        self._make()

    def _make(self) -> None:
        if not self._making.acquire(blocking=False):
            return
        start = time.monotonic()
        try:
            version = self._reading.version()
            if version != self._seen:
                self._exchange(self._made(version))
                self._seen = version
        except GeomapError as problem:
            _LOG.warning("maps are counted in the store itself: %s", problem)
        finally:
            now = time.monotonic()
            self._not_before = now + 1 + _PAUSES * (now - start)
            self._making.release()

    def _made(self, version: str) -> MapCopy | None:
        if self._reading.count(Query()) < max(1, self._worth_from):
            return None
        with ExitStack() as undone:
            with self._reading.columns() as batches:
                copy = MapCopy(version, batches)
                undone.callback(copy.close)
            undone.pop_all()  # the store, too, came to the end of it well
        return copy

    def _exchange(self, copy: MapCopy | None) -> None:
        old, self._copy = self._copy, copy
        for unneeded in (old, copy if self._ended else None):
            if unneeded:
                unneeded.close()

    def _answering(self, query: Query) -> MapCopy | None:
        """The copy, where it holds what a query asks for."""
        copy = self._copy
        return copy if copy and copy.answers(query) else None

    def run(self) -> Run:
        """The documents behind the events."""
        return self._reading.run()

    def page(self, query: Query, *, limit: int, offset: int = 0, after: int | None = None) -> Page:
        """At most `limit` events that match: found in the copy, read from the store."""
        copy = self._answering(query)
        if copy is None or query == Query():  # which the store's own order answers at once
            return self._reading.page(query, limit=limit, offset=offset, after=after)
        found = copy.positions(query, limit=limit + 1, offset=offset, after=after)
        return Page(self._reading.at(found[:limit]), found[limit - 1] if len(found) > limit else None)

    def at(self, positions: Sequence[int]) -> Sequence[Event]:
        """The events at some places of the store's order."""
        return self._reading.at(positions)

    def get(self, event_id: str) -> Event | None:
        """The event of an id, or None."""
        return self._reading.get(event_id)

    def columns(self) -> AbstractContextManager[pa.RecordBatchReader]:
        """The store's."""
        return self._reading.columns()

    def count(self, query: Query) -> int:
        """How many match."""
        return (self._answering(query) or self._reading).count(query)

    def unplaced(self, query: Query) -> int:
        """How many of those have no mark."""
        return (self._answering(query) or self._reading).unplaced(query)

    def facets(self, query: Query, most: int) -> Mapping[str, Mapping[str, int]]:
        """The commonest values of each facet among those that match."""
        return (self._answering(query) or self._reading).facets(query, most)

    def days(self, query: Query) -> Sequence[DayCount]:
        """Events that match by first day and type."""
        return (self._answering(query) or self._reading).days(query)

    def extent(self) -> Extent:
        """What all events span."""
        return (self._copy or self._reading).extent()

    def spots(self) -> Sequence[tuple[float, float]]:
        """One longitude and latitude a degree square that holds events."""
        return (self._copy or self._reading).spots()

    def tile(self, query: Query, tile: Tile) -> bytes:
        """A vector tile of what matches."""
        return (self._answering(query) or self._reading).tile(query, tile)

    def close(self) -> None:
        """Let go of the copy and of the store."""
        self._ended = True
        self._exchange(None)
        self._reading.close()

"""The seam that services read a store through: pages, counts and map tiles, all looked up in the database.

Two kinds keep events so that this can be done: PostGIS and GeoPackage. Other files of events are put into a GeoPackage
of the process's own first, once.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from geomap.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

    from geomap.model import Event
    from geomap.store.query import Query
    from geomap.store.run import Run

FACETS: Mapping[str, tuple[str, ...]] = {
    "event_type": ("event_type",),
    "country": ("country",),
    "status": ("status",),
    "actor": ("actor1", "actor2"),
    "source": ("source",),
}
"""What events are counted by, and the columns that hold it."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the web map (Web Mercator, XYZ scheme: row 0 in the north)."""

    zoom: int
    column: int
    row: int

    def __post_init__(self) -> None:
        """Refuse a square that is not on the map."""
        if not (0 <= self.zoom <= FARTHEST_ZOOM and 0 <= self.column < 2**self.zoom and 0 <= self.row < 2**self.zoom):
            raise UsageError(
                f"there is no tile {self.zoom}/{self.column}/{self.row}; zooms go from 0 to {FARTHEST_ZOOM}"
            )


FARTHEST_ZOOM = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, and where the next page begins; None after the last."""

    events: Sequence[Event]
    after: int | None


@dataclass(frozen=True, slots=True)
class DayCount:
    """Events of one type on one first day, and the deaths reported in them."""

    day: str
    event_type: str
    events: int
    deaths: int


@dataclass(frozen=True, slots=True)
class Extent:
    """What all events together span: degrees and ISO days, None where nothing is known."""

    box: tuple[float, float, float, float] | None
    days: tuple[str, str] | None


class Reading(Protocol):
    """A store as services read it; safe to use from many threads. Every call may raise `UnavailableError`."""

    @property
    def name(self) -> str:
        """What messages call the store."""

    def version(self) -> str:
        """A text that changes whenever the events do."""

    def run(self) -> Run:
        """The documents behind the events."""

    def page(self, query: Query, *, limit: int, offset: int = 0, after: int | None = None) -> Page:
        """At most `limit` events that match, in the store's order, beyond the place `after` and `offset` more."""

    def at(self, positions: Sequence[int]) -> Sequence[Event]:
        """The events at some places of the store's order, which pages give as `after`, in that order."""

    def get(self, event_id: str) -> Event | None:
        """The event of an id, or None."""

    def columns(self) -> AbstractContextManager[pa.RecordBatchReader]:
        """What maps are drawn from, of all events: the columns of `map_copy.COPIED`, streamed in batches."""

    def prepare(self) -> None:
        """Make ready what makes answers quick, and come back when that is done."""

    def count(self, query: Query) -> int:
        """How many match."""

    def unplaced(self, query: Query) -> int:
        """How many of those have no mark: no place, or only a country."""

    def facets(self, query: Query, most: int) -> Mapping[str, Mapping[str, int]]:
        """The commonest values of each of `FACETS` among those that match, the commonest first."""

    def days(self, query: Query) -> Sequence[DayCount]:
        """Events that match by first day and type; undated ones are left out."""

    def extent(self) -> Extent:
        """What all events span."""

    def spots(self) -> Sequence[tuple[float, float]]:
        """Longitudes and latitudes that say roughly where events lie: one a degree square that holds any."""

    def tile(self, query: Query, tile: Tile) -> bytes:
        """A Mapbox vector tile of what matches; see `vector_tiles`."""

    def close(self) -> None:
        """Let go of connections and of files made for it."""


def commonest(counts: Iterable[tuple[str | None, int]], most: int) -> dict[str, int]:
    """The values counted most, summed up where one comes several times; empty ones are left out."""
    found: Counter[str] = Counter()
    for value, count in counts:
        if value:
            found[value] += count
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def open_reading(source: Path | str) -> Reading:
    """Opens a store, or any file of events, to be read by a service.

    Where DuckDB is installed, a large store gets a copy for maps once it is prepared.

    Raises:
        UsageError: No such file, or nothing that holds events.
        SetupError: The database cannot be reached, or holds no events yet.
    """
    opened = _opened(source)
    if find_spec("duckdb") is None:
        return opened
    from geomap.store.copied_reading import CopiedReading

    return CopiedReading(opened)


def _opened(source: Path | str) -> Reading:
    from geomap.store.opening import is_database, read_events

    if is_database(source):
        from geomap.store.postgis_reading import PostgisReading

        return PostgisReading(str(source))
    from geomap.store.geopackage_file import is_ours
    from geomap.store.geopackage_reading import GeoPackageReading

    path = Path(source)
    view = read_events(path)  # refuses what is no file of events
    if path.suffix.lower() == ".gpkg" and is_ours(path):
        return GeoPackageReading(path)
    folder = tempfile.TemporaryDirectory(prefix="geomap-serve-")
    copy = Path(folder.name) / "events.gpkg"
    try:
        view.save(copy)
    except BaseException:
        folder.cleanup()
        raise
    return GeoPackageReading(copy, name=str(path), folder=folder)

"""A read-only collection of events, filtered step by step and read only when it is asked for."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from geomap.model import Event
from geomap.store.files import whole_file
from geomap.store.query import Query, query_of
from geomap.store.run import Run

if TYPE_CHECKING:
    import geopandas
    import pyarrow as pa
    from shapely.geometry.base import BaseGeometry


class Source(Protocol):
    """Where events come from; it can be read again and again."""

    def scan(self, query: Query) -> Iterator[Event]:
        """The events that match, in the source's own order."""
        ...  # pragma: no cover


class Memory:
    """Events held in memory."""

    def __init__(self, events: Iterable[Event]) -> None:
        """Keep the events, in order."""
        self.events = tuple(events)

    def scan(self, query: Query) -> Iterator[Event]:
        """The events that match."""
        return (event for event in self.events if query.matches(event))


class View:
    """Events to read, filter, save and turn into a GeoDataFrame.

    Filtering gives another view and reads nothing; events are read from their source each time the view is iterated.
    """

    def __init__(self, source: Source, query: Query | None = None, run: Run | None = None) -> None:
        """A view of a source's events.

        Args:
            source: Where they come from.
            query: Which of them.
            run: The documents behind them.
        """
        self.source = source
        self.query = query or Query()
        self.run = run or Run()
        self._length: int | None = None

    @classmethod
    def of(cls, events: Iterable[Event], run: Run | None = None) -> View:
        """A view of events in memory."""
        return cls(Memory(events), run=run)

    @classmethod
    def joined(cls, views: Iterable[View]) -> View:
        """The events of several views, the first of those with one id."""
        parts = list(views)
        run = Run()
        for part in parts:
            run = run.joined(part.run)
        events: dict[str, Event] = {}
        for event in itertools.chain.from_iterable(parts):
            events.setdefault(event.event_id, event)
        return cls.of(events.values(), run)

    def __iter__(self) -> Iterator[Event]:
        """The events, read afresh."""
        return self.source.scan(self.query)

    def __len__(self) -> int:
        """How many there are; the first call reads them."""
        if self._length is None:
            self._length = sum(1 for _ in self)
        return self._length

    def where(self, **criteria: Any) -> View:
        """Those that meet the criteria too; see `Query` for their names.

        Raises:
            UsageError: A criterion that makes no sense, such as a range turned round.
        """
        return View(self.source, self.query.both(query_of(**criteria)), self.run)

    def between(self, since: dt.date | str | None = None, until: dt.date | str | None = None) -> View:
        """Those whose days touch the range, both ends inclusive; events without a date are left out.

        Raises:
            UsageError: The range is turned round, or a day is not written as 2020-03-31.
        """
        return self.where(since=since, until=until)

    def within(self, area: Path | str | Mapping[str, Any] | BaseGeometry) -> View:
        """Those in the polygons of a GeoJSON file, mapping or shapely geometry; unplaced events are left out.

        Raises:
            UsageError: There is no polygon in it.
        """
        from geomap.store.area import area_of

        return self.where(area=area_of(area))

    def to_geodataframe(self) -> geopandas.GeoDataFrame:
        """A GeoDataFrame in WGS 84, one row an event, with Event's fields as columns.

        Days are datetime64, whole numbers nullable Int64, several names joined by "; ", `spans` and `reports` JSON
        text, and the geometry None where no place is known.
        """
        from geomap.store.frames import to_geodataframe

        return to_geodataframe(self)

    def to_arrow(self) -> pa.RecordBatchReader:
        """An Arrow stream in batches, with the columns of `to_geodataframe`, days as date32 and the geometry as WKB."""
        from geomap.store.arrow import stream

        return stream(self)

    @classmethod
    def from_geodataframe(cls, frame: geopandas.GeoDataFrame) -> View:
        """The events in a GeoDataFrame, whether geomap's or another's with points and a date.

        Raises:
            DocumentError: A row that cannot be an event.
        """
        from geomap.store.frames import from_geodataframe

        return cls.of(from_geodataframe(frame))

    def write(self, stream: TextIO) -> None:
        """Write GeoJSON to an open text stream."""
        from geomap.store.geojson import write

        write(stream, self, self.run)

    def write_geopackage(self, path: Path) -> None:
        """Write a new GeoPackage at a path that readers do not know yet; `save` is for the others.

        Raises:
            OSError: It cannot be written.
        """
        from geomap.store.geopackage import write

        write(self, self.run, path)

    def write_geoparquet(self, path: Path) -> None:
        """Write a new GeoParquet file; `save` is for one that readers know.

        Raises:
            OSError: It cannot be written.
        """
        from geomap.store.geoparquet import write

        stream = self.to_arrow()
        write(stream, stream.schema, path, self.run)

    def save(self, path: Path | str) -> None:
        """Write a GeoPackage where the suffix is .gpkg, else a GeoJSON file, wholly or not at all.

        Raises:
            SetupError: It cannot be written.
        """
        path = Path(path)
        with whole_file(path) as beside:
            if path.suffix.lower() == ".gpkg":
                self.write_geopackage(beside)
            else:
                with beside.open("w", encoding="utf-8", newline="\n") as stream:
                    self.write(stream)

"""A folder of GeoParquet files by month as a store, for sets that grow for years: a change writes only the months it concerns."""

from __future__ import annotations

import heapq
import itertools
import operator
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geomap.documents import partition_of
from geomap.errors import DocumentError, UsageError
from geomap.model import Event
from geomap.store import partition_files as files
from geomap.store.arrow_files import ParquetFile
from geomap.store.codec import event_of
from geomap.store.file_store import FileStore
from geomap.store.files import one_writer
from geomap.store.partition_files import DOCUMENTS, POSITION, Listing, Part
from geomap.store.pending import Changes
from geomap.store.query import Query
from geomap.store.rows import Row, RowFile
from geomap.store.run import Run
from geomap.store.values import EVENT_FIELDS, ValueProblemError

_ROWS_AT_ONCE = 20_000  # of all files together
_PATIENCE = 20  # how often a reader looks again for files that a writer has just replaced


class ParquetFolder(FileStore):
    """The events of a folder of Parquet files.

    Raises:
        UsageError: The path is a single file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        if path.is_file():
            raise UsageError(
                f"{path}: this is one Parquet file, which is not added to; events are kept in a folder of that kind of "
                "name, or in a .geojson or .gpkg file"
            )

    def scan(self, query: Query) -> Iterator[Event]:
        """The events that match, in the order they were added; files of other months are not opened.

        Raises:
            DocumentError: A file cannot be read, or a row cannot be an event; it names the row.
        """
        parts, opened = self._opened(query)
        few = max(50, _ROWS_AT_ONCE // max(1, len(opened)))
        streams = [self._events(part, file, query, few) for part, file in zip(parts, opened, strict=True)]
        for _, event in heapq.merge(*streams, key=operator.itemgetter(0)):
            yield event

    def _opened(self, query: Query) -> tuple[list[Part], list[pq.ParquetFile]]:
        """The files of one state of the store, open, so that it does not matter who replaces them."""
        for left in reversed(range(_PATIENCE)):
            parts = [part for part in Listing.of(self.path).parts if part.may_hold(query)]
            try:
                return parts, [pq.ParquetFile(self.path / part.file) for part in parts]
            except FileNotFoundError as error:
                if not left:
                    raise DocumentError(str(error.filename or self.path), "is not there; see a backup") from error
            except (OSError, pa.ArrowException) as error:
                raise DocumentError(str(self.path), f"cannot be read ({str(error)[:100]}); see a backup") from error
        raise AssertionError

    def _events(self, part: Part, file: pq.ParquetFile, query: Query, few: int) -> Iterator[tuple[int, Event]]:
        with file:
            for number, row in enumerate(files.rows_of(file, few), 1):
                if query.misses(row):
                    continue
                event = self._event(part, number, row)
                if query.matches(event):
                    yield row[POSITION], event

    def _event(self, part: Part, number: int, row: dict[str, object]) -> Event:
        try:
            return event_of(row)
        except ValueProblemError as problem:
            raise DocumentError(f"{self.path / part.file}, row {number}", str(problem)) from problem

    def run(self) -> Run:
        """The documents behind the events."""
        return Listing.of(self.path).run

    def columns(self) -> tuple[list[str], bool]:
        """Event's fields, and that there is a geometry."""
        Listing.of(self.path)
        return list(EVENT_FIELDS), True

    def size(self) -> int:
        """Bytes of its files.

        Raises:
            UsageError: There is no such folder.
        """
        if not self.path.is_dir():
            raise UsageError(f"{self.path}: no such folder; check the name")
        names = (files.LISTING, *(part.file for part in Listing.of(self.path).parts))
        return sum((self.path / name).stat().st_size for name in names)

    def vacuum(self) -> None:
        """Remove what writing that was cut short has left; there is nothing else to give back."""
        with one_writer(self.path):
            Listing.of(self.path).clear(self.path)

    def apply(self, changes: Changes) -> bool:
        """Carry out the changes in one step; whether anything changed.

        Raises:
            DocumentError: The folder as it stands cannot be read, so it is not touched.
            SetupError: It cannot be written.
        """
        with one_writer(self.path):
            listing = Listing.of(self.path)
            self.prepare(changes)
            touched = self._touched(listing, changes)
            steps = changes.steps_of_rows([(place, event) for place, (_, event) in sorted(touched.items())])
            run = changes.after(listing.run)
            if not steps and run == listing.run and self.path.is_dir():
                return False
            following = itertools.count(listing.following)
            gone: dict[str, set[int]] = defaultdict(set)
            come: dict[str, list[tuple[int, Event]]] = defaultdict(list)
            for place, _, now in steps:
                if place is not None:
                    gone[touched[place][0].month].add(place)
                if now is not None:
                    come[files.month_of(now)].append((next(following) if place is None else place, now))
            months = sorted({*gone, *come})
            parts = [self._month(listing, month, gone[month], come[month]) for month in months]
            listing = listing.with_parts(months, [part for part in parts if part])
            replace(listing, run=run, following=next(following)).write(self.path)
        return True

    def _touched(self, listing: Listing, changes: Changes) -> dict[int, tuple[Part, Event]]:
        """The stored events that the changes may concern, by their places."""
        names = changes.concerned()
        wanted, removed = pa.array(sorted(names), pa.string()), pa.array(sorted(changes.removed), pa.string())
        found: dict[int, tuple[Part, Event]] = {}
        for part in listing.parts if names or changes.removed else ():
            keys = files.read_table(self.path, part, ["event_id", DOCUMENTS])
            told = keys.column(DOCUMENTS).combine_chunks()
            telling = pc.filter(pc.list_parent_indices(told), pc.is_in(pc.list_flatten(told), value_set=removed))
            named = pc.indices_nonzero(pc.is_in(keys.column("event_id"), value_set=wanted))
            numbers = sorted({*telling.to_pylist(), *named.to_pylist()})
            if numbers:
                rows = files.read_table(self.path, part).take(numbers).to_pylist()
                for number, row in zip(numbers, rows, strict=True):
                    found[row[POSITION]] = (part, self._event(part, number + 1, row))
        return found

    def _month(self, listing: Listing, month: str, gone: set[int], come: list[tuple[int, Event]]) -> Part | None:
        """A month's file written anew; None where nothing is left of it."""
        tables = [files.table_of(come)]
        for part in listing.parts:
            if part.month == month:
                old = files.read_table(self.path, part).cast(files.SCHEMA)
                stays = pc.invert(pc.is_in(old.column(POSITION), value_set=pa.array(sorted(gone), pa.int64())))
                tables.append(old.filter(stays))
        table = pa.concat_tables(tables).sort_by(POSITION).combine_chunks()
        return files.write_part(self.path, month, table) if table.num_rows else None


class ForeignFolder(RowFile):
    """A folder of Parquet files that others wrote, such as dask-geopandas."""

    def rows(self) -> Iterator[tuple[str, Row]]:
        """The rows of each file in turn, with what the folders say (`year=2020/`) as columns."""
        for path in sorted(self.path.rglob("*.parquet")):
            inside = path.relative_to(self.path)
            if not any(part.startswith((".", "_")) for part in inside.parts):
                around = partition_of(inside.as_posix())
                for name, row in ParquetFile(path).rows():
                    yield f"{inside}, {name}", {**around, **row}


def folder_of(path: Path) -> ParquetFolder | ForeignFolder:
    """The reader of a folder of Parquet files, whoever wrote it."""
    ours = (path / files.LISTING).exists() or not any(path.rglob("*.parquet"))
    return ParquetFolder(path) if ours else ForeignFolder(path)

"""The files of a partitioned store: a Parquet file a month, and a listing of those that count.

A file is never changed. What is written anew gets a name of its own, from its content; the listing is then replaced in
one step, and what it no longer names is removed. So whoever reads by the listing sees one state.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geomap.errors import DocumentError
from geomap.model import Event
from geomap.store import arrow, geoparquet
from geomap.store.files import whole_file
from geomap.store.query import Query
from geomap.store.run import Run

POSITION, DOCUMENTS = "position", "doc_ids"
SCHEMA = arrow.SCHEMA.append(pa.field(POSITION, pa.int64())).append(pa.field(DOCUMENTS, pa.list_(pa.string())))
"""An event's columns with its place in the order of the store, and the ids of all documents that report it."""

LISTING = "_geomap.json"  # names that begin with a line are no data to those who read such folders
_UNDATED = "year=0000/month=00"  # Hive's own word for none makes pandas and geopandas fail


@dataclass(frozen=True, slots=True)
class Part:
    """One month's file.

    Attributes:
        file: Its path in the folder.
        rows: How many events it holds.
        first: The first day of its events; None where they have none.
        last: The last day on which one of them ends.
    """

    file: str
    rows: int
    first: str | None
    last: str | None

    @property
    def month(self) -> str:
        """The folder of the month."""
        return self.file.rpartition("/")[0]

    def may_hold(self, query: Query) -> bool:
        """Whether events that match may be in it, by their days."""
        if query.since is None and query.until is None:
            return True
        if self.first is None or self.last is None:
            return False
        since, until = query.since or dt.date.min, query.until or dt.date.max
        return self.last >= since.isoformat() and self.first <= until.isoformat()


@dataclass(frozen=True, slots=True)
class Listing:
    """What a partitioned store consists of.

    Attributes:
        parts: Its files, by month.
        run: The documents behind its events.
        following: The place of the next event.
    """

    parts: tuple[Part, ...] = ()
    run: Run = field(default_factory=Run)
    following: int = 0

    @classmethod
    def of(cls, folder: Path) -> Listing:
        """The listing of a folder; an empty one where there is no folder.

        Raises:
            DocumentError: There is a folder that has no listing, or one that cannot be read.
        """
        try:
            value = json.loads((folder / LISTING).read_text("utf-8"))
            parts = tuple(Part(*(part[name] for name in Part.__slots__)) for part in value["parts"])
            return cls(parts, Run.from_json(value["geomap"]), int(value["following"]))
        except FileNotFoundError as error:
            if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
                return cls()
            raise DocumentError(str(folder), f"this folder has no {LISTING}, so geomap did not write it") from error
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise DocumentError(str(folder / LISTING), "cannot be read; take the folder from a backup") from error

    def write(self, folder: Path) -> None:
        """Make this what the folder holds; files that it does not name are removed."""
        parts = [{name: getattr(part, name) for name in Part.__slots__} for part in self.parts]
        value = {"geomap": self.run.to_json(), "following": self.following, "parts": parts}
        with whole_file(folder / LISTING) as beside:
            beside.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
        self.clear(folder)

    def clear(self, folder: Path) -> None:
        """Remove files of earlier states, and of writing that was cut short."""
        named = {part.file for part in self.parts}
        for path in [*folder.glob("year=*/month=*/*part-*")]:
            if path.relative_to(folder).as_posix() not in named:
                path.unlink(missing_ok=True)
                for emptied in (path.parent, path.parent.parent):
                    with contextlib.suppress(OSError):  # there are others in it
                        emptied.rmdir()

    def with_parts(self, months: Iterable[str], parts: Iterable[Part]) -> Listing:
        """This with the files of some months replaced."""
        gone = set(months)
        kept = [part for part in self.parts if part.month not in gone]
        return replace(self, parts=tuple(sorted((*kept, *parts), key=lambda part: part.file)))


def month_of(event: Event) -> str:
    """The folder of an event's month, in the way of Hive that pandas, Dask, DuckDB and Spark read."""
    day = event.event_date
    return f"year={day:%Y}/month={day:%m}" if day else _UNDATED


def table_of(rows: Sequence[tuple[int, Event]]) -> pa.Table:
    """Events with their places as a table."""
    batches = list(arrow.batches(event for _, event in rows))
    table = pa.Table.from_batches(batches, arrow.SCHEMA)
    documents = [sorted({event.doc_id, *(report.doc_id for report in event.reports)}) for _, event in rows]
    table = table.append_column(SCHEMA.field(POSITION), pa.array([place for place, _ in rows], pa.int64()))
    return table.append_column(SCHEMA.field(DOCUMENTS), pa.array(documents, pa.list_(pa.string())))


def read_table(folder: Path, part: Part, columns: list[str] | None = None) -> pa.Table:
    """A part's rows.

    Raises:
        DocumentError: It cannot be read.
    """
    path = folder / part.file
    try:
        return pq.ParquetFile(path).read(columns=columns)
    except (OSError, pa.ArrowException) as error:
        raise DocumentError(str(path), "cannot be read; take the folder from a backup") from error


def write_part(folder: Path, month: str, table: pa.Table) -> Part:
    """Write a month's rows; the file's name says what it holds."""
    with whole_file(folder / month / "part-new.parquet") as beside:
        geoparquet.write(table.to_batches(), SCHEMA, beside)
        digest = hashlib.blake2b(beside.read_bytes(), digest_size=8).hexdigest()
        file = f"{month}/part-{digest}.parquet"
        beside.replace(folder / file)
    days = [day for name in ("event_date", "end_date") for day in table.column(name).to_pylist() if day]
    first, last = (min(days).isoformat(), max(days).isoformat()) if days else (None, None)
    return Part(file, table.num_rows, first, last)


def rows_of(file: pq.ParquetFile, batch: int) -> Iterator[dict[str, Any]]:
    """The rows of an open part, few at a time."""
    for group in file.iter_batches(batch_size=batch):
        yield from group.to_pylist()

"""A GeoPackage as a store, for large sets: indexed by day and place, with the reports in a table of their own.

Changes are made in a copy that then takes the file's place, so readers (QGIS among them) see whole states.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geomap.errors import DocumentError
from geomap.model import Event
from geomap.store import geopackage_file as file
from geomap.store.codec import event_of
from geomap.store.file_store import FileStore
from geomap.store.files import one_writer, whole_file
from geomap.store.lookups import SqliteLookups
from geomap.store.pending import Changes
from geomap.store.query import Query
from geomap.store.run import Run
from geomap.store.values import EVENT_FIELDS, ValueProblemError

SELECT = f"SELECT fid, {', '.join(file.EVENT_COLUMNS)} FROM events"  # noqa: S608 - column names of our own


class GeoPackageFile(FileStore):
    """The events of a GeoPackage."""

    def scan(self, query: Query) -> Iterator[Event]:
        """The events that match, in the order they were added; days and boxes are looked up in indexes.

        Raises:
            DocumentError: The file is no GeoPackage of events, or a row cannot be an event; it names the row.
        """
        if not self.path.exists():
            return
        with file.opened(self.path) as connection:
            where, values = _indexed(query, connection)
            for _, event in self._select(connection, where, values):
                if query.matches(event):
                    yield event

    def _select(self, connection: sqlite3.Connection, where: str, values: list[Any]) -> Iterator[tuple[int, Event]]:
        for fid, *row in connection.execute(f"{SELECT} {where} ORDER BY fid", values):
            known = dict(zip(file.EVENT_COLUMNS, row, strict=True))
            known["reports"] = file.reports_of(connection, known["event_id"])
            try:
                yield fid, event_of(known)
            except ValueProblemError as problem:
                raise DocumentError(f"{self.path}, feature {fid} ({known['event_id']})", str(problem)) from problem

    def run(self) -> Run:
        """The documents behind the events."""
        if not self.path.exists():
            return Run()
        with file.opened(self.path) as connection:
            return file.run_of(connection)

    def columns(self) -> tuple[list[str], bool]:
        """Event's fields, and that there is a geometry."""
        with file.opened(self.path):
            return list(EVENT_FIELDS), True

    def apply(self, changes: Changes) -> bool:
        """Carry out the changes in one step; whether anything changed.

        Raises:
            DocumentError: The file as it stands cannot be read, so it is not touched.
            SetupError: It cannot be written.
        """
        with one_writer(self.path), whole_file(self.path) as beside:
            self.prepare(changes)
            if self.path.exists():
                file.copy(self.path, beside)
            else:
                write((), Run(), beside)
            with file.opened(beside, write=True) as connection, file.without_index_triggers(connection):
                changed = self._carry_out(connection, changes)
            if not changed and self.path.exists():
                beside.unlink()
        return changed

    def _carry_out(self, connection: sqlite3.Connection, changes: Changes) -> bool:
        connection.execute("BEGIN")
        steps = changes.steps_of_rows(list(self._touched(connection, changes)))
        for fid, old, _ in steps:  # all of them first: an event may move to the place of another
            if old is not None and fid is not None:
                file.delete(connection, fid, old.event_id)
        for fid, _, now in steps:
            if now is not None:
                file.insert(connection, now, fid)
        changed = bool(steps)
        before = file.run_of(connection)
        run = changes.after(before)
        file.finish(connection, run)
        connection.execute("COMMIT")
        return changed or run != before

    def _touched(self, connection: sqlite3.Connection, changes: Changes) -> Iterator[tuple[int, Event]]:
        """The stored events that the changes may concern, in order."""
        connection.execute("CREATE TEMP TABLE wanted (event_id TEXT PRIMARY KEY)")
        connection.execute("CREATE TEMP TABLE removed (doc_id TEXT PRIMARY KEY)")
        connection.executemany("INSERT INTO wanted VALUES (?)", ((name,) for name in changes.concerned()))
        connection.executemany("INSERT INTO removed VALUES (?)", ((name,) for name in changes.removed))
        where = (
            "WHERE event_id IN (SELECT event_id FROM wanted) OR doc_id IN (SELECT doc_id FROM removed) "
            "OR event_id IN (SELECT event_id FROM reports WHERE doc_id IN (SELECT doc_id FROM removed))"
        )
        return self._select(connection, where, [])


def write(events: Iterable[Event], run: Run, path: Path) -> None:
    """Write events to a new GeoPackage.

    Raises:
        OSError: It cannot be written.
    """
    file.create(path)
    with file.opened(path, write=True) as connection, file.without_index_triggers(connection):
        connection.execute("BEGIN")
        for event in events:
            file.insert(connection, event)
        file.index(connection)
        file.finish(connection, run)
        connection.execute("COMMIT")


def _indexed(query: Query, connection: sqlite3.Connection) -> tuple[str, list[Any]]:
    """The part of a query that indexes answer; the rest is judged event by event."""

    def distinct(column: str) -> list[str]:
        found = connection.execute(f"SELECT DISTINCT {column} FROM events WHERE {column} IS NOT NULL")  # noqa: S608 - own names
        return [str(value) for (value,) in found]

    clauses: list[str] = []
    values: list[Any] = []
    if query.box:
        box = query.box
        clauses.append("longitude >= ? OR longitude <= ?" if box.west > box.east else "longitude BETWEEN ? AND ?")
        clauses.append("latitude BETWEEN ? AND ?")
        values.extend((box.west, box.east, box.south, box.north))
    to_scan = "+" if query.box else ""  # beside a place, days are judged in the index for maps, not looked up in theirs
    for condition, day in ((f"{to_scan}end_date >= ?", query.since), (f"{to_scan}event_date <= ?", query.until)):
        if day:
            clauses.append(condition)
            values.append(day.isoformat())
    if clauses:  # found in an index alone, so that no event is read in full that does not match
        inner = " AND ".join(f"({clause})" for clause in clauses)
        clauses = [f"fid IN (SELECT fid FROM events WHERE {inner})"]  # noqa: S608 - own words
    if query.actors and not (
        query.box and (query.since or query.until)
    ):  # else few are left, read sooner than all names looked through
        named, names = SqliteLookups(distinct).where(Query(actors=query.actors))
        clauses.append(f"({named.removeprefix('WHERE ')})")
        values.extend(names)
    return ("WHERE " + " AND ".join(clauses) if clauses else ""), values

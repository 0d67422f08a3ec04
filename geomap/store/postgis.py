"""A PostGIS database as a store, for sets that many people or machines share.

What the database can look up by its indexes it does, with the values as parameters; what remains of a query is judged
event by event, so that every store answers alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from geomap.errors import DocumentError
from geomap.model import Event
from geomap.store.codec import event_of, row
from geomap.store.corrections import Correction, Corrections, parsed, stamped
from geomap.store.postgis_database import (
    Connection,
    connected,
    note_run,
    read_run,
    shown,
    size_of,
    vacuum,
    version_of,
)
from geomap.store.query import Query, fold
from geomap.store.run import Run
from geomap.store.values import EVENT_FIELDS, REPORT_FIELDS, ValueProblemError, plain
from geomap.store.view import View

if TYPE_CHECKING:
    from geomap.store.pending import Changes

COLUMNS = tuple(name for name in EVENT_FIELDS if name != "reports")
SELECT = (
    f"SELECT position, {', '.join(COLUMNS)}, "  # noqa: S608 - column names of our own
    "(SELECT jsonb_agg(report ORDER BY r.position) FROM geomap_reports r WHERE r.event_id = e.event_id) "
    "FROM geomap_events e"
)
_COPY_EVENTS = f"COPY geomap_events (position, {', '.join(COLUMNS)}, folded_actors, folded_sources) FROM STDIN"
_COPY_REPORTS = "COPY geomap_reports (event_id, position, report_id, doc_id, report) FROM STDIN"
_ROWS_AT_ONCE = 5000


class PostgisStore:
    """The events of a database.

    Args:
        url: As libpq takes it: `postgresql://user@host:port/database`.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self.name = shown(url)

    def scan(self, query: Query) -> Iterator[Event]:
        """The events that match, in the order they were added, of one state of the database.

        Raises:
            DocumentError: A row cannot be an event.
            SetupError: The database cannot be reached.
        """
        with connected(self._url) as connection:
            if version_of(connection):
                yield from self._matching(connection, query)

    def _matching(self, connection: Connection, query: Query) -> Iterator[Event]:
        where, values = _looked_up(query)
        return (event for _, event in self._select(connection, where, values) if query.matches(event))

    def _select(self, connection: Connection, where: str, values: Sequence[Any]) -> Iterator[tuple[int, Event]]:
        """Positions and events, streamed: the server keeps the result, not this process."""
        with connection.cursor("events") as cursor:
            cursor.itersize = _ROWS_AT_ONCE
            cursor.execute(f"{SELECT} {where} ORDER BY position".encode(), values)
            for position, *stored, reports in cursor:
                known = dict(zip(COLUMNS, stored, strict=True)) | {"reports": reports or []}
                try:
                    yield position, event_of(known)
                except ValueProblemError as problem:
                    raise DocumentError(f"{self.name}, event {known['event_id']}", str(problem)) from problem

    def run(self) -> Run:
        """The documents behind the events."""
        with connected(self._url) as connection:
            return read_run(connection) if version_of(connection) else Run()

    def view(self) -> View:
        """What is in it now and whenever it is read."""
        return View(self, run=self.run())

    def columns(self) -> tuple[list[str], bool]:
        """Event's fields, and that there is a geometry."""
        return list(EVENT_FIELDS), True

    def size(self) -> int:
        """Bytes that the tables and their indexes take in the database."""
        with connected(self._url) as connection:
            return size_of(connection)

    def vacuum(self) -> None:
        """Give back the room that changes have left, and count anew what queries are planned by."""
        vacuum(self._url)

    def apply(self, changes: Changes) -> bool:
        """Carry out the changes in one transaction; whether anything changed.

        Raises:
            DocumentError: What stands there cannot be read, so it is not touched.
            SetupError: The database cannot be reached or refuses; it is as it was.
        """
        with connected(self._url, write=True) as connection:
            _note(connection, changes.noted)
            changes.prepare(self._corrections(connection), lambda query: self._matching(connection, query))
            steps = changes.steps_of_rows(list(self._touched(connection, changes)))
            connection.execute(
                "DELETE FROM geomap_events WHERE position = ANY(%s)", ([position for position, old, _ in steps if old],)
            )
            _insert(connection, [(position, now) for position, _, now in steps if now is not None])
            before = read_run(connection, documents=False)
            run = changes.after(before)
            changed = run != before and note_run(connection, run)
        return bool(steps) or changed

    def _corrections(self, connection: Connection) -> Corrections:
        rows = connection.execute("SELECT number, correction::text FROM geomap_corrections ORDER BY number")
        return Corrections(parsed(f"{self.name}, correction {number}", text) for number, text in rows)

    def _touched(self, connection: Connection, changes: Changes) -> Iterator[tuple[int, Event]]:
        """The stored events that the changes may concern, in order."""
        removed = list(changes.removed)
        yield from self._select(
            connection,
            "WHERE position IN (SELECT position FROM geomap_events WHERE event_id = ANY(%s) "  # an OR would read all events
            "UNION SELECT position FROM geomap_events WHERE doc_id = ANY(%s) "
            "UNION SELECT told.position FROM geomap_events told JOIN geomap_reports r USING (event_id) WHERE r.doc_id = ANY(%s))",
            (list(changes.concerned()), removed, removed),
        )


def _note(connection: Connection, corrections: Iterable[Correction]) -> None:
    """Note what people decided."""
    rows = [(_json(made),) for made in stamped(corrections)]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO geomap_corrections (correction) VALUES (%s)", rows)


def _insert(connection: Connection, events: Sequence[tuple[int | None, Event]]) -> None:
    """Add events, each at its position; those without one come last, in order."""
    new = sum(position is None for position, _ in events)
    fresh = connection.execute(
        "SELECT nextval(pg_get_serial_sequence('geomap_events', 'position')) FROM generate_series(1, %s)", (new,)
    )
    with connection.cursor() as cursor:
        placed = [(position if position is not None else next(fresh)[0], event) for position, event in events]
        with cursor.copy(_COPY_EVENTS) as copy:
            for position, event in placed:
                values = row(event, days=True)
                copy.write_row([position, *(_text(values[name]) for name in COLUMNS), *_folded(event)])
        with cursor.copy(_COPY_REPORTS) as copy:
            for _, event in placed:
                for number, report in enumerate(event.reports):
                    told = {name: plain(name, getattr(report, name)) for name in REPORT_FIELDS}
                    keys = (event.event_id, number, report.report_id, report.doc_id)
                    copy.write_row([*map(_text, keys), _json(told)])


def _folded(event: Event) -> tuple[str, str]:
    """The names of actors and of sources as `Query` compares them."""
    actors = (event.actor1, event.actor2, *event.assoc_actor_1, *event.assoc_actor_2)
    sources = (event.source, *(report.source for report in event.reports))
    return _words(actors), _words(sources)


def _words(names: Iterable[str | None]) -> str:
    return "|".join(f" {fold(name)} " for name in dict.fromkeys(names) if name)


def _text(value: Any) -> Any:
    """The value with what PostgreSQL's text cannot hold shown as such: NUL, and halves of surrogate pairs."""
    if not isinstance(value, str):
        return value
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _json(value: Any) -> str:
    return _text(json.dumps(value, ensure_ascii=False).replace("\\u0000", "\ufffd"))  # type: ignore[no-any-return]


def _looked_up(query: Query) -> tuple[str, list[Any]]:
    """The part of a query that the database answers: a condition and its values."""
    clauses: list[tuple[str, list[Any]]] = []
    if query.since or query.until:
        clauses.append(("days && daterange(%s, %s, '[]')", [query.since, query.until]))
    if query.box:
        box = query.box
        west_and_east = [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]
        sides = " OR ".join("geom && ST_MakeEnvelope(%s, %s, %s, %s, 4326)" for _ in west_and_east)
        clauses.append((sides, [side for west, east in west_and_east for side in (west, box.south, east, box.north)]))
    for column, wanted in (("folded_actors", query.actors), ("folded_sources", query.sources)):
        if wanted:
            clauses.append((f"{column} LIKE ANY(%s)", [[f"% {fold(phrase)} %" for phrase in wanted]]))
    if query.statuses:
        clauses.append(("status = ANY(%s)", [list(query.statuses)]))
    if query.min_fatalities is not None:
        clauses.append(("fatalities >= %s", [query.min_fatalities]))
    if query.countable:
        clauses.append(("NOT aggregate AND NOT background", []))
    if not clauses:
        return "", []
    where = " AND ".join(f"({condition})" for condition, _ in clauses)
    return f"WHERE {where}", [value for _, values in clauses for value in values]

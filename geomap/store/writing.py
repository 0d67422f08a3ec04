"""Changes to a store: collected first, carried out in one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Protocol, Self

from geomap.errors import DocumentError, UsageError
from geomap.model import Event
from geomap.store.corrections import Correction, Corrections
from geomap.store.pending import Changes
from geomap.store.regrouping import names_of
from geomap.store.view import View


def _check_parts(made: Correction, found: Mapping[str, Event]) -> None:
    """Refuse to split off what the event does not hold, or all of it, and to merge it with itself."""
    event = found[made.event_id]
    if made.action == "merge" and made.parts & names_of(event):
        raise UsageError(f"{made.event_id} cannot be merged with itself; name another event")
    if made.action != "split":
        return
    reports = {report.report_id: report for report in event.reports}
    wrong = next((name for name in sorted(made.parts) if name not in reports), None)
    if wrong is not None:
        known = ", ".join(f"{name} ({report.source or report.doc_id})" for name, report in reports.items()) or "none"
        raise UsageError(f"the event {made.event_id} has no report {wrong!r}; its reports are {known}")
    if len(made.parts) == len(reports):
        raise UsageError(f"all reports of {made.event_id} are to be split off; leave it one at least")


class Reads(Protocol):
    """What a file's or database's reader gives."""

    def view(self) -> View:
        """The events in it."""
        ...  # pragma: no cover

    def columns(self) -> tuple[list[str], bool]:
        """The names of the first record's fields, and whether it has a geometry besides."""
        ...  # pragma: no cover


class Applies(Reads, Protocol):
    """A store's own way to carry out changes in one step."""

    @property
    def name(self) -> str:
        """What messages call the store."""
        ...  # pragma: no cover

    def size(self) -> int:
        """Bytes that the store takes."""
        ...  # pragma: no cover

    def vacuum(self) -> None:
        """Give back the room that changes have left."""
        ...  # pragma: no cover

    def apply(self, changes: Changes) -> bool:
        """Note what people decided, then carry all changes out; whether anything changed."""
        ...  # pragma: no cover


class Writer:
    """Adds to a store. In a `with` block it commits when that ends well, else changes nothing."""

    def __init__(self, store: Applies) -> None:
        """A writer with no changes yet."""
        self._store = store
        self._changes = Changes()

    def upsert(self, events: Iterable[Event]) -> None:
        """Add events, each in the place of an earlier one of the same id."""
        self._changes.events.update((event.event_id, event) for event in events)

    def merge(self, events: Iterable[Event]) -> None:
        """Add events, reports of one happening made one event with those stored of the same days.

        The stored ones are read when the writer commits, after any other writer, so that nobody's report is missed.
        """
        self._changes.told.extend(events)

    def correct(self, corrections: Iterable[Correction]) -> None:
        """Note what people decided, and change the events concerned.

        Raises:
            UsageError: No event has that id, or a value that its field cannot hold; nothing is noted then.
        """
        made = list(corrections)
        wanted = {name for each in made for name in (each.event_id, *(each.parts if each.action == "merge" else ()))}
        found = {name: event for event in self._store.view() for name in names_of(event) if name in wanted}
        lacking = next((name for name in sorted(wanted) if name not in found), None)
        if lacking is not None:
            raise UsageError(f"{self._store.name} has no event {lacking!r}; look its id up with `geomap review`")
        for each in made:
            _check_parts(each, found)
        trial = Corrections(made)
        for event in found.values():
            trial.applied(event)
        self._changes.noted.extend(made)
        self.upsert(event for event in found.values() if event.event_id not in self._changes.events)

    def remove_document(self, doc_id: str) -> None:
        """Take out what a document reported, as before reading it again."""
        self._changes.removed.add(doc_id)

    def record(
        self,
        documents: Iterable[str] = (),
        failures: Iterable[DocumentError] = (),
        names: Iterable[str] = (),
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """Note the documents read by id, their names, those that could not be read, and the project's settings."""
        self._changes.settings = settings or self._changes.settings
        self._changes.documents.extend(documents)
        self._changes.failures.extend(failures)
        self._changes.names.extend(names)

    def commit(self) -> bool:
        """Carry out the changes in one step.

        Returns:
            Whether the store changed.

        Raises:
            SetupError: The store cannot be written; it is as it was.
        """
        changed = self._store.apply(self._changes)
        self._changes = Changes()
        return changed

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit unless the block failed."""
        if kind is None:
            self.commit()


class Store:
    """Events kept in one place: `view()` reads them, `writer()` changes them."""

    def __init__(self, backend: Applies) -> None:
        """Wrap a format's own store."""
        self._backend = backend

    @property
    def name(self) -> str:
        """What to call it: a file's path, or a database's address without its password."""
        return self._backend.name

    def size(self) -> int:
        """Bytes that it takes.

        Raises:
            UsageError: There is no such file.
        """
        return self._backend.size()

    def vacuum(self) -> None:
        """Give back the room that changes have left."""
        self._backend.vacuum()

    def view(self) -> View:
        """A read-only view; it shows what is stored whenever it is iterated."""
        return self._backend.view()

    def writer(self) -> Writer:
        """A writer, to use in a `with` block."""
        return Writer(self._backend)

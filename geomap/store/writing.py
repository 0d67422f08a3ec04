"""Changes to a store: collected first, carried out in one step."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Protocol, Self

from geomap.errors import DocumentError, UsageError
from geomap.model import Event
from geomap.store.corrections import Correction, Corrections
from geomap.store.regrouping import led_by, merged, names_of
from geomap.store.run import Run
from geomap.store.view import View


class Changes:
    """What a writer wants changed."""

    def __init__(self) -> None:
        """No changes yet."""
        self.events: dict[str, Event] = {}
        self.removed: set[str] = set()
        self.documents: list[str] = []
        self.names: list[str] = []
        self.failures: list[DocumentError] = []
        self.settings: Mapping[str, Any] = {}
        self.corrections = Corrections()

    def after(self, run: Run) -> Run:
        """The documents behind the events once the changes are made."""
        return run.plus(self.documents, self.failures, self.names, self.settings)

    def applied(self, old: Iterable[Event]) -> Iterator[Event]:
        """The events after the changes: old ones in their order, each replaced where it stood, then the new ones."""
        return (now for _, now in self.steps(old) if now is not None)

    def settle(self, stored: Iterable[Event]) -> None:
        """Regroup the events to write as people decided: apart what they split, and as one what they merged.

        Args:
            stored: The events as they stand; read only where events were merged.
        """
        parts = [part for event in self.events.values() for part in self.corrections.parts_of(event)]
        self.events = {part.event_id: part for part in parts}
        if not self.corrections.merges:
            return
        concerned = frozenset[str]().union(*self.corrections.merges)
        known = [event for event in map(self._left, stored) if event is not None and names_of(event) & concerned]
        for group in self.corrections.merges:
            taken = {name for event in self.events.values() for name in names_of(event)}
            members = [event for event in self.events.values() if names_of(event) & group]
            members += [event for event in known if names_of(event) & group and event.event_id not in taken]
            if len(members) > 1:
                one = merged(members[0], members[1:])
                for member in members:
                    self.events.pop(member.event_id, None)
                self.events[one.event_id] = one

    def _left(self, event: Event) -> Event | None:
        """What is left of a stored event once the documents that are read again are taken out."""
        return event if event.review_status != "unreviewed" else without(event, self.removed)

    def steps(self, old: Iterable[Event]) -> Iterator[tuple[Event | None, Event | None]]:
        """What becomes of each old event in order, then what is added: pairs of before and after, None for none.

        Reports of removed documents are taken out of the old events, and events without reports left are dropped. An
        event takes the place of those it names in `alias_ids`. What a human has reviewed is neither replaced by
        what nobody has nor taken out, and all that people have corrected is corrected again.
        """
        superseded = {alias: event for event in self.events.values() for alias in event.alias_ids}
        written: set[str] = set()
        added: list[Event] = []
        for event in old:
            new = self.events.get(event.event_id) or superseded.get(event.event_id)
            now = self._heeding(event, new) if new is not None else self._left(event)
            parts = self.corrections.parts_of(now) if now is not None else []
            added += parts[1:]
            yield event, self._once(parts[0], written) if parts else None
        for event in (*self.events.values(), *added):
            fresh = self._once(event, written)
            if fresh is not None:
                yield None, fresh

    def steps_of_rows(self, rows: Sequence[tuple[int, Event]]) -> list[tuple[int | None, Event | None, Event | None]]:
        """The `steps` that change anything, for stores that keep an event a row.

        Args:
            rows: Number of its row and old event, in order.

        Returns:
            Row (None for a new one), event before and event after, a triple for each row to drop, change or add.
        """
        numbers = iter([number for number, _ in rows])
        steps = [
            (next(numbers) if old is not None else None, old, now)
            for old, now in self.steps(event for _, event in rows)
        ]
        return [(number, old, now) for number, old, now in steps if old != now]

    def _once(self, event: Event, written: set[str]) -> Event | None:
        """The event as people corrected it; None where they dropped it, or where it has been written."""
        now = self.corrections.applied(event) if event.event_id not in written else None
        if now is not None:
            written.add(now.event_id)
        return now

    def _heeding(self, old: Event, new: Event) -> Event:
        """The new event, unless a person has reviewed the old one and no log tells what was decided."""
        reviewed = old.review_status != "unreviewed" and new.review_status == "unreviewed"
        return old if reviewed and not self.corrections.tell_of(new) else new


def without(event: Event, documents: set[str]) -> Event | None:
    """The event without the reports of some documents; None where nothing is left of it.

    When its leading document is among them, the earliest report left leads, with its own quote and without marks in it.
    """
    if event.doc_id not in documents and not any(report.doc_id in documents for report in event.reports):
        return event
    reports = tuple(report for report in event.reports if report.doc_id not in documents)
    if not reports:
        return None
    if event.doc_id not in documents:
        return dataclasses.replace(event, reports=reports)
    return led_by(dataclasses.replace(event, reports=reports), reports[0])


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

    def log(self, corrections: Iterable[Correction]) -> None:
        """Note what people decided, to be heeded whenever the store is written."""
        ...  # pragma: no cover

    def apply(self, changes: Changes) -> bool:
        """Carry them out; whether anything changed."""
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
        self._store.log(made)
        self.upsert(event for event in found.values() if event.event_id not in self._changes.events)

    def remove_document(self, doc_id: str) -> None:
        """Take out what a document reported, as before reading it again."""
        self._changes.removed.add(doc_id)

    def remaining(self, **criteria: Any) -> list[Event]:
        """The stored events that meet the criteria, as they stand once the documents named are taken out."""
        stored = (without(event, self._changes.removed) for event in self._store.view().where(**criteria))
        return [event for event in stored if event is not None]

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

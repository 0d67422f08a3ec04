"""Changes to a store: collected first, carried out in one step."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from geomap.errors import DocumentError, UsageError
from geomap.model import Event
from geomap.store.corrections import Correction, Corrections, record
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

    def steps(self, old: Iterable[Event]) -> Iterator[tuple[Event | None, Event | None]]:
        """What becomes of each old event in order, then what is added: pairs of before and after, None for none.

        Reports of removed documents are taken out of the old events, and events without reports left are dropped. An
        event takes the place of those it names in `alias_ids`. What a human has reviewed is neither replaced by
        what nobody has nor taken out, and all that people have corrected is corrected again.
        """
        superseded = {alias: event for event in self.events.values() for alias in event.alias_ids}
        written: set[str] = set()
        for event in old:
            new = self.events.get(event.event_id) or superseded.get(event.event_id)
            if new is not None:
                now: Event | None = self._heeding(event, new)
            else:
                now = event if event.review_status != "unreviewed" else without(event, self.removed)
            now = self.corrections.applied(now) if now is not None else None
            if now is not None and now.event_id in written:
                now = None
            if now is not None:
                written.add(now.event_id)
            yield event, now
        for event in self.events.values():
            added = self.corrections.applied(event) if event.event_id not in written else None
            if added is not None:
                yield None, added

    def _heeding(self, old: Event, new: Event) -> Event:
        """The new event, unless a person has reviewed the old one and no log tells what was decided."""
        reviewed = old.review_status != "unreviewed" and new.review_status == "unreviewed"
        return old if reviewed and not self.corrections.about(new) else new


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
    lead = reports[0]
    return dataclasses.replace(
        event,
        reports=reports,
        doc_id=lead.doc_id,
        title=None,
        source=lead.source,
        source_url=lead.source_url,
        source_date=lead.source_date,
        quote=lead.quote,
        quote_start=lead.quote_start,
        quote_end=lead.quote_end,
        spans=(),
        claimants=lead.claimants,
    )


class Applies(Protocol):
    """A store's own way to carry out changes in one step."""

    path: Path

    def apply(self, changes: Changes) -> bool:
        """Carry them out; whether anything changed."""
        ...  # pragma: no cover

    def view(self) -> View:
        """What the store holds."""
        ...  # pragma: no cover

    def columns(self) -> tuple[list[str], bool]:
        """The names of the first record's fields, and whether it has a geometry besides."""
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
        wanted = {correction.event_id for correction in made}
        found = {
            name: event for event in self._store.view() for name in (event.event_id, *event.alias_ids) if name in wanted
        }
        lacking = next((correction.event_id for correction in made if correction.event_id not in found), None)
        if lacking is not None:
            raise UsageError(f"{self._store.path} has no event {lacking!r}; look its id up with `geomap review`")
        trial = Corrections(made)
        for event in found.values():
            trial.applied(event)
        record(self._store.path, made)
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

    def view(self) -> View:
        """A read-only view; it shows what is stored whenever it is iterated."""
        return self._backend.view()

    def writer(self) -> Writer:
        """A writer, to use in a `with` block."""
        return Writer(self._backend)

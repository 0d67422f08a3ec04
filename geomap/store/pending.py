"""What a writer wants changed, and what becomes of each stored event then."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from geomap.errors import DocumentError
from geomap.model import Event
from geomap.store.corrections import Correction, Corrections
from geomap.store.query import Query
from geomap.store.regrouping import led_by, merged, names_of
from geomap.store.run import Run

Scan: TypeAlias = Callable[[Query], Iterable[Event]]
"""Gives the stored events that match a query."""


_MONTH = dt.timedelta(31)


class Changes:
    """What a writer wants changed."""

    def __init__(self) -> None:
        """No changes yet."""
        self.events: dict[str, Event] = {}
        self.told: list[Event] = []
        self.removed: set[str] = set()
        self.documents: list[str] = []
        self.names: list[str] = []
        self.failures: list[DocumentError] = []
        self.settings: Mapping[str, Any] = {}
        self.noted: list[Correction] = []
        self.corrections = Corrections()

    def after(self, run: Run) -> Run:
        """The documents behind the events once the changes are made."""
        return run.plus(self.documents, self.failures, self.names, self.settings)

    def applied(self, old: Iterable[Event]) -> Iterator[Event]:
        """The events after the changes: old ones in their order, each replaced where it stood, then the new ones."""
        return (now for _, now in self.steps(old) if now is not None)

    def prepare(self, corrections: Corrections, scan: Scan) -> None:
        """Make up the events to write from what is stored; called once no other writer can come between.

        Args:
            corrections: What people decided so far.
            scan: Gives what is stored; asked only for what the changes may concern.
        """
        self.corrections = corrections
        self._merge(scan)
        self._settle(scan)

    def concerned(self) -> set[str]:
        """Ids of the stored events that the changes may concern, documents apart.

        Those about which people decided are among them: who noted that may have been killed before it was carried out.
        """
        written = {name for event in self.events.values() for name in names_of(event)}
        return written | self.corrections.events

    def _merge(self, scan: Scan) -> None:
        """Merge what is told with the stored events of those days: reports of one happening become one event."""
        from geomap.events import merge

        if not self.told:
            return
        stored = {
            event.event_id: event
            for first, last in spans_of(self.told)
            for event in scan(Query(since=first, until=last))
        }
        nearby = [left for event in stored.values() if (left := without(event, self.removed)) is not None]
        self.events.update((event.event_id, event) for event in merge([*nearby, *self.told]))
        self.told = []

    def _settle(self, scan: Scan) -> None:
        """Regroup the events to write as people decided: apart what they split, and as one what they merged."""
        parts = [part for event in self.events.values() for part in self.corrections.parts_of(event)]
        self.events = {part.event_id: part for part in parts}
        if not self.corrections.merges:
            return
        concerned = frozenset[str]().union(*self.corrections.merges)
        known = [event for event in map(self._left, scan(Query())) if event is not None and names_of(event) & concerned]
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


def days_of(events: Iterable[Event]) -> tuple[dt.date, dt.date] | None:
    """The first and last day of what is dated among the events; None where nothing is."""
    days = [day for event in events for day in (event.event_date, event.end_date) if day]
    return (min(days), max(days)) if days else None


def spans_of(events: Iterable[Event]) -> list[tuple[dt.date, dt.date]]:
    """The days on which an event may be the same as one of these, as spans with a month or more between them.

    A text of today that recalls a massacre of 1995 must not have all the years between read. Of what lasted longer
    than a month, its first and last days are meant.
    """
    days = [
        span
        for event in events
        if event.event_date
        for first, last in [(event.event_date, event.end_date or event.event_date)]
        for span in ([(first, last)] if last - first <= _MONTH else [(first, first), (last, last)])
    ]
    spans: list[tuple[dt.date, dt.date]] = []
    for first, last in sorted(days):
        if spans and first - spans[-1][1] <= _MONTH:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return [(_shifted(first, -1), _shifted(last, 1)) for first, last in spans]


def _shifted(day: dt.date, by: int) -> dt.date:
    """The day before or after, where the calendar has one: days are often told only nearly."""
    return dt.date.fromordinal(min(max(day.toordinal() + by, 1), dt.date.max.toordinal()))

"""What belongs together by a person's word: reports taken out of an event, and events made one.

Both are done again whenever a store is written, so they change nothing where they are done already.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence

from geomap.model import Event, Report


def names_of(event: Event) -> set[str]:
    """Every id that the event has or had."""
    return {event.event_id, *event.alias_ids}


def split(event: Event, reports: Collection[str]) -> list[Event]:
    """The event without some of its reports, then these as an event of their own.

    Type, days, place and actors of both are those of the event, for a report tells none of its own; quote, source,
    claimants and tolls are those of the reports. An event keeps its id where its first report stays in it; the other
    is called by the id of its own first report.

    Args:
        event: The event.
        reports: Ids of reports; those of other events are passed over.

    Returns:
        Two events; the event alone where all of its reports, or none, are meant.
    """
    inside = tuple(report for report in event.reports if report.report_id in reports)
    outside = tuple(report for report in event.reports if report.report_id not in reports)
    if not inside or not outside:
        return [event]
    first = next((part for part in (outside, inside) if _holds(part, event.event_id)), outside)
    own = {report.report_id for report in event.reports}
    strays = names_of(event) - own - {event.event_id}  # ids of neither report
    return [_of(event, part, strays if part is first else set()) for part in (outside, inside)]


def merged(first: Event, others: Iterable[Event]) -> Event:
    """One event of several, by the rules by which geomap merges reports itself; marked as decided by a person."""
    from geomap.events import merge

    parts = [with_report(event) for event in (first, *others)]
    told = [dataclasses.replace(part, alias_ids=tuple({*part.alias_ids, first.event_id})) for part in parts[1:]]
    [event] = merge([parts[0], *told])
    return dataclasses.replace(event, review_status="corrected")


def with_report(event: Event) -> Event:
    """The event with at least one report; one that came without, as the row of a table, is its own."""
    if event.reports:
        return event
    report = Report(
        report_id=event.event_id,
        doc_id=event.doc_id,
        source=event.source,
        source_url=event.source_url,
        source_date=event.source_date,
        quote=event.quote,
        quote_start=event.quote_start,
        quote_end=event.quote_end,
        claimants=event.claimants,
        fatalities=event.fatalities,
        injured=event.injured,
    )
    return dataclasses.replace(event, reports=(report,))


def led_by(event: Event, lead: Report) -> Event:
    """The event with the words of another of its reports for evidence, without marks in them."""
    return dataclasses.replace(
        event,
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


def _of(event: Event, reports: tuple[Report, ...], strays: set[str]) -> Event:
    """The event as some of its reports tell it."""
    names = {report.report_id for report in reports}
    identity = event.event_id if event.event_id in names or strays else reports[0].report_id
    leads = any((r.doc_id, r.quote_start, r.quote) == (event.doc_id, event.quote_start, event.quote) for r in reports)
    part = event if leads else led_by(event, reports[0])
    dead = [report.fatalities for report in reports if report.fatalities is not None]
    headline = event.fatalities if event.fatalities in dead else (dead[-1] if dead else None)
    return dataclasses.replace(
        part,
        event_id=identity,
        alias_ids=tuple(sorted(((names_of(event) & names) | strays) - {identity})),
        reports=reports,
        claimants=tuple(dict.fromkeys(name for report in reports for name in report.claimants)),
        independent_sources=min(event.independent_sources, len({report.source or report.doc_id for report in reports})),
        fatalities=headline,
        fatalities_low=min(dead, default=None),
        fatalities_high=max(dead, default=None),
        fatalities_civilians=event.fatalities_civilians if headline == event.fatalities else None,
        injured=_latest([report.injured for report in reports], event.injured),
        review_status="corrected",
    )


def _latest(told: Sequence[int | None], before: int | None) -> int | None:
    known = [number for number in told if number is not None]
    return before if before in known else (known[-1] if known else None)


def _holds(reports: Iterable[Report], identity: str) -> bool:
    return any(report.report_id == identity for report in reports)

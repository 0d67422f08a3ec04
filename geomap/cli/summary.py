"""`geomap summary`: what a file of events holds, in tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from geomap.cli.options import EventsFile
from geomap.cli.screen import show_table

if TYPE_CHECKING:
    from geomap.model import Event

_UNKNOWN = "unknown"


def summary(events: EventsFile) -> None:
    """Show events by province, month and type, deaths, sources, and what was left out of the counts."""
    from geomap.store import read_events

    view = read_events(events)
    everything = list(view)
    counted = [
        event for event in everything if not (event.aggregate or event.background) and event.status == "occurred"
    ]
    show_table(
        "Events by province, month and type",
        ("Country", "Province", "Month", "Type", "Events", "Deaths"),
        _kinds(counted),
    )
    show_table("Sources", ("Source", "Events"), Counter(event.source or _UNKNOWN for event in counted).most_common())
    show_table(
        "In this file", ("", ""), _accounts(everything, counted, len(view.run.documents), len(view.run.failures))
    )


def _kinds(events: list[Event]) -> list[tuple[object, ...]]:
    groups: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        month = event.event_date.strftime("%Y-%m") if event.event_date else _UNKNOWN
        groups[event.country or _UNKNOWN, event.admin1 or _UNKNOWN, month, event.event_type].append(event)
    return [(*key, len(group), deaths(group)) for key, group in sorted(groups.items())]


def deaths(events: list[Event]) -> str:
    """The sum of the deaths reported, as "low-high" where claims differ; "not reported" where no event has a figure."""
    known = [event for event in events if event.fatalities is not None]
    if not known:
        return "not reported"
    low = sum(event.fatalities_low if event.fatalities_low is not None else event.fatalities or 0 for event in known)
    high = sum(event.fatalities_high if event.fatalities_high is not None else event.fatalities or 0 for event in known)
    return str(low) if low == high else f"{low}-{high}"


def _accounts(everything: list[Event], counted: list[Event], read: int, failed: int) -> list[tuple[str, object]]:
    left = [event for event in everything if event.aggregate or event.background]
    return [
        ("Documents read", read),
        ("Documents that failed", failed),
        ("Events", len(everything)),
        ("Counted above", len(counted)),
        ("Deaths in those counted", deaths(counted)),
        ("Left out: totals over many events", sum(event.aggregate for event in left)),
        ("Left out: background", sum(event.background and not event.aggregate for event in left)),
        ("Left out: planned, possible or denied", len(everything) - len(left) - len(counted)),
        ("Without a place", sum(event.latitude is None for event in everything)),
        ("Without a date", sum(event.event_date is None for event in everything)),
        ("Reviewed by a person", sum(event.review_status != "unreviewed" for event in everything)),
    ]

"""One event from several reports: which report's word stands in which field."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources

from geomap.events.contradictions import elsewhere, says
from geomap.events.copies import independent
from geomap.model import Event, Report


def fuse(events: Sequence[Event]) -> Event:
    """Makes one event of reports of one happening.

    Args:
        events: At least one event; their order does not matter.

    Returns:
        The richest report's event, its gaps filled from the others: the most exact date and place, the best named
        actors, the type that most reports give, the headline toll, every claimant and every report. Its id is that of
        the earliest report; the other ids are aliases. What a person has confirmed or corrected stands as it is.
    """
    ranked = sorted(events, key=_richness)
    if len(ranked) == 1 or all(event == ranked[0] for event in ranked):
        return ranked[0]
    reports = _reports(ranked)
    first = reports[0].report_id
    ids = {event.event_id for event in ranked} | {alias for event in ranked for alias in event.alias_ids}
    merged = _base(ranked)
    merged = _with_type(merged, ranked)
    merged = _with_time(merged, ranked)
    merged = _with_place(merged, ranked)
    merged = _with_actors(merged, ranked)
    merged = _with_figures(merged, ranked)
    reviewed = next(
        (event for status in ("corrected", "confirmed") for event in ranked if event.review_status == status), None
    )
    if reviewed is not None:
        merged = reviewed
    return replace(
        merged,
        event_id=first,
        alias_ids=tuple(sorted(ids - {first})),
        status="occurred"
        if reviewed is None and any(event.status == "occurred" for event in ranked)
        else merged.status,
        claimants=tuple(dict.fromkeys(name for event in _in_order(ranked) for name in event.claimants)),
        background=all(event.background for event in ranked),
        confidence=max(event.confidence for event in ranked),
        reports=reports,
        independent_sources=independent(reports),
    )


def _richness(event: Event) -> tuple[object, ...]:
    """Sort key that puts the fullest report first; ties by date and id, so that the order is total."""
    filled = [
        event.latitude is not None,
        event.event_date is not None,
        event.fatalities is not None,
        event.actor1 is not None,
        event.actor2 is not None,
    ]
    exact = (event.where_prec or 9) + (event.time_precision or 9)
    return (-sum(filled), exact, -event.confidence, str(event.source_date or "9999"), event.quote_start, event.event_id)


def _base(ranked: Sequence[Event]) -> Event:
    """The event whose quote, document and title the merged one shows: the fullest of the earliest day that any report appeared."""
    days = [event.source_date for event in ranked if event.source_date is not None]
    earliest = [event for event in ranked if not days or event.source_date == min(days)]
    return earliest[0]


def _in_order(events: Sequence[Event]) -> list[Event]:
    return sorted(
        events, key=lambda event: (str(event.source_date or "9999"), event.doc_id, event.quote_start, event.event_id)
    )


def _reports(events: Sequence[Event]) -> tuple[Report, ...]:
    """Every report once, the earliest first; several that quote the same words of one document become one."""
    ordered = sorted({report.report_id: report for event in events for report in event.reports}.values(), key=_by_date)
    told: dict[tuple[str, int, int, str], Report] = {}
    for report in ordered:
        key = (report.doc_id, report.quote_start, report.quote_end, report.quote)
        told[key] = _fuller(told[key], report) if key in told else report
    return tuple(told.values())


def _by_date(report: Report) -> tuple[str, str]:
    return (str(report.source_date or "9999"), report.report_id)


def _fuller(first: Report, second: Report) -> Report:
    """One report of two with the same quote: the first, with what only the second knows."""
    return replace(
        first,
        claimants=tuple(dict.fromkeys((*first.claimants, *second.claimants))),
        fatalities=first.fatalities if first.fatalities is not None else second.fatalities,
        injured=first.injured if first.injured is not None else second.injured,
    )


# An attack told by its victims, and one told by its means.
_VICTIMS = "Violence against civilians"
_STRIKE_AND_VICTIMS = {"Explosions/Remote violence", _VICTIMS}


def _with_type(merged: Event, ranked: Sequence[Event]) -> Event:
    """The type that most reports give, of equals the fullest report's; a strike stays one however often its victims are told."""
    counts = Counter(event.event_type for event in ranked)
    if set(counts) == _STRIKE_AND_VICTIMS:
        del counts[_VICTIMS]
    most = max(counts.values())
    chosen = min((event for event in ranked if counts[event.event_type] == most), key=_generality)
    detailed = next(
        (event for event in ranked if event.event_type == chosen.event_type and event.sub_event_type), chosen
    )
    return replace(
        merged, event_type=chosen.event_type, sub_event_type=detailed.sub_event_type, plover_type=detailed.plover_type
    )


def _generality(event: Event) -> int:
    """A battle with its dead is one whatever arms are named too; explosions are told by their means; attacks on people are what is left."""
    if event.event_type == "Battles" and event.fatalities:
        return 0
    order = ("Explosions/Remote violence", "Battles")
    return 1 + (order.index(event.event_type) if event.event_type in order else len(order))


def _with_time(merged: Event, ranked: Sequence[Event]) -> Event:
    dated = [event for event in ranked if event.event_date is not None]
    if not dated:
        return merged
    best = min(
        dated, key=lambda event: (event.time_precision or 9, not says(event, "date"), not event.date_text, _days(event))
    )
    return replace(
        merged,
        event_date=best.event_date,
        end_date=best.end_date,
        date_text=best.date_text,
        time_precision=best.time_precision,
        date_prec=best.date_prec,
    )


def _days(event: Event) -> int:
    return (event.end_date - event.event_date).days if event.event_date and event.end_date else 0


_PLACE = (
    "location",
    "latitude",
    "longitude",
    "where_prec",
    "country",
    "country_code",
    "iso3",
    "admin1",
    "admin2",
    "adm1_pcode",
    "adm2_pcode",
    "geonames_id",
)


def _with_place(merged: Event, ranked: Sequence[Event]) -> Event:
    """The finest place, unless it was only taken over by its report and lies elsewhere than where another report says."""
    placed = sorted(
        (event for event in ranked if event.latitude is not None),
        key=lambda event: (event.where_prec or 9, not says(event, "place")),
    )
    if not placed:
        return merged
    said = [event for event in placed if says(event, "place")]
    fitting = (event for event in placed if not any(elsewhere(event, other) for other in said))
    best = next(fitting, None) or (said or placed)[0]
    return replace(merged, **{name: getattr(best, name) for name in _PLACE})


def _with_actors(merged: Event, ranked: Sequence[Event]) -> Event:
    for number in ("1", "2"):
        named = [event for event in ranked if getattr(event, f"actor{number}")]
        if not named:
            continue
        best = min(named, key=lambda event: _vagueness(getattr(event, f"actor{number}")))
        names = (
            f"actor{number}",
            f"assoc_actor_{number}",
            f"actor{number}_kind",
            f"inter{number}",
            f"actor{number}_country",
        )
        merged = replace(merged, **{name: getattr(best, name) for name in names})
    return merged


def _vagueness(name: str) -> int:
    return int(name.startswith(("Unidentified", "Unnamed")))


def _with_figures(merged: Event, ranked: Sequence[Event]) -> Event:
    """The headline toll is the latest of the most authoritative claimant; all figures together make the low and the high end."""
    killed = [event for event in ranked if event.fatalities is not None]
    hurt = [event for event in ranked if event.injured is not None]
    headline = max(_first_told(killed), key=_authority, default=None)
    lows = [value for event in killed for value in (event.fatalities, event.fatalities_low) if value is not None]
    highs = [value for event in killed for value in (event.fatalities, event.fatalities_high) if value is not None]
    injured = max(_first_told(hurt), key=_authority, default=None)
    return replace(
        merged,
        fatalities=headline.fatalities if headline else None,
        fatalities_low=min(lows) if lows else None,
        fatalities_high=max(highs) if highs else None,
        fatalities_civilians=headline.fatalities_civilians if headline else None,
        injured=injured.injured if injured else None,
    )


def _first_told(events: Sequence[Event]) -> list[Event]:
    """Of each document the event that gives its figure: the first told, passing over single victims where a count follows."""
    told: dict[str, Event] = {}
    for event in _in_order(events):
        chosen = told.setdefault(event.doc_id, event)
        if max(chosen.fatalities or 0, chosen.injured or 0) <= 1 < max(event.fatalities or 0, event.injured or 0):
            told[event.doc_id] = event
    return list(told.values())


def _authority(event: Event) -> tuple[int, str, int, int, str]:
    """Sort key of whose toll stands: the most authoritative claimant, then the latest, then the fuller and earlier told."""
    rank = max((authority(name) for name in event.claimants), default=authority(""))
    return (rank, str(event.source_date or ""), event.fatalities or 0, -event.quote_start, event.event_id)


@functools.cache
def _ranks() -> tuple[tuple[str, int], ...]:
    from geomap.yaml_text import from_yaml

    facts = from_yaml(resources.files("geomap.events").joinpath("authority.yaml").read_text(encoding="utf-8"))
    return tuple((str(word).lower(), int(group["rank"])) for group in facts["claimants"] for word in group["names"])


@functools.cache
def authority(claimant: str) -> int:
    """How much a claimant's toll is to be relied on, 1 to 4; a report without attribution is 2. The ranks stand in authority.yaml."""
    name = claimant.lower()
    return next((rank for word, rank in _ranks() if word in name), 2)

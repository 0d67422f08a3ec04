"""One happening, one event: reports of the same happening are merged, within a document and across documents.

Pairs that may be one are found by blocking on days and places, so that the work grows with the number of events and
not with its square; they are joined from the most alike downwards, and a join is refused where any two members
exclude each other. Nothing depends on the order of the input.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from geomap.events.blocks import LARGEST_BLOCK, in_one_block
from geomap.events.confidence import finished, told_elsewhere
from geomap.events.fusion import fuse
from geomap.events.grouping import Comparisons, groups, some
from geomap.events.likeness import likeness
from geomap.model import Event

# What must speak for one happening: less within a document, whose author does not tell two alike events without telling them apart.
WITHIN = 2.6
ACROSS = 4.2


def within_document(events: Sequence[Event]) -> tuple[Event, ...]:
    """Merges the reports of one happening in one document.

    Args:
        events: One document's events.

    Returns:
        The events, merged ones with all their reports, in the order of the text.
    """
    ordered = sorted(events, key=_order)
    pairs = combinations(range(len(ordered)), 2) if len(ordered) <= LARGEST_BLOCK else _near(range(len(ordered)))
    found = [explained(group, compared) for group, compared in groups(ordered, pairs, WITHIN)]
    fused = ((fuse(group), len(group) > 1) for group in found)
    rated = (replace(event, confidence=finished(event, told_again=again)) for event, again in fused)
    return tuple(sorted(rated, key=_order))


def across(events: Iterable[Event]) -> tuple[Event, ...]:
    """Merges the reports of one happening in several documents.

    Args:
        events: Events of any number of documents, merged within each.

    Returns:
        The events, merged ones with all their reports; sorted by date of publication, document and place in the text.
    """
    ordered = sorted((fuse(group) for group in _known_as_one(list(events))), key=_order)
    found = groups(ordered, in_one_block(ordered), ACROSS, apart=True)
    return tuple(sorted((_agreed(explained(group, compared)) for group, compared in found), key=_order))


def _agreed(group: Sequence[Event]) -> Event:
    """The event of a group, surer where a further document tells it."""
    event = fuse(group)
    return event if len(group) == 1 else replace(event, confidence=told_elsewhere(event.confidence))


def explained(group: Sequence[int], comparisons: Comparisons) -> list[Event]:
    """The events of one happening, each but the first telling in its reports what speaks for that.

    Args:
        group: Positions of events that were taken for one.
        comparisons: What comparing them gave.

    Returns:
        They in their order; a report that was merged before keeps its reason.
    """
    events, compared = comparisons.events, some(group)
    first = min(group, key=lambda position: _order(events[position]))
    return [
        events[position]
        if position == first
        else _with_reason(position, [other for other in compared if other != position], comparisons)
        for position in group
    ]


def _with_reason(position: int, others: Sequence[int], comparisons: Comparisons) -> Event:
    def alike(other: int) -> tuple[bool, float]:
        score = comparisons.score(position, other)
        return score is not None, score or 0.0

    event = comparisons.events[position]
    reason = "; ".join(likeness(event, comparisons.events[max(others, key=alike)]).reasons)
    return replace(
        event,
        reports=tuple(
            report if report.merged_because else replace(report, merged_because=reason) for report in event.reports
        ),
    )


def explain(one: Event, other: Event) -> str:
    """Says for people why two events are, or are not, taken for one."""
    found = likeness(one, other)
    if found.against:
        return f"apart: {found.against}"
    limit = WITHIN if one.doc_id == other.doc_id else ACROSS
    verdict = "one event" if found.score >= limit else "apart: too little in common"
    return f"{verdict} ({', '.join(found.reasons) or 'nothing shared'}; {found.score:.1f} of {limit})"


def _order(event: Event) -> tuple[str, str, int, int, str]:
    trigger = next((span.start for span in event.spans if span.role == "trigger"), 0)
    return (
        str(event.source_date or "9999"),
        event.doc_id,
        event.quote_start,
        event.quote_start + trigger,
        event.event_id,
    )


def _near(members: Sequence[int] | range) -> Iterator[tuple[int, int]]:
    """In a large block each event is compared with the next few only."""
    for at, i in enumerate(members):
        for j in members[at + 1 : at + 1 + LARGEST_BLOCK // 2]:
            yield (i, j)


def _known_as_one(events: Sequence[Event]) -> list[list[Event]]:
    """Groups events that carry one report or one id: the same event, come in twice."""
    group_of: dict[str, int] = {}
    groups: dict[int, list[Event]] = {}
    for number, event in enumerate(events):
        names = {event.event_id, *event.alias_ids, *(report.report_id for report in event.reports)}
        met = {group_of[name] for name in names if name in group_of}
        groups[number] = [other for key in sorted(met) for other in groups.pop(key)] + [event]
        for other in groups[number]:
            names |= {other.event_id, *other.alias_ids, *(report.report_id for report in other.reports)}
        group_of.update(dict.fromkeys(names, number))
    return list(groups.values())

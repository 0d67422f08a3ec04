"""One happening, one event: reports of the same happening are merged, within a document and across documents.

Pairs that may be one are found by blocking on days and places, so that the work grows with the number of events and
not with its square; they are joined from the most alike downwards, and a join is refused where any two members
exclude each other. Nothing depends on the order of the input.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from geomap.events.confidence import finished, told_elsewhere
from geomap.events.fusion import fuse
from geomap.events.likeness import days_of, likeness, shingles, tolls_clash
from geomap.events.retelling import POINTS_BACK
from geomap.model import Event

# What must speak for one happening: less within a document, whose author does not tell two alike events without telling them apart.
WITHIN = 2.6
ACROSS = 4.2
# Share of the limit that the pairs of two groups must reach on the average.
_AVERAGE = 0.9
# The same of the two groups as wholes, within a document, and what is enough where a definite noun, which repeats nothing, joins them.
_WHOLES, _POINTED = 0.5, 0.5
# Blocks with more events than this are compared with their nearest only.
LARGEST_BLOCK = 60
# Degrees of a cell's sides. An event is filed under the four cells nearest to it, so that any two within half a cell share one.
_CELL = 1.0


def within_document(events: Sequence[Event]) -> tuple[Event, ...]:
    """Merges the reports of one happening in one document.

    Args:
        events: One document's events.

    Returns:
        The events, merged ones with all their reports, in the order of the text.
    """
    ordered = sorted(events, key=_order)
    pairs = combinations(range(len(ordered)), 2) if len(ordered) <= LARGEST_BLOCK else _near(range(len(ordered)))
    fused = ((fuse(explained(group)), len(group) > 1) for group in _join(ordered, pairs, WITHIN))
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
    groups = _join(ordered, _candidates(ordered), ACROSS, apart=True)
    return tuple(sorted((_agreed(group) for group in groups), key=_order))


def _agreed(group: Sequence[Event]) -> Event:
    """The event of a group, surer where a further document tells it."""
    event = fuse(explained(group))
    return event if len(group) == 1 else replace(event, confidence=told_elsewhere(event.confidence))


def explained(group: Sequence[Event]) -> list[Event]:
    """The events of one happening, each but the first telling in its reports what speaks for that.

    Args:
        group: Events that were taken for one.

    Returns:
        They in their order; a report that was merged before keeps its reason.
    """
    first, compared = min(group, key=_order), _some(group)
    return [
        event if event is first else _with_reason(event, [other for other in compared if other is not event])
        for event in group
    ]


def _with_reason(event: Event, others: Sequence[Event]) -> Event:
    closest = max((likeness(event, other) for other in others), key=lambda found: (not found.against, found.score))
    reason = "; ".join(closest.reasons)
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


def _candidates(events: Sequence[Event]) -> Iterator[tuple[int, int]]:
    """Pairs that share a block: a day and a neighbourhood, a day and a country, or the words of the quote."""
    blocks: dict[Hashable, _Block] = defaultdict(_Block)
    blocks_of = [[blocks[key] for key in _blocks(event)] for event in events]
    for i, mine in enumerate(blocks_of):
        for block in mine:
            block.members.append(i)
    for i, mine in enumerate(blocks_of):
        later = {j for block in mine for j in block.after(i)}
        yield from ((i, j) for j in sorted(later) if events[i].doc_id != events[j].doc_id)


class _Block:
    """Events that may be of one happening; in a large block each is compared with the next few only."""

    __slots__ = ("at", "members")

    def __init__(self) -> None:
        self.members: list[int] = []
        self.at = 0

    def after(self, member: int) -> list[int]:
        """Those after a member to compare it with; members are to be asked for in their order."""
        self.at = self.members.index(member, self.at) + 1
        most = len(self.members) if len(self.members) <= LARGEST_BLOCK else LARGEST_BLOCK // 2
        return self.members[self.at : self.at + most]


def _blocks(event: Event) -> Iterator[Hashable]:
    words = shingles(event.quote)
    if len(words) > 5:
        yield ("words", *sorted(words)[:3])
    days = days_of(event)
    if event.latitude is None or event.longitude is None:
        return
    for day in days:
        if (event.where_prec or 1) <= 3:
            row, column = math.floor(event.latitude / _CELL - 0.5), math.floor(event.longitude / _CELL - 0.5)
            yield from ((day, row + i, column + j) for i in (0, 1) for j in (0, 1))
        if event.country_code:
            yield (day, event.country_code, event.event_type)


def _near(members: Sequence[int] | range) -> Iterator[tuple[int, int]]:
    """In a large block each event is compared with the next few only."""
    for at, i in enumerate(members):
        for j in members[at + 1 : at + 1 + LARGEST_BLOCK // 2]:
            yield (i, j)


def _may_join(one: Sequence[Event], other: Sequence[Event], limit: float, *, as_wholes: bool) -> bool:
    """Whether two groups are of one happening: no pair contradicts, and the pairs are alike on the average, or the groups as wholes.

    The sentences of one text take turns: one gives the day, the next the place, so only what they tell together can be compared.
    """
    one, other = _some(one), _some(other)
    pairs = [likeness(a, b) for a in one for b in other]
    if any(pair.against for pair in pairs):
        return False
    if sum(pair.score for pair in pairs) >= _AVERAGE * limit * len(pairs):
        return True
    if not as_wholes or any(tolls_clash(a, b) for a in one for b in other):
        return False
    pointed = any(POINTS_BACK in pair.reasons and pair.score >= limit for pair in pairs)
    whole = likeness(fuse(one), fuse(other), pointed=pointed)
    return not whole.against and whole.score >= (_POINTED if pointed else _WHOLES * limit)


def _some(group: Sequence[Event]) -> Sequence[Event]:
    """A group, or of a large one some of its members, evenly: what thousands tell need not be compared a million times."""
    return group if len(group) <= LARGEST_BLOCK else group[:: 2 * len(group) // LARGEST_BLOCK]


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


def _documents(event: Event) -> set[str]:
    return {event.doc_id, *(report.doc_id for report in event.reports)}


def _join(
    events: Sequence[Event], pairs: Iterable[tuple[int, int]], limit: float, *, apart: bool = False
) -> list[list[Event]]:
    """Groups events, the most alike pairs first; with `apart`, events of one document, which were told apart before, stay so."""
    ranked: list[tuple[float, str, str, int, int]] = []
    for i, j in pairs:
        found = likeness(events[i], events[j])
        if not found.against and found.score >= limit:
            first, second = sorted((events[i].event_id, events[j].event_id))
            ranked.append((-found.score, first, second, i, j))
    group_of = list(range(len(events)))
    groups: dict[int, list[int]] = {i: [i] for i in range(len(events))}
    documents = {i: _documents(event) for i, event in enumerate(events)}
    for _, _, _, i, j in sorted(ranked):
        one, other = group_of[i], group_of[j]
        if one == other or (apart and not documents[one].isdisjoint(documents[other])):
            continue
        mine, theirs = ([events[member] for member in groups[number]] for number in (one, other))
        if not _may_join(mine, theirs, limit, as_wholes=not apart):
            continue
        keep, drop = min(one, other), max(one, other)
        documents[keep] |= documents.pop(drop)
        groups[keep] = sorted(groups[keep] + groups.pop(drop))
        for member in groups[keep]:
            group_of[member] = keep
    return [[events[i] for i in members] for _, members in sorted(groups.items())]

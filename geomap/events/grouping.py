"""Which events are of one happening: the most alike are joined first, and groups only where all that they tell goes together.

Events that nothing leads to one another are looked at apart, one cluster after the other, so memory stays small
however many there are. Nothing depends on the order of the pairs.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from geomap.events.blocks import LARGEST_BLOCK
from geomap.events.disjoint import DisjointSets
from geomap.events.fusion import fuse
from geomap.events.likeness import likeness, tolls_clash
from geomap.events.retelling import POINTS_BACK
from geomap.model import Event

# Share of the limit that the pairs of two groups must reach on the average.
_AVERAGE = 0.9
# The same of the two groups as wholes, within a document, and what is enough where a definite noun, which repeats nothing, joins them.
_WHOLES, _POINTED = 0.5, 0.5
# Comparisons of one cluster that are remembered.
_REMEMBERED = 1 << 16
_Alike: TypeAlias = tuple[float, int, int]


class Comparisons:
    """What comparing events gave, remembered: a happening's reports are compared again whenever one more joins them.

    Args:
        events: The events; they are named by their positions.
        known: Scores of pairs, the smaller position first, that are known already.
    """

    def __init__(self, events: Sequence[Event], known: Iterable[_Alike] = ()) -> None:
        self.events = events
        self._known = {(one, other): score for score, one, other in known}
        self._compared = lru_cache(_REMEMBERED)(self._compare)

    def score(self, one: int, other: int) -> float | None:
        """How much speaks for two events being one (see `likeness`), None where they contradict each other."""
        pair = (one, other) if one < other else (other, one)
        known = self._known.get(pair)
        return self._compared(*pair) if known is None else known

    def _compare(self, one: int, other: int) -> float | None:
        found = likeness(self.events[one], self.events[other])
        return None if found.against else found.score


def groups(
    events: Sequence[Event], pairs: Iterable[tuple[int, int]], limit: float, *, apart: bool = False
) -> Iterator[tuple[list[int], Comparisons]]:
    """Groups events, the most alike pairs first.

    Args:
        events: The events.
        pairs: Positions of those that may be one.
        limit: What must speak for it.
        apart: Whether events of one document, which were told apart before, stay so.

    Yields:
        The positions of the events of one happening, ascending, with what comparing them gave.
    """
    for members, alike in _clusters(events, pairs, limit):
        comparisons = Comparisons(events, alike)
        if alike:
            for group in _Joining(members, comparisons, limit, apart=apart).joined(alike):
                yield group, comparisons
        else:
            yield members, comparisons


def _clusters(
    events: Sequence[Event], pairs: Iterable[tuple[int, int]], limit: float
) -> Iterator[tuple[list[int], list[_Alike]]]:
    """Events that like pairs connect, with those pairs."""
    scores, ones, others = array("d"), array("q"), array("q")
    connected = DisjointSets(len(events))
    for i, j in pairs:
        found = likeness(events[i], events[j])
        if not found.against and found.score >= limit:
            scores.append(found.score)
            ones.append(i)
            others.append(j)
            connected.unite(j, i)
    members: dict[int, list[int]] = defaultdict(list)
    for i in range(len(events)):
        members[connected.top(i)].append(i)
    edges: dict[int, array[int]] = defaultdict(lambda: array("q"))
    for number, i in enumerate(ones):
        edges[connected.top(i)].append(number)
    for top, positions in members.items():
        yield positions, [(scores[edge], ones[edge], others[edge]) for edge in edges.get(top, ())]


class _Joining:
    """The groups of one cluster while they grow."""

    def __init__(self, members: Sequence[int], comparisons: Comparisons, limit: float, *, apart: bool) -> None:
        self._comparisons = comparisons
        self._events = comparisons.events
        self._limit = limit
        self._apart = apart
        self._group_of = {i: i for i in members}
        self._groups = {i: [i] for i in members}
        self._documents = {i: _documents(self._events[i]) for i in members} if apart else {}
        self._refused: dict[tuple[int, int], tuple[int, int]] = {}

    def joined(self, alike: Iterable[_Alike]) -> list[list[int]]:
        """The groups in the end."""
        for _, _, _, i, j in sorted(self._ranked(alike)):
            one, other = self._group_of[i], self._group_of[j]
            if one != other and self._may_be_one(one, other):
                self._unite(min(one, other), max(one, other))
        return [members for _, members in sorted(self._groups.items())]

    def _ranked(self, alike: Iterable[_Alike]) -> Iterator[tuple[float, str, str, int, int]]:
        for score, i, j in alike:
            first, second = sorted((self._events[i].event_id, self._events[j].event_id))
            yield -score, first, second, i, j

    def _unite(self, keep: int, drop: int) -> None:
        self._groups[keep] = sorted(self._groups[keep] + self._groups.pop(drop))
        for member in self._groups[keep]:
            self._group_of[member] = keep
        if self._apart:
            self._documents[keep] |= self._documents.pop(drop)

    def _may_be_one(self, one: int, other: int) -> bool:
        """Whether two groups may be joined; asked again only once one of them has grown."""
        if self._apart and not self._documents[one].isdisjoint(self._documents[other]):
            return False
        mine, theirs = self._groups[one], self._groups[other]
        if len(mine) == len(theirs) == 1:  # that they are alike is why they are looked at
            return True
        sizes = len(mine), len(theirs)
        if self._refused.get((one, other)) == sizes:
            return False
        if self._go_together(some(mine), some(theirs)):
            return True
        self._refused[one, other] = sizes
        return False

    def _go_together(self, one: Sequence[int], other: Sequence[int]) -> bool:
        """Whether no pair contradicts, and the pairs are alike on the average, or the groups as wholes.

        The sentences of one text take turns: one gives the day, the next the place, so only what they tell together can be compared.
        """
        scores: list[float] = []
        for a in one:
            for b in other:
                score = self._comparisons.score(a, b)
                if score is None:
                    return False
                scores.append(score)
        if sum(scores) >= _AVERAGE * self._limit * len(scores):
            return True
        return not self._apart and _as_wholes(
            [self._events[a] for a in one], [self._events[b] for b in other], self._limit
        )


def _as_wholes(one: Sequence[Event], other: Sequence[Event], limit: float) -> bool:
    if any(tolls_clash(a, b) for a in one for b in other):
        return False
    pairs = (likeness(a, b) for a in one for b in other)
    pointed = any(POINTS_BACK in pair.reasons and pair.score >= limit for pair in pairs)
    whole = likeness(fuse(one), fuse(other), pointed=pointed)
    return not whole.against and whole.score >= (_POINTED if pointed else _WHOLES * limit)


def some(group: Sequence[int]) -> Sequence[int]:
    """A group, or of a large one some of its members, evenly: what thousands tell need not be compared a million times."""
    return group if len(group) <= LARGEST_BLOCK else group[:: 2 * len(group) // LARGEST_BLOCK]


def _documents(event: Event) -> set[str]:
    return {event.doc_id, *(report.doc_id for report in event.reports)}

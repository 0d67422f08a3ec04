"""What is new, changed or gone between two versions of a collection of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from geomap.model import Event
from geomap.store.regrouping import names_of
from geomap.store.values import EVENT_FIELDS


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions side by side.

    Attributes:
        new: Events that the old version does not have under any id.
        changed: Events that it has otherwise, each with the fields that differ.
        gone: Events of the old version that the new one does not have.
        same: How many are the same.
    """

    new: tuple[Event, ...]
    changed: tuple[tuple[Event, tuple[str, ...]], ...]
    gone: tuple[Event, ...]
    same: int

    def by_id(self) -> Mapping[str, Literal["new", "changed"]]:
        """What is new or changed, by event id."""
        kinds: dict[str, Literal["new", "changed"]] = {event.event_id: "new" for event in self.new}
        kinds.update((event.event_id, "changed") for event, _ in self.changed)
        return kinds


def difference(old: Iterable[Event], new: Iterable[Event]) -> Difference:
    """Compare two versions by the ids that events have and had."""
    before = {event.event_id: event for event in old}
    met: set[str] = set()
    added: list[Event] = []
    changed: list[tuple[Event, tuple[str, ...]]] = []
    same = 0
    for event in new:
        names = names_of(event) & before.keys()
        met |= names
        known = before.get(event.event_id) or (before[min(names)] if names else None)
        fields = _changed(known, event) if known else ()
        if known is None:
            added.append(event)
        elif fields:
            changed.append((event, fields))
        else:
            same += 1
    gone = tuple(event for name, event in before.items() if name not in met)
    return Difference(tuple(added), tuple(changed), gone, same)


def _changed(before: Event, now: Event) -> tuple[str, ...]:
    return tuple(name for name in EVENT_FIELDS if getattr(before, name) != getattr(now, name))

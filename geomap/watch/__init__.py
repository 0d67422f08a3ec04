"""The watch room: folders and feeds read again and again, each article once.

The door is `Watch`, which needs to be told what becomes of new articles (`Absorb`); it knows neither stages nor stores.
What was read is kept in a state file, written only after the articles are kept, so that a killed watch loses nothing;
articles that come twice have the same `doc_id`, so that a store holds them once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.doors import opened_on_use

if TYPE_CHECKING:
    from geomap.watch.clock import Clock, SystemClock
    from geomap.watch.fetching import Fetcher, Manners
    from geomap.watch.intervals import Intervals, seconds_of
    from geomap.watch.loop import Absorb, Kept, Tell, Watch
    from geomap.watch.sources import source_of
    from geomap.watch.state import State, schedules

_HOMES = {
    "Absorb": "loop",
    "Clock": "clock",
    "Fetcher": "fetching",
    "Intervals": "intervals",
    "Kept": "loop",
    "Manners": "fetching",
    "State": "state",
    "SystemClock": "clock",
    "Tell": "loop",
    "Watch": "loop",
    "schedules": "state",
    "seconds_of": "intervals",
    "source_of": "sources",
}

__all__ = [
    "Absorb",
    "Clock",
    "Fetcher",
    "Intervals",
    "Kept",
    "Manners",
    "State",
    "SystemClock",
    "Tell",
    "Watch",
    "schedules",
    "seconds_of",
    "source_of",
]

__getattr__ = opened_on_use(__name__, _HOMES)

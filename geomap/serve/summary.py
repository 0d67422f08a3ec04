"""What the map page's filters, time line and headline show: counts, worked out by the store."""

from __future__ import annotations

import dataclasses
import json

from geomap.store import Query, Reading

_MOST_VALUES = 200


def summary(reading: Reading, query: Query) -> bytes:
    """Counts of what matches, as JSON.

    `shown` is how many match, `unplaced` how many of them have no mark, `facets` how many there are of the commonest
    values of each facet. `days` goes beyond the query's own days, since it is what they are chosen from: first day,
    type, events, deaths.
    """
    everyday = dataclasses.replace(query, since=None, until=None)
    days = reading.days(everyday)
    shown = reading.count(query)
    every = shown if everyday == query else reading.count(everyday)
    made = {
        "shown": shown,
        "unplaced": reading.unplaced(query),
        "undated": every - sum(day.events for day in days),
        "facets": reading.facets(query, _MOST_VALUES),
        "days": [[day.day, day.event_type, day.events, day.deaths] for day in days],
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

"""Readers of ranges, hours, and of words that only look like dates."""

from __future__ import annotations

from geomap.dates.meanings.base import Reading
from geomap.dates.meanings.calendar import Calendar
from geomap.dates.meanings.counted import Relative
from geomap.dates.meanings.loose import TimeOfDay, Unknown
from geomap.dates.meanings.spans import Range, Until
from geomap.dates.readers.registry import Blocked, Match, reader


@reader
def span(match: Match) -> Reading | None:
    """From one date to another."""
    start = match.get("r") or Calendar(day=match.get("day"), weekday=match.get("weekday"))
    end = match.get("r2") or (match.get("r") if "day" in match.values else None)
    if match.get("from") is not None:
        start, end = Relative("day", match.get("from")), match.get("r")
    if "day" in match.values and isinstance(match.get("r"), Calendar):
        start, end = Calendar(day=match.get("day"), weekday=match.get("weekday")), match.get("r")
    return Range(start, end) if start and end else None


@reader
def since(match: Match) -> Reading | None:
    """From a date on."""
    return Until(match.get("r"))


@reader
def night(match: Match) -> Reading | None:
    """The night from one day to the next."""
    return Range(match.get("r"), match.get("r2"))


@reader
def keep(match: Match) -> Reading | None:
    """The expression inside, with more words around it."""
    found: Reading | None = match.get("r", "r2", "r3")
    if isinstance(found, TimeOfDay):
        found = match.get("r2", "r3")
    return found


@reader
def closer(match: Match) -> Reading | None:
    """The date that a vague time stands beside: "days earlier, on 30 November"."""
    found: Reading | None = match.get("r2", "r3", "r4")
    return found


@reader
def clock(match: Match) -> Reading | None:
    """An hour of the day; four digits are one only where their last two are minutes."""
    number = match.get("year", "num")
    if number is not None and number > 99 and (number % 100 > 59 or number > 2400):
        return None
    return TimeOfDay()


@reader
def unknown(match: Match) -> Reading | None:
    """What counts from an event, when a word follows that is no date."""
    return Unknown() if match.after.isalpha() or not match.get("when_followed") else None


@reader
def blocked(match: Match) -> Reading | None:  # noqa: ARG001
    """No date."""
    return Blocked()

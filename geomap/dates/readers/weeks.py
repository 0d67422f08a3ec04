"""Readers of weekdays, weeks and weekends."""

from __future__ import annotations

from geomap.dates.meanings.base import Reading
from geomap.dates.meanings.calendar import Calendar, Weekday
from geomap.dates.meanings.counted import Relative
from geomap.dates.meanings.loose import Weekend
from geomap.dates.meanings.spans import Range
from geomap.dates.meanings.within import Closest, InWeek, Nth, NthAfter, WeekOf
from geomap.dates.meanings.yearly import Recurring
from geomap.dates.readers.registry import Match, reader


@reader
def weekday(match: Match) -> Reading | None:
    """A day of the week with or without "last", "this", "next"."""
    return Weekday(match.get("weekday", "sureweekday"), match.get("mode") or "", match.get("weeks") or 0)


@reader
def weekdayshift(match: Match) -> Reading | None:
    """A day of the week with a word for "last", "this" or "next" after it."""
    mode = {-1: "last", 0: "this", 1: "next"}.get(match.get("shiftafter"))
    return Weekday(match.get("weekday"), mode) if mode else None


@reader
def shortday(match: Match) -> Reading | None:
    """A weekday known by an abbreviation that is nothing else."""
    return Weekday(match.get("shortday"), "coming")


@reader
def inweek(match: Match) -> Reading | None:
    """A weekday of a week."""
    return InWeek(match.get("weekday", "sureweekday"), match.get("r"))


@reader
def weekdayin(match: Match) -> Reading | None:
    """A weekday so many weeks away."""
    weeks = match.get("sign") * match.get("count")
    return InWeek(match.get("weekday"), Relative("week", weeks)) if match.get("unit") == "week" else None


@reader
def weekdays(match: Match) -> Reading | None:
    """So many Fridays from now, or ago."""
    return NthAfter(match.get("sign") * match.get("count"), match.get("weekday", "weekdays"), Relative("day", 0))


@reader
def nthafter(match: Match) -> Reading | None:
    """The third Tuesday after a day."""
    return NthAfter(match.get("ord"), match.get("weekday"), match.get("r"))


@reader
def closest(match: Match) -> Reading | None:
    """The Monday, or Christmas, nearest to a day."""
    inner, origin = match.get("r"), match.get("r2")
    if isinstance(inner, Weekday):
        return Closest(origin, weekday=inner.weekday)
    return Closest(origin, recurring=inner) if isinstance(inner, Recurring) else None


@reader
def weekof(match: Match) -> Reading | None:
    """The week of a day."""
    return WeekOf(match.get("r"), match.get("unit") or "week")


@reader
def weekdaysin(match: Match) -> Reading | None:
    """From one weekday to another of a week."""
    week = match.get("r")
    return Range(InWeek(match.get("weekday"), week), InWeek(match.get("weekday2"), week))


@reader
def weekofday(match: Match) -> Reading | None:
    """The week of a day of the present month."""
    return WeekOf(Calendar(day=match.get("day")))


@reader
def isoweek(match: Match) -> Reading | None:
    """A week by its number."""
    number = match.get("count")
    return Nth(number, "week", Relative("year", 0)) if 1 <= number <= 53 else None


@reader
def weekend(match: Match) -> Reading | None:  # noqa: ARG001
    """The weekend."""
    return Weekend()

"""From one date to another, or since a date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from geomap.dates.days import Interval
from geomap.dates.meanings.base import Context, Reading
from geomap.dates.meanings.calendar import Calendar, Weekday

COARSE = ("year", "decade", "century")


@dataclass(frozen=True, slots=True)
class Range:
    """From the first day of one date to the last day of another."""

    start: Reading
    end: Reading

    tag = "range"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`; what one end lacks (month, year) it takes from the other."""
        start, end = completed(self.start, self.end)
        last = end.resolve(context)
        first = start.resolve(context)
        if first is None or last is None:
            return None
        if first.first > last.last:
            first, last = self.reconciled(start, end, first, last, context)
        return Interval(first.first, last.last) if first.first <= last.last else None

    @staticmethod
    def reconciled(
        start: Reading, end: Reading, first: Interval, last: Interval, context: Context
    ) -> tuple[Interval, Interval]:
        """Two recurring ends in the wrong order: the one that was free to move is moved past the other."""
        if isinstance(end, Weekday) and isinstance(start, Weekday):
            week = dt.timedelta(7)
            if context.tense < 0:
                return Interval(first.first - week, first.last - week), last
            return first, Interval(last.first + week, last.last + week)
        if isinstance(start, Calendar) and not start.year:
            again = start.candidate(first.first.year - 1)
            return again or first, last
        return first, last

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"from ({self.start.why(context)}) to ({self.end.why(context)})"


def completed(start: Reading, end: Reading) -> tuple[Reading, Reading]:
    """Both ends of a range with the month and year that only one of them names."""
    if isinstance(start, Calendar) and isinstance(end, Calendar) and start.shift is None and end.shift is None:
        if start.year and not end.year:
            end = replace(end, year=start.year, month=end.month or start.month)
            if end.month and start.month and end.month < start.month:
                end = replace(end, year=(end.year or 0) + 1)
        elif end.year and not start.year and start.month:
            later = end.month is not None and start.month > end.month
            start = replace(start, year=end.year - later)
        if start.month is None and start.day and end.month:
            start = replace(start, month=end.month, year=end.year)
        elif end.month is None and end.day and start.month:
            end = replace(end, month=start.month, year=start.year)
    return start, end


@dataclass(frozen=True, slots=True)
class Until:
    """From a date to the day of publication: "since December".

    Of a year ("since 2011") only the year itself is kept: that something went on ever since says more of a state than
    of an event.
    """

    start: Reading

    tag = "since"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        start = self.start.resolve(replace(context, tense=-1, firm=True))
        open_end = start is not None and context.publication is not None and start.first <= context.publication
        if start is None or context.publication is None or not open_end or self.start.tag in COARSE:
            return start
        return Interval(start.first, context.publication)

    def why(self, context: Context) -> str:
        """See `Reading`."""
        end = "; it may go on" if self.start.tag in COARSE else ", until the publication date"
        return f"since ({self.start.why(context)}){end}"

"""Dates by their numbers and names: days, months, years, decades, weekdays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from geomap.dates import days
from geomap.dates.days import Interval
from geomap.dates.meanings.base import Context, NotADateError, distance, latest, month_after, outside, side

LONGEST_REACH = 400


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date by its numbers, of which the larger ones may be missing: a day, a month, a year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int | None = None

    @property
    def tag(self) -> str:
        """The smallest part given: "day", "month" or "year"."""
        return "day" if self.day else "month" if self.month else "year"

    def at(self, year: int, month: int | None = None) -> Interval:
        """The interval in a given year (and month, where the expression names none)."""
        month = self.month or month
        if month is None:
            return days.period("year", dt.date(year, 1, 1))
        if self.day is None:
            return Interval(dt.date(year, month, 1), days.month_end(year, month))
        return days.one(dt.date(year, month, self.day))

    def fits(self, interval: Interval) -> bool:
        """Whether the day falls on the weekday named with it."""
        return self.weekday is None or interval.first.weekday() == self.weekday

    def candidate(self, year: int, month: int | None = None) -> Interval | None:
        """The interval where it exists and falls on its weekday, else None."""
        try:
            interval = self.at(year, month)
        except ValueError:
            return None
        return interval if self.fits(interval) else None

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`; a day without a month takes the month that the clause's tense asks for."""
        if self.year:
            return self.at(self.year)
        if self.month and self.day:
            self.at(2000)
        base = context.publication
        if base is None:
            return None
        if self.shift is not None:
            return self.shifted(base, context)
        if self.month is None:
            found = latest(lambda k: self.candidate(*month_after(base, k)), context)
        else:
            found = latest(lambda k: self.candidate(base.year + k), context)
        if self.weekday is not None and (found is None or distance(found, base) > LONGEST_REACH):
            return replace(self, weekday=None).resolve(context)
        return found

    def shifted(self, base: dt.date, context: Context) -> Interval | None:
        """A month or day with "last", "this" or "next"."""
        if not self.shift:
            return self.candidate(base.year)
        years = self.shift - 1 if self.shift > 1 else 0
        found = latest(
            lambda k: outside(self.candidate(base.year + k), base), replace(context, tense=self.shift), firm=True
        )
        return found and self.candidate(found.first.year + years)

    def why(self, context: Context) -> str:
        """See `Reading`."""
        if self.year:
            return "as written"
        if self.shift is not None:
            return {-1: "the last before", 0: "that of the year of", 1: "the first after"}.get(
                self.shift, "the second after"
            ) + " publication"
        return f"the one {side(context)} the publication date"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: bare, or with "last", "this", "next".

    `mode` is "" (bare), "last", "this", "next", "coming" (the first one ahead) or "following" (the first
    after the date named last, else next week's).
    """

    weekday: int
    mode: str = ""
    weeks: int = 0

    tag = "weekday"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`; the publication day itself counts as past and as future, as wire style has it."""
        base = context.publication
        if base is None:
            return None
        if self.mode == "following" and context.narrative is not None:
            base = context.narrative
            first = base + dt.timedelta((self.weekday - base.weekday()) % 7 or 7)
            return days.one(first + dt.timedelta(7 * self.weeks))
        ahead = (self.weekday - base.weekday()) % 7
        behind = (base.weekday() - self.weekday) % 7
        own_week = days.monday(base) + dt.timedelta(self.weekday)
        day = {
            "last": own_week - dt.timedelta(7) if context.last_week else base - dt.timedelta(behind or 7),
            "next": own_week + dt.timedelta(7) if context.next_week else base + dt.timedelta(ahead or 7),
            "following": own_week + dt.timedelta(7),
            "coming": base + dt.timedelta(ahead or 7),
            "this": base - dt.timedelta(behind) if context.tense < 0 else base + dt.timedelta(ahead),
            "": base + dt.timedelta(ahead) if context.tense > 0 else base - dt.timedelta(behind),
        }[self.mode]
        return days.one(day + dt.timedelta(7 * self.weeks))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        if self.mode in ("last", "next", "following", "coming"):
            return f"the {self.mode} such weekday, counted from the publication date"
        return f"the first such weekday {'from' if context.tense > 0 else 'up to'} the publication date"


@dataclass(frozen=True, slots=True)
class SameMonth:
    """A day of the month alone: that of a date in the same sentence ("4 January and the 19th"), else by tense."""

    day: int

    tag = "day"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`.

        Raises:
            NotADateError: No date stands in the same sentence, nor a verb that shows a tense.
        """
        base = context.narrative
        if base is None or not context.near:
            if not context.tense:
                raise NotADateError
            return Calendar(day=self.day).resolve(context)
        year, month = month_after(base, 1 if context.tense > 0 and self.day < base.day else 0)
        return days.one(dt.date(year, month, self.day))

    def why(self, context: Context) -> str:  # noqa: ARG002
        """See `Reading`."""
        return "of the month named before"


@dataclass(frozen=True, slots=True)
class Decade:
    """A decade or century by its first year; one written with two digits is the latest that had begun."""

    first: int
    size: int = 10

    tag = "decade"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        first = self.first
        if first < 100:
            now = context.publication.year if context.publication else 2000
            first += now // 100 * 100
            first -= 100 if first > now else 0
        return Interval(dt.date(max(first, 1), 1, 1), dt.date(first + self.size - 1, 12, 31))

    def why(self, context: Context) -> str:  # noqa: ARG002
        """See `Reading`."""
        return "as written"

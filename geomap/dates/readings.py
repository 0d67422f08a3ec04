"""What date expressions mean: values that resolve to days once the publication date and the narrative are known.

Each reading has a `tag` by which patterns speak of it and a `resolve` that gives the days it denotes, or None where the
context lacks what it needs. A day that does not exist raises `ValueError`, one outside the years 1 to 9999 that or
`OverflowError`; both mean "seen but not resolvable".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from geomap.dates import days
from geomap.dates.days import Interval

Base = Literal["publication", "narrative"]
SPANNED_YEARS = 12
LONGEST_REACH = 400
COARSE_UNITS = ("month", "quarter", "half", "year", "decade", "century")
OBVIOUS, FAR = 100, 250


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against.

    Attributes:
        publication: The day of publication, None where unknown.
        narrative: The day last named in the text, None at its start.
        tense: -1 where the clause tells of the past, 1 of the future, 0 where neither shows.
        era: The first day of the period named last, of whatever length, None at its start.
        near: Whether that day was named in the same sentence.
        bare: True where there is no sentence around the expression (a phrase, a caption).
        firm: Whether the side that `tense` names is certain ("since May" began before publication).
        next_week: "next Friday" is the Friday of the following week, not merely the coming one.
        last_week: "last Friday" is the Friday of the preceding week, not merely the latest one.
    """

    publication: dt.date | None
    narrative: dt.date | None = None
    era: dt.date | None = None
    near: bool = False
    tense: int = 0
    bare: bool = False
    firm: bool = False
    next_week: bool = True
    last_week: bool = True

    def day(self, base: Base, unit: str = "day") -> dt.date | None:
        """The day that a relative expression counts from; years and months also count from long periods named before."""
        if base == "publication":
            return self.publication
        named = self.era if unit in COARSE_UNITS else self.narrative
        return named or self.publication


class Reading(Protocol):
    """The meaning of an expression."""

    @property
    def tag(self) -> str:
        """Kind of period denoted: "day", "weekday", "week", "month", "year", ..."""

    def resolve(self, context: Context) -> Interval | None:
        """The days denoted, or None where the context does not fix them."""

    def why(self, context: Context) -> str:
        """How it was read, for people."""


def side(context: Context) -> str:
    """The side of the publication date that the clause speaks of, in words."""
    return {-1: "before", 1: "after", 0: "nearest to"}[context.tense]


def latest(at: Callable[[int], Interval | None], context: Context, *, firm: bool = False) -> Interval | None:
    """Chooses one of a series of recurring periods, numbered from the one in the publication's own cycle.

    A day of a few months away is preferred to one of most of a year away, unless the side is `firm`. Else a past clause asks for the latest that had begun,
    a future one for the first that had not ended; without a sentence the one of the same cycle is meant, and in a sentence of
    neither tense the nearest.
    """
    day = context.publication
    if day is None:
        return None
    series = [interval for interval in (at(k) for k in range(-SPANNED_YEARS, SPANNED_YEARS + 1)) if interval]
    past = [interval for interval in series if interval.first <= day]
    future = [interval for interval in series if interval.last >= day]
    own = at(0)
    firm = firm or context.firm
    if own and context.bare and not firm:
        return own
    if not firm and past and future and (close := much_closer(past[-1], future[0], day)):
        return close
    if context.tense < 0 and past:
        return past[-1]
    if context.tense > 0 and future:
        return future[0]
    return min(series, key=lambda interval: distance(interval, day), default=None)


def much_closer(past: Interval, future: Interval, day: dt.date) -> Interval | None:
    """The one of two that is the obvious one: a writer who meant the far one would have said "last year" or "next year"."""
    if past.days > 1:
        return None
    back, ahead = distance(past, day), distance(future, day)
    if ahead <= OBVIOUS and back >= FAR:
        return future
    return past if back <= OBVIOUS and ahead >= FAR else None


def distance(interval: Interval, day: dt.date) -> int:
    """Days between a day and the nearest day of an interval, 0 inside it."""
    return max((interval.first - day).days, (day - interval.last).days, 0)


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
        """ "day", "month" or "year", by the smallest part given."""
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
        found = latest(lambda k: outside(self.candidate(base.year + k), base), replace(context, tense=self.shift), firm=True)
        return found and self.candidate(found.first.year + years)

    def why(self, context: Context) -> str:
        """See `Reading`."""
        if self.year:
            return "as written"
        if self.shift is not None:
            return {-1: "the last before", 0: "that of the year of", 1: "the first after"}.get(self.shift, "the second after") + " publication"
        return f"the one {side(context)} the publication date"


def outside(interval: Interval | None, day: dt.date) -> Interval | None:
    """The interval unless it holds the day."""
    return None if interval is None or interval.first <= day <= interval.last else interval


def month_after(day: dt.date, count: int) -> tuple[int, int]:
    """Year and month `count` months after those of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return year, month + 1


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: bare, or with "last", "this", "next".

    `mode` is "" (bare), "last", "this", "next", "coming" (the first one ahead) or "following" (next week's).
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
class Relative:
    """A whole calendar period some periods away: "last week", "this year", "tomorrow", "the next day"."""

    unit: str
    count: int
    base: Base = "publication"

    @property
    def tag(self) -> str:
        """The unit."""
        return self.unit

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        day = context.day(self.base, self.unit)
        return day and days.shifted(self.unit, day, self.count)

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"{self.unit} {self.count:+d} from {base_name(self.base, context)}"


def base_name(base: Base, context: Context) -> str:
    """What an expression was counted from, in words."""
    return "the date named before" if base == "narrative" and context.narrative else "the publication date"


@dataclass(frozen=True, slots=True)
class Offset:
    """A count of units before or after a day: "three days ago", "two weeks later", "2 months before 2 February".

    Counted from a named date the day itself is exact; counted from now or from the narrative, the unit says how exact it
    is ("two years ago" is a year).
    """

    unit: str
    count: int
    base: Base = "publication"
    origin: Reading | None = None

    tag = "offset"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        if self.origin is not None:
            interval = self.origin.resolve(context)
            if interval is None:
                return None
            start = interval.first if self.count < 0 else interval.last
            return days.one(days.step(self.unit, start, self.count))
        day = context.day(self.base, self.unit)
        exactness = {"decade": "year", "century": "decade"}.get(self.unit, self.unit)
        return day and days.period(exactness, days.step(self.unit, day, self.count))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        origin = self.origin.why(context) if self.origin else base_name(self.base, context)
        return f"{self.count:+d} {self.unit} from {origin}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The last or next so many whole units, without the present one: "the last two weeks"."""

    unit: str
    count: int

    tag = "stretch"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        day = context.publication
        if day is None:
            return None
        near = days.shifted(self.unit, day, 1 if self.count > 0 else -1)
        far = days.shifted(self.unit, day, self.count)
        return Interval(min(near.first, far.first), max(near.last, far.last))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"{abs(self.count)} {self.unit}(s) {'after' if self.count > 0 else 'before'} the publication date"

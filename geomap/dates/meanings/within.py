"""Days, weeks and parts of a period that is named beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from geomap.dates import days
from geomap.dates.days import Interval
from geomap.dates.meanings.base import Context, Reading, distance, latest, outside
from geomap.dates.meanings.calendar import Calendar
from geomap.dates.meanings.yearly import Recurring

THIRDS = {"early": 0, "mid": 1, "late": 2, "end": 2}
DAYS_IN_WEEK, SUNDAY = 7, 6
MONTH_LENGTHS = range(28, 32)


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th day, week, weekend or given weekday of a period; n counts from the end where negative."""

    n: int
    unit: str
    within: Reading
    weekday: int | None = None

    @property
    def tag(self) -> str:
        """The unit."""
        return "day" if self.weekday is not None else self.unit

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`; weeks are those wholly inside a month, and in a year those of ISO 8601."""
        period = self.within.resolve(context)
        if period is None:
            return None
        if self.weekday is not None:
            return days.one(days.nth_weekday(period, self.weekday, self.n))
        if self.unit == "day":
            day = period.first + dt.timedelta(self.n - 1) if self.n > 0 else period.last + dt.timedelta(self.n + 1)
            return inside(days.one(day), period)
        if self.unit in ("week", "fortnight"):
            return self.week(period) if self.unit == "week" else fortnight(period, self.n)
        if self.unit == "weekend":
            saturday = days.nth_weekday(period, 5, self.n)
            return Interval(saturday, saturday + dt.timedelta(1))
        start = period.first if self.n > 0 else period.last
        return inside(days.shifted(self.unit, start, self.n - 1 if self.n > 0 else self.n + 1), period)

    def week(self, period: Interval) -> Interval:
        """The n-th week of a period."""
        if self.within.tag == "year" and self.n > 0:
            start = dt.date.fromisocalendar(period.first.year, self.n, 1)
        elif self.n > 0:
            start = days.nth_weekday(period, 0, self.n)
        else:
            start = days.nth_weekday(period, 6, self.n) - dt.timedelta(6)
        return Interval(start, start + dt.timedelta(6))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"number {self.n} within: {self.within.why(context)}"


@dataclass(frozen=True, slots=True)
class FirstUnits:
    """The first (the last, where negative) so many units of a period: "the first six months of 2013"."""

    count: int
    unit: str
    within: Reading

    tag = "part"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`.

        Raises:
            ValueError: The period is shorter than that.
        """
        period = self.within.resolve(context)
        if period is None:
            return None
        day = dt.timedelta(1)
        if self.count > 0:
            return inside(Interval(period.first, days.step(self.unit, period.first, self.count) - day), period)
        return inside(Interval(days.step(self.unit, period.last + day, self.count), period.last), period)

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"the {'first' if self.count > 0 else 'last'} {abs(self.count)} {self.unit}(s) of: {self.within.why(context)}"


def fortnight(month: Interval, n: int) -> Interval:
    """The first or second half of a month, parted after the 15th.

    Raises:
        ValueError: The period is no month, or has no such half.
    """
    if month.first.day != 1 or month.days not in MONTH_LENGTHS or n not in (1, 2, -1, -2):
        raise ValueError(f"no half number {n} within {month}")
    if n in (1, -2):
        return Interval(month.first, month.first.replace(day=15))
    return Interval(month.first.replace(day=16), month.last)


def inside(interval: Interval, period: Interval) -> Interval:
    """The interval, if it lies in the period.

    Raises:
        ValueError: It does not.
    """
    if interval.first < period.first or interval.last > period.last:
        raise ValueError(f"{interval} is not within {period}")
    return interval


@dataclass(frozen=True, slots=True)
class InWeek:
    """A weekday of a week named otherwise: "Monday of next week"."""

    weekday: int
    week: Reading

    tag = "day"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        week = self.week.resolve(context)
        return week and days.one(days.monday(week.first) + dt.timedelta(self.weekday))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return self.week.why(context)


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week, or weekend, of a day; of a Sunday the week that follows, as weeks are announced by the day they begin."""

    of: Reading
    unit: str = "week"

    @property
    def tag(self) -> str:
        """The unit."""
        return self.unit

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        interval = self.of.resolve(context)
        if interval is None:
            return None
        sunday = interval.first.weekday() == SUNDAY and self.unit == "week"
        return days.period(self.unit, interval.first + dt.timedelta(sunday))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"the {self.unit} of: {self.of.why(context)}"


@dataclass(frozen=True, slots=True)
class Part:
    """The early, middle or late part of a period.

    Of a month these are its days 1-10, 10-19 and 21 to the end, of a year its months 1-3, 5-8 and 10-12 (its end
    11-12), of a decade its years 0-3, 4-6 and 7-9; a week or a quarter is not divided.
    """

    part: str
    of: Reading

    @property
    def tag(self) -> str:
        """Never the whole period, so patterns cannot take it for one."""
        return "part"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`; of a month without a year the part itself must fit: "mid-June" told late in June is this year's."""
        if isinstance(self.of, Calendar) and self.of.tag == "month" and not self.of.year and context.publication:
            return self.of_the_year(self.of, context.publication, context)
        whole = self.of.resolve(context)
        return None if whole is None else self.portion(whole)

    def of_the_year(self, month: Calendar, base: dt.date, context: Context) -> Interval | None:
        """The part of the month in the year that "last" or "next", else the tense, asks for."""

        def at(k: int) -> Interval | None:
            whole = month.candidate(base.year + k)
            return whole and self.portion(whole)

        if month.shift is None:
            return latest(at, context)
        if abs(month.shift) != 1:
            whole = month.resolve(context)
            return whole and self.portion(whole)
        return latest(lambda k: outside(at(k), base), replace(context, tense=month.shift), firm=True)

    def portion(self, whole: Interval) -> Interval:
        """The part of a given period."""
        if whole.days < DAYS_IN_WEEK:
            return whole
        if self.of.tag == "month":
            first = whole.first
            return {
                "early": Interval(first, first.replace(day=10)),
                "mid": Interval(first.replace(day=10), first.replace(day=19)),
            }.get(self.part, Interval(first.replace(day=21), whole.last))
        if self.of.tag == "year":
            year = whole.first.year
            first_month = {"early": 1, "mid": 5, "late": 10, "end": 11}[self.part]
            last_month = {"early": 3, "mid": 8, "late": 12, "end": 12}[self.part]
            return Interval(dt.date(year, first_month, 1), days.month_end(year, last_month))
        if self.of.tag != "decade":
            return whole
        third = THIRDS[self.part]
        start, end = whole.first.year + (0, 4, 7)[third], whole.first.year + (3, 6, 9)[third]
        return Interval(dt.date(start, 1, 1), dt.date(end, 12, 31))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"the {self.part} part of: {self.of.why(context)}"


@dataclass(frozen=True, slots=True)
class NthAfter:
    """The n-th of a weekday after (before, where negative) a day."""

    n: int
    weekday: int
    origin: Reading

    tag = "day"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        origin = self.origin.resolve(context)
        if origin is None:
            return None
        if self.n > 0:
            ahead = (self.weekday - origin.last.weekday()) % 7 or 7
            return days.one(origin.last + dt.timedelta(ahead + 7 * (self.n - 1)))
        behind = (origin.first.weekday() - self.weekday) % 7 or 7
        return days.one(origin.first - dt.timedelta(behind + 7 * (-self.n - 1)))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"weekday number {self.n:+d} from: {self.origin.why(context)}"


@dataclass(frozen=True, slots=True)
class Closest:
    """The weekday or holiday nearest to a day."""

    origin: Reading
    weekday: int | None = None
    recurring: Recurring | None = None

    tag = "day"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        origin = self.origin.resolve(context)
        if origin is None:
            return None
        day = origin.first
        if self.recurring is None:
            return days.one(day + dt.timedelta(((self.weekday or 0) - day.weekday() + 3) % 7 - 3))
        around = [self.recurring.at(day.year + k) for k in (-1, 0, 1)]
        return min(around, key=lambda interval: distance(interval, day))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"nearest to: {self.origin.why(context)}"

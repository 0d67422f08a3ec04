"""Meanings built on other meanings: the third week of October, early March, from Friday to Sunday, since May."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from geomap.dates import days
from geomap.dates.days import Interval
from geomap.dates.readings import Base, Calendar, Context, Reading, Weekday, base_name, distance, latest, month_after, side

THIRDS = {"early": 0, "mid": 1, "late": 2, "end": 2}
DAYS_IN_WEEK = 7
COARSE = ("year", "decade", "century")


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
        if self.unit == "week":
            return self.week(period)
        if self.unit == "fortnight":
            return fortnight(period, self.n)
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


def fortnight(month: Interval, n: int) -> Interval:
    """The first or second half of a month, parted after the 15th."""
    if n in (1, -2):
        return Interval(month.first, month.first.replace(day=15))
    return inside(Interval(month.first.replace(day=16), month.last), month if n in (2, -1) else days.one(month.first))


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
    """The week of a day; of a Sunday it is the week that follows, as weeks are announced by the day they begin."""

    of: Reading

    tag = "week"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        interval = self.of.resolve(context)
        return interval and days.period("week", interval.first + dt.timedelta(interval.first.weekday() == 6))  # noqa: PLR2004

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"the week of: {self.of.why(context)}"


@dataclass(frozen=True, slots=True)
class Part:
    """The early, middle or late part of a period: of a month its days 1-10, 10-19 and 21 to the end, of a year its months
    1-3, 5-8 and 10-12 (its end 11-12), of a decade its years 0-3, 4-6 and 7-9; a week or a quarter is not divided.
    """

    part: str
    of: Reading

    @property
    def tag(self) -> str:
        """Never the whole period, so patterns cannot take it for one."""
        return "part"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        whole = self.of.resolve(context)
        if whole is None or whole.days < DAYS_IN_WEEK:
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
        first, last = whole.first.year + (0, 4, 7)[third], whole.first.year + (3, 6, 9)[third]
        return Interval(dt.date(first, 1, 1), dt.date(last, 12, 31))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"the {self.part} part of: {self.of.why(context)}"


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
    """From a date to the day of publication: "since December". Of a year ("since 2011") only the year itself is kept: that
    something went on ever since says more of a state than of an event.
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


@dataclass(frozen=True, slots=True)
class Recurring:
    """A period that comes every year: a holiday, a season; or a quarter or half of a year."""

    kind: str
    spec: tuple[int, ...]
    year: int | None = None
    shift: int | None = None

    @property
    def tag(self) -> str:
        """ "day" for holidays, else the kind."""
        return "holiday" if self.kind in ("fixed", "easter", "nth") else self.kind

    def at(self, year: int) -> Interval:
        """It in a given year."""
        if self.kind == "fixed":
            return days.one(dt.date(year, *self.spec))
        if self.kind == "easter":
            return days.one(days.easter(year) + dt.timedelta(self.spec[0]))
        if self.kind == "nth":
            month, weekday, n, *later = self.spec
            day = days.nth_weekday(days.period("month", dt.date(year, month, 1)), weekday, n)
            return days.one(day + dt.timedelta(sum(later)))
        if self.kind == "season":
            return season(year, self.spec[0])
        size = {"quarter": 3, "half": 6}[self.kind]
        return days.period(self.kind, dt.date(year, size * (self.spec[0] - 1) + 1, 1))

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        if self.year:
            return self.at(self.year)
        base = context.publication
        if base is None:
            return None
        if self.shift is None:
            return latest(lambda k: self.at(base.year + k), context)
        if self.shift == 0:
            return self.at(base.year)
        return latest(
            lambda k: None if (i := self.at(base.year + k)).first <= base <= i.last else i,
            replace(context, tense=self.shift),
            firm=True,
        )

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return "as written" if self.year else "the one that the publication date and the tense ask for"


def season(year: int, number: int) -> Interval:
    """Meteorological season: spring 0 (March to May), summer 1, autumn 2, winter 3 (December to February)."""
    first = dt.date(year, 3 * number + 3, 1)
    return Interval(first, days.step("month", first, 3) - dt.timedelta(1))


@dataclass(frozen=True, slots=True)
class Decade:
    """A decade or century by its first year; one written with two digits is the latest that had begun."""

    first: int
    size: int = 10

    tag = "decade"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        first = self.first
        if first < 100:  # noqa: PLR2004
            now = context.publication.year if context.publication else 2000
            first += now // 100 * 100
            first -= 100 if first > now else 0
        return Interval(dt.date(max(first, 1), 1, 1), dt.date(first + self.size - 1, 12, 31))

    def why(self, context: Context) -> str:  # noqa: ARG002
        """See `Reading`."""
        return "as written"


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
class InYear:
    """A month, quarter, season or holiday of a year that is named otherwise."""

    inner: Calendar | Recurring
    outer: Reading

    @property
    def tag(self) -> str:
        """That of the inner expression."""
        return self.inner.tag

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        year = self.outer.resolve(context)
        return year and self.inner.at(year.first.year)

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"within: {self.outer.why(context)}"


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


class NotADateError(Exception):
    """The words turn out to be no date where they stand."""


@dataclass(frozen=True, slots=True)
class OnlyAhead:
    """An offset that is one only in a clause about the future: "will fall in two days", not "fell in two days"."""

    inner: Reading

    @property
    def tag(self) -> str:
        """That of the inner expression."""
        return self.inner.tag

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`.

        Raises:
            NotADateError: The clause is not about the future.
        """
        if context.tense <= 0 and not context.bare:
            raise NotADateError
        return self.inner.resolve(context)

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return self.inner.why(context)


@dataclass(frozen=True, slots=True)
class Unknown:
    """An expression that counts from something that is no date: "the day after the attack"."""

    reason: str = "it counts from an event, not from a date"

    tag = "unknown"

    def resolve(self, context: Context) -> Interval | None:  # noqa: ARG002
        """Never: see `Reading`."""
        return None

    def why(self, context: Context) -> str:  # noqa: ARG002
        """See `Reading`."""
        return self.reason


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """An hour: it is kept as the day named before, or that of publication."""

    tag = "time"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`.

        Raises:
            NotADateError: No day is known.
        """
        day = context.day("narrative")
        if day is None:
            raise NotADateError
        return days.one(day)

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"a time of day, on {base_name('narrative', context)}"


@dataclass(frozen=True, slots=True)
class Weekend:
    """The weekend, or this weekend: the one that tense asks for."""

    tag = "weekend"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        day = context.publication
        return day and latest(lambda k: days.period("weekend", day + dt.timedelta(7 * k)), context)

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"the weekend {side(context)} the publication date"


@dataclass(frozen=True, slots=True)
class Recent:
    """The last (or next) few days, weeks, months or years: a week, three weeks, three months, three years."""

    unit: str
    count: int

    tag = "recent"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        day = context.publication
        if day is None:
            return None
        return Interval(*sorted((days.step(self.unit, day, self.count), day)))

    def why(self, context: Context) -> str:  # noqa: ARG002
        """See `Reading`."""
        return f"taken as {abs(self.count)} {self.unit}(s) {'from' if self.count > 0 else 'up to'} the publication date"


@dataclass(frozen=True, slots=True)
class SameMonth:
    """A day of the month alone, beside a date in the same sentence: "4 January and the 19th"."""

    day: int

    tag = "day"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`.

        Raises:
            NotADateError: No date stands in the same sentence.
        """
        base = context.narrative
        if base is None or not context.near:
            raise NotADateError
        year, month = month_after(base, 1 if context.tense > 0 and self.day < base.day else 0)
        return days.one(dt.date(year, month, self.day))

    def why(self, context: Context) -> str:  # noqa: ARG002
        """See `Reading`."""
        return "of the month named before"


@dataclass(frozen=True, slots=True)
class Around:
    """A round number of units away: days within two days, other units as whole calendar units."""

    unit: str
    count: int
    base: Base = "publication"

    tag = "offset"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        base = context.day(self.base)
        if base is None:
            return None
        day = days.step(self.unit, base, self.count)
        if self.unit != "day":
            return days.period(self.unit, day)
        return Interval(day - dt.timedelta(2), day + dt.timedelta(2))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"about {self.count:+d} {self.unit} from {base_name(self.base, context)}"


@dataclass(frozen=True, slots=True)
class After:
    """A count of units before or after a holiday of no stated year: the first such day that fits the clause."""

    unit: str
    count: int
    origin: Recurring

    tag = "day"

    def at(self, year: int) -> Interval:
        """It, counted from the holiday of a given year."""
        interval = self.origin.at(year)
        return days.one(days.step(self.unit, interval.first if self.count < 0 else interval.last, self.count))

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        day = context.publication
        if day is None:
            return None
        ahead = replace(context, tense=context.tense or 1, bare=False)
        return latest(lambda k: self.at(day.year + k), ahead, firm=True)

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"{self.count:+d} {self.unit} from the holiday {side(context)} the publication date"


@dataclass(frozen=True, slots=True)
class SameIn:
    """The day or month named last, in another year: "up 7 percent from the same month last year"."""

    unit: str
    outer: Reading

    tag = "same"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        year, day = self.outer.resolve(context), context.day("narrative")
        return year and day and days.period(self.unit, days.step("year", day, year.first.year - day.year))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"the {self.unit} named before, within: {self.outer.why(context)}"


@dataclass(frozen=True, slots=True)
class Backwards:
    """The stretch of several units together that ended on the day before publication."""

    counts: tuple[tuple[str, int], ...]

    tag = "stretch"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        if context.publication is None:
            return None
        first = context.publication
        for unit, count in self.counts:
            first = days.step(unit, first, -count)
        return Interval(first, context.publication - dt.timedelta(1))

    def why(self, context: Context) -> str:  # noqa: ARG002
        """See `Reading`."""
        return "counted back from the day before publication"


@dataclass(frozen=True, slots=True)
class ToDate:
    """The present year, month or quarter up to the day before publication."""

    unit: str

    tag = "stretch"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        day = context.publication
        if day is None:
            return None
        first = days.period(self.unit, day).first
        return Interval(first, max(first, day - dt.timedelta(1)))

    def why(self, context: Context) -> str:  # noqa: ARG002
        """See `Reading`."""
        return f"the {self.unit} so far"

"""What comes every year: holidays, seasons, quarters, and months of a year named otherwise."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from geomap.dates import days
from geomap.dates.days import Interval
from geomap.dates.meanings.base import Context, Reading, latest, side
from geomap.dates.meanings.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Recurring:
    """A period that comes every year: a holiday, a season; or a quarter or half of a year."""

    kind: str
    spec: tuple[int, ...]
    year: int | None = None
    shift: int | None = None

    @property
    def tag(self) -> str:
        """The kind; of a holiday "holiday"."""
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

    def why(self, context: Context) -> str:  # noqa: ARG002
        """See `Reading`."""
        return "as written" if self.year else "the one that the publication date and the tense ask for"


def season(year: int, number: int) -> Interval:
    """Meteorological season: spring 0 (March to May), summer 1, autumn 2, winter 3 (December to February)."""
    first = dt.date(year, 3 * number + 3, 1)
    return Interval(first, days.step("month", first, 3) - dt.timedelta(1))


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
class SameIn:
    """The day or month named last, in another year: "twice as many as in the same month a year before"."""

    unit: str
    outer: Reading

    tag = "same"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        year, day = self.outer.resolve(context), context.day("narrative")
        if year is None or day is None:
            return None
        return days.period(self.unit, days.step("year", day, year.first.year - day.year))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"the {self.unit} named before, within: {self.outer.why(context)}"

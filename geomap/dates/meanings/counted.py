"""Times counted from publication, from the date named last or from another date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from geomap.dates import days
from geomap.dates.days import Interval
from geomap.dates.meanings.base import Base, Context, NotADateError, Reading, base_name

SATURDAY = 5


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
        """See `Reading`; "the next day" of several days is the next of each."""
        told = context.told() if self.base == "narrative" and self.unit == "day" else None
        if told is not None:
            return Interval(*(day + dt.timedelta(self.count) for day in told))
        day = context.day(self.base, self.unit)
        if day is None:
            return None
        before_saturday = self.unit == "weekend" and self.base == "narrative" and day.weekday() < SATURDAY
        return days.shifted(self.unit, day, self.count - (before_saturday and self.count > 0))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"{self.unit} {self.count:+d} from {base_name(self.base, context)}"


@dataclass(frozen=True, slots=True)
class Offset:
    """A count of units before or after a day: "three days ago", "two weeks later", "2 months before 2 February".

    Counted from a named date the day itself is exact; counted from now or from the narrative, the unit says how exact
    it is ("two years ago" is a year).
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
        return None if day is None else days.period(exactness, days.step(self.unit, day, self.count))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        origin = self.origin.why(context) if self.origin else base_name(self.base, context)
        return f"{self.count:+d} {self.unit} from {origin}"


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


# How many units "a few" of them are at most, told from the day that they are counted from.
FEW = {"day": 7, "week": 4, "month": 6, "year": 5, "decade": 4}


@dataclass(frozen=True, slots=True)
class Vaguely:
    """Some units after or before the date named last: "a few months later", "days earlier"."""

    unit: str
    sign: int

    tag = "vague"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`; None where no date was named, for nothing is counted from publication so."""
        if context.narrative is None and context.era is None:
            return None
        day = context.day("narrative", self.unit)
        if day is None:
            return None
        near, far = (days.step(self.unit, day, self.sign * count) for count in (1, FEW[self.unit]))
        return Interval(min(near, far), max(near, far))

    def why(self, context: Context) -> str:
        """See `Reading`."""
        side = "after" if self.sign > 0 else "before"
        return f"1 to {FEW[self.unit]} {self.unit}(s) {side} {base_name('narrative', context)}"


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

    def why(self, context: Context) -> str:  # noqa: ARG002
        """See `Reading`."""
        return f"{abs(self.count)} {self.unit}(s) {'after' if self.count > 0 else 'before'} the publication date"


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

"""What meanings share: the context they are read against, and the choice among recurring dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from geomap.dates.days import Interval

Base = Literal["publication", "narrative"]
SPANNED_YEARS = 12
COARSE_UNITS = ("month", "quarter", "half", "year", "decade", "century")
OBVIOUS, FAR = 100, 150


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against.

    Attributes:
        publication: The day of publication, None where unknown.
        narrative: The day last named in the text (of several the first), None at its start.
        narrative_last: The last of those days.
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
    narrative_last: dt.date | None = None
    era: dt.date | None = None
    near: bool = False
    tense: int = 0
    bare: bool = False
    firm: bool = False
    next_week: bool = True
    last_week: bool = True

    def day(self, base: Base, unit: str = "day") -> dt.date | None:
        """The day that a relative expression counts from; years and months also from long periods named before."""
        if base == "publication":
            return self.publication
        named = self.era if unit in COARSE_UNITS else self.narrative
        return named or self.publication

    def told(self) -> Interval | None:
        """The days that were named last, else that of publication: what "the same day" and an hour are of."""
        if self.narrative is not None:
            return Interval(self.narrative, self.narrative_last or self.narrative)
        return None if self.publication is None else Interval(self.publication, self.publication)


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


def base_name(base: Base, context: Context) -> str:
    """What an expression was counted from, in words."""
    return "the date named before" if base == "narrative" and context.narrative else "the publication date"


def latest(at: Callable[[int], Interval | None], context: Context, *, firm: bool = False) -> Interval | None:
    """Chooses one of a series of recurring periods, numbered from the one in the publication's own cycle.

    One in the publication's own year is preferred to a far one of another year, unless the side is `firm`. Else a past
    clause asks for the latest that had begun, a future one for the first that had not ended; without a sentence the one
    of the same cycle is meant, and in a sentence of neither tense the nearest.
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
    """The obvious one of two: the one of the publication's own year, where the other is of another year and far.

    A writer who meant the far one would have named its year, or said "last" or "next".
    """
    own = (past.first.year == day.year, future.first.year == day.year)
    if own == (False, True) and past.days == 1 and distance(future, day) <= OBVIOUS:
        return future
    if own == (True, False) and distance(future, day) >= FAR and (past.days > 1 or distance(past, day) <= OBVIOUS):
        return past
    return None


def distance(interval: Interval, day: dt.date) -> int:
    """Days between a day and the nearest day of an interval, 0 inside it."""
    return max((interval.first - day).days, (day - interval.last).days, 0)


def outside(interval: Interval | None, day: dt.date) -> Interval | None:
    """The interval unless it holds the day."""
    return None if interval is None or interval.first <= day <= interval.last else interval


def month_after(day: dt.date, count: int) -> tuple[int, int]:
    """Year and month `count` months after those of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return year, month + 1


class NotADateError(Exception):
    """The words turn out to be no date where they stand."""

"""Days and calendar periods: arithmetic on inclusive intervals, weeks from Monday to Sunday.

Everything here raises `ValueError` or `OverflowError` where a day does not exist or lies outside the years 1 to 9999,
as `datetime` does; the caller treats both as "cannot be resolved".
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}


class Interval(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """Number of days it covers."""
        return (self.last - self.first).days + 1


def one(day: dt.date) -> Interval:
    """The interval of one day."""
    return Interval(day, day)


def monday(day: dt.date) -> dt.date:
    """Monday of the week in which a day lies."""
    return day - dt.timedelta(day.weekday())


def month_end(year: int, month: int) -> dt.date:
    """Last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def period(unit: str, day: dt.date) -> Interval:
    """The calendar period of a kind in which a day lies.

    Args:
        unit: "day", "week", "weekend", "fortnight", "month", "quarter", "half", "year", "decade" or "century".
        day: Any day of the period; a weekend is that of the day's week, a fortnight the week and the one before it.

    Returns:
        Its first and last day.
    """
    if unit == "day":
        return one(day)
    if unit == "week":
        return Interval(monday(day), monday(day) + dt.timedelta(6))
    if unit == "weekend":
        return Interval(monday(day) + dt.timedelta(5), monday(day) + dt.timedelta(6))
    if unit == "fortnight":
        return Interval(monday(day) - dt.timedelta(7), monday(day) + dt.timedelta(6))
    if unit in ("decade", "century"):
        years = MONTHS_IN[unit] // 12
        first = day.year // years * years
        return Interval(dt.date(max(first, 1), 1, 1), dt.date(first + years - 1, 12, 31))
    size = MONTHS_IN[unit]
    month = (day.month - 1) // size * size + 1
    return Interval(dt.date(day.year, month, 1), month_end(day.year, month + size - 1))


def step(unit: str, day: dt.date, count: int) -> dt.date:
    """The day `count` units later (earlier where negative); the 31st becomes the last day of a shorter month."""
    if unit in DAYS_IN:
        return day + dt.timedelta(count * DAYS_IN[unit])
    months = day.year * 12 + day.month - 1 + count * MONTHS_IN[unit]
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shifted(unit: str, day: dt.date, count: int) -> Interval:
    """The calendar period `count` periods after that of a day."""
    first = period(unit, day).first
    return period(unit, step(unit, first, count))


def easter(year: int) -> dt.date:
    """Western Easter Sunday (Anonymous Gregorian computus, as in Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def nth_weekday(within: Interval, weekday: int, n: int) -> dt.date:
    """The n-th given weekday (Monday 0) of an interval, counted from its end where n is negative.

    Raises:
        ValueError: The interval has no such day.
    """
    if n > 0:
        day = within.first + dt.timedelta((weekday - within.first.weekday()) % 7 + 7 * (n - 1))
    else:
        day = within.last - dt.timedelta((within.last.weekday() - weekday) % 7 + 7 * (-n - 1))
    if not within.first <= day <= within.last:
        raise ValueError(f"no weekday {weekday} number {n} within {within}")
    return day

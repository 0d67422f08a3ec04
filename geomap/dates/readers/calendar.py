"""Readers of dates by number and name."""

from __future__ import annotations

from geomap.dates.meanings.base import Reading
from geomap.dates.meanings.calendar import Calendar, SameMonth
from geomap.dates.readers.registry import Match, full_year, reader, year_of


@reader
def calendar(match: Match) -> Reading | None:
    """A day, month or year by name and number."""
    month = match.get("month", "suremonth", "capmonth", "lonemonth", "caplonemonth", "monthnum")
    if match.get("yy") is not None and match.after.isalpha() and match.get("suffix") is None:
        return None
    day = match.get("day", "wday", "wordday", "nth", "ord")
    return Calendar(year_of(match), month, day, match.get("weekday", "sureweekday"), match.get("shift", "shiftafter"))


@reader
def numeric(match: Match) -> Reading | None:
    """A date in digits with separators; its order is the language's unless only another one is possible."""
    token, parts = match.get("numdate")
    if len(parts) != 3:
        return None
    if parts[0] > 99:
        return Calendar(parts[0], parts[1], parts[2])
    order = "dmy" if "." in token else match.get("order")
    first, second = (parts[1], parts[0]) if order == "mdy" else (parts[0], parts[1])
    if second > 12 >= first:
        first, second = second, first
    year = parts[2] if parts[2] > 99 else full_year(parts[2])
    return Calendar(year, second, first, match.get("weekday", "sureweekday")) if second <= 12 else Calendar(year, 2, 31)


@reader
def spaced(match: Match) -> Reading | None:
    """Day, month and year in digits with spaces between them."""
    first, second = match.get("day"), match.get("day2", "monthnum")
    return Calendar(match.get("year"), second, first) if second <= 12 else None


@reader
def dotted(match: Match) -> Reading | None:
    """A day and month in digits with dots: "14.10."."""
    day, month = match.get("daymonth")
    return Calendar(month=month, day=day, weekday=match.get("weekday", "sureweekday"))


def slashed_day(match: Match, *names: str) -> Calendar:
    """A day and month in digits, in the language's order."""
    first, second = (match.get(name) for name in names)
    month, day = (first, second) if match.get("order") == "mdy" else (second, first)
    return Calendar(month=month, day=day)


@reader
def slashday(match: Match) -> Reading | None:
    """A day and month in digits, in the language's order, with what shows that they are a date."""
    if match.after in ("/", "-", ":"):
        return None
    first, second = match.get("monthnum", "day"), match.get("day", "monthnum")
    if match.get("order") == "mdy":
        first, second = match.get("monthnum"), match.get("day")
        return Calendar(month=first, day=second, weekday=match.get("weekday", "sureweekday"))
    return Calendar(month=match.get("monthnum"), day=match.get("day"), weekday=match.get("weekday", "sureweekday"))


@reader
def nthday(match: Match) -> Reading | None:
    """A day of the month by its ordinal number alone: "on the 21st"."""
    return None if match.after.isalpha() else Calendar(day=match.get("nth"))


@reader
def samemonth(match: Match) -> Reading | None:
    """A day of the month alone."""
    if match.after in {"-", "/", ":", "%", "€", "$"}:
        return None
    return None if match.after.isalpha() and match.after not in match.get("may_follow") else SameMonth(match.get("day"))

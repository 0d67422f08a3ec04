"""Readers of several days in one pattern: ranges and lists of days of one month."""

from __future__ import annotations

from geomap.dates.meanings.base import Reading
from geomap.dates.meanings.calendar import Calendar
from geomap.dates.meanings.counted import Relative
from geomap.dates.meanings.spans import Range
from geomap.dates.meanings.within import Nth
from geomap.dates.readers.calendar import dotted, numeric, slashed_day
from geomap.dates.readers.registry import Match, Several, reader, year_of


@reader
def days(match: Match) -> Reading | None:
    """Two days of one month: "3 to 5 March"."""
    month = match.get("month", "suremonth", "capmonth")
    first = match.get("day", "wordday", "wday")
    last = match.get("day2", "wordday2", "wday2") or match.get("wday", "day")
    year = year_of(match)
    return Range(Calendar(year, month, first, match.get("weekday")), Calendar(year, month, last, match.get("weekday2")))


@reader
def dayslist(match: Match) -> Several:
    """Several days of one month, its name after the last: "3, 4 and 5 March"."""
    month, year = match.get("month", "suremonth", "capmonth"), year_of(match)
    names = [name for name in ("day", "day2", "day3", "day4", "day5") if name in match.values]
    rest = tuple(name for name in ("month", "suremonth", "capmonth", "year") if name in match.values)
    return Several(
        tuple(
            (Calendar(year, month, match.get(name)), (name, *rest) if name == names[-1] else (name,)) for name in names
        )
    )


@reader
def dayslist2(match: Match) -> Several:
    """Several days of one month, its name before the first: "March 3, 4 and 5"."""
    month, year = match.get("month", "suremonth", "capmonth"), year_of(match)
    names = [name for name in ("day", "day2", "day3", "day4") if name in match.values]
    heads = tuple(name for name in ("month", "capmonth") if name in match.values)
    return Several(
        tuple(
            (Calendar(year, month, match.get(name)), (*heads, name) if name == names[0] else (name,)) for name in names
        )
    )


@reader
def slashed(match: Match) -> Reading | None:
    """Two such days, the second perhaps with its year."""
    start = slashed_day(match, "monthnum", "day")
    end = numeric(match) if "numdate" in match.values else slashed_day(match, "monthnum2", "day2")
    return Range(start, end) if end and start.month and start.month <= 12 else None


@reader
def dottedspan(match: Match) -> Reading | None:
    """Such a day and a full date."""
    end = numeric(match)
    return Range(dotted(match) or end, end) if end else None


@reader
def daysnumeric(match: Match) -> Reading | None:
    """A day of the month and a full date in digits: "14. - 15.10.2018"."""
    end = numeric(match)
    return Range(Calendar(day=match.get("day")), end) if end else None


@reader
def daysofmonth(match: Match) -> Reading | None:
    """Two days of a month named by "last" or "next"."""
    month = Relative("month", match.get("shiftafter"))
    return Range(Nth(match.get("day"), "day", month), Nth(match.get("day2"), "day", month))


@reader
def baredays(match: Match) -> Reading | None:
    """Two days of the month alone: "from the 5th to the 8th"."""
    if match.after.isalpha() or match.after in {"%", "€", "$"}:
        return None
    return Range(Calendar(day=match.get("day")), Calendar(day=match.get("day2")))


@reader
def daysin(match: Match) -> Reading | None:
    """Two days of a month named before them."""
    month = match.get("r")
    return Range(Nth(match.get("day"), "day", month), Nth(match.get("day2"), "day", month))

"""Readers: from the captured words of a pattern to the meaning of the expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from geomap.dates.composites import (
    After,
    Around,
    Backwards,
    Closest,
    Decade,
    InWeek,
    InYear,
    Nth,
    NthAfter,
    OnlyAhead,
    Part,
    Range,
    Recent,
    Recurring,
    SameIn,
    SameMonth,
    TimeOfDay,
    ToDate,
    Unknown,
    Until,
    Weekend,
    WeekOf,
)
from geomap.dates.readings import Calendar, Offset, Reading, Relative, Stretch, Weekday

YEAR_PIVOT = 40
RECENT = {"day": 7, "week": 3, "month": 3, "year": 3, "decade": 2}
EARLIEST_BARE_YEAR, LATEST_BARE_YEAR = 1900, 2049
CURRENCIES = frozenset("$€£¥#") | {"no", "n°"}
MEASURES = frozenset("km m kg people men women troops soldiers miles metres meters feet tons tonnes % € $ euros dollars gmt personnes hommes soldats h".split())


@dataclass(frozen=True, slots=True)
class Match:
    """A matched pattern: what its items mean, its options in the YAML, and the words on either side."""

    values: Mapping[str, Any]
    options: Mapping[str, Any]
    before: str
    after: str
    opened: bool = False

    def get(self, *names: str) -> Any:
        """The first of several captures or options that is there."""
        for name in names:
            if name in self.values:
                return self.values[name]
            if name in self.options:
                return self.options[name]
        return None


@dataclass(frozen=True, slots=True)
class Blocked:
    """Words that look like a date and are none: "every Monday", "12 years old"."""

    tag = "blocked"

    def resolve(self, context: object) -> None:  # noqa: ARG002
        """Nothing."""
        return

    def why(self, context: object) -> str:  # noqa: ARG002
        """Nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Several:
    """Several expressions in one pattern ("3 and 4 March"): for each its meaning and the captured items it stands on."""

    parts: tuple[tuple[Reading, tuple[str, ...]], ...]


Read = Callable[[Match], "Reading | Several | None"]
READERS: dict[str, Read] = {}


def reader(function: Read) -> Read:
    """Makes a reader known to patterns under its own name."""
    READERS[function.__name__] = function
    return function


def full_year(two_digits: int) -> int:
    """The year meant by two digits: up to 2039 or from 1940 on."""
    return two_digits + (2000 if two_digits < YEAR_PIVOT else 1900)


def year_of(match: Match) -> int | None:
    """The year captured, in four digits or two."""
    if (year := match.get("year")) is not None:
        return int(year)
    yy = match.get("yy")
    return None if yy is None else full_year(yy)


@reader
def calendar(match: Match) -> Reading | None:
    """A day, month or year by name and number."""
    month = match.get("month", "suremonth", "capmonth", "lonemonth", "monthnum")
    if match.get("yy") is not None and match.after.isalpha() and match.get("suffix") is None:
        return None
    day = match.get("day", "wday", "wordday", "nth", "ord")
    return Calendar(year_of(match), month, day, match.get("weekday"), match.get("shift", "shiftafter"))


@reader
def numeric(match: Match) -> Reading | None:
    """A date in digits with separators; its order is the language's unless only another one is possible."""
    token, parts = match.get("numdate")
    if len(parts) != 3:  # noqa: PLR2004
        return None
    if parts[0] > 99:  # noqa: PLR2004
        return Calendar(parts[0], parts[1], parts[2])
    order = "dmy" if "." in token else match.get("order")
    first, second = (parts[1], parts[0]) if order == "mdy" else (parts[0], parts[1])
    if second > 12 >= first:  # noqa: PLR2004
        first, second = second, first
    year = parts[2] if parts[2] > 99 else full_year(parts[2])  # noqa: PLR2004
    return Calendar(year, second, first, match.get("weekday")) if second <= 12 else Calendar(year, 2, 31)  # noqa: PLR2004


@reader
def deictic(match: Match) -> Reading | None:
    """Today, yesterday, tomorrow."""
    return Relative("day", match.get("deictic", "daypartnow"), match.get("base") or "publication")


@reader
def weekday(match: Match) -> Reading | None:
    """A day of the week with or without "last", "this", "next"."""
    return Weekday(match.get("weekday", "sureweekday"), match.get("mode") or "", match.get("weeks") or 0)


@reader
def shifted(match: Match) -> Reading | None:
    """A unit with "last", "this" or "next"; a shift of several units where a count of them is given elsewhere."""
    count = match.get("shift", "shiftafter", "shiftthen", "veille", "lendemain", "vispera", "vortag", "heuer", "by", "count")
    base = "narrative" if "shiftthen" in match.values else match.get("base") or "publication"
    unit = match.get("unit", "units")
    if match.get("weekday") is not None:
        return InWeek(match.get("weekday"), Relative(unit, count, base))
    return Relative(unit, count, base)


@reader
def offset(match: Match) -> Reading | None:
    """A count of units before or after now, the narrative or a named day."""
    origin = match.get("r")
    if "monthnum" in match.values:
        origin = slashed_day(match, "monthnum", "day")
    if match.after in (match.get("not_before") or ()):
        return None
    if isinstance(origin, Recurring) and not origin.year:
        return After(match.get("unit"), match.get("sign") * match.get("count"), origin)
    found = Offset(match.get("unit"), match.get("sign") * match.get("count"), match.get("base") or "publication", origin)
    return OnlyAhead(found) if match.get("only") == "future" else found


@reader
def roughly(match: Match) -> Reading | None:
    """ "About ten days ago": the days around."""
    return Around(match.get("unit"), match.get("sign") * match.get("rough"), match.get("base") or "publication")


@reader
def stretch(match: Match) -> Reading | None:
    """The last or next several units."""
    sign = match.get("sign", "shift", "shiftafter")
    count = match.get("count", "num")
    return Stretch(match.get("unit"), sign * count) if sign and count else None


@reader
def nth(match: Match) -> Reading | None:
    """The third Tuesday, the last week of a period."""
    n = match.get("ord", "ord2", "day", "n") or 1
    if match.get("final", "final2", "final3") is not None:
        n = -n
    return Nth(n, match.get("unit") or "day", match.get("r") or Relative("month", 0), match.get("weekday"))


@reader
def stretches(match: Match) -> Reading | None:
    """The last so many units of several kinds together: "the last 3 months and 2 weeks"."""
    counts = [match.get("num"), match.get("count"), match.get("count2")]
    units = [match.get("unit"), match.get("unit2"), match.get("unit3")]
    return Backwards(tuple((unit, count) for unit, count in zip(units, counts, strict=True) if unit and count))


@reader
def todate(match: Match) -> Reading | None:
    """The present year or month so far."""
    return ToDate(match.get("unit"))


@reader
def nthafter(match: Match) -> Reading | None:
    """The third Tuesday after a day."""
    return NthAfter(match.get("ord"), match.get("weekday"), match.get("r"))


@reader
def weekdays(match: Match) -> Reading | None:
    """So many Fridays from now, or ago."""
    return NthAfter(match.get("sign") * match.get("count"), match.get("weekday", "weekdays"), Relative("day", 0))


@reader
def days(match: Match) -> Reading | None:
    """Two days of one month: "3 to 5 March"."""
    month = match.get("month", "suremonth", "capmonth")
    first = match.get("day", "wordday", "wday")
    last = match.get("day2", "wordday2", "wday2") or match.get("wday", "day")
    year = year_of(match)
    return Range(
        Calendar(year, month, first, match.get("weekday")), Calendar(year, month, last, match.get("weekday2"))
    )


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


def slashed_day(match: Match, *names: str) -> Calendar:
    """A day and month in digits, in the language's order."""
    first, second = (match.get(name) for name in names)
    month, day = (first, second) if match.get("order") == "mdy" else (second, first)
    return Calendar(month=month, day=day)


@reader
def slashed(match: Match) -> Reading | None:
    """Two such days, the second perhaps with its year."""
    start = slashed_day(match, "monthnum", "day")
    if "numdate" in match.values:
        end = numeric(match)
    else:
        end = slashed_day(match, "monthnum2", "day2")
    return Range(start, end) if end and start.month and start.month <= 12 else None  # noqa: PLR2004


@reader
def year(match: Match) -> Reading | None:
    """A year by itself, unless it is a number of something."""
    number = match.get("year")
    return Calendar(number) if plausible_year(number, match) else None


def plausible_year(number: int, match: Match) -> bool:
    """Whether four digits are a year: after a preposition nearly always, else unless round or followed by what they count."""
    introduced = "introduced" in match.options or match.before in {"(", "-", "/"}
    if introduced:
        return not match.after.isalpha() or number % 100 != 0 or not match.after.endswith("s")
    if not EARLIEST_BARE_YEAR <= number <= LATEST_BARE_YEAR or match.before in CURRENCIES or match.after in MEASURES:
        return False
    return number % 100 != 0 or not match.after.isalpha()


@reader
def spokenyear(match: Match) -> Reading | None:
    """A year in words."""
    number = match.get("card")
    return Calendar(number) if EARLIEST_BARE_YEAR <= number <= LATEST_BARE_YEAR else None


@reader
def years(match: Match) -> Reading | None:
    """Two years, the second in two digits: "1998-99"."""
    start, last = match.get("year"), match.get("yy")
    end = start // 100 * 100 + last
    return Range(Calendar(start), Calendar(end)) if start < end <= start + 20 else None  # noqa: PLR2004


@reader
def thisunit(match: Match) -> Reading | None:
    """ "Of the year": the present one."""
    unit = match.get("unit")
    return Relative(unit, 0) if unit in ("week", "month", "year", "quarter", "weekend") else None


@reader
def isoweek(match: Match) -> Reading | None:
    """A week by its number."""
    number = match.get("count")
    return Nth(number, "week", Relative("year", 0)) if 1 <= number <= 53 else None  # noqa: PLR2004


@reader
def within(match: Match) -> Reading | None:
    """A month, quarter or holiday of a year named otherwise: "August of last year"."""
    inner, outer = match.get("r"), match.get("r2")
    if isinstance(inner, Part) and outer is not None and isinstance(inner.of, Calendar):
        return Part(inner.part, InYear(inner.of, outer)) if inner.of.year is None else None
    if isinstance(inner, Calendar) and (inner.year or not inner.month):
        return None
    if outer is None:
        inner, outer = Calendar(month=match.get("month", "capmonth")), inner
    return InYear(inner, outer) if isinstance(inner, Calendar | Recurring) else None


@reader
def samein(match: Match) -> Reading | None:
    """The same month, day or period of another year."""
    return SameIn(match.get("unit"), match.get("r"))


@reader
def monthin(match: Match) -> Reading | None:
    """A month so many years ahead."""
    unit = match.get("unit")
    return InYear(Calendar(month=match.get("month")), Offset(unit, match.get("sign") * match.get("count"))) if unit == "year" else None


@reader
def closest(match: Match) -> Reading | None:
    """The Monday, or Christmas, nearest to a day."""
    inner, origin = match.get("r"), match.get("r2")
    if isinstance(inner, Weekday):
        return Closest(origin, weekday=inner.weekday)
    return Closest(origin, recurring=inner) if isinstance(inner, Recurring) else None


@reader
def unitbefore(match: Match) -> Reading | None:
    """The week, month or year before, counted from the date named last, unless what it came before follows."""
    return None if match.after.isalpha() else Relative(match.get("before_unit") or "week", -1, "narrative")


@reader
def inweek(match: Match) -> Reading | None:
    """A weekday of a week."""
    return InWeek(match.get("weekday", "sureweekday"), match.get("r"))


@reader
def weekdayshift(match: Match) -> Reading | None:
    """A day of the week with a word for "last", "this" or "next" after it."""
    mode = {-1: "last", 0: "this", 1: "next"}.get(match.get("shiftafter"))
    return Weekday(match.get("weekday"), mode) if mode else None


@reader
def shortday(match: Match) -> Reading | None:
    """A weekday known by an abbreviation that is nothing else."""
    return Weekday(match.get("shortday"), "coming")


@reader
def weekof(match: Match) -> Reading | None:
    """The week of a day."""
    return WeekOf(match.get("r"))


@reader
def part(match: Match) -> Reading | None:
    """Early, mid or late in a period."""
    return Part(match.get("part"), match.get("r"))


@reader
def partunit(match: Match) -> Reading | None:
    """Early or late in the present month or year."""
    unit = match.get("unit")
    return Part(match.get("part"), Relative(unit, 0)) if unit in ("week", "month", "year", "quarter") else None


@reader
def partmonth(match: Match) -> Reading | None:
    """Early or late in a month."""
    return None if match.after.isdecimal() else Part(match.get("part"), Calendar(month=match.get("month")))


@reader
def nthday(match: Match) -> Reading | None:
    """A day of the month by its ordinal number alone: "on the 21st"."""
    return None if match.after.isalpha() else Calendar(day=match.get("nth"))


@reader
def slashday(match: Match) -> Reading | None:
    """A day and month in digits, in the language's order, with what shows that they are a date."""
    if match.after in ("/", "-", ":"):
        return None
    first, second = match.get("monthnum", "day"), match.get("day", "monthnum")
    if match.get("order") == "mdy":
        first, second = match.get("monthnum"), match.get("day")
        return Calendar(month=first, day=second, weekday=match.get("weekday"))
    return Calendar(month=match.get("monthnum"), day=match.get("day"), weekday=match.get("weekday"))


@reader
def span(match: Match) -> Reading | None:
    """From one date to another."""
    start = match.get("r") or Calendar(day=match.get("day"), weekday=match.get("weekday"))
    end = match.get("r2") or (match.get("r") if "day" in match.values else None)
    if match.get("from") is not None:
        start, end = Relative("day", match.get("from")), match.get("r")
    if "day" in match.values and isinstance(match.get("r"), Calendar):
        start, end = Calendar(day=match.get("day"), weekday=match.get("weekday")), match.get("r")
    return Range(start, end) if start and end else None


@reader
def since(match: Match) -> Reading | None:
    """From a date on."""
    return Until(match.get("r"))


@reader
def unknown(match: Match) -> Reading | None:
    """What counts from an event, when a word follows that is no date."""
    return Unknown() if match.after.isalpha() or not match.get("when_followed") else None


@reader
def clock(match: Match) -> Reading | None:
    """An hour of the day; four digits are one only where their last two are minutes."""
    if match.after in (match.get("not_before") or ()):
        return None
    number = match.get("year", "num")
    if number is not None and number > 99 and (number % 100 > 59 or number > 2400):  # noqa: PLR2004
        return None
    return TimeOfDay()


@reader
def weekend(match: Match) -> Reading | None:  # noqa: ARG001
    """The weekend."""
    return Weekend()


@reader
def recent(match: Match) -> Reading | None:
    """The last few units."""
    unit, sign = match.get("unit"), match.get("shift", "shiftafter") or -1
    return Recent(unit, RECENT[unit] * (1 if sign > 0 else -1)) if unit in RECENT else None


@reader
def hours(match: Match) -> Reading | None:
    """The last so many hours, as days."""
    return Recent("day", -max(1, match.get("count") // 24))


@reader
def samemonth(match: Match) -> Reading | None:
    """A day of the month alone."""
    return None if match.after.isalpha() and match.after not in match.get("may_follow") else SameMonth(match.get("day"))


@reader
def keep(match: Match) -> Reading | None:
    """The expression inside, with more words around it."""
    found: Reading | None = match.get("r", "r2", "r3")
    if isinstance(found, TimeOfDay):
        found = match.get("r2", "r3")
    return found


@reader
def recurring(match: Match) -> Reading | None:
    """A holiday, season, quarter or half-year."""
    if (number := match.get("ordinalof")) is not None:
        return Recurring(match.get("kind"), (number,), year_of(match), match.get("shift", "shiftafter"))
    name = match.get("holiday", "season")
    if match.get("holiday") and match.after.isalpha() and not (match.opened or match.get("year")):
        return None
    if name is None:
        return Recurring(match.get("kind"), (match.get("ord", "num", "n"),), year_of(match), match.get("shift", "shiftafter"))
    if isinstance(name, int):
        return Recurring("season", (name,), year_of(match), match.get("shift", "shiftafter"))
    kind, *spec = name
    return Recurring(kind, tuple(spec), year_of(match), match.get("shift", "shiftafter"))


@reader
def dated(match: Match) -> Reading | None:
    """A month or holiday read before, now with its year or its shift."""
    inner = match.get("r")
    if isinstance(inner, Calendar | Recurring):
        shift = match.get("shift")
        return replace(inner, year=year_of(match) or inner.year, shift=inner.shift if shift is None else shift)
    return None


@reader
def decade(match: Match) -> Reading | None:
    """A decade."""
    first = match.get("year", "yy", "num", "decade")
    return Decade(first) if first % 10 == 0 else None


@reader
def blocked(match: Match) -> Reading | None:  # noqa: ARG001
    """No date."""
    return Blocked()


@reader
def spaced(match: Match) -> Reading | None:
    """Day, month and year in digits with spaces between them."""
    first, second = match.get("day"), match.get("day2", "monthnum")
    return Calendar(match.get("year"), second, first) if second <= 12 else None  # noqa: PLR2004


@reader
def daysofmonth(match: Match) -> Reading | None:
    """Two days of a month named by "last" or "next"."""
    month = Relative("month", match.get("shiftafter"))
    return Range(Nth(match.get("day"), "day", month), Nth(match.get("day2"), "day", month))


@reader
def dayafter(match: Match) -> Reading | None:
    """The day after a holiday."""
    inner = recurring(match)
    return Offset("day", 1, origin=inner) if inner else None


@reader
def dayfrom(match: Match) -> Reading | None:
    """The day, or so many days, before or after a date."""
    return Offset("day", match.get("veille", "lendemain"), origin=match.get("r"))


@reader
def stretchthen(match: Match) -> Reading | None:
    """The so many units before or after the date named last."""
    return Stretch(match.get("unit"), match.get("shiftthen") * match.get("count")) if match.get("shiftthen") else None


@reader
def weekofday(match: Match) -> Reading | None:
    """The week of a day of the present month."""
    return WeekOf(Calendar(day=match.get("day")))


@reader
def night(match: Match) -> Reading | None:
    """The night from one day to the next."""
    return Range(match.get("r"), match.get("r2"))


@reader
def dotted(match: Match) -> Reading | None:
    """A day and month in digits with dots: "14.10."."""
    day, month = match.get("daymonth")
    return Calendar(month=month, day=day, weekday=match.get("weekday"))


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
def monthofyear(match: Match) -> Reading | None:
    """A month of last, this or next year."""
    if match.get("unit") != "year":
        return None
    return InYear(Calendar(month=match.get("month")), Relative("year", match.get("shift")))


@reader
def weekdayin(match: Match) -> Reading | None:
    """A weekday so many weeks away."""
    weeks = match.get("sign") * match.get("count")
    return InWeek(match.get("weekday"), Relative("week", weeks)) if match.get("unit") == "week" else None


@reader
def daysin(match: Match) -> Reading | None:
    """Two days of a month named before them."""
    month = match.get("r")
    return Range(Nth(match.get("day"), "day", month), Nth(match.get("day2"), "day", month))

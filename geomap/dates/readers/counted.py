"""Readers of times counted from publication, from the date named last or from another date."""

from __future__ import annotations

from geomap.dates.meanings.base import Base, Reading
from geomap.dates.meanings.counted import (
    FEW,
    Around,
    Backwards,
    Offset,
    OnlyAhead,
    Recent,
    Relative,
    Stretch,
    ToDate,
    Vaguely,
)
from geomap.dates.meanings.within import InWeek
from geomap.dates.meanings.yearly import After, Recurring
from geomap.dates.readers.calendar import slashed_day
from geomap.dates.readers.parts import recurring
from geomap.dates.readers.registry import Match, reader

RECENT = {"day": 7, "week": 3, "month": 3, "year": 3, "decade": 2}


@reader
def deictic(match: Match) -> Reading | None:
    """Today, yesterday, tomorrow."""
    return Relative("day", match.get("deictic", "daypartnow", "overnight"), match.get("base") or "publication")


@reader
def shifted(match: Match) -> Reading | None:
    """A unit with "last", "this" or "next"; a shift of several units where a count of them is given elsewhere."""
    count = match.get(
        "shift", "shiftafter", "shiftthen", "veille", "lendemain", "vispera", "vortag", "heuer", "by", "count"
    )
    base: Base = "narrative" if "shiftthen" in match.values else match.get("base") or "publication"
    unit = match.get("unit", "units")
    if match.get("weekday") is not None:
        return InWeek(match.get("weekday"), Relative(unit, count, base))
    return Relative(unit, count, base)


@reader
def thisunit(match: Match) -> Reading | None:
    """The present unit: "of the year"."""
    unit = match.get("unit")
    return Relative(unit, 0) if unit in ("week", "month", "year", "quarter", "weekend") else None


@reader
def unitbefore(match: Match) -> Reading | None:
    """The week, month or year before, counted from the date named last, unless what it came before follows."""
    return None if match.after.isalpha() else Relative(match.get("before_unit") or "week", -1, "narrative")


@reader
def offset(match: Match) -> Reading | None:
    """A count of units before or after now, the narrative or a named day."""
    origin = match.get("r")
    if "monthnum" in match.values:
        origin = slashed_day(match, "monthnum", "day")
    if isinstance(origin, Recurring) and not origin.year:
        return After(match.get("unit"), match.get("sign") * match.get("count"), origin)
    found = Offset(
        match.get("unit"), match.get("sign") * match.get("count"), match.get("base") or "publication", origin
    )
    return OnlyAhead(found) if match.get("only") == "future" else found


@reader
def roughly(match: Match) -> Reading | None:
    """The days around: "about ten days ago"."""
    return Around(match.get("unit"), match.get("sign") * match.get("rough"), match.get("base") or "publication")


@reader
def vaguely(match: Match) -> Reading | None:
    """Some units before or after the date named last: "a few months later"."""
    unit = match.get("unit", "units")
    return Vaguely(unit, match.get("sign")) if unit in FEW else None


@reader
def dayfrom(match: Match) -> Reading | None:
    """The day, or so many days, before or after a date."""
    return Offset("day", match.get("veille", "lendemain"), origin=match.get("r"))


@reader
def dayafter(match: Match) -> Reading | None:
    """The day after a holiday."""
    inner = recurring(match)
    return Offset("day", 1, origin=inner) if inner else None


@reader
def stretch(match: Match) -> Reading | None:
    """The last or next several units."""
    sign = match.get("sign", "shift", "shiftafter")
    count = match.get("count", "num")
    return Stretch(match.get("unit"), sign * count) if sign and count else None


@reader
def stretches(match: Match) -> Reading | None:
    """The last so many units of several kinds together: "the past 2 years and 5 months"."""
    counts = [match.get("num"), match.get("count"), match.get("count2")]
    units = [match.get("unit"), match.get("unit2"), match.get("unit3")]
    return Backwards(tuple((unit, count) for unit, count in zip(units, counts, strict=True) if unit and count))


@reader
def stretchthen(match: Match) -> Reading | None:
    """The so many units before or after the date named last."""
    return Stretch(match.get("unit"), match.get("shiftthen") * match.get("count")) if match.get("shiftthen") else None


@reader
def todate(match: Match) -> Reading | None:
    """The present year or month so far."""
    return ToDate(match.get("unit"))


@reader
def recent(match: Match) -> Reading | None:
    """The last few units."""
    unit, sign = match.get("unit", "units"), match.get("shift", "shiftafter") or -1
    return Recent(unit, RECENT[unit] * (1 if sign > 0 else -1)) if unit in RECENT else None


@reader
def hours(match: Match) -> Reading | None:
    """The last so many hours, as days."""
    return Recent("day", -max(1, match.get("count") // 24))

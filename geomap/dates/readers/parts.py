"""Readers of parts of periods, and of what comes every year."""

from __future__ import annotations

from geomap.dates.meanings.base import Reading
from geomap.dates.meanings.calendar import Calendar
from geomap.dates.meanings.counted import Offset, Relative
from geomap.dates.meanings.within import FirstUnits, Nth, Part
from geomap.dates.meanings.yearly import InYear, Recurring, SameIn
from geomap.dates.readers.registry import Match, reader, year_of

PARTS = {"quarter": 4, "half": 2}


@reader
def nth(match: Match) -> Reading | None:
    """The third Tuesday, the last week of a period."""
    n = match.get("ord", "ord2", "day", "n") or 1
    if match.get("final", "final2", "final3") is not None:
        n = -n
    return Nth(
        n, match.get("unit") or "day", match.get("r") or Relative(match.get("of") or "month", 0), match.get("weekday")
    )


@reader
def firstunits(match: Match) -> Reading | None:
    """The first or last so many units of a period; without a count its early or late part."""
    final = match.get("final") is not None
    if not final and match.get("ord") != 1:
        return None
    within = match.get("r") or Relative(match.get("of"), match.get("shift") or 0)
    count = match.get("count")
    if count is None:
        return Part("end" if final else "early", within)
    return FirstUnits(-count if final else count, match.get("unit"), within)


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
def ofyear(match: Match) -> Reading | None:
    """A month or quarter after its year: "this year's third quarter"."""
    outer, inner = match.get("r"), match.get("r2")
    return InYear(inner, outer) if isinstance(inner, Calendar | Recurring) else None


@reader
def samein(match: Match) -> Reading | None:
    """The same month, day or period of another year."""
    return SameIn(match.get("unit"), match.get("r"))


@reader
def monthin(match: Match) -> Reading | None:
    """A month so many years ahead."""
    unit = match.get("unit")
    return (
        InYear(Calendar(month=match.get("month")), Offset(unit, match.get("sign") * match.get("count")))
        if unit == "year"
        else None
    )


@reader
def monthofyear(match: Match) -> Reading | None:
    """A month of last, this or next year."""
    if match.get("unit") != "year":
        return None
    return InYear(Calendar(month=match.get("month")), Relative("year", match.get("shift")))


@reader
def recurring(match: Match) -> Reading | None:
    """A holiday, season, quarter or half-year."""
    year, shift = year_of(match), match.get("shift", "shiftafter")
    if (holiday := match.get("holiday")) is not None:
        if match.after.isalpha() and not (match.opened or year):
            return None
        kind, *spec = holiday
        return Recurring(kind, tuple(spec), year, shift)
    if (season := match.get("season")) is not None:
        return Recurring("season", (season,), year, shift)
    number = match.get("ord", "num", "day")
    return Recurring(match.get("kind"), (number,), year, shift) if 1 <= number <= PARTS[match.get("kind")] else None

"""Readers of years and decades."""

from __future__ import annotations

from geomap.dates.meanings.base import Reading
from geomap.dates.meanings.calendar import Calendar, Decade
from geomap.dates.meanings.spans import Range
from geomap.dates.readers.registry import Match, reader

EARLIEST_BARE_YEAR, LATEST_BARE_YEAR = 1900, 2049
CURRENCIES = frozenset("$€£¥#") | {"no", "n°"}
MEASURES = frozenset(
    [
        "km",
        "m",
        "kg",
        "people",
        "men",
        "women",
        "troops",
        "soldiers",
        "miles",
        "metres",
        "meters",
        "feet",
        "tons",
        "tonnes",
        "%",
        "€",
        "$",
        "euros",
        "dollars",
        "gmt",
        "personnes",
        "hommes",
        "soldats",
        "h",
    ]
)


@reader
def year(match: Match) -> Reading | None:
    """A year by itself, unless it is a number of something."""
    number = match.get("year")
    return Calendar(number) if plausible_year(number, match) else None


def plausible_year(number: int, match: Match) -> bool:
    """Whether four digits are a year: nearly always after a preposition, else unless round or a measure."""
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
    return Range(Calendar(start), Calendar(end)) if start < end <= start + 20 else None


@reader
def decade(match: Match) -> Reading | None:
    """A decade."""
    first = match.get("year", "yy", "num", "decade")
    return Decade(first) if first % 10 == 0 else None

"""The day on which a document appeared: as given, as stated in it, or as its own evidence leaves possible.

Nothing is guessed: where several days remain they are all named, and the caller may settle the year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.dates import pack as packs
from geomap.dates.context import Clauses, Narrative
from geomap.dates.find import Expression, expressions
from geomap.dates.meanings.calendar import Calendar, Weekday
from geomap.dates.meanings.counted import Relative
from geomap.dates.pack import Pack
from geomap.model import Analysis, Publication

if TYPE_CHECKING:
    from geomap.knowledge import Knowledge

URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
# "Tunis, 14 mai 2024 - ..." or "Tunis (Agence) - Tuesday 14 May 2024: ...": a name, the day, then the dash or colon that opens the text.
PLACE_BEFORE = re.compile(r"[^\W\d_a-zà-ÿ]['’\w.-]*+(?: [('’\w.-][)'’\w.-]*+){0,4} ?[,–—-] ?(?:\w{2,3} )?")
DASH_AFTER = re.compile(r"[ ]?(?:\([^()\n]{2,20}\)[ ]?)?[-–—:](?=\s)")
HEAD, TAIL, CUE_REACH, DATELINE = 800, 400, 40, 250
EARLIEST_YEAR = 1990
NEAR_DAYS, NARRATED_DAYS, FEW_DAYS = 15, 400, 2


def publication_of(
    analysis: Analysis, knowledge: Knowledge | None, assume_year: int | None, today: dt.date
) -> Publication:
    """The publication day of one document, by the first of these that says anything: given, stated, inferred."""
    document = analysis.document
    if document.published is not None:
        return Publication(document.published, evidence=("The document was given with this date.",))
    pack = packs.load(analysis.language)
    found = expressions(document.text, analysis.language)
    stated = stated_day(document.text, document.url, found, pack)
    if stated and stated[0] <= today + dt.timedelta(1):
        return Publication(stated[0], inferred=True, candidates=(stated[0],), evidence=(stated[1],))
    return Inference(analysis, pack, found, knowledge, today).publication(assume_year)


def full_day(expression: Expression) -> dt.date | None:
    """The day of an expression that names day, month and year, else None."""
    reading = expression.reading
    if isinstance(reading, Calendar) and reading.year and reading.month and reading.day:
        try:
            return dt.date(reading.year, reading.month, reading.day)
        except ValueError:
            return None
    return None


def stated_day(text: str, url: str | None, found: Sequence[Expression], pack: Pack) -> tuple[dt.date, str] | None:
    """The day that a byline, a dateline, a line of its own or the address states, with the reason."""
    cues = pack.settings["publication"]
    byline = re.compile(cues["byline"] + r"[^\n]{0,12}$", re.IGNORECASE)
    dateline = re.compile(cues["dateline"])
    dated = [(expression, day) for expression in found if (day := full_day(expression))]
    for expression, day in dated:
        if expression.start < HEAD or expression.end > len(text) - TAIL:
            before = text[max(0, expression.start - CUE_REACH) : expression.start]
            if byline.search(before):
                return day, f"The byline says “{text[expression.start : expression.end]}”."
    for expression, day in dated:
        line = line_of(text, expression)
        alone = re.sub(r"[\W\d_]+", "", line.replace(text[expression.start : expression.end], ""))
        opens = _opens_line(text, expression)
        if expression.start < DATELINE and (opens or dateline.match(line) or len(alone) <= cues["longest_line"]):
            return day, f"The dateline says “{text[expression.start : expression.end]}”."
    if url and (match := URL_DATE.search(url)):
        try:
            return dt.date(int(match[1]), int(match[3]), int(match[4])), f"The address holds “{match[0]}”."
        except ValueError:
            return None
    return None


def _opens_line(text: str, expression: Expression) -> bool:
    """Whether a date stands between a place's name at the beginning of its line and the dash before the text proper."""
    before = text[text.rfind("\n", 0, expression.start) + 1 : expression.start].lstrip()
    return bool(PLACE_BEFORE.fullmatch(before) and DASH_AFTER.match(text, expression.end))


def line_of(text: str, expression: Expression) -> str:
    """The line in which an expression stands."""
    start = text.rfind("\n", 0, expression.start) + 1
    end = text.find("\n", expression.end)
    return text[start : end if end >= 0 else len(text)].strip()


@dataclass(frozen=True, slots=True)
class Bound:
    """The earliest or latest day that one piece of evidence allows, with the reason."""

    first: dt.date | None
    last: dt.date | None
    why: str

    def allows(self, day: dt.date) -> bool:
        """Whether a day lies within it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Inference:
    """What a document without a stated date tells of the day it appeared."""

    def __init__(
        self,
        analysis: Analysis,
        pack: Pack,
        found: Sequence[Expression],
        knowledge: Knowledge | None,
        today: dt.date,
    ) -> None:
        self.text = analysis.document.text
        self.clauses = Clauses(analysis, pack)
        self.found = found
        self.today = today
        self.former = re.compile(pack.settings["publication"]["former"] + r"(?:\W+\w+){0,2}\W*$", re.IGNORECASE)
        self.bounds = [*self.from_years(), *(self.from_names(analysis, knowledge) if knowledge else ())]

    def publication(self, assume_year: int | None) -> Publication:
        """The day, where only one remains; else the days that remain."""
        anchor = self.anchor()
        if anchor is None:
            reasons = [bound.why for bound in self.tightest()]
            return Publication(None, inferred=True, evidence=(*reasons, "No day of the month is told in the past."))
        expression, reading, later = anchor
        words = self.text[expression.start : expression.end]
        possible = list(self.days(reading, later))
        days = [day for day in possible if all(bound.allows(day) for bound in self.bounds)]
        evidence = [f"“{words}” is the latest day told of."]
        if reading.weekday is not None and not reading.year:
            years = ", ".join(str(day.year) for day in possible)
            evidence.append(f"It has that weekday in {years}." if possible else "It has that weekday in no year.")
        evidence += [bound.why for bound in self.bounds if not all(bound.allows(day) for day in possible)]
        if later:
            evidence.append(f"It was told {later} day(s) after that day.")
        if assume_year is not None and len(days) != 1:
            days = [day for day in days if day.year == assume_year] or self.assumed(reading, later, assume_year)
            evidence.append(f"The year {assume_year} was assumed.")
        if len(days) == 1:
            return Publication(days[0], inferred=True, candidates=tuple(days), evidence=tuple(evidence))
        if reading.weekday is None:
            days = []
        return Publication(None, inferred=True, candidates=tuple(days), evidence=tuple(evidence))

    def tightest(self) -> list[Bound]:
        """The bounds that leave the least room at either end."""
        lower = max(
            (bound for bound in self.bounds if bound.first), key=lambda bound: bound.first or dt.date.min, default=None
        )
        upper = min(
            (bound for bound in self.bounds if bound.last), key=lambda bound: bound.last or dt.date.max, default=None
        )
        return list(dict.fromkeys(bound for bound in (lower, upper) if bound))

    def assumed(self, reading: Calendar, later: int, year: int) -> list[dt.date]:
        """The day in a year that the user vouches for, if it exists there."""
        try:
            return [dt.date(year, reading.month or 1, reading.day or 1) + dt.timedelta(later)]
        except ValueError:
            return []

    def days(self, reading: Calendar, later: int) -> Iterator[dt.date]:
        """Every day that fits the anchor's weekday and the other dated weekdays."""
        for year in [reading.year] if reading.year else range(EARLIEST_YEAR, self.today.year + 1):
            interval = reading.candidate(year)
            if interval is None:
                continue
            day = interval.first + dt.timedelta(later)
            if day <= self.today + dt.timedelta(1) and self.consistent(day):
                yield day

    def dated(self) -> Iterator[tuple[Expression, Calendar]]:
        """The expressions that name day and month, and a weekday where they name the year too."""
        for expression in self.found:
            reading = expression.reading
            if not isinstance(reading, Calendar) or not reading.day or not reading.month or reading.shift is not None:
                continue
            if reading.weekday is not None or not reading.year:
                yield expression, reading

    def consistent(self, day: dt.date) -> bool:
        """Whether all weekdays named with a day and month occur within about a year of the day."""
        for _, reading in self.dated():
            around = [reading.candidate(day.year + k) for k in (-1, 0, 1)]
            if reading.weekday is not None and not any(
                interval and abs((interval.first - day).days) < NARRATED_DAYS for interval in around
            ):
                return False
        return True

    def anchor(self) -> tuple[Expression, Calendar, int] | None:
        """The latest day told of with its weekday, near the first of them; and how many days later it was told."""
        dated = [(expression, reading) for expression, reading in self.dated() if self.tense(expression) <= 0]
        with_weekday = [pair for pair in dated if pair[1].weekday is not None] or dated
        if not with_weekday:
            return None
        opening = with_weekday[0][1]
        best, gap = with_weekday[0], 0
        for expression, reading in with_weekday[1:]:
            ahead = ordinal(reading) - ordinal(opening)
            if gap < ahead <= NEAR_DAYS or (reading.year or 0) > (best[1].year or 0):
                best, gap = (expression, reading), ahead
        return *best, max(self.told_later(best[0]), self.weekdays_later(best[1]))

    def weekdays_later(self, reading: Calendar) -> int:
        """How many days after a dated weekday the other weekdays of the text fall, where that is only a few.

        "Last Sunday" of a dated Sunday was told on the Monday at the earliest.
        """
        later = 0
        if reading.weekday is None:
            return later
        for expression in self.found:
            other = expression.reading
            if not isinstance(other, Weekday):
                continue
            ahead = (other.weekday - reading.weekday) % 7
            if not ahead and other.mode == "last":
                later = max(later, 1)
            elif not other.mode and ahead <= FEW_DAYS and self.tense(expression) <= 0:
                later = max(later, ahead)
        return later

    def tense(self, expression: Expression) -> int:
        """Tense of the clause of an expression."""
        return self.clauses.context(expression.start, expression.end, None, Narrative()).tense

    def told_later(self, expression: Expression) -> int:
        """One where the words "yesterday" stand beside the date, else none."""
        for other in self.found:
            beside = 0 <= expression.start - other.end <= 3 or 0 <= other.start - expression.end <= 3
            if (
                beside
                and isinstance(other.reading, Relative)
                and other.reading.unit == "day"
                and other.reading.count < 0
            ):
                return -other.reading.count
        return 0

    def from_years(self) -> Iterator[Bound]:
        """A year named in the past has begun by the day of publication."""
        latest: dt.date | None = None
        for expression in self.found:
            reading = expression.reading
            if isinstance(reading, Calendar) and reading.year and self.tense(expression) <= 0:
                first = dt.date(reading.year, reading.month or 1, 1)
                if first <= self.today and (latest is None or first > latest):
                    latest = first
        if latest:
            yield Bound(latest, None, f"The text looks back on {latest.year}.")

    def from_names(self, analysis: Analysis, knowledge: Knowledge) -> Iterator[Bound]:
        """Actors exist when they are named; leaders are in office unless called former."""
        seen: set[str] = set()
        for match in knowledge.names_in(self.text, analysis.language):
            entry = match.entry
            if match.ambiguous or match.others or entry.key in seen:
                continue
            seen.add(entry.key)
            first, last = entry.first, entry.last
            if entry.category != "leader" or self.former.search(self.text[max(0, match.start - 40) : match.start]):
                last = None
            if first or last:
                yield Bound(first, last, in_words(entry.name, first, last))


def in_words(name: str, first: dt.date | None, last: dt.date | None) -> str:
    """A bound as a sentence."""
    if first and last:
        return f"{name} was in office from {first.year} to {last.year}."
    return f"{name} is known since {first.year}." if first else f"{name} was in office until {last and last.year}."


def ordinal(reading: Calendar) -> int:
    """Day of a leap year, for the order of days without a year."""
    return dt.date(2000, reading.month or 1, 1).timetuple().tm_yday + (reading.day or 1)

"""When an event happened.

The date its clause governs, else its sentence's, else the narrative's running date, else the day of publication.

Each step down that ladder is less certain and says so in `why` and in the precision. Where no step holds, the answer
is that nothing tells: a wrong day is worse than none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from geomap.events import counted
from geomap.events.clauses import governing_verb
from geomap.events.governing import charge_above, governed, reported, token_of
from geomap.events.narrative import NEWS_DAYS, SINCE_REACH, Narrative, is_saying, time_words
from geomap.model import Analysis, DateSpan, Publication, Sentence, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

Precision = Literal[1, 2, 3]
# An event that began longer before publication than this is background: 30 days, as DESIGN.md says.
BACKGROUND_DAYS = 30
# A story goes on within a month; longer periods, a named year apart, are those that something was counted over.
_CHAPTER_DAYS = 31
# A sentence with so many numbers goes on with the count of the one before.
_NUMBERS_OF_A_COUNT = 2


@dataclass(frozen=True, slots=True)
class EventTime:
    """The days of an event.

    Attributes:
        first: First day, inclusive; None where nothing tells.
        last: Last day, inclusive; None together with `first`.
        text: The words it was read from, empty where it was read from no words.
        precision: ACLED's: 1 the day is known, 2 within about a week, 3 a month or vaguer; None together with `first`.
        why: One sentence for people.
        start: Offset of `text` in the document, None where there is none.
        end: Offset after it.
        step: The rung of the ladder: "clause", "report", "sentence", "running", "news", or "none".
    """

    first: dt.date | None
    last: dt.date | None
    text: str
    precision: Precision | None
    why: str
    start: int | None = None
    end: int | None = None
    step: Literal["clause", "report", "sentence", "running", "news", "none"] = "none"


UNKNOWN = EventTime(None, None, "", None, "The text gives no date for it.")


def date_of(
    token: Token,
    sentence: Sentence,
    analysis: Analysis,
    dates: Sequence[DateSpan],
    publication: Publication,
    status: Status = "occurred",
) -> EventTime:
    """Dates one event.

    Args:
        token: The trigger in the sentence's parse.
        sentence: The sentence it stands in.
        analysis: The whole document.
        dates: The date expressions of the whole document.
        publication: When it appeared.
        status: Whether the event happened; what is planned looks ahead.

    Returns:
        The event's days with the reason, `UNKNOWN` where nothing tells.
    """
    fitting = (date for date in dates if _fits(date, publication, status) and not _idle(date, analysis))
    usable = [_until_publication(date, publication, status) for date in fitting if not _is_bare_hour(date)]
    here = [date for date in usable if sentence.start <= date.start < sentence.end]
    narrative = Narrative(analysis, usable, publication)
    earlier = _counted_back(token, sentence, dates, narrative) if status == "occurred" else None
    if earlier is not None:
        return earlier
    found = _governed(token, sentence, here, publication, analysis.language) or _of_report(
        token, sentence, here, analysis.language
    )
    if found is not None or status != "occurred":
        return found or UNKNOWN
    if charge_above(token, analysis.language) is not None or narrative.is_bygone(token):
        return UNKNOWN
    steps = (_of_sentence(token, sentence, here, narrative), _running(token, sentence, narrative))
    return next((time for time in steps if time is not None), None) or _news(token, sentence, narrative) or UNKNOWN


def is_background(time: EventTime, publication: Publication) -> bool:
    """Whether an event began more than 30 days before publication."""
    if time.first is None or publication.day is None:
        return False
    return (publication.day - time.first).days > BACKGROUND_DAYS


def _fits(date: DateSpan, publication: Publication, status: Status) -> bool:
    """What happened does not lie wholly ahead, and what is planned not wholly behind."""
    if date.first is None or date.last is None:
        return False
    if publication.day is None or status == "possible":
        return True
    return date.last >= publication.day if status == "planned" else date.first <= publication.day


def _is_bare_hour(date: DateSpan) -> bool:
    """An hour of a day that the text had not named ("vers midi"): it says nothing of the day, which is why it is a day not known."""
    return date.first == date.last and date.precision != 1


def _until_publication(date: DateSpan, publication: Publication, status: Status) -> DateSpan:
    """A period that was not over when the report appeared, cut to the part in which something can have happened."""
    day = publication.day
    if (
        status != "occurred"
        or day is None
        or date.first is None
        or date.last is None
        or not date.first <= day < date.last
    ):
        return date
    return replace(date, last=day)


def _idle(date: DateSpan, analysis: Analysis) -> bool:
    """Such as "à ce jour", "to date": words of time that date nothing."""
    text = analysis.document.text
    words = text[max(0, date.start - 3) : date.end].lower()
    return any(words.endswith(idle) for idle in time_words(analysis.language, "idle"))


def said(date: DateSpan) -> EventTime:
    """The time of an event whose own words name the day."""
    return _of(date, f"Its clause says “{date.text}”.", "clause")


def _of(
    date: DateSpan,
    why: str,
    step: Literal["clause", "report", "sentence", "running"],
    precision: Precision | None = None,
) -> EventTime:
    return EventTime(
        date.first, date.last, date.text, precision or date.precision or 3, why, date.start, date.end, step
    )


def _governed(
    token: Token, sentence: Sentence, here: Sequence[DateSpan], publication: Publication, language: str
) -> EventTime | None:
    """The date that the trigger's clause governs, widened where it is a beginning or the first of several."""
    found = governed(token, sentence, here, language)
    if found is None:
        return None
    date, until = found.date, found.until
    time = said(date)
    if found.since and publication.day is not None and date.last is not None and date.last <= publication.day:
        first = date.first or publication.day
        precision = _precision(first, publication.day)
        return replace(time, last=publication.day, precision=precision, why=f"Since “{date.text}”.")
    if until is not None and until.last is not None and date.first is not None and until.last > date.first:
        why = f"Its clause says “{date.text}” to “{until.text}”."
        return replace(time, last=until.last, precision=_precision(date.first, until.last), why=why)
    return time


def _of_report(token: Token, sentence: Sentence, here: Sequence[DateSpan], language: str) -> EventTime | None:
    """The date at which somebody reported it, where the event has none of its own and nothing says it was earlier."""
    verb = governing_verb(token)
    if any(child.lower_ in time_words(language, "earlier") for child in (*verb.children, *token.children)):
        return None
    for date in here:
        head = token_of(date, sentence)
        own = governing_verb(head) if head is not None else None
        if own is not None and is_saying(own, language) and _reports(own, verb, token, language):
            precision: Precision = 2 if date.precision == 1 else (date.precision or 3)
            return _of(date, f"Reported “{date.text}”; no other date is given.", "report", precision)
    return None


def _reports(saying: Token, verb: Token, token: Token, language: str) -> bool:
    """Whether a verb of saying has the trigger's clause for what it says, also where the parser coordinated the two."""
    if saying.is_ancestor(token):
        return reported(verb, saying, language)
    return saying.dep_ in {"conj", "parataxis"} and saying.head.i in {verb.i, token.i}


def _of_sentence(token: Token, sentence: Sentence, here: Sequence[DateSpan], narrative: Narrative) -> EventTime | None:
    """The one recent day that a sentence names, for a trigger whose clause the parser hung away from it."""
    published = narrative.publication.day
    if len(here) != 1 or published is None or not narrative.is_told(token):
        return None
    date = here[0]
    recent = date.precision == 1 and date.first is not None and 0 <= (published - date.first).days <= BACKGROUND_DAYS
    if not recent or narrative.is_aside(date, sentence):
        return None
    return _of(date, f"Its sentence says “{date.text}”.", "sentence", 2)


def _counted_back(
    token: Token, sentence: Sentence, dates: Sequence[DateSpan], narrative: Narrative
) -> EventTime | None:
    """The day of an act that something dated came so long after: "a week after the raid, on Monday, they met"."""
    language = narrative.analysis.language
    count = counted.earlier_act(token, sentence, dates, language)
    if count is None:
        return None
    later = counted.follows(count, sentence)
    here = [d for d in narrative.dates if sentence.start <= d.start < sentence.end and d.precision == 1]
    found = governed(later, sentence, here, language) if later is not None and count.first is None else None
    dated = found.date if found is not None else count
    anchor = dated.first or narrative.publication.day
    days = counted.counted_back(count, anchor, language) if anchor is not None else None
    if days is None:
        return None
    exact = days[0] == days[1] and dated.precision == 1
    precision: Precision = 1 if exact else max(2, _precision(*days))
    why = f"Counted back by “{count.text}”."
    return EventTime(*days, count.text, precision, why, count.start, count.end, "clause")


def _running(token: Token, sentence: Sentence, narrative: Narrative) -> EventTime | None:
    """The date of an earlier sentence, where this one goes on from it: the same time, or the days since."""
    counted = _counted_on(sentence, narrative)
    if counted is not None:
        return counted
    previous = narrative.previous(sentence)
    if (
        previous is not None
        and _carries(previous)
        and (narrative.goes_on(token, sentence) or narrative.looks_back_still(token, sentence))
        and not narrative.moves_on(sentence)
    ):
        exact = previous.precision == 1 and (narrative.points_back(token) or narrative.replies(token))
        precision: Precision = 1 if exact else (3 if previous.precision == 3 else 2)
        return _of(previous, f"It goes on from “{previous.text}” before.", "running", precision)
    return _since(token, sentence, narrative)


def _carries(date: DateSpan) -> bool:
    """Whether what is told next may be of the same time: a year is a chapter of the story, "the first half of 2013" a count's."""
    if date.first is None or date.last is None:
        return False
    year = (date.first.month, date.first.day) == (1, 1) and (date.last.month, date.last.day) == (12, 31)
    return year or (date.last - date.first).days <= _CHAPTER_DAYS


def _counted_on(sentence: Sentence, narrative: Narrative) -> EventTime | None:
    """The period of the sentence before, where this one counts on: "From January to June 30 fled. In all, 12 were tried and 5 freed"."""
    previous = narrative.previous(sentence, 1)
    if previous is None or _carries(previous) or previous.first is None or sentence.parse is None:
        return None
    if sum(word.like_num for word in sentence.parse) < _NUMBERS_OF_A_COUNT:
        return None
    return _of(previous, f"It counts on over “{previous.text}”.", "running", 3)


def _since(token: Token, sentence: Sentence, narrative: Narrative) -> EventTime | None:
    """Between the last date told and publication, for what is told next in the same stretch of the text."""
    previous, published = narrative.previous(sentence, SINCE_REACH), narrative.publication.day
    if previous is None or previous.first is None or published is None:
        return None
    recent = 0 <= (published - previous.first).days <= BACKGROUND_DAYS
    if not recent or not narrative.is_told(token) or not narrative.in_stride(sentence, previous):
        return None
    told = _of(previous, f"Told after “{previous.text}”, before publication.", "running")
    if (published - previous.first).days <= NEWS_DAYS and previous.precision == 1:
        return replace(told, precision=2)
    return replace(told, last=published, precision=_precision(previous.first, published))


def _precision(first: dt.date, last: dt.date) -> Precision:
    days = (last - first).days + 1
    return 2 if days <= 8 else 3


def _news(token: Token, sentence: Sentence, narrative: Narrative) -> EventTime | None:
    """News without a date: the day the report is about, or that of its publication."""
    published = narrative.publication.day
    if published is None or not narrative.is_news(token, sentence):
        return None
    since = narrative.news_day(sentence)
    day = since or published
    why = (
        "News of the report, told of the last day it names."
        if since
        else "News of the report, which gives no date for it."
    )
    return EventTime(day, day, "", 2, why, step="news")

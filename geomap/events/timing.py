"""When an event happened: the date its clause governs, else its sentence's, else the narrative's running date, else the day of publication.

Each step down that ladder is less certain and says so in `why` and in the precision. Where no step holds, the answer is that nothing tells: a wrong
day is worse than none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from geomap.events.clauses import RELATIVE_CLAUSES, distance, governing_verb, path_to_root
from geomap.events.narrative import SINCE_REACH, Narrative, is_saying, time_words
from geomap.model import Analysis, DateSpan, Publication, Sentence, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

Precision = Literal[1, 2, 3]
# An event that began longer before publication than this is background: 30 days, as DESIGN.md says.
BACKGROUND_DAYS = 30


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
        step: The rung of the ladder: "clause", "report", "running", "news", or "none".
    """

    first: dt.date | None
    last: dt.date | None
    text: str
    precision: Precision | None
    why: str
    start: int | None = None
    end: int | None = None
    step: Literal["clause", "report", "running", "news", "none"] = "none"


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
    usable = [date for date in dates if _fits(date, publication, status) and not _idle(date, analysis)]
    here = [date for date in usable if sentence.start <= date.start < sentence.end]
    found = _governed(token, sentence, here, publication, analysis.language) or _of_report(token, sentence, here, analysis.language)
    if found is not None or status != "occurred":
        return found or UNKNOWN
    narrative = Narrative(analysis, usable, publication)
    return _running(token, sentence, narrative) or _news(token, sentence, narrative) or UNKNOWN


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


def _idle(date: DateSpan, analysis: Analysis) -> bool:
    """"à ce jour", "to date": words of time that date nothing."""
    text = analysis.document.text
    words = text[max(0, date.start - 3) : date.end].lower()
    return any(words.endswith(idle) for idle in time_words(analysis.language, "idle"))


def _of(date: DateSpan, why: str, step: Literal["clause", "report", "running"], precision: Precision | None = None) -> EventTime:
    return EventTime(date.first, date.last, date.text, precision or date.precision or 3, why, date.start, date.end, step)


def _token_of(date: DateSpan, sentence: Sentence) -> Token | None:
    """The token by which a date expression hangs in the parse."""
    if sentence.parse is None:
        return None
    span = sentence.parse.char_span(date.start - sentence.start, date.end - sentence.start, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _governed(
    token: Token, sentence: Sentence, here: Sequence[DateSpan], publication: Publication, language: str
) -> EventTime | None:
    """The date that stands in the trigger's clause, or in one that the trigger's clause hangs on without a verb of saying between."""
    ranked = []
    for date in here:
        head = _token_of(date, sentence)
        rank = None if head is None else _rank(token, head, language)
        if head is not None and rank is not None:
            ranked.append(((rank, distance(token, head), abs(head.i - token.i), date.start), date, head))
    if not ranked:
        return None
    _, date, head = min(ranked, key=lambda item: item[0])
    found = _of(date, f"Its clause says “{date.text}”.", "clause")
    since = governing_verb(head)
    if publication.day is not None and not (since.i == token.i or since.is_ancestor(token)) and _marked(since, language, "since"):
        return replace(found, last=publication.day, precision=3, why=f"Since “{date.text}”.")
    return found


def _rank(token: Token, date: Token, language: str) -> int | None:
    """How closely a date belongs to a trigger.

    Returns:
        0 within its phrase, 1 in its clause, 2 in a clause above, 3 in a clause of time or a participle below; None where it belongs elsewhere.
    """
    clause, own = governing_verb(token), governing_verb(date)
    if own.i == token.i or (token.is_ancestor(date) and _no_verb_between(date, token)):
        return 0
    if own.i == clause.i:
        return 1
    if own.dep_ in RELATIVE_CLAUSES and own.head.i == token.i:
        return 1
    if own.is_ancestor(clause) and not _reported(clause, own):
        return 2
    if any(_describes(step, date) for step in path_to_root(clause)):
        return 2
    if own.head.i not in {clause.i, token.i}:
        return None
    if own.dep_ == "advcl" and (_marked(own, language, "while") or _marked(own, language, "since")):
        return 3
    return 3 if own.dep_ in {"advcl", "conj"} and not _has_subject(own) and not _marked(own, language, "not_while") else None


def _describes(step: Token, date: Token) -> bool:
    """Whether a clause is a relative one of a dated noun: "the march of 27 May, which saw ..."."""
    return step.dep_ in RELATIVE_CLAUSES and (step.head.i == date.i or step.head.is_ancestor(date))


def _marked(verb: Token, language: str, key: str) -> bool:
    """Whether a clause is introduced by one of the words of a list."""
    return any(child.lower_.replace("’", "'") in time_words(language, key) for child in verb.children if child.i < verb.i)


def _no_verb_between(date: Token, token: Token) -> bool:
    for step in path_to_root(date):
        if step.i == token.i:
            return True
        if step.pos_ in {"VERB", "AUX"} and step.i != date.i:
            return False
    return False


def _reported(clause: Token, above: Token) -> bool:
    """Whether a complement clause stands between: the date above is then that of the saying."""
    for step in path_to_root(clause):
        if step.i == above.i:
            return False
        perfect = step.dep_ == "xcomp" and step.head.i == above.i and _perfect_infinitive(step)
        if step.dep_ in {"ccomp", "relcl", "acl:relcl", "parataxis"} or perfect:
            return True
    return False


def _perfect_infinitive(verb: Token) -> bool:
    """"affirme avoir déployé": the infinitive is earlier than its governor."""
    return any(child.dep_.startswith("aux") and "Inf" in child.morph.get("VerbForm", []) for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith(("nsubj", "csubj")) for child in verb.children)


def _of_report(token: Token, sentence: Sentence, here: Sequence[DateSpan], language: str) -> EventTime | None:
    """The date at which somebody reported it, where the event has none of its own and nothing says it was earlier."""
    verb = governing_verb(token)
    if any(child.lower_ in time_words(language, "earlier") for child in (*verb.children, *token.children)):
        return None
    for date in here:
        head = _token_of(date, sentence)
        own = governing_verb(head) if head is not None else None
        if own is not None and own.is_ancestor(token) and _reported(verb, own) and is_saying(own, language):
            precision: Precision = 2 if date.precision == 1 else (date.precision or 3)
            return _of(date, f"Reported “{date.text}”; no other date is given.", "report", precision)
    return None


def _running(token: Token, sentence: Sentence, narrative: Narrative) -> EventTime | None:
    """The date of an earlier sentence, where this one goes on from it: the same time, or the days since."""
    previous = narrative.previous(sentence)
    if previous is not None and narrative.goes_on(token, sentence) and not narrative.moves_on(sentence):
        exact = previous.precision == 1 and narrative.points_back(token)
        precision: Precision = 1 if exact else (3 if previous.precision == 3 else 2)
        return _of(previous, f"It goes on from “{previous.text}” before.", "running", precision)
    return _since(token, sentence, narrative)


def _since(token: Token, sentence: Sentence, narrative: Narrative) -> EventTime | None:
    """Between the last date told and publication, for what is told next in the same stretch of the text."""
    previous, published = narrative.previous(sentence, SINCE_REACH), narrative.publication.day
    if previous is None or previous.first is None or published is None:
        return None
    recent = 0 <= (published - previous.first).days <= BACKGROUND_DAYS
    if not recent or not narrative.is_told(token) or not narrative.in_stride(sentence, previous):
        return None
    told = _of(previous, f"Told after “{previous.text}”, before publication.", "running")
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
    first = since or published
    why = "News of the report, told after the last day it names." if since else "News of the report, which gives no date for it."
    return EventTime(first, published, "", max(2, _precision(first, published)), why, step="news")

"""When an event happened: the date its clause governs, else its sentence's, else the narrative's running date, else the day of publication.

Each step down that ladder is less certain and says so in `why` and in the precision. Where no step holds, the answer is that nothing tells: a wrong
day is worse than none.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from geomap.events.clauses import RELATIVE_CLAUSES, distance, governing_verb, is_passive, lemma, path_to_root
from geomap.languages import lexicon
from geomap.model import Analysis, DateSpan, Publication, Sentence, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

Precision = Literal[1, 2, 3]
# An event that began longer before publication than this is background: 30 days, as DESIGN.md says.
BACKGROUND_DAYS = 30
# A report that gives no date for its news tells of this many days before it appeared.
FRESH_DAYS = 1
# The news of a report is told in its first sentences.
LEAD_SENTENCES = 4
# A day named within this many days before publication is the day that the report is about.
NEWS_DAYS = 7


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
    """

    first: dt.date | None
    last: dt.date | None
    text: str
    precision: Precision | None
    why: str
    start: int | None = None
    end: int | None = None


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
    usable = [date for date in dates if date.first is not None and _fits(date, publication, status)]
    here = [date for date in usable if sentence.start <= date.start < sentence.end]
    steps = (
        _governed(token, sentence, here),
        _of_report(token, sentence, here, analysis.language),
        _running(token, sentence, analysis, usable, status),
        _fresh(token, sentence, analysis, usable, publication, status),
    )
    return next((time for time in steps if time is not None), UNKNOWN)


def is_background(time: EventTime, publication: Publication) -> bool:
    """Whether an event began more than 30 days before publication."""
    if time.first is None or publication.day is None:
        return False
    return (publication.day - time.first).days > BACKGROUND_DAYS


def _fits(date: DateSpan, publication: Publication, status: Status) -> bool:
    """What happened does not lie wholly ahead, and what is planned not wholly behind."""
    if publication.day is None or date.first is None or date.last is None:
        return True
    if status in {"occurred", "denied"}:
        return date.first <= publication.day
    return status == "possible" or date.last >= publication.day


def _known(date: DateSpan, why: str, precision: Precision | None = None) -> EventTime:
    return EventTime(date.first, date.last, date.text, precision or date.precision or 3, why, date.start, date.end)


def _token_of(date: DateSpan, sentence: Sentence) -> Token | None:
    """The token by which a date expression hangs in the parse."""
    parse = sentence.parse
    if parse is None:
        return None
    span = parse.char_span(date.start - sentence.start, date.end - sentence.start, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _governed(token: Token, sentence: Sentence, here: Sequence[DateSpan]) -> EventTime | None:
    """The date that stands in the trigger's clause, or in one that the trigger's clause hangs on without a verb of saying between."""
    ranked = []
    for date in here:
        head = _token_of(date, sentence)
        rank = None if head is None else _rank(token, head)
        if rank is not None and head is not None:
            ranked.append((rank, distance(token, head), abs(head.i - token.i), date.start, date))
    if not ranked:
        return None
    best = min(ranked, key=lambda item: item[:4])[-1]
    return _known(best, f"Its clause says “{best.text}”.")


def _rank(token: Token, date: Token) -> int | None:
    """How closely a date belongs to a trigger: 0 within its phrase, 1 in its clause, 2 in a clause above; None where it belongs elsewhere."""
    clause = governing_verb(token)
    own = governing_verb(date)
    if own.i == token.i or (token.is_ancestor(date) and _no_verb_between(date, token)):
        return 0
    if own.i == clause.i:
        return 1
    if token.is_ancestor(own) and own.dep_ in RELATIVE_CLAUSES and own.head.i == token.i:
        return 1
    if own.is_ancestor(clause) and not _reported(clause, own):
        return 2
    if own.dep_ in {"advcl", "conj"} and own.head.i == clause.i and not _has_subject(own):
        return 3
    return None


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
        if step.dep_ in {"ccomp", "relcl", "acl:relcl", "parataxis"} or (
            step.dep_ == "xcomp" and step.head.i == above.i and _perfect(step)
        ):
            return True
    return False


def _perfect(verb: Token) -> bool:
    """ "affirme avoir déployé": the infinitive is earlier than its governor."""
    return any(child.dep_.startswith("aux") and "Inf" in child.morph.get("VerbForm", []) for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith(("nsubj", "csubj")) for child in verb.children)


def _of_report(token: Token, sentence: Sentence, here: Sequence[DateSpan], language: str) -> EventTime | None:
    """The date at which somebody reported it, where the event has none of its own and nothing says it was earlier."""
    if _earlier(token, language):
        return None
    for date in here:
        head = _token_of(date, sentence)
        if head is None:
            continue
        own = governing_verb(head)
        if own.is_ancestor(token) and _reported(governing_verb(token), own):
            precision: Precision = 2 if date.precision == 1 else (date.precision or 3)
            return _known(date, f"Reported “{date.text}”; no other date is given.", precision)
    return None


def _earlier(token: Token, language: str) -> bool:
    """Whether a word in the trigger's clause sets it back: "previously", "par le passé"."""
    words = _cues(language).earlier
    verb = governing_verb(token)
    return any(child.lower_ in words for child in (*verb.children, *token.children))


def _running(
    token: Token, sentence: Sentence, analysis: Analysis, dates: Sequence[DateSpan], status: Status
) -> EventTime | None:
    """The date of the sentence before, where this one goes on from it."""
    if status in {"planned", "possible"}:
        return None
    cues = _cues(analysis.language)
    previous = _previous(sentence, analysis, dates)
    if previous is None or not _goes_on(token, sentence, cues):
        return None
    if _moves_on(sentence, cues):
        return None
    precision: Precision = (
        1 if previous.precision == 1 and _points_back(token, cues) else max(2, previous.precision or 3)
    )  # type: ignore[assignment]
    return _known(previous, f"It goes on from the sentence before, which says “{previous.text}”.", precision)


def _previous(sentence: Sentence, analysis: Analysis, dates: Sequence[DateSpan]) -> DateSpan | None:
    """The last date of the nearest earlier sentence of the paragraph that has one, at most two sentences back."""
    for back in (1, 2):
        index = sentence.index - back
        if index < 0:
            return None
        before = analysis.sentences[index]
        if before.furniture or before.heading or before.paragraph != sentence.paragraph:
            return None
        found = [date for date in dates if before.start <= date.start < before.end]
        if found:
            return found[-1]
    return None


def _goes_on(token: Token, sentence: Sentence, cues: _Cues) -> bool:
    """Whether a sentence speaks on of what came before: a pointing word near its beginning or on the trigger."""
    if _points_back(token, cues):
        return True
    opening = [word.lower_ for word in (sentence.parse or ())][:6]
    return any(word in cues.pointing for word in opening)


def _points_back(token: Token, cues: _Cues) -> bool:
    return any(child.lower_ in cues.pointing for child in token.children)


def _moves_on(sentence: Sentence, cues: _Cues) -> bool:
    """ "Après cet incident", "Since then": some time later."""
    words = [word.lower_ for word in (sentence.parse or ())][:4]
    return any(word in cues.later for word in words)


def _fresh(
    token: Token,
    sentence: Sentence,
    analysis: Analysis,
    dates: Sequence[DateSpan],
    publication: Publication,
    status: Status,
) -> EventTime | None:
    """News without a date: between the last day the report names and its publication."""
    if publication.day is None or status != "occurred":
        return None
    cues = _cues(analysis.language)
    if not _is_news(token, sentence, analysis, cues):
        return None
    since = _news_day(dates, publication.day, sentence)
    if since is not None:
        span = EventTime(
            since,
            publication.day,
            "",
            1 if since == publication.day else 2,
            "News of the report, after the last day it names.",
        )
        return span
    first = publication.day - dt.timedelta(FRESH_DAYS)
    return EventTime(first, publication.day, "", 2, "News of the report, which gives no date for it.")


def _news_day(dates: Sequence[DateSpan], published: dt.date, sentence: Sentence) -> dt.date | None:
    """The day a report is about: the last one named before the sentence within a week of publication, else the first one named after it."""
    recent = [
        date for date in dates if date.precision == 1 and date.first and 0 <= (published - date.first).days <= NEWS_DAYS
    ]
    before = [date for date in recent if date.start < sentence.start]
    chosen = before[-1] if before else (recent[0] if recent else None)
    return chosen.first if chosen is not None else None


def _is_news(token: Token, sentence: Sentence, analysis: Analysis, cues: _Cues) -> bool:
    """Whether tense and place in the text let an undated event be the news itself."""
    verb = governing_verb(token)
    if _pluperfect(verb) or _earlier(token, analysis.language) or _set_back(verb):
        return False
    if _present(verb):
        return True
    first = next((s.index for s in analysis.sentences if not s.furniture and not s.heading), 0)
    return sentence.index - first < LEAD_SENTENCES or any(word in cues.now for word in (w.lower_ for w in verb.subtree))


def _set_back(verb: Token) -> bool:
    """Relative and participle clauses describe; their happenings are older than the sentence's."""
    return verb.dep_ in RELATIVE_CLAUSES or (verb.dep_ in {"acl", "amod"} and is_passive(verb))


def _pluperfect(verb: Token) -> bool:
    """ "avaient exécuté", "had fled"."""
    for child in verb.children:
        if (
            child.dep_.startswith("aux")
            and lemma(child) in {"avoir", "être", "have"}
            and "Fin" in child.morph.get("VerbForm", [])
        ):
            tense = child.morph.get("Tense", [])
            if "Imp" in tense or ("Past" in tense and lemma(child) == "have"):
                return True
    return False


def _present(verb: Token) -> bool:
    """Present, present perfect and present progressive: what a report tells as new wherever it stands."""
    finite = [part for part in (verb, *verb.children) if part.dep_.startswith("aux") or part.i == verb.i]
    tenses = [(lemma(part), part.morph.get("Tense", [])) for part in finite if "Fin" in part.morph.get("VerbForm", [])]
    return any("Pres" in tense and word in {"have", "be"} for word, tense in tenses)


@dataclass(frozen=True, slots=True)
class _Cues:
    pointing: frozenset[str]
    later: frozenset[str]
    earlier: frozenset[str]
    now: frozenset[str]


@functools.cache
def _cues(language: str) -> _Cues:
    facts = lexicon(language, "status").get("time", {})
    return _Cues(*(frozenset(facts.get(key, ())) for key in ("pointing", "later", "earlier", "now")))


def widen(time: EventTime, since: dt.date, why: str) -> EventTime:
    """The same time, begun earlier: for an event that another report dates before."""
    return replace(time, first=since, why=why, precision=2 if time.precision == 1 else time.precision)

"""Which date of a sentence a trigger takes: how closely each hangs together with it in the parse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.clauses import (
    OBJECTS,
    RELATIVE_CLAUSES,
    SUBJECTS,
    distance,
    first_conjunct,
    governing_verb,
    lemma,
    path_to_root,
)
from geomap.events.narrative import is_saying, time_words
from geomap.model import DateSpan, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Governed:
    """A date with what the parse says of it.

    Attributes:
        date: The date expression.
        since: True where its clause or preposition makes it a beginning: "since the war began in 2011".
        until: The last of the dates coordinated with it ("on Monday and Tuesday"), None where there is none.
    """

    date: DateSpan
    since: bool = False
    until: DateSpan | None = None


def token_of(date: DateSpan, sentence: Sentence) -> Token | None:
    """The token by which a date expression hangs in the parse."""
    if sentence.parse is None:
        return None
    start, end = date.start - sentence.start, date.end - sentence.start
    span = sentence.parse.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def governed(token: Token, sentence: Sentence, dates: Sequence[DateSpan], language: str) -> Governed | None:
    """The date that stands in the trigger's clause, or in one that it hangs on without a verb of saying between.

    Args:
        token: The trigger.
        sentence: Its sentence.
        dates: The date expressions of the sentence.
        language: Code of its language.

    Returns:
        The closest date, None where every date of the sentence belongs to something else.
    """
    heads = {date.start: head for date in dates if (head := token_of(date, sentence)) is not None}
    ranked = []
    for date in dates:
        head = heads.get(date.start)
        rank = None if head is None else _rank(token, head, language)
        if head is not None and rank is not None:
            ranked.append(((rank, distance(token, head), abs(head.i - token.i), date.start), date))
    if not ranked:
        return None
    _, chosen = min(ranked, key=lambda item: item[0])
    head = heads[chosen.start]
    clause = governing_verb(head)
    outside = clause.i != token.i and not clause.is_ancestor(token)
    since = (outside and _introduced(clause, language, "since")) or _after_word(head, chosen, sentence, language)
    further = [date for date in dates if date.start > chosen.start and _listed_with(heads.get(date.start), head)]
    return Governed(chosen, since, further[-1] if further else None)


def _listed_with(other: Token | None, head: Token) -> bool:
    """Whether a later date is coordinated with the chosen one."""
    return other is not None and other.dep_ == "conj" and first_conjunct(other).i == first_conjunct(head).i


def _after_word(head: Token, date: DateSpan, sentence: Sentence, language: str) -> bool:
    """Whether "since" or "depuis" stands directly before a date."""
    first = next((token for token in head.doc if sentence.start + token.idx >= date.start), head)
    before = head.doc[first.i - 1].lower_ if first.i else ""
    own = first.lower_ in time_words(language, "since")
    return own or before in time_words(language, "since")


def _rank(token: Token, date: Token, language: str) -> int | None:
    """How closely a date belongs to a trigger.

    Returns:
        0 within its phrase, 1 in its clause, 2 in a clause above, 3 in a clause of time or a participle below; None
        where it belongs elsewhere.
    """
    clause, own = governing_verb(token), governing_verb(date)
    if _of_the_comment(token, date, clause, language) or _of_the_charge(token, date, own, language):
        return None
    if own.i == token.i or (token.is_ancestor(date) and _no_verb_between(date, token)):
        return 0
    if own.i == clause.i or (own.dep_ in RELATIVE_CLAUSES and own.head.i == token.i):
        return 1
    if own.is_ancestor(clause) and not reported(clause, own, language):
        return 2
    if any(_describes(step, date) for step in path_to_root(clause)):
        return 2
    return 3 if own.head.i in {clause.i, token.i} and _same_time(own, language) else None


def _of_the_comment(token: Token, date: Token, clause: Token, language: str) -> bool:
    """Whether a date is that of what was said about a happening: "claimed the attack on Saturday", not "the attack of Saturday"."""
    if token.pos_ != "NOUN" or clause.i == token.i or governing_verb(date).i != clause.i:
        return False
    own_phrase = date.head.i == token.i and any(child.dep_ == "case" for child in date.children)
    return lemma(clause) in time_words(language, "about") and not own_phrase


def charge_above(token: Token, language: str) -> Token | None:
    """The verb by which somebody was tried or punished for an act: "jailed for killing", "condamné pour l'attaque"."""
    below, told_for = token, _is_led_to(token, language)
    for step in token.ancestors:
        if step.pos_ == "VERB" and lemma(step) in time_words(language, "charged"):
            return None if below.dep_ in OBJECTS | SUBJECTS and not told_for else step
        below, told_for = step, told_for or _is_led_to(step, language)
        if step.pos_ == "AUX" or (step.pos_ == "VERB" and step.i != governing_verb(token).i):
            return None
    return None


def _is_led_to(step: Token, language: str) -> bool:
    """Whether "for" or the like leads to a step, which says what somebody was punished for."""
    words = time_words(language, "charged_for")
    own = step.dep_ == "prep" and step.lower_ in words
    return own or any(child.dep_ in {"case", "mark"} and child.lower_ in words for child in step.children)


def _of_the_charge(token: Token, date: Token, own: Token, language: str) -> bool:
    """Whether a date before the trigger is that of the sentence for the act: "jailed on Monday for killing"."""
    charge = charge_above(token, language)
    return charge is not None and own.i == charge.i and date.i < token.i


def _same_time(below: Token, language: str) -> bool:
    """Whether a clause below the trigger's tells of its own time: "when he returned on Tuesday", "since it began", a bare participle."""
    if is_saying(below, language):
        return False
    if below.dep_ == "advcl" and (_introduced(below, language, "while") or _introduced(below, language, "since")):
        return True
    own_subject = any(child.dep_.startswith(("nsubj", "csubj")) for child in below.children)
    return below.dep_ in {"advcl", "conj"} and not own_subject and not _introduced(below, language, "not_while")


def _describes(step: Token, date: Token) -> bool:
    """Whether a clause is a relative one of a dated noun: "the march of 27 May, which saw ..."."""
    return step.dep_ in RELATIVE_CLAUSES and (step.head.i == date.i or step.head.is_ancestor(date))


def _introduced(verb: Token, language: str, key: str) -> bool:
    """Whether a clause is introduced by one of the words of a list."""
    words = time_words(language, key)
    return any(child.lower_.replace("’", "'") in words for child in verb.children if child.i < verb.i)


def _no_verb_between(date: Token, token: Token) -> bool:
    for step in path_to_root(date):
        if step.i == token.i:
            return True
        if step.pos_ in {"VERB", "AUX"} and step.i != date.i:
            return False
    return False


def reported(clause: Token, above: Token, language: str) -> bool:
    """Whether a clause stands between that has a time of its own: what was said, and what a noun is described by.

    A relative clause of a happening shares its time: "died on Tuesday in the raid that freed them".
    """
    for step in path_to_root(clause):
        if step.i == above.i:
            return False
        perfect = step.dep_ == "xcomp" and step.head.i == above.i and _perfect_infinitive(step)
        if step.dep_ in {"ccomp", "parataxis"} or perfect:
            return True
        if step.dep_ in RELATIVE_CLAUSES and lemma(step.head) not in time_words(language, "happenings"):
            return True
    return False


def _perfect_infinitive(verb: Token) -> bool:
    """Such as "affirme avoir déployé": the infinitive is earlier than its governor."""
    return any(child.dep_.startswith("aux") and "Inf" in child.morph.get("VerbForm", []) for child in verb.children)

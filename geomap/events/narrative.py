"""The time that a narrative carries along.

Which date an undated sentence inherits, and which undated sentence is the news itself.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.clauses import RELATIVE_CLAUSES, governing_verb, is_passive, lemma
from geomap.events.datelines import opens_story
from geomap.events.words import words
from geomap.languages import lexicon
from geomap.model import Analysis, DateSpan, Publication, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

# The news of a report is told in its first sentences.
LEAD_SENTENCES = 4
# A day named within this many days before publication is the day that the report is about.
NEWS_DAYS = 3
# How many sentences back a date still runs: as the same time, and as the time since which things happened.
SAME_TIME_REACH = 3
SINCE_REACH = 7
# A date in an aside still runs where it is as recent as this.
_RECENT_DAYS = 30
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
# What would tell a definite happening apart from the one before: "the attack on Bama", "l'attaque de Bama".
_COMPLEMENTS = frozenset({"prep", "nmod", "compound", "poss"})
# Words at a sentence's beginning that say how it follows on.
_OPENING = 6


@functools.cache
def time_words(language: str, key: str) -> frozenset[str]:
    """A list of `time` in the language's status.yaml."""
    return frozenset(lexicon(language, "status").get("time", {}).get(key, ()))


@functools.cache
def _sayings(language: str, *, strict: bool) -> frozenset[str]:
    facts = lexicon(language, "claims")
    verbs = frozenset((*facts.get("verbs", ()), *facts.get("phrases", {})))
    return verbs - frozenset(facts.get("clause_only", ())) if strict else verbs


@functools.cache
def _documents(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "claims").get("documents", ()))


def is_saying(verb: Token, language: str) -> bool:
    """Whether a verb reports what somebody said."""
    return lemma(verb) in _sayings(language, strict=True)


def is_statement(verb: Token, language: str) -> bool:
    """Whether a verb is an act of speech, also one that reports nothing ("warn", "accuse")."""
    return lemma(verb) in _sayings(language, strict=False)


@dataclass(frozen=True, slots=True)
class Narrative:
    """A document as a chain of dated and undated sentences.

    Attributes:
        analysis: The document.
        dates: Its date expressions that can date what happened.
        publication: When it appeared.
    """

    analysis: Analysis
    dates: Sequence[DateSpan]
    publication: Publication

    def previous(self, sentence: Sentence, reach: int = SAME_TIME_REACH) -> DateSpan | None:
        """The last date of an event in the nearest earlier sentence that has one; dates of mere saying and asides are passed over."""
        for before in self._before(sentence, reach):
            found = [date for date in self._in(before) if not self.is_aside(date, before)]
            if found:
                return found[-1]
        return None

    def _before(self, sentence: Sentence, reach: int = SAME_TIME_REACH) -> Iterator[Sentence]:
        """Earlier sentences of the paragraph and of the one before it, nearest first."""
        steps = 0
        if opens_story(sentence):
            return
        for index in range(sentence.index - 1, -1, -1):
            before = self.analysis.sentences[index]
            if before.furniture:
                continue
            if before.heading or steps >= reach or self._far(sentence, before, reach):
                return
            steps += 1
            yield before
            if opens_story(before):
                return

    @staticmethod
    def _far(sentence: Sentence, before: Sentence, reach: int) -> bool:
        """Whether an earlier sentence stands in another passage: the same time runs into the next paragraph, a story on through several."""
        return reach <= SAME_TIME_REACH and sentence.paragraph - before.paragraph > 1

    def _in(self, sentence: Sentence) -> list[DateSpan]:
        return [date for date in self.dates if sentence.start <= date.start < sentence.end]

    def is_aside(self, date: DateSpan, sentence: Sentence) -> bool:
        """Whether a date is that of a statement ("a reconnu jeudi", "une note publiée jeudi") or of a relative clause."""
        if sentence.parse is None:
            return False
        span = sentence.parse.char_span(date.start - sentence.start, date.end - sentence.start, alignment_mode="expand")
        if span is None or not len(span):
            return False
        verb = governing_verb(span.root)
        document = verb.dep_ in {"acl", "amod"} and lemma(verb.head) in _documents(self.analysis.language)
        if document or (verb.dep_ in RELATIVE_CLAUSES and not self._recent(date)):
            return True
        return is_saying(verb, self.analysis.language)

    def _recent(self, date: DateSpan) -> bool:
        published = self.publication.day
        return published is not None and date.first is not None and 0 <= (published - date.first).days <= _RECENT_DAYS

    def goes_on(self, token: Token, sentence: Sentence) -> bool:
        """Whether a sentence speaks on of what came before: by a pointing word, or a noun told before and now definite."""
        language = self.analysis.language
        tokens = [word.lower_.replace("’", "'") for word in (sentence.parse or ())]
        text = " ".join(tokens)
        if any(phrase in text for phrase in time_words(language, "same")):
            return True
        if (
            self.points_back(token)
            or self.replies(token)
            or any(word in time_words(language, "pointing") for word in tokens[:_OPENING])
        ):
            return True
        return self._repeats(sentence) or self._takes_up(sentence)

    def _takes_up(self, sentence: Sentence) -> bool:
        """Whether the sentence is about a happening that it takes for known, without a date of its own: "The assault left ..."."""
        if sentence.parse is None or self._in(sentence):
            return False
        subjects = [word for word in sentence.parse if word.dep_ in _SUBJECTS and word.i < _OPENING]
        return any(
            lemma(word) in self._happenings
            and any("Def" in child.morph.get("Definite", []) for child in word.children)
            and not any(child.dep_ in _COMPLEMENTS for child in word.children)
            for word in subjects
        )

    def points_back(self, token: Token) -> bool:
        """Whether the trigger itself is pointed at: "cette attaque"."""
        return any(child.lower_ in time_words(self.analysis.language, "pointing") for child in token.children)

    def is_bygone(self, token: Token) -> bool:
        """Whether the trigger is told apart from what the text tells as older: "a recent attack", "une précédente attaque"."""
        older = time_words(self.analysis.language, "bygone")
        return any(child.dep_ == "amod" and child.lower_ in older for child in token.children)

    def replies(self, token: Token) -> bool:
        """Whether the trigger is a reply to what was told before, or what a reply brought about: "a riposté, tuant dix hommes"."""
        replies = words(self.analysis.language).classes.get("replies", frozenset())
        acts = [token, *token.ancestors] if governing_verb(token).dep_ in {"advcl", "acl", "conj", "xcomp"} else [token]
        return any(lemma(step) in replies for step in acts)

    def _repeats(self, sentence: Sentence) -> bool:
        """Whether a definite common noun of the sentence was told in the sentence before."""
        before = next(self._before(sentence), None)
        if before is None or before.parse is None or sentence.parse is None:
            return False
        told = {lemma(word) for word in before.parse if word.pos_ == "NOUN"} & self._happenings
        return any(
            word.pos_ == "NOUN"
            and lemma(word) in told
            and any("Def" in child.morph.get("Definite", []) for child in word.children)
            for word in sentence.parse
        )

    @property
    def _happenings(self) -> frozenset[str]:
        return time_words(self.analysis.language, "happenings")

    def looks_back_still(self, token: Token, sentence: Sentence) -> bool:
        """Whether the pluperfect of the sentence before, which is dated, goes on: "In May rebels had come. They had burnt a bridge"."""
        before = next(self._before(sentence), None)
        if before is None or before.parse is None or not _pluperfect(governing_verb(token)):
            return False
        spans = [
            before.parse.char_span(date.start - before.start, date.end - before.start, alignment_mode="expand")
            for date in self._in(before)
        ]
        return any(_pluperfect(governing_verb(span.root)) for span in spans if span is not None and len(span))

    def moves_on(self, sentence: Sentence) -> bool:
        """Such as "Après cet incident", "Since then": some time later."""
        opening = [word.lower_ for word in (sentence.parse or ())][:4]
        return any(word in time_words(self.analysis.language, "later") for word in opening)

    def in_stride(self, sentence: Sentence, previous: DateSpan) -> bool:
        """Whether nothing older was told between a date and the sentence, and they stand in one stretch of the text."""
        between = [
            date
            for date in self.dates
            if previous.start < date.start < sentence.start and date.first and previous.first
        ]
        return not any(date.first < previous.first for date in between if date.first and previous.first)

    def is_told(self, token: Token) -> bool:
        """Whether the trigger's clause tells what came next: a main verb that is not set back in time."""
        verb = governing_verb(token)
        earlier = time_words(self.analysis.language, "earlier")
        if any(child.lower_ in earlier for child in (*verb.children, *token.children)):
            return False
        return not _set_back(verb)

    def is_news(self, token: Token, sentence: Sentence) -> bool:
        """Whether an undated event may be the news itself: in the lead, in a present tense, or as a statement."""
        verb = governing_verb(token)
        if not self.is_told(token) or _pluperfect(verb):
            return False
        if _present_perfect(verb) or any(
            word.lower_ in time_words(self.analysis.language, "now") for word in verb.children
        ):
            return True
        first = next((s.index for s in self.analysis.sentences if not s.furniture and not s.heading), 0)
        if sentence.index - first < LEAD_SENTENCES:
            return True
        return is_statement(token, self.analysis.language) or _present(verb)

    def news_day(self, sentence: Sentence) -> dt.date | None:
        """The day a report is about: the last recent one named before the sentence, else the first named after it."""
        published = self.publication.day
        if published is None:
            return None
        recent = [
            date
            for date in self.dates
            if date.precision == 1 and date.first and 0 <= (published - date.first).days <= NEWS_DAYS
        ]
        before = [date for date in recent if date.start < sentence.start]
        chosen = before[-1] if before else (recent[0] if recent else None)
        return chosen.first if chosen is not None else None


def _set_back(verb: Token) -> bool:
    """Relative and participle clauses describe; their happenings are older than the sentence's."""
    return verb.dep_ in RELATIVE_CLAUSES or (verb.dep_ in {"acl", "amod"} and is_passive(verb))


def _finite(verb: Token) -> Iterator[tuple[str, list[str]]]:
    """Lemma and tense of the finite parts of a verb."""
    for part in (verb, *verb.children):
        if (part.i == verb.i or part.dep_.startswith("aux") or part.dep_ == "cop") and "Fin" in part.morph.get(
            "VerbForm", []
        ):
            yield lemma(part), part.morph.get("Tense", [])


def _pluperfect(verb: Token) -> bool:
    """Such as "avaient exécuté", "had fled"."""
    auxiliaries = [part for part in verb.children if part.dep_.startswith("aux")]
    return any(
        ("Imp" in tense and word in {"avoir", "être"}) or ("Past" in tense and word == "have")
        for word, tense in _finite(verb)
        if auxiliaries
    )


def _present_perfect(verb: Token) -> bool:
    """English present perfect and progressive: what a report tells as new wherever it stands."""
    return any("Pres" in tense and word in {"have", "be"} for word, tense in _finite(verb))


def _present(verb: Token) -> bool:
    """A present tense that is not the auxiliary of a past: "le gouvernement appelle", "the army denies"."""
    return any("Pres" in tense and word == lemma(verb) for word, tense in _finite(verb))

"""What surrounds an expression: the tense of its clause, told by the parse where there is one, else by words near."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.dates.meanings.base import Context
from geomap.dates.pack import Pack
from geomap.model import Analysis, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SHORT_PHRASE = 7
AHEAD_REACH = 60
CLIMB = 12


@dataclass(frozen=True, slots=True)
class Narrative:
    """The days that the text named last, and where; and the first day of the period of any length that it named last."""

    day: dt.date | None = None
    last: dt.date | None = None
    era: dt.date | None = None
    offset: int = 0


class Clauses:
    """The clauses of a document, asked for the context of one expression after another."""

    def __init__(self, analysis: Analysis, pack: Pack) -> None:
        self.text = analysis.document.text
        self.sentences = analysis.sentences
        self.starts = [sentence.start for sentence in analysis.sentences]
        self.pack = pack
        self.verbs = Verbs(pack.settings["tense"])
        self._cues: dict[tuple[int, int], tuple[list[tuple[int, int, int]], bool]] = {}

    def context(
        self, start: int, end: int, publication: dt.date | None, narrative: Narrative, *, tensed: bool = True
    ) -> Context:
        """The context of the expression between two offsets; its tense is left out where nothing depends on it."""
        tense, bare = self.tense(start, end) if tensed else (0, False)
        policy = self.pack.settings["weekdays"]
        near = narrative.day is not None and self.sentence(narrative.offset) is self.sentence(start)
        return Context(
            publication,
            narrative.day,
            narrative.last,
            narrative.era,
            near=near,
            tense=tense,
            bare=bare,
            next_week=policy["next"] == "week",
            last_week=policy["last"] == "week",
        )

    def sentence(self, offset: int) -> Sentence | None:
        """The sentence in which an offset lies."""
        i = bisect_right(self.starts, offset) - 1
        return self.sentences[i] if i >= 0 else None

    def tense(self, start: int, end: int) -> tuple[int, bool]:
        """Tense of the clause around an expression (-1 past, 0 neither, 1 future), and whether there is no clause."""
        sentence = self.sentence(start)
        first, last = (sentence.start, sentence.end) if sentence else (0, len(self.text))
        before = self.text[max(first, start - AHEAD_REACH) : start]
        if self.pack.ahead.search(before):
            return 1, False
        if sentence is not None and sentence.parse is not None and sentence.start <= start < sentence.end:
            return self.verbs.tense(sentence.parse, start - sentence.start)
        return self.nearest_cue(first, start, end, last)

    def nearest_cue(self, first: int, start: int, end: int, last: int) -> tuple[int, bool]:
        """Tense of the word nearest to the expression that shows one."""
        cues, short = self.cues(first, last)
        nearest, tense = last - first + 1, 0
        for begins, ends, shown in cues:
            gap = start - ends if ends <= start else begins - end
            if 0 <= gap < nearest:
                nearest, tense = gap, shown
        return tense, not tense and short

    def cues(self, first: int, last: int) -> tuple[list[tuple[int, int, int]], bool]:
        """The words between two offsets that show a tense (start, end, tense), and whether it is a short phrase.

        Looked for once, however many days one sentence names.
        """
        known = self._cues.get((first, last))
        if known is None:
            found = self.pack.cues.finditer(self.text, first, last)
            cues = [(cue.start(), cue.end(), 1 if cue["future"] else -1) for cue in found]
            known = self._cues[first, last] = cues, len(self.text[first:last].split()) < SHORT_PHRASE
        return known


class Verbs:
    """Reads a clause's tense off a spaCy parse.

    Args:
        settings: `tense` of the language's `dates.yaml`: `future_auxiliaries`, `appointed` (what is appointed lies
            ahead) and `looks_ahead` (whose complements lie ahead), as lemmas or words in small letters.
    """

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.auxiliaries = frozenset(settings.get("future_auxiliaries", ()))
        self.appointed = frozenset(settings.get("appointed", ()))
        self.looks_ahead = frozenset(settings.get("looks_ahead", ())) | self.appointed

    def tense(self, parse: Doc, offset: int) -> tuple[int, bool]:
        """Tense of the clause that governs the token at an offset, and whether the sentence has no verb."""
        token = next((one for one in reversed(parse) if one.idx <= offset), None)
        if token is None:
            return 0, True
        for _ in range(CLIMB):
            if token.pos_ in ("VERB", "AUX") and (tense := self.of(token)):
                return tense, False
            if token.head is token:
                break
            token = token.head
        return 0, not any(one.pos_ in ("VERB", "AUX") for one in parse)

    def of(self, verb: Token) -> int:
        """Tense of one verb with its auxiliaries; 0 where the clause above must tell."""
        help_words = helpers(verb)
        if named(verb, self.appointed) or any(one.lower_ in self.auxiliaries for one in help_words):
            return 1
        tenses = {tense for one in (verb, *help_words) for tense in one.morph.get("Tense", [])}
        if "Fut" in tenses or "Cnd" in verb.morph.get("Mood", []):
            return 1
        if "Inf" in verb.morph.get("VerbForm", []):
            return 1 if self.governed_ahead(verb) else 0
        return -1 if tenses & {"Past", "Imp"} else 0

    def governed_ahead(self, infinitive: Token) -> bool:
        """Whether an infinitive hangs on a word that looks ahead: "plans to", "is to", "are due to"."""
        head = infinitive.head
        if named(head, self.looks_ahead) or head.lemma_ == "be":
            return True
        return any(named(one, self.looks_ahead) for one in head.children if one.dep_ == "acomp")


def named(token: Token, words: frozenset[str]) -> bool:
    """Whether a token is one of some words, by its form or its lemma."""
    return token.lower_ in words or token.lemma_.lower() in words


def helpers(verb: Token) -> list[Token]:
    """The auxiliaries of a verb."""
    return [one for one in verb.children if one.dep_.startswith("aux") or one.dep_ == "cop"]

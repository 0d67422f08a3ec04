"""What surrounds an expression: the tense of its clause, told by the parse where there is one, else by words."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right

from geomap.dates.pack import Pack
from geomap.dates.readings import Context
from geomap.model import Analysis, Sentence

SHORT_PHRASE = 4


class Clauses:
    """The clauses of a document, asked for the context of one expression after another."""

    def __init__(self, analysis: Analysis, pack: Pack) -> None:
        self.text = analysis.document.text
        self.sentences = analysis.sentences
        self.starts = [sentence.start for sentence in analysis.sentences]
        self.settings = pack.settings
        cues = pack.settings["tense"]
        self.future = re.compile(cues["future"], re.IGNORECASE)
        self.past = re.compile(cues["past"], re.IGNORECASE)

    def context(self, start: int, end: int, publication: dt.date | None, narrative: dt.date | None) -> Context:
        """The context of the expression between two offsets."""
        sentence = self.sentence(start)
        words = self.text[sentence.start : sentence.end] if sentence else self.text
        tense, bare = self.tense(words)
        policy = self.settings["weekdays"]
        return Context(publication, narrative, tense, bare, policy["next"] == "week", policy["last"] == "week")

    def sentence(self, offset: int) -> Sentence | None:
        """The sentence in which an offset lies."""
        i = bisect_right(self.starts, offset) - 1
        return self.sentences[i] if i >= 0 else None

    def tense(self, words: str) -> tuple[int, bool]:
        """Tense of a stretch of text by its cue words, and whether it has no verb of either tense."""
        future, past = self.future.search(words), self.past.search(words)
        if future and not past:
            return 1, False
        if past and not future:
            return -1, False
        return 0, not (past or future)

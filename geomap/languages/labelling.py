"""spaCy's attribute ruler and lemmatizer with a memory: what they say of a word hangs on few of its features.

A rule asks for a word only where it names it, and for a relation only where it names that one; all other words and
relations are alike to it. Only the few patterns of several words look further: documents in which one may begin go
through spaCy's own pipes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What a pattern may ask of a word, so that a memory by these features can answer for it.
_ASKED = frozenset({"TAG", "POS", "MORPH", "DEP", "LOWER", "IS_SPACE"})
_TESTS = frozenset({"IN", "NOT_IN", "REGEX"})
_READ = ("ORTH", "TAG", "POS", "MORPH", "DEP", "LEMMA")
_SET = ("TAG", "POS", "MORPH", "LEMMA")
# Stand for all words, and for all relations, that no pattern names.
_ANY_WORD, _ANY_RELATION = "geomap", "dep"
# Lemmas that are kept; beyond them all are forgotten and learnt anew.
LEMMAS_KEPT = 200_000


def is_by_word(ruler: Any, lemmatizer: Any) -> bool:
    """Whether a ruler and a lemmatizer look at nothing but the features that the memory knows a word by."""
    asked = {key for entry in ruler.patterns for pattern in entry["patterns"] for word in pattern for key in word}
    tests = {test for _, wanted in _wanted(ruler) if isinstance(wanted, dict) for test in wanted}
    return asked <= _ASKED and tests <= _TESTS and getattr(lemmatizer, "mode", "") in {"rule", "lookup", "pos_lookup"}


def _wanted(ruler: Any) -> Iterator[tuple[str, Any]]:
    """What the patterns of a ruler ask for: features with the value or the test."""
    for entry in ruler.patterns:
        for pattern in entry["patterns"]:
            for word in pattern:
                yield from word.items()


def _named(ruler: Any, feature: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The values of a feature that patterns name, and the expressions for others."""
    values: set[str] = set()
    expressions = []
    for key, wanted in _wanted(ruler):
        if key != feature:
            continue
        if not isinstance(wanted, dict):
            values.add(str(wanted))
            continue
        values.update(map(str, (*wanted.get("IN", ()), *wanted.get("NOT_IN", ()))))
        if "REGEX" in wanted:
            expressions.append(re.compile(wanted["REGEX"]))
    return frozenset(values), tuple(expressions)


@dataclass(frozen=True, slots=True)
class _Labels:
    """What the ruler makes of a word: `_SET` (a lemma of 0 is left to the lemmatizer); `context` where neighbours may matter."""

    values: tuple[int, ...]
    context: bool


class Labeller:
    """The two pipes in one.

    Args:
        vocab: The vocabulary of the documents.
        ruler: spaCy's attribute ruler.
        lemmatizer: spaCy's lemmatizer, which comes right after it.
    """

    def __init__(self, vocab: Any, ruler: Any, lemmatizer: Any) -> None:
        from spacy.matcher import Matcher

        self._vocab, self._ruler, self._lemmatizer = vocab, ruler, lemmatizer
        self._words, self._expressions = _named(ruler, "LOWER")
        self._relations = {vocab.strings.add(name): name for name in _named(ruler, "DEP")[0] | {""}}
        self._alike: dict[int, str] = {}
        self._known: dict[tuple[Any, ...], _Labels] = {}
        self._lemmas: dict[tuple[int, int, int], int] = {}
        self._openers = Matcher(vocab)
        longer = [pattern[:1] for entry in ruler.patterns for pattern in entry["patterns"] if len(pattern) > 1]
        if longer:
            self._openers.add("opens a pattern of several words", longer)

    def __call__(self, docs: Sequence[Any]) -> None:
        """Labels documents, in place."""
        if len(self._lemmas) > LEMMAS_KEPT:
            self._lemmas.clear()
            self._alike.clear()
        for doc in docs:
            if len(doc):
                self._label(doc)

    def _label(self, doc: Any) -> None:
        rows = doc.to_array(_READ).tolist()
        labels = [self._labels(*row) for row in rows]
        if any(one.context for one in labels):
            self._lemmatizer(self._ruler(doc))
            return
        values = [one.values for one in labels]
        doc.from_array(_SET, np.array(values, dtype="uint64"))
        lemmas = [
            lemma or self._lemma(row[0], part, morph, doc, i)
            for i, (row, (_, part, morph, lemma)) in enumerate(zip(rows, values, strict=True))
        ]
        doc.from_array(["LEMMA"], np.array(lemmas, dtype="uint64"))

    def _labels(self, orth: int, tag: int, part: int, morph: int, relation: int, lemma: int) -> _Labels:
        word = self._alike.get(orth)
        if word is None:
            word = self._alike[orth] = self._stand_in(self._vocab[orth])
        key = (word, tag, part, morph, self._relations.get(relation), lemma)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._asked(*key)
        return known

    def _stand_in(self, lexeme: Any) -> str:
        """The word itself where a pattern may ask for it, else one that stands for all others."""
        low = lexeme.lower_
        if lexeme.is_space:
            return str(lexeme.text)
        named = low in self._words or any(expression.search(low) for expression in self._expressions)
        return low if named else _ANY_WORD

    def _asked(self, word: str, tag: int, part: int, morph: int, relation: str | None, lemma: int) -> _Labels:
        """Asks spaCy's own ruler of a word by itself."""
        from spacy.tokens import Doc

        before = self._vocab.strings.add(_ANY_RELATION if relation is None else relation)
        alone: Any = Doc(self._vocab, words=[word])
        alone.from_array(
            ["TAG", "POS", "MORPH", "DEP", "LEMMA"], np.array([[tag, part, morph, before, lemma]], dtype="uint64")
        )
        opens = len(self._openers) > 0 and bool(self._openers(alone, allow_missing=True))
        self._ruler(alone)
        (values,) = alone.to_array(_SET).tolist()
        return _Labels(tuple(values), opens or alone[0].dep != before)

    def _lemma(self, orth: int, part: int, morph: int, doc: Any, i: int) -> int:
        key = (orth, part, morph)
        lemma = self._lemmas.get(key)
        if lemma is None:
            lemma = self._lemmas[key] = self._vocab.strings.add(self._lemmatizer.lemmatize(doc[i])[0])
        return lemma

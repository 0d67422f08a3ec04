"""A sentence's parse as plain Python values, with the names and meanings of spaCy's `Doc`, `Token` and `Span`.

The rooms ask millions of small questions of a parse. spaCy makes a new object for every token that it hands out and looks
every label up in its vocabulary; here each word is made once and knows its labels. Only what the rooms ask for is there. What
is made once is also the same object each time, and the memory of spaCy's own values is free again after a batch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from geomap.languages.words import Morph, Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

_READ = (
    "ORTH",
    "LOWER",
    "LEMMA",
    "POS",
    "TAG",
    "DEP",
    "ENT_TYPE",
    "MORPH",
    "HEAD",
    "SPACY",
    "IS_SPACE",
    "IS_PUNCT",
    "LIKE_NUM",
)
_COUNTED = 8  # the features before HEAD are names
_SIGN = 1 << 64


class Stretch(Sequence[Word]):
    """Words of a parse in a row; see spaCy's `Span`."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Tree, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Word]:
        return iter(self.doc.words[self.start : self.end])

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> Stretch: ...
    def __getitem__(self, index: int | slice) -> Word | Stretch:
        if isinstance(index, int):
            return self.doc.words[self.start : self.end][index]
        start, stop, _ = index.indices(len(self))
        return Stretch(self.doc, self.start + start, self.start + max(start, stop), self.label_)

    @property
    def start_char(self) -> int:
        """Offset of its first character."""
        return self.doc.words[self.start].idx

    @property
    def end_char(self) -> int:
        """Offset after its last character."""
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its text, without the space behind it."""
        words = self.doc.words[self.start : self.end]
        return "".join(word.text_with_ws for word in words[:-1]) + words[-1].text if words else ""

    @property
    def root(self) -> Word:
        """The word nearest to the root of the sentence, the first of equals."""
        own = list(self)
        inside = range(self.start, self.end)
        tops = [word for word in own if word.head is word] or [word for word in own if word.head.i not in inside]
        return min(tops, key=self._depth)

    def _depth(self, word: Word) -> int:
        """Steps to the root; a space or a mark that governs nothing is as far as can be."""
        if (word.is_space or word.is_punct) and not word.children_:
            return len(self.doc) - 1
        return sum(1 for _ in word.ancestors)


class Tree(Sequence[Word]):
    """The parse of one sentence.

    Args:
        doc: What spaCy made of it.
        names: What spaCy's numbers stand for; kept from parse to parse, as the morphology is.
    """

    __slots__ = ("__dict__", "lang_", "text", "words")

    def __init__(self, doc: Any, names: Names) -> None:
        self.lang_: str = doc.lang_
        self.text: str = doc.text
        self.words: list[Word] = []
        columns = doc.to_array(_READ).T.tolist()
        named = [map(names.__getitem__, column) for column in columns[:_COUNTED]]
        position = 0
        for i, (
            text, lower, lemma, part, tag, relation, entity, morph, spaced, space, mark, number
        ) in enumerate(zip(*named, *columns[_COUNTED + 1 :], strict=True)):  # fmt: skip
            word = Word()
            word.doc, word.i, word.idx, word.children_, word._below = self, i, position, [], None  # noqa: SLF001 (its own)
            word.text, word.lower_, word.lemma_, word.pos_, word.tag_ = text, lower, lemma, part, tag
            word.dep_, word.ent_type_, word.morph = relation, entity, names.morphs[morph]
            word.whitespace_ = " " if spaced else ""
            word.is_space, word.is_punct, word.like_num = space == 1, mark == 1, number == 1
            position += len(text) + spaced
            self.words.append(word)
        for word, step in zip(self.words, columns[_COUNTED], strict=True):
            word.head = self.words[word.i + step if step < _SIGN >> 1 else word.i + step - _SIGN]
            if step:
                word.head.children_.append(word)
        self.ents: tuple[Stretch, ...] = tuple(Stretch(self, ent.start, ent.end, ent.label_) for ent in doc.ents)

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> Stretch: ...
    def __getitem__(self, index: int | slice) -> Word | Stretch:
        if isinstance(index, int):
            return self.words[index]
        start, stop, _ = index.indices(len(self.words))
        return Stretch(self, start, max(start, stop))

    @cached_property
    def _spaces(self) -> NDArray[np.bool_]:
        return np.array([word.is_space for word in self.words], dtype=bool)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.idx for word in self.words]

    def char_span(self, start: int, end: int, *, alignment_mode: str = "expand") -> Stretch | None:
        """The words that characters `start` to `end` touch, None where there are none.

        Args:
            start: Offset in the sentence.
            end: Offset, exclusive.
            alignment_mode: "expand"; the rooms use no other.
        """
        if alignment_mode != "expand":
            raise ValueError(alignment_mode)
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        if start == self.words[first].idx + len(self.words[first].text):  # the space behind a word is not its own
            first += 1
        return Stretch(self, first, last + 1)

    def _at(self, offset: int) -> int | None:
        """Index of the word, with the space behind it, that an offset lies in."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0:
            return None
        word = self.words[i]
        return i if offset < word.idx + len(word.text) + len(word.whitespace_) else None

    def to_array(self, name: str) -> NDArray[np.bool_]:
        """Which words are white space, by "IS_SPACE"; the rooms ask for no other feature."""
        if name != "IS_SPACE":
            raise ValueError(name)
        return self._spaces

    def dissolve(self) -> None:
        """Unties the words from each other, so that they need no search for garbage; nothing can be asked any more."""
        for word in self.words:
            word.children_.clear()
            word._below = None  # noqa: SLF001 (its own)
            del word.head, word.doc
        self.words.clear()
        self.ents = ()

    @staticmethod
    def has_annotation(name: str) -> bool:
        """Whether there is such an annotation: a whole parse has all."""
        return bool(name)


class Names(dict[int, str]):
    """The strings of a vocabulary by their numbers, and morphologies by their strings, as they are met."""

    def __init__(self, vocab: Any) -> None:
        super().__init__()
        self._strings = vocab.strings
        self.morphs = _Morphs()

    def __missing__(self, number: int) -> str:
        text = self[number] = str(self._strings[number])
        return text


class _Morphs(dict[str, Morph]):
    """Morphologies by their strings, each made once."""

    def __missing__(self, text: str) -> Morph:
        morph = self[text] = Morph(text)
        return morph

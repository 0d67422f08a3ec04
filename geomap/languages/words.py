"""A word of a parse as a plain Python value; see `geomap.languages.trees`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.languages.trees import Stretch, Tree


class Morph:
    """The morphological features of a word."""

    __slots__ = ("_text", "_values")

    def __init__(self, text: str) -> None:
        self._text = "" if text == "_" else text
        pairs = (pair.split("=", 1) for pair in text.split("|") if "=" in pair)
        self._values = {name: values.split(",") for name, values in pairs}

    def get(self, name: str, default: list[str] | None = None) -> list[str]:
        """The values of a feature, `default` (else nothing) where the word has none."""
        values = self._values.get(name)
        return (default or []) if values is None else [*values]

    def __str__(self) -> str:
        return self._text


class Word:
    """A word of a parse; see spaCy's `Token` for what its attributes mean."""

    __slots__ = (
        "_below", "children_", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_punct", "is_space", "lemma_",
        "like_num", "lower_", "morph", "pos_", "tag_", "text", "whitespace_",
    )  # fmt: skip
    doc: Tree
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    morph: Morph
    head: Word
    children_: list[Word]
    whitespace_: str
    is_space: bool
    is_punct: bool
    like_num: bool
    _below: list[Word] | None

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    @property
    def lang_(self) -> str:
        """ISO 639-1 code of the language."""
        return self.doc.lang_

    @property
    def is_sent_start(self) -> bool:
        """Whether it opens the sentence."""
        return self.i == 0

    @property
    def is_alpha(self) -> bool:
        """Whether it is all letters."""
        return self.text.isalpha()

    @property
    def is_digit(self) -> bool:
        """Whether it is all digits."""
        return self.text.isdigit()

    @property
    def is_title(self) -> bool:
        """Whether it has a capital and small letters behind it."""
        return self.text.istitle()

    @property
    def is_upper(self) -> bool:
        """Whether its letters are all capitals."""
        return self.text.isupper()

    @property
    def text_with_ws(self) -> str:
        """The text with the space behind it."""
        return self.text + self.whitespace_

    @property
    def children(self) -> Iterator[Word]:
        """The words that depend on it, in the order of the text."""
        return iter(self.children_)

    @property
    def lefts(self) -> Iterator[Word]:
        """The words before it that depend on it."""
        return (child for child in self.children_ if child.i < self.i)

    @property
    def rights(self) -> Iterator[Word]:
        """The words behind it that depend on it."""
        return (child for child in self.children_ if child.i > self.i)

    @property
    def subtree(self) -> Iterator[Word]:
        """The word with all below it."""
        return iter(self.all_below())

    @property
    def ancestors(self) -> Iterator[Word]:
        """The words above it, the nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def left_edge(self) -> Word:
        """The first word of all below it and itself."""
        return min(self.all_below(), key=_position)

    @property
    def right_edge(self) -> Word:
        """The last one."""
        return max(self.all_below(), key=_position)

    @property
    def conjuncts(self) -> tuple[Word, ...]:
        """The words coordinated with it."""
        first = self
        while first.head is not first and first.dep_ == "conj":
            first = first.head
        chain = [first]
        for word in chain:
            chain += [child for child in word.rights if child.dep_ == "conj"]
        return tuple(word for word in chain if word is not self)

    @property
    def sent(self) -> Stretch:
        """The sentence: the whole parse."""
        return self.doc[:]

    def is_ancestor(self, other: Word) -> bool:
        """Whether another word is below this one."""
        while other.head is not other:
            other = other.head
            if other is self:
                return True
        return False

    def nbor(self, i: int = 1) -> Word:
        """The word `i` places on.

        Raises:
            IndexError: There is none.
        """
        if self.i + i < 0:
            raise IndexError(self.i + i)
        return self.doc[self.i + i]

    def all_below(self) -> list[Word]:
        """The same as `subtree`, as a list that is made once; not to be changed."""
        found = self._below
        if found is None:
            found = [word for child in self.lefts for word in child.all_below()]
            found.append(self)
            found += [word for child in self.rights for word in child.all_below()]
            self._below = found
        return found


def _position(word: Word) -> int:
    return word.i

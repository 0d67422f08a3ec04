"""A sentence seen as words: the common ground of recognition with and without a parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.model import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?|[A-Z]\.(?:[A-Z][a-z]{1,2}\.)|[^\W_]+")
_ARTICLES = frozenset(
    ["al", "el", "an", "ar", "as", "ash", "at", "ad", "az", "ed", "er", "es", "et", "ez", "esh", "il", "ul"]
)
_SHOUTING = 0.8
_FEW_LETTERS = 12

# Entity labels of the models of both languages, folded to five.
_LABELS = {
    "GPE": "place",
    "LOC": "place",
    "FAC": "facility",
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "NORP": "people",
    "MISC": "other",
    "EVENT": "other",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
    "LANGUAGE": "people",
}


@dataclass(slots=True)
class Entity:
    """A statistical entity: offsets within the sentence, end exclusive, and one of the folded labels."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class View:
    """One sentence as words; offsets count within the sentence.

    Attributes:
        sentence: The sentence.
        text: Its text.
        starts: Start of each word.
        ends: End of each word.
        words: The words as written; abbreviations keep their stops ("U.S.").
        lows: The words in lower case.
        caps: Whether each word begins with a capital, or is an Arabic article hyphened to one that does.
        shouted: Whether the sentence is written in capitals, which then prove nothing.
        entities: Statistical entities, empty without a parse.
    """

    sentence: Sentence
    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    lows: list[str]
    caps: list[bool]
    shouted: bool
    entities: list[Entity]
    _tokens: dict[int, Token] = field(default_factory=dict)

    def gap(self, i: int) -> str:
        """The text between word `i - 1` and word `i`."""
        return self.text[self.ends[i - 1] if i else 0 : self.starts[i]]

    def token(self, i: int) -> Token | None:
        """The token of spaCy that begins where word `i` does, None where there is none."""
        parse = self.sentence.parse
        if parse is None:
            return None
        if not self._tokens:
            self._tokens.update((token.idx, token) for token in parse)
        return self._tokens.get(self.starts[i])

    def tokens_of(self, first: int, last: int) -> list[Token]:
        """The tokens of spaCy for the words `first` to `last`, inclusive."""
        return [token for i in range(first, last + 1) if (token := self.token(i)) is not None]


def view(sentence: Sentence, document_text: str) -> View:
    """Cut one sentence into words."""
    text = document_text[sentence.start : sentence.end]
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for match in _WORD.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        words.append(match[0])
    capitals = [word[0].isupper() for word in words]
    lows = [word.lower() for word in words]
    for i in range(len(words) - 1):
        if (
            not capitals[i]
            and lows[i] in _ARTICLES
            and capitals[i + 1]
            and text[ends[i] : starts[i + 1]] in {"-", "‑", "–"}
        ):
            capitals[i] = True
    return View(sentence, text, starts, ends, words, lows, capitals, _is_shouted(text), list(_entities(sentence)))


def _entities(sentence: Sentence) -> Iterator[Entity]:
    if sentence.parse is None:
        return
    for entity in sentence.parse.ents:
        label = _LABELS.get(entity.label_)
        if label:
            yield Entity(entity.start_char, entity.end_char, label)


def _is_shouted(text: str) -> bool:
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    return upper + lower >= _FEW_LETTERS and upper > _SHOUTING * (upper + lower)

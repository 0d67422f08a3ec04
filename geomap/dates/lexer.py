"""From text to lexemes: words and numbers of a language's date lexicon, with the categories that patterns speak of.

Only the neighbourhood of a word that can open a date is looked at (an island); the rest of the text costs one look-up
a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from geomap.dates.meanings.base import Reading
from geomap.dates.numbers import number_values, spoken, whole_number_values

TOKEN = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
    r"|\d{1,2}([-/.])\d{1,2}\1\d{2,4}(?!\d)"
    r"|\d{1,2}[:hH]\d\d(?::\d\d)?(?!\d)"
    r"|\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+(?!\d)|\d+[.,]\d+(?!\d)"
    r"|\d+"
    r"|\n\s*\n"
    r"|[^\W\d_]+"
    r"|[^\w\s]|_"
)
SAME_CHARACTER = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"})
LONGEST_ISLAND = 40
CODE_BASE = 0xE000
Entry = tuple[tuple[str, ...], Mapping[str, Any], str]


@dataclass(slots=True)
class Lexeme:
    """One word, number, sign or, once read, one whole expression.

    Attributes:
        code: The character that stands for its set of categories in the string that patterns are matched on.
        start: Offset in the text.
        end: Offset after it.
        word: Its first token in small letters.
        values: What each category says of it (the number of a month, the days of an offset, ...).
        reading: The meaning, where the lexeme is an expression already read.
        ends: Offsets of the dates named inside it, of a range its two ends.
    """

    code: str
    start: int
    end: int
    values: Mapping[str, Any]
    word: str = ""
    reading: Reading | None = None
    ends: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Island:
    """A run of known lexemes with the words around it."""

    lexemes: list[Lexeme]
    before: str
    after: str


class Codes:
    """One private-use character for each set of categories."""

    def __init__(self) -> None:
        self.sets: dict[frozenset[str], str] = {}

    def code(self, categories: frozenset[str]) -> str:
        """The character for a set of categories, made at first sight."""
        return self.sets.setdefault(categories, chr(CODE_BASE + len(self.sets)))

    def having(self, category: str) -> str:
        """All characters whose set has the category."""
        return "".join(char for names, char in self.sets.items() if category in names)


@dataclass
class Lexicon:
    """A language's words of time.

    Attributes:
        entries: For a first token, what may follow and what the whole then means, longest first.
        triggers: Tokens that can open or mark a date.
        weak: Words that are usually something else ("may", "march").
        weak_unless_capital: Whether a capital inside a sentence makes such a word sure.
        suffixes: Ordinal endings written onto digits.
        openers: Words after which a doubtful month or number is a date.
        day_openers: Words after which a bare number may be a day of the month.
        abbreviations: Short names of months and weekdays, after which a full stop ends nothing.
        codes: The category codes.
    """

    entries: dict[str, list[Entry]]
    triggers: frozenset[str]
    weak: frozenset[str]
    weak_unless_capital: bool
    suffixes: frozenset[str]
    openers: frozenset[str] = frozenset()
    day_openers: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    codes: Codes = field(default_factory=Codes)


def plain(word: str) -> str:
    """A word without accents, as careless typists write it."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def lowered(text: str) -> str:
    """Lower case and plain signs, character for character, so that offsets hold."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.translate(SAME_CHARACTER)


def is_trigger(words: Sequence[str], i: int, lexicon: Lexicon) -> bool:
    """Whether a date may stand around a token that begins with a sign or a digit."""
    token = words[i]
    if not "0" <= token[0] <= "9":
        return False
    return len(token) > 3 or (len(token) < 3 and i > 0 and words[i - 1] in lexicon.day_openers)


def islands(text: str, lexicon: Lexicon) -> Iterator[Island]:
    """The runs of date words of a text, in order and without overlap."""
    tokens = list(TOKEN.finditer(lowered(text)))
    words = [token[0] for token in tokens]
    triggers = lexicon.triggers
    hits = [i for i, word in enumerate(words) if word in triggers or (word[0] <= "9" and is_trigger(words, i, lexicon))]
    done = 0
    for hit in hits:
        if hit < done:
            continue
        first = hit
        while first > done and hit - first < LONGEST_ISLAND // 2 and known(words[first - 1], lexicon):
            if ends_sentence(text, tokens, words, first - 1, lexicon):
                break
            first -= 1
        lexemes, after = lexemes_from(text, tokens, words, first, lexicon)
        while after <= hit and first < hit:  # a word on the left was only the opening of a longer entry
            first = min(after + 1, hit)
            lexemes, after = lexemes_from(text, tokens, words, first, lexicon)
        if lexemes:
            before = words[first - 1] if first else ""
            yield Island(lexemes, before, words[after] if after < len(words) else "")
        done = max(after, hit + 1)


def ends_sentence(text: str, tokens: list[re.Match[str]], words: list[str], i: int, lexicon: Lexicon) -> bool:
    """Whether a token is a full stop that ends a sentence, not an abbreviation or an ordinal number."""
    if words[i] != "." or not 0 < i < len(words) - 1:
        return False
    before, after = words[i - 1], tokens[i + 1].start()
    if before in lexicon.abbreviations or (before.isdecimal() and len(before) <= 2):
        return False
    return after > tokens[i].end() and text[after].isupper()


def known(word: str, lexicon: Lexicon) -> bool:
    """Whether a token can be part of an island."""
    return word in lexicon.entries or word in lexicon.suffixes or word[0].isdecimal()


def lexemes_from(
    text: str, tokens: list[re.Match[str]], words: list[str], first: int, lexicon: Lexicon
) -> tuple[list[Lexeme], int]:
    """The lexemes from one token on, until a word that is not in the lexicon; and the position of that word."""
    found: list[Lexeme] = []
    i = first
    while i < len(words) and len(found) < LONGEST_ISLAND:
        word = words[i]
        start, end = tokens[i].span()
        if ends_sentence(text, tokens, words, i, lexicon):
            break
        if word[0].isdecimal():
            values = number_values(word)
            glued = i + 1 < len(words) and tokens[i + 1].start() == end and words[i + 1]
            if glued and glued in lexicon.suffixes and "NUM" in values:
                i, end = i + 1, tokens[i + 1].end()
                values = (
                    {"ORD": values["NUM"]}
                    | ({"NTH": values["DAY"]} if "DAY" in values else {})
                    | {k: v for k, v in values.items() if k == "DAY"}
                )
            found.append(Lexeme(lexicon.codes.code(frozenset(values)), start, end, values, word))
            i += 1
            continue
        entry = longest_entry(words, i, lexicon)
        if entry is None:
            break
        rest, values, code = entry
        i += len(rest) + 1
        end = tokens[i - 1].end()
        if not rest and word in lexicon.weak and not sure(text, tokens, i - 1, lexicon):
            values = {name: value for name, value in values.items() if not name.startswith("CAP")}
            code = lexicon.codes.code(frozenset(values))
        found.append(Lexeme(code, start, end, values, word))
    return with_ordinals(merged_numbers(found, lexicon), lexicon), i


def longest_entry(words: list[str], i: int, lexicon: Lexicon) -> Entry | None:
    """The longest entry of the lexicon that begins with a token."""
    for entry in lexicon.entries.get(words[i], ()):
        rest = entry[0]
        if not rest or tuple(words[i + 1 : i + 1 + len(rest)]) == rest:
            return entry
    return None


def merged_numbers(lexemes: list[Lexeme], lexicon: Lexicon) -> list[Lexeme]:
    """The lexemes with each run of number words made one number."""
    if sum("CARD" in lexeme.values for lexeme in lexemes) < 2:
        return lexemes
    found: list[Lexeme] = []
    i = 0
    while i < len(lexemes):
        run = number_run(lexemes, i)
        if len(run) == 1 or (number := spoken(run)) is None:
            found.append(lexemes[i])
            i += 1
            continue
        values = {"CARD": number, **whole_number_values(str(number))}
        if "DAY" in values:
            values["WDAY"] = values.pop("DAY")
        last = lexemes[i + run[-1][0]]
        found.append(Lexeme(lexicon.codes.code(frozenset(values)), lexemes[i].start, last.end, values, lexemes[i].word))
        i += run[-1][0] + 1
    return found


def with_ordinals(lexemes: list[Lexeme], lexicon: Lexicon) -> list[Lexeme]:
    """The lexemes with a ten and an ordinal after it made one ordinal: "twenty second"."""
    found: list[Lexeme] = []
    for lexeme in lexemes:
        ten = found[-1].values.get("CARD", 0) if found else 0
        one = lexeme.values.get("ORD", 0) if "WORDDAY" in lexeme.values else 0
        if ten in (20, 30) and 0 < one < (10 if ten == 20 else 2):
            values = {"ORD": ten + one, "WORDDAY": ten + one}
            code = lexicon.codes.code(frozenset(values))
            found[-1] = Lexeme(code, found[-1].start, lexeme.end, values, found[-1].word)
        else:
            found.append(lexeme)
    return found


def number_run(lexemes: list[Lexeme], start: int) -> list[tuple[int, int]]:
    """Position (from the start) and value of number words that follow one another, "and" or a hyphen between them."""
    run: list[tuple[int, int]] = []
    i = start
    while i < len(lexemes):
        if "CARD" in lexemes[i].values:
            run.append((i - start, lexemes[i].values["CARD"]))
        elif not run or not (lexemes[i].word == "-" or "AND" in lexemes[i].values):
            break
        i += 1
    return run or [(0, 0)]


def sure(text: str, tokens: list[re.Match[str]], i: int, lexicon: Lexicon) -> bool:
    """Whether a weak word is written as only a name of a month or a day would be."""
    return lexicon.weak_unless_capital and (i == 0 or text[tokens[i].start()].isupper())

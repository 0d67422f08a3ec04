"""Patterns of a language's date expressions, matched in passes over the lexemes of an island.

A pattern is a line of the language's `dates.yaml`: CAPITALS are categories of words, `<tags>` are expressions that an
earlier pass has read, small letters are the words themselves; `?` makes the item before it optional, `( | )` gives
alternatives. In each pass the longest match at each place wins and becomes one lexeme, so that later patterns can build
on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from geomap.dates.lexer import TOKEN, Island, Lexeme, Lexicon, lowered
from geomap.dates.meanings.base import Reading
from geomap.dates.meanings.spans import Range, Until
from geomap.dates.readers import READERS, Match, Several

ITEM = re.compile(r"<(?P<tag>[a-z]+)>|(?P<category>[A-Z][A-Z0-9]*)|(?P<sign>[()|?*])|(?P<word>[^\s()|?*]+)")
TAGS = [
    "day",
    "month",
    "year",
    "weekday",
    "week",
    "weekend",
    "fortnight",
    "quarter",
    "half",
    "season",
    "holiday",
    "offset",
    "stretch",
    "part",
    "range",
    "since",
    "decade",
    "century",
    "time",
    "recent",
    "vague",
    "same",
    "unknown",
    "blocked",
]


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled pattern and the reader of its matches."""

    pattern: re.Pattern[str]
    reader: str
    options: Mapping[str, Any]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule matches in a code string: its end and the position of each captured item."""

    rule: Rule
    end: int
    captures: tuple[tuple[str, int], ...]


@dataclass
class Grammar:
    """The passes of a language: for each, the rules by the code they can begin with."""

    lexicon: Lexicon
    passes: list[dict[str, list[Rule]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hits = lru_cache(maxsize=65536)(self._hits)

    def _hits(self, number: int, codes: str) -> tuple[tuple[Hit, ...], ...]:
        """For each position of a code string the matches of a pass, longest first."""
        rules = self.passes[number]
        return tuple(
            tuple(sorted(self.hits_at(rules.get(code, ()), codes, i), key=lambda hit: -hit.end))
            for i, code in enumerate(codes)
        )

    @staticmethod
    def hits_at(rules: Sequence[Rule], codes: str, position: int) -> list[Hit]:
        """The matches of some rules at one position."""
        found = []
        for rule in rules:
            if match := rule.pattern.match(codes, position):
                captures = tuple((name, match.start(name)) for name in rule.groups if match.start(name) >= 0)
                found.append(Hit(rule, match.end(), captures))
        return found

    def read(self, island: Island) -> list[Lexeme]:
        """The expressions of an island, in order: its lexemes that carry a reading after the last pass."""
        lexemes = island.lexemes
        for number in range(len(self.passes)):
            lexemes = self.apply(number, lexemes, island)
        return [lexeme for lexeme in lexemes if lexeme.reading]

    def apply(self, number: int, lexemes: list[Lexeme], island: Island) -> list[Lexeme]:
        """One pass."""
        table = self.hits(number, "".join([lexeme.code for lexeme in lexemes]))
        if not any(table):
            return lexemes
        result: list[Lexeme] = []
        i = 0
        while i < len(lexemes):
            for hit in table[i]:
                if reduced := self.reduce(hit, lexemes, i, island):
                    result.extend(reduced)
                    i = hit.end
                    break
            else:
                result.append(lexemes[i])
                i += 1
        return result

    def reduce(self, hit: Hit, lexemes: list[Lexeme], start: int, island: Island) -> list[Lexeme]:
        """The lexeme that a match becomes (several for a list of days), or none where its reader refuses it."""
        values: dict[str, Any] = {}
        for name, position in hit.captures:
            lexeme = lexemes[position]
            category = name.rstrip("0123456789").upper()
            values[name] = lexeme.reading or lexeme.values[category]
        before, after = neighbours(lexemes, start, hit.end, island)
        if after in hit.rule.options.get("not_before", ()):
            return []
        match = Match(values, hit.rule.options, before, after, before in self.lexicon.openers)
        preceded = hit.rule.options.get("preceded")
        if preceded and match.before not in (self.lexicon.openers if preceded is True else preceded):
            return []
        reading = READERS[hit.rule.reader](match)
        if reading is None:
            return []
        if isinstance(reading, Several):
            at = dict(hit.captures)
            return [self.lexeme(part, lexemes[at[names[0]]], lexemes[at[names[-1]]]) for part, names in reading.parts]
        whole = self.lexeme(reading, lexemes[start], lexemes[hit.end - 1])
        if isinstance(reading, Range | Until):
            whole.ends = ends_of(hit, lexemes)
        return [whole]

    def lexeme(self, reading: Reading, first: Lexeme, last: Lexeme) -> Lexeme:
        """The lexeme of an expression that runs from one lexeme to another."""
        code = self.lexicon.codes.code(frozenset({f"<{reading.tag}>"}))
        return Lexeme(code, first.start, last.end, {}, first.word, reading)


def ends_of(hit: Hit, lexemes: list[Lexeme]) -> tuple[tuple[int, int], ...]:
    """Offsets of the dates that a range or a "since" names: they are captured as expressions or as day numbers."""
    places = [position for name, position in hit.captures if name.rstrip("23") in ("r", "day", "wday", "wordday")]
    if not places:
        return ()
    first, last = (min(p for _, p in hit.captures), max(p for _, p in hit.captures))
    if len(places) == 1:
        return ((lexemes[places[0]].start, lexemes[places[0]].end),)
    start, end = places[0], places[-1]
    opening = lexemes[first if lexemes[start].reading is None else start]
    closing = lexemes[last if lexemes[end].reading is None else end]
    return ((opening.start, lexemes[start].end), (lexemes[end].start, closing.end))


def neighbours(lexemes: list[Lexeme], start: int, end: int, island: Island) -> tuple[str, str]:
    """The words before and after a stretch of an island."""
    before = lexemes[start - 1].word if start else island.before
    after = lexemes[end].word if end < len(lexemes) else island.after
    return before, after


def compile_rule(line: Mapping[str, Any], lexicon: Lexicon) -> tuple[Rule, str]:
    """Compiles a pattern; also gives the codes it can begin with.

    Args:
        line: `find` (the pattern), `read` (the reader's name) and the reader's options.
        lexicon: The words whose categories the pattern may name.

    Returns:
        The rule and its possible first codes.

    Raises:
        ValueError: A word or category of the pattern is unknown, so that it could never match.
    """
    parts: list[str] = []
    groups: list[str] = []
    for item in ITEM.finditer(line["find"]):
        if item["sign"]:
            parts.append({"(": "(?:"}.get(item["sign"], item["sign"]))
            continue
        if item["word"]:
            parts.extend(literal(item["word"], lexicon))
            continue
        category = f"<{item['tag']}>" if item["tag"] else item["category"]
        chars = any_reading(lexicon) if category == "<any>" else lexicon.codes.having(category)
        if not chars:
            raise ValueError(f"nothing is {category} in the pattern {line['find']!r}")
        name = "r" if item["tag"] else item["category"].lower()
        count = sum(group.rstrip("0123456789") == name for group in groups)
        groups.append(name if not count else f"{name}{count + 1}")
        parts.append(f"(?P<{groups[-1]}>[{chars}])")
    pattern = re.compile("".join(parts))
    options = {key: value for key, value in line.items() if key not in ("find", "read")}
    rule = Rule(pattern, line["read"], options, tuple(groups))
    return rule, first_codes(parts)


def literal(word: str, lexicon: Lexicon) -> list[str]:
    """The pattern of a word written out: one lexeme where the lexicon has it as one, else its tokens one by one."""
    whole = lexicon.codes.having(f"={word}")
    if whole:
        return [f"[{whole}]"]
    return ["(?:", *(f"[{lexicon.codes.having(f'={token}')}]" for token in literal_tokens(word)), ")"]


def literal_tokens(word: str) -> list[str]:
    """The tokens of a word written out in a pattern ("l'an" is three)."""
    return [match[0] for match in TOKEN.finditer(lowered(word))]


def any_reading(lexicon: Lexicon) -> str:
    """The codes of every expression already read, blocked ones apart."""
    return "".join(lexicon.codes.having(f"<{tag}>") for tag in TAGS if tag not in ("blocked", "unknown", "time"))


def first_codes(parts: Sequence[str]) -> str:
    """The codes with which a match can begin."""
    codes, _, _ = first_of(parts, 0)
    return "".join(sorted(codes))


def first_of(parts: Sequence[str], position: int) -> tuple[set[str], bool, int]:
    """First codes of the alternatives up to the closing bracket, whether they may be empty, and where they end."""
    codes: set[str] = set()
    empty_so_far, may_be_empty = True, False
    while position < len(parts) and parts[position] != ")":
        if parts[position] == "|":
            may_be_empty = may_be_empty or empty_so_far
            empty_so_far = True
            position += 1
            continue
        if parts[position] == "(?:":
            inner, optional, position = first_of(parts, position + 1)
        else:
            inner, optional = set(parts[position][parts[position].index("[") + 1 : parts[position].index("]")]), False
        position += 1
        if position < len(parts) and parts[position] in ("?", "*"):
            optional = True
            position += 1
        if empty_so_far:
            codes |= inner
            empty_so_far = optional
    return codes, may_be_empty or empty_so_far, position

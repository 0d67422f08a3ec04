"""A language's `dates.yaml`, compiled: its words and its patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geomap.dates import grammar
from geomap.dates.grammar import ITEM, TAGS, Grammar
from geomap.dates.lexer import TOKEN, Lexicon, lowered, plain
from geomap.dates.numbers import number_values, whole_number_values
from geomap.languages import cardinals
from geomap.languages import lexicon as read_lexicon

NAMED = ("MONTH", "WEEKDAY", "LONEMONTH")
LAST_DAY = 31
NUMBER_SHAPES = (
    "5.3",
    "25.12",
    "13.45",
    "99.99",
    "8:30",
    "99:99",
    "1,000",
    "2020-01-01",
    "1.1.2020",
    "20200101",
    "12345",
)


@dataclass(frozen=True)
class Pack:
    """What the dates room knows of a language.

    Attributes:
        language: ISO 639-1 code.
        grammar: Its lexicon and patterns.
        settings: The other keys of its `dates.yaml`.
        opening: Words before a date that are not part of it.
        ahead: What stands before a date that lies ahead whatever the verb.
        cues: Words that show a future or a past clause.
        reporting: What stands before the date of a statement.
    """

    language: str
    grammar: Grammar
    settings: Mapping[str, Any]
    opening: re.Pattern[str]
    ahead: re.Pattern[str]
    cues: re.Pattern[str]
    reporting: re.Pattern[str]


@lru_cache(maxsize=16)
def load(language: str) -> Pack:
    """Compiles the date pack of a language.

    Args:
        language: ISO 639-1 code of an installed language.

    Returns:
        The pack; compiled once for a process.

    Raises:
        ValueError: A pattern names a word or category that the lexicon lacks.
    """
    source = with_cardinals(read_lexicon(language, "dates"), cardinals(language))
    words = build_lexicon(source)
    built = Grammar(words)
    for lines in source["passes"]:
        table: dict[str, list[grammar.Rule]] = {}
        for line in lines:
            rule, first = grammar.compile_rule(line | source.get("options", {}), words)
            for code in first:
                table.setdefault(code, []).append(rule)
        built.passes.append(table)
    tense = source["tense"]
    return Pack(
        language,
        built,
        source,
        re.compile(rf"[\s,(/-]*(?:(?:{'|'.join(source['trim'])})\s+)*", re.IGNORECASE),
        re.compile(rf"\b(?:{tense['ahead']})\s*$", re.IGNORECASE),
        re.compile(rf"\b(?:(?P<future>{tense['future']})|{tense['past']})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{source.get('reporting', '(?!)')})\s*$", re.IGNORECASE),
    )


def with_cardinals(source: Mapping[str, Any], words: Mapping[str, int]) -> Mapping[str, Any]:
    """A date lexicon with the language's number words among its own."""
    own = source["words"].get("CARD", {})
    numbers: dict[int, list[str]] = {
        value: [forms] if isinstance(forms, str) else list(forms) for value, forms in own.items()
    }
    for word, value in words.items():
        numbers.setdefault(value, []).append(word)
    return {**source, "words": {**source["words"], "CARD": numbers}}


def build_lexicon(source: Mapping[str, Any]) -> Lexicon:
    """The words of a pack, each with everything that it may mean."""
    meanings: dict[tuple[str, ...], dict[str, Any]] = {}
    triggers: set[str] = set()
    for category, value, form in words_of(source):
        meaning = categories(category, value, weak=form in source["weak"])
        for tokens in spellings(form):
            meanings[tokens] = meaning | meanings.get(tokens, {})
            if category in source["open_with"]:
                triggers.add(max(tokens, key=len))
    for word in literals(source):
        whole = tuple(grammar.literal_tokens(word))
        for token in [word] if whole in meanings else whole:
            for tokens in spellings(token):
                meanings.setdefault(tokens, {}).setdefault(f"={token}", token)
    return indexed(meanings, frozenset(triggers), source)


def categories(category: str, value: Any, *, weak: bool) -> dict[str, Any]:
    """Everything that a word can be in patterns: the name of a month is also one that is surely meant, and so on."""
    if category == "CARD":
        day = {"WDAY": value} if "DAY" in whole_number_values(str(value)) else {}
        return {"CARD": value, "NUM": value, "COUNT": value} | day
    found = {category: value}
    if category in NAMED:
        found[f"CAP{category}"] = value
        if not weak:
            found[f"SURE{category}"] = value
    if category == "ORD" and 1 <= value <= LAST_DAY:
        found["WORDDAY"] = value
    if category == "ONE":
        found["COUNT"] = value
    return found


def abbreviations(source: Mapping[str, Any]) -> frozenset[str]:
    """The short names of months and weekdays: every form but the first."""
    named = [forms for category in ("MONTH", "WEEKDAY") for forms in source["words"][category].values()]
    return frozenset(spelling for forms in named for form in forms[1:] for spelling in (form, plain(form)))


def words_of(source: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """Category, value and form of every word of a pack."""
    for category, contents in source["words"].items():
        if isinstance(contents, Mapping):
            pairs: Iterable[tuple[Any, Any]] = contents.items()
        else:
            pairs = [
                (entry["is"], entry["words"]) if isinstance(entry, Mapping) else (entry, entry) for entry in contents
            ]
        for value, forms in pairs:
            for form in [forms] if isinstance(forms, str) else forms:
                yield category, value, str(form)
                for ending in source.get("joined", {}).get(category, ()):
                    yield category, value, f"{form}{ending}"


def literals(source: Mapping[str, Any]) -> set[str]:
    """The words written out in the patterns."""
    found = {item["word"] for lines in source["passes"] for line in lines for item in ITEM.finditer(line["find"])}
    return {word for word in found if word}


def spellings(form: str) -> set[tuple[str, ...]]:
    """The token sequences by which a form is recognised: with its accents and without."""
    low = lowered(form)
    return {tuple(match[0] for match in TOKEN.finditer(spelling)) for spelling in (low, plain(low))}


def indexed(
    meanings: Mapping[tuple[str, ...], dict[str, Any]], triggers: frozenset[str], source: Mapping[str, Any]
) -> Lexicon:
    """The lexicon with its entries by first token and every possible set of categories registered."""
    lexicon = Lexicon(
        {},
        triggers,
        frozenset(source.get("weak", ())),
        source.get("weak_unless_capital", False),
        frozenset(source["suffixes"]),
        frozenset(source["before_dates"]),
        frozenset(source.get("before_days", ())),
        abbreviations(source),
    )
    register_numbers(lexicon)
    for tokens, values in meanings.items():
        code = lexicon.codes.code(frozenset(values))
        lexicon.codes.code(frozenset(name for name in values if not name.startswith("CAP")))
        lexicon.entries.setdefault(tokens[0], []).append((tokens[1:], values, code))
    for entries in lexicon.entries.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    lexicon.codes.code(frozenset({"ORD", "WORDDAY"}))
    for tag in TAGS:
        lexicon.codes.code(frozenset({f"<{tag}>"}))
    return lexicon


def register_numbers(lexicon: Lexicon) -> None:
    """Gives every set of categories that a number can have its code before patterns are compiled."""
    tokens = [str(number) for number in range(2300)] + [f"0{n}" for n in range(10)] + list(NUMBER_SHAPES)
    for token in tokens:
        values = number_values(token)
        lexicon.codes.code(frozenset(values))
        lexicon.codes.code(frozenset({"ORD", "NTH", "DAY"} if "DAY" in values else {"ORD"}))
        if "NUM" in values:
            lexicon.codes.code(frozenset("WDAY" if name == "DAY" else name for name in values) | {"CARD"})

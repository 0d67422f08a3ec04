"""The trigger lexicons of a language, compiled once: which words may say that something happened, and under what conditions."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geomap.errors import SetupError
from geomap.events.ontology import Kind, kinds
from geomap.languages import lexicon, words_of

THEMES = ("events_violence", "events_developments", "events_diplomacy")
_CONDITIONS = {
    "object",
    "subject",
    "of",
    "to",
    "with",
    "not_object",
    "not_subject",
    "not_of",
    "not_to",
    "not_with",
    "needs",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """Which parts of a clause are actor 1 and actor 2; `mutual` where one group of participants stands on both sides."""

    name: str
    actor1: tuple[str, ...]
    actor2: tuple[str, ...]
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """Words of one lexicon entry.

    Attributes:
        kind: The kind of happening that they tell.
        words: The words; of a verb its lemma first and then what must hang on it, of a noun phrase its words in order.
        frame: Who is who.
        conditions: Condition name to the words it lists.
        needs: Parts that must be filled, alternatives joined by "|".
        lacks: Parts that must be empty; "clause" is a complement clause ("demonstrates that"), "reflexive" a
            reflexive pronoun ("se manifester").
    """

    kind: Kind
    words: tuple[str, ...]
    frame: Frame
    conditions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def weight(self) -> tuple[int, int]:
        """How specific the item is: its words, then its conditions that must hold and the parts that must be filled."""
        return len(self.words), sum(not name.startswith("not_") for name in self.conditions) + 2 * len(self.needs)


@dataclass(frozen=True, slots=True)
class Words:
    """One language's triggers.

    Attributes:
        verbs: Items by the verb's lemma, most specific first.
        nouns: Items by the first word of the noun phrase, longest first.
        light: Class of light verb by lemma, several joined in a set.
        classes: Word classes by name.
        instruments: Kind of happening by the word of an instrument.
    """

    verbs: Mapping[str, tuple[Item, ...]]
    nouns: Mapping[str, tuple[Item, ...]]
    light: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]
    instruments: Mapping[str, str]


def tokens_of(phrase: str, language: str) -> tuple[str, ...]:
    """A phrase cut as the parser cuts a text, lower case."""
    return tuple(word.lower() for word in words_of(phrase, language))


@functools.cache
def words(language: str) -> Words:
    """Compiles the lexicons of a language.

    Raises:
        SetupError: A lexicon names a happening, a frame, a class or a condition that does not exist.
    """
    base = lexicon(language, "events")
    frames = {
        n: Frame(n, tuple(f["actor1"]), tuple(f["actor2"]), bool(f.get("mutual")))
        for n, f in (base.get("frames") or {}).items()
    }
    classes = {name: frozenset(map(str, listed)) for name, listed in (base.get("classes") or {}).items()}
    verbs: dict[str, list[Item]] = {}
    nouns: dict[str, list[Item]] = {}
    for theme in THEMES:
        for name, entries in lexicon(language, theme).items():
            for entry in entries:
                _add(entry, _named(kinds(), name, theme), frames, language, (verbs, nouns))
    light: dict[str, set[str]] = {}
    for role, lemmas in (base.get("light_verbs") or {}).items():
        for lemma in lemmas:
            light.setdefault(lemma, set()).add(role)
    return Words(
        verbs={
            lemma: tuple(sorted(items, key=lambda item: item.weight, reverse=True)) for lemma, items in verbs.items()
        },
        nouns={
            first: tuple(sorted(items, key=lambda item: item.weight, reverse=True)) for first, items in nouns.items()
        },
        light={lemma: frozenset(roles) for lemma, roles in light.items()},
        classes=classes,
        instruments={word: kind for kind, listed in (base.get("instruments") or {}).items() for word in listed},
    )


def _named(known: Mapping[str, Any], name: str, where: str) -> Any:
    if name not in known:
        message = f"{where} names {name!r}, which does not exist; correct it there"
        raise SetupError(message)
    return known[name]


def _add(
    entry: Mapping[str, Any],
    kind: Kind,
    frames: Mapping[str, Frame],
    language: str,
    index: tuple[dict[str, list[Item]], dict[str, list[Item]]],
) -> None:
    """Adds one lexicon entry's words to the index of verbs and that of nouns."""
    unknown = set(entry) - _CONDITIONS - {"verbs", "nouns", "frame", "lacks"}
    if unknown:
        message = f"events lexicon of {language!r}, {kind.name}: unknown keys {sorted(unknown)}; known are {sorted(_CONDITIONS)}"
        raise SetupError(message)
    frame = _named(frames, entry["frame"], f"events lexicon of {language!r}, {kind.name},")
    conditions = {name: frozenset(map(str, entry[name])) for name in _CONDITIONS - {"needs"} if entry.get(name)}
    needs, lacks = tuple(entry.get("needs") or ()), tuple(entry.get("lacks") or ())
    causatives = lexicon(language, "syntax").get("causatives") or ()
    for phrase in entry.get("verbs") or ():
        parts = [part for part in phrase.split() if part not in {"se", "s'"}]
        reflexive = ["se"] if phrase.startswith(("se ", "s'")) else []
        words_of = (parts[0].removeprefix("s'"), *parts[1:], *reflexive)
        index[0].setdefault(words_of[0], []).append(Item(kind, words_of, frame, conditions, needs, lacks))
        if words_of[0] in causatives and len(words_of) > 1:  # parsers hang "faire" on the infinitive
            turned = (words_of[1], words_of[0], *words_of[2:])
            index[0].setdefault(turned[0], []).append(Item(kind, turned, frame, conditions, needs, lacks))
    for phrase in entry.get("nouns") or ():
        cut = tokens_of(str(phrase), language)
        index[1].setdefault(cut[0], []).append(Item(kind, cut, frame, conditions, needs, lacks))

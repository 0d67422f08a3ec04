"""What a quick look at a text knows of each word: the triggers it may begin, who or what it may be, of which other world it is."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geomap.languages import cardinals, lexicon
from geomap.screening.forms import fold, forms_of

if TYPE_CHECKING:
    from geomap.events import Item, Kind
    from geomap.knowledge import Knowledge

TOKEN = re.compile(r"[^\W_]+|[.!?…]|\n\s*\n|[\"«“”»]")
# Tokens whose marks are kept, about 150 bytes each; beyond them all are forgotten and looked up anew.
TOKENS_KEPT = 100_000
_WORD = re.compile(r"[^\W_]+")
_QUOTES = frozenset('"«“”»')
_STOPS = frozenset(".!?…\n")
# Classes of a lexicon's conditions that names and pronouns may fill too, so that no word tells.
_OPEN_CLASSES = frozenset({"@place", "@actors", "@named", "@persons", "@officials", "@armed", "@troops"})
# Names of parts of a clause, which the condition "with" may list among words.
_PARTS = frozenset({"subject", "object", "agent", "maker", "owner"})
_MOODS = frozenset({"future", "negated", "obliged"})
_TIMES = ("WEEKDAY", "MONTH", "DEICTIC", "DAYPARTNOW", "OVERNIGHT")
_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"})
_CLASSES = ("strife", "violent", "wars", "peace", "political")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words behind a first one that make something of it.

    Attributes:
        rest: Folded forms that each further word may have.
        near: Whether they may stand anywhere in the sentence, and not only directly behind.
        beside: For each condition the folded forms of which one must stand in the sentence.
        name: What it then is: a feature of the sentence.
        group: Of a trigger: what must stand beside it to count, and whether it tells of violence; else empty.
    """

    rest: tuple[frozenset[str], ...]
    near: bool
    beside: tuple[frozenset[str], ...]
    name: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of a token as it stands in a text.

    Attributes:
        form: The token, folded.
        features: What it is by itself.
        phrases: What it may be by itself or with words anywhere in its sentence.
        followed: What it may be with words directly behind it, by the form of the first of them.
        stop: Whether it ends a sentence.
    """

    form: str
    features: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    followed: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    stop: bool = False


class Vocabulary(dict[str, "Mark | None"]):
    """Marks of tokens, made when first asked for; None for a token of which nothing is known.

    Args:
        language: ISO 639-1 code.
        knowledge: The names of actors and countries.
    """

    def __init__(self, language: str, knowledge: Knowledge) -> None:
        super().__init__()
        self._language = language
        self._features: dict[str, set[str]] = {}
        self._phrases: dict[str, list[Phrase]] = {}
        self._names: dict[str, list[Phrase]] = {}
        self._parts: set[str] = set()
        self._add_triggers()
        self._add_words()
        self._add_names(knowledge)

    def __missing__(self, token: str) -> Mark | None:
        if len(self) >= TOKENS_KEPT:
            self.clear()
        mark = self[token] = self._mark(token)
        return mark

    def _mark(self, token: str) -> Mark | None:
        if token[0] in _STOPS:
            return Mark(token, stop=True)
        if token in _QUOTES:
            return Mark(token, ("quote",))
        form = fold(token)
        features = set(self._features.get(form, ()))
        phrases = [*self._phrases.get(form, ())]
        if token[0].isupper():
            features.add("capital")
            phrases += self._names.get(form, ())
        if token.isdigit():
            features.add("number")
        if not (features or phrases):
            return Mark(form) if form in self._parts else None
        followed: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            for second in () if phrase.near or not phrase.rest else phrase.rest[0]:
                followed.setdefault(second, []).append(phrase)
        return Mark(
            form,
            tuple(sorted(features)),
            tuple(phrase for phrase in phrases if phrase.near or not phrase.rest),
            {second: tuple(listed) for second, listed in followed.items()},
        )

    def _add_triggers(self) -> None:
        from geomap.events import trigger_words

        words = trigger_words(self._language)
        for verbal, table in ((True, words.verbs), (False, words.nouns)):
            for items in table.values():
                for item in items:
                    self._add_trigger(item, words.classes, verbal=verbal)
        for name in _CLASSES:
            self._add(f"class {name}", words.classes.get(name, ()))
        for kind, listed in _inverted(words.instruments).items():
            self._add(f"instrument {kind}", listed)

    def _add_trigger(self, item: Item, classes: Mapping[str, frozenset[str]], *, verbal: bool) -> None:
        cut = [part for word in item.words for part in _WORD.findall(word)]
        rest = [part for part in cut[1:] if part not in {"se", "s"}] if verbal else cut[1:]
        mood = "mood " if _MOODS & set(item.needs) else ""
        phrase = Phrase(
            rest=tuple(self._forms(part) for part in rest),
            near=verbal,
            beside=tuple(self._beside(item, classes)),
            name=f"{mood}{'verb' if verbal else 'noun'} {item.kind.name}",
            group=_group(item.kind),
        )
        for form in self._forms(cut[0]):
            self._keep(self._phrases, form, phrase)

    def _keep(self, table: dict[str, list[Phrase]], first: str, phrase: Phrase) -> None:
        """Enters a phrase under its first word; its other words are then known too."""
        table.setdefault(first, []).append(phrase)
        self._parts.update(*phrase.rest, *phrase.beside)

    def _beside(self, item: Item, classes: Mapping[str, frozenset[str]]) -> Iterator[frozenset[str]]:
        """The forms of which one must stand in the sentence, for each condition of an item that words alone can fill."""
        for name, listed in sorted(item.conditions.items()):
            if name.startswith("not_") or listed & _OPEN_CLASSES or (name == "with" and listed & _PARTS):
                continue
            words = {word for each in listed for word in (classes.get(each[1:], ()) if each[0] == "@" else (each,))}
            firsts = {part for word in words for part in _WORD.findall(word)[:1]}
            yield frozenset(form for word in firsts for form in self._forms(word))

    def _add_words(self) -> None:
        from geomap.actors import noun_kinds

        for kind, nouns in noun_kinds(self._language).items():
            self._add(f"noun of {kind}", nouns)
        for world, listed in lexicon(self._language, "worlds").items():
            self._add(f"world {world}", listed)
        figures = lexicon(self._language, "figures")
        for part in ("killing", "injuring"):
            self._add(f"counted {part}", [word for key in ("verbs", "dying", "counted") for word in figures[part][key]])
        times = lexicon(self._language, "dates").get("words") or {}
        self._add("time", [form for name in _TIMES for form in _all_forms(times.get(name) or ())])
        self._add("number", cardinals(self._language))

    def _add(self, name: str, words: Iterable[str]) -> None:
        """Makes words known under a name; of those of several parts all must stand in order."""
        for word in words:
            parts = _WORD.findall(str(word))
            if not parts:
                continue
            if len(parts) == 1:
                for form in self._forms(parts[0]):
                    self._features.setdefault(form, set()).add(name)
            else:
                phrase = Phrase(tuple(map(self._forms, parts[1:])), False, (), name)
                for form in self._forms(parts[0]):
                    self._keep(self._phrases, form, phrase)

    def _add_names(self, knowledge: Knowledge) -> None:
        for entry, name in knowledge.all_names(self._language):
            self._add_name(name, f"name of {entry.category}")
        for name in knowledge.country_words(self._language):
            self._add_name(name, "country")

    def _add_name(self, name: str, feature: str) -> None:
        parts = _WORD.findall(fold(name))
        if parts:
            phrase = Phrase(tuple(frozenset({part}) for part in parts[1:]), False, (), feature)
            table = self._phrases if name[0].islower() else self._names
            self._keep(table, parts[0], phrase)

    def _forms(self, word: str) -> frozenset[str]:
        return _forms(word, self._language)


def _group(kind: Kind) -> str:
    """Triggers that need the same beside them: those of deeds by their backing, and those of words between parties."""
    if kind.event_type == "Diplomacy":
        return "words"
    return f"violent {kind.backing}" if kind.event_type in _VIOLENT else kind.backing


@functools.cache
def _forms(word: str, language: str) -> frozenset[str]:
    return frozenset(forms_of(word, language))


def _inverted(table: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in table.items():
        found.setdefault(value, []).append(key)
    return found


def _all_forms(value: Any) -> Iterator[str]:
    """The words in a list, or in the lists of a mapping."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _all_forms(inner)
    elif isinstance(value, str):
        yield value
    else:
        for inner in value:
            yield from _all_forms(inner)

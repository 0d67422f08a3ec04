"""The words by which a language counts its dead: `figures.yaml` of its pack, made ready for look-up."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geomap.events.clauses import lemma
from geomap.events.small_words import word
from geomap.languages import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

Kind = Literal["killed", "injured"]


@dataclass(frozen=True, slots=True)
class FigureWords:
    """One language's words for counting victims; see `languages/<code>/figures.yaml` for what each means."""

    language: str
    lexicon: Mapping[str, Any]
    civilians: frozenset[str]
    persons: frozenset[str]
    adversaries: frozenset[str]
    anybody: frozenset[str]
    collectives: frozenset[str]
    singular_pronouns: frozenset[str]
    relative: frozenset[str]
    none: frozenset[str]
    nobody: frozenset[str]
    not_one: frozenset[str]
    single: frozenset[str]
    part: tuple[tuple[str, ...], ...]
    also: frozenset[str]
    together: tuple[tuple[str, ...], ...]
    total: tuple[tuple[str, ...], ...]

    def of(self, kind: Kind, key: str) -> frozenset[str]:
        """The words of a list of the killed or of the injured."""
        return _set(self.language, "killing" if kind == "killed" else "injuring", key)

    def phrases(self, kind: Kind, key: str) -> Mapping[str, Sequence[str]]:
        """Verbs with the objects that make them mean death."""
        found: Mapping[str, Sequence[str]] = self.lexicon.get("killing" if kind == "killed" else "injuring", {}).get(
            key, {}
        )
        return found

    @property
    def predicates(self) -> frozenset[str]:
        """Every word, or first word, that a toll is read from."""
        return _predicates(self.language)

    def may_tell(self, token: Token) -> bool:
        """Whether a toll may be read from a word; a sentence without any such word tells of none."""
        predicates = self.predicates
        return word(token) in predicates or lemma(token) in predicates

    def toll(self, key: str) -> frozenset[str]:
        """The words of a list of the toll."""
        return _set(self.language, "toll", key)


@functools.cache
def _set(language: str, part: str, key: str) -> frozenset[str]:
    return frozenset(lexicon(language, "figures").get(part, {}).get(key, ()))


@functools.cache
def _predicates(language: str) -> frozenset[str]:
    facts = lexicon(language, "figures")
    found = {*facts.get("toll", {}).get("nouns", ()), *facts.get("toll", {}).get("either", ())}
    for verbs in facts.get("killing", {}).get("ways", {}).values():
        found.update(verbs)
    for part in ("killing", "injuring"):
        for key in ("counted", "verbs", "dying", "dying_phrases", "losing", "costing", "dead", "deaths"):
            found.update(facts.get(part, {}).get(key, ()))
    return frozenset(phrase.split()[0] for phrase in found)


def _phrases(facts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in facts), key=len, reverse=True))


@functools.cache
def figure_words(language: str) -> FigureWords:
    """The counting words of a language, empty sets where its pack has none."""
    facts = lexicon(language, "figures")
    people, toll = facts.get("people", {}), facts.get("toll", {})
    return FigureWords(
        language,
        facts,
        frozenset(people.get("civilians", ())),
        frozenset(people.get("persons", ())),
        frozenset(people.get("adversaries", ())),
        frozenset(people.get("anybody", ())),
        frozenset(people.get("collectives", ())),
        frozenset(people.get("singular_pronouns", ())),
        frozenset(people.get("relative", ())),
        frozenset(toll.get("none", ())),
        frozenset(toll.get("nobody", ())),
        frozenset(toll.get("not_one", ())),
        frozenset(toll.get("single", ())),
        _phrases(facts.get("part", ())),
        frozenset(facts.get("also", ())),
        _phrases([*facts.get("together", ()), *facts.get("accompanied", ())]),
        _phrases(facts.get("total", ())),
    )

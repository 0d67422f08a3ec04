"""The nouns of actors.yaml of a language pack, ready for look-up, with the roles of roles.yaml that they stand for."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.knowledge import fold
from geomap.languages import lexicon
from geomap.model import ActorKind
from geomap.yaml_text import from_yaml

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun stands for; see roles.yaml for the fields."""

    id: str
    kind: ActorKind
    name: str
    bare: str
    country: str = ""
    generic: bool = False
    carries: bool = False
    person: bool = False
    empty: bool = False
    proper: bool = False
    refers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """A noun that has a role only beside one of some words."""

    position: int
    nouns: frozenset[str]
    beside: frozenset[str]
    role: Role
    needs_country: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The actor words of one language, all folded."""

    phrases: Mapping[str, tuple[PhraseRule, ...]]
    nouns: Mapping[str, Role]
    counting: frozenset[str]
    titles: frozenset[str]
    peoples: dict[str, str]
    modifiers: dict[str, str]
    backing: frozenset[str]
    siding: frozenset[str]
    ministries: dict[str, str]
    group_names: dict[str, ActorKind]
    singular_only: frozenset[str]
    either: frozenset[str]
    armed_deeds: frozenset[str]
    bare_officers: frozenset[str]
    bare_commanders: frozenset[str]
    open_names: frozenset[str]
    armed_context: frozenset[str]
    civil_context: frozenset[str]
    small_words: frozenset[str]
    pronouns: Mapping[str, tuple[str, str]]
    last: frozenset[str]
    relative: frozenset[str]
    demonstratives: frozenset[str]
    definite: frozenset[str]
    possessives: frozenset[str]
    negations: frozenset[str]
    impersonal: frozenset[str]
    counted_only: frozenset[str]
    belonging: frozenset[str]
    parties: frozenset[str]
    locating: frozenset[str]
    speaking_for: frozenset[str]
    doing: frozenset[str]
    towards: frozenset[str]
    giving: frozenset[str]
    prefixes: frozenset[str]
    passing: frozenset[str]
    plain_parts: frozenset[str]
    military_acts: frozenset[str]
    holdings: frozenset[str]
    political_acts: frozenset[str]


@functools.cache
def roles() -> Mapping[str, Role]:
    """Every role of roles.yaml by its id."""
    content = from_yaml(Path(__file__).with_name("roles.yaml").read_text(encoding="utf-8"))
    return {key: Role(id=key, **{**facts, "refers": tuple(facts.get("refers", ()))}) for key, facts in content.items()}


@functools.cache
def words(language: str) -> Words:
    """The actor words of a language; empty where its pack has no actors.yaml."""
    facts = lexicon(language, "actors")
    known = roles()
    references: Mapping[str, Any] = facts.get("references", {})
    return Words(
        phrases=_by_noun(
            PhraseRule(
                position,
                _folded(rule["nouns"]),
                _folded(rule["with"]),
                known[rule["role"]],
                bool(rule.get("needs_country")),
            )
            for position, rule in enumerate(facts.get("phrases", ()))
        ),
        nouns={fold(noun): known[role] for role, nouns in facts.get("nouns", {}).items() for noun in nouns},
        counting=_folded(facts.get("counting", ())),
        titles=_folded(facts.get("titles", ())),
        peoples=_translations(facts, "peoples"),
        modifiers={**_translations(facts, "peoples"), **_translations(facts, "modifiers")},
        backing=_folded(facts.get("backing", ())),
        siding=_folded(facts.get("siding", ())),
        ministries=_translations(facts, "ministries"),
        group_names={fold(word): kind for kind, named in facts.get("group_names", {}).items() for word in named},
        singular_only=_folded(facts.get("singular_only", ())),
        either=_folded(facts.get("either", ())),
        armed_deeds=_folded(facts.get("armed_deeds", ())),
        bare_officers=_folded(facts.get("bare_officers", ())),
        bare_commanders=_folded(facts.get("bare_commanders", ())),
        open_names=_folded(facts.get("open_names", ())),
        armed_context=_folded(facts.get("armed_context", ())),
        civil_context=_folded(facts.get("civil_context", ())),
        small_words=_folded(facts.get("small_words", ())),
        pronouns={
            fold(word): (code.split(".")[0], code.split(".")[1])
            for word, code in references.get("pronouns", {}).items()
        },
        last=_folded(references.get("last", ())),
        relative=_folded(references.get("relative", ())),
        demonstratives=_folded(references.get("demonstratives", ())),
        definite=_folded(references.get("definite", ())),
        possessives=_folded(references.get("possessives", ())),
        negations=_folded(facts.get("negations", ())),
        belonging=_plain(facts, "belonging"),
        parties=_plain(facts, "parties"),
        locating=_plain(facts, "locating"),
        doing=_plain(facts, "doing"),
        towards=_plain(facts, "towards"),
        giving=_plain(facts, "giving"),
        passing=_folded(facts.get("passing", ())),
        prefixes=_folded(facts.get("prefixes", ())),
        speaking_for=_plain(facts, "speaking_for"),
        counted_only=_folded(facts.get("counted_only", ())),
        plain_parts=_folded(facts.get("plain_parts", ())),
        impersonal=_folded(references.get("impersonal", ())),
        military_acts=_folded(facts.get("military_acts", ())),
        holdings=_folded(facts.get("holdings", ())),
        political_acts=_folded(facts.get("political_acts", ())),
    )


def _by_noun(rules: Iterable[PhraseRule]) -> dict[str, tuple[PhraseRule, ...]]:
    table: dict[str, tuple[PhraseRule, ...]] = {}
    for rule in rules:
        for noun in rule.nouns:
            table[noun] = (*table.get(noun, ()), rule)
    return table


def _translations(facts: Mapping[str, Any], key: str) -> dict[str, str]:
    return {fold(word): name for word, name in facts.get(key, {}).items()}


def _plain(facts: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(facts.get("prepositions", {}).get(key, ()))


def _folded(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(text) for text in texts)


DESIGNATION = "designation"
"""The form under which every numbered type of weapon stands in the packs: F-16, Su-24, T-72, TB2."""
_DESIGNATED = re.compile(r"[A-Z][A-Za-z]{0,3}-?\d{1,3}[A-Z]?")


def forms(token: Token) -> tuple[str, ...]:
    """The folded forms under which a noun may stand in a lexicon: its lemma, itself, its singular.

    A lemma equal to the word is believed for nouns ("cours" is no plural of "cour"), not for what the tagger took for
    something else.
    """
    return _forms(token.text, token.lemma_, token.pos_ in {"ADJ", "PROPN", "VERB", "X"})


@functools.lru_cache(maxsize=65536)
def _forms(text: str, lemma: str, doubtful: bool) -> tuple[str, ...]:
    lower, root = fold(text), fold(lemma)
    plural = lower.endswith(("s", "x")) and (root != lower or doubtful)
    designation = (DESIGNATION,) if _DESIGNATED.fullmatch(text) else ()
    return (*dict.fromkeys((root, lower, *([lower[:-1]] if plural else ()))), *designation)


def adjective_forms(token: Token) -> tuple[str, ...]:
    """The folded forms of a describing word.

    Those of a noun, and the masculine singular of French adjectives and participles.
    """
    return _adjective_forms(forms(token))


@functools.lru_cache(maxsize=65536)
def _adjective_forms(nouns: tuple[str, ...]) -> tuple[str, ...]:
    found = dict.fromkeys(nouns)
    for form in nouns:
        singular = form.removesuffix("s")
        found[singular] = None
        found[singular.removesuffix("e")] = None
        for ending in ("elle", "enne", "onne", "ette"):
            if singular.endswith(ending):
                found[singular[:-2]] = None
    return tuple(found)

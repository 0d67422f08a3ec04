"""The words by which a language says that something is planned, possible or denied.

They are `status.yaml` of its pack, made ready for look-up.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geomap.languages import lexicon
from geomap.model import Status


@dataclass(frozen=True, slots=True)
class Cues:
    """One language's cues, made ready for look-up."""

    modals: Mapping[str, Status]
    going_to: frozenset[str]
    modal_past_happened: frozenset[str]
    future_in_past: frozenset[str]
    verbs: Mapping[str, Status]
    nouns: Mapping[str, Status]
    adjectives: Mapping[str, Status]
    denied_nouns_of: frozenset[str]
    object_happened: frozenset[str]
    negation: frozenset[str]
    nobody: frozenset[str]
    not_negation: frozenset[str]
    without: frozenset[str]
    conditional: frozenset[str]
    even_if: frozenset[str]
    purpose: frozenset[str]
    takes_place: frozenset[str]
    light: frozenset[str]
    asking: frozenset[str]
    copula_to: frozenset[str]
    forms: Mapping[str, Status]
    future_endings: tuple[str, ...]
    conditional_endings: tuple[str, ...]
    future_form: re.Pattern[str]
    conditional_form: re.Pattern[str]
    future_third: re.Pattern[str]
    conditional_third: re.Pattern[str]
    first_group: tuple[str, frozenset[str]]


@functools.cache
def cues_of(language: str) -> Cues:
    """The status cues of a language, empty where its pack has none."""
    facts = lexicon(language, "status")

    def words(key: str) -> frozenset[str]:
        return frozenset(facts.get(key, ()))

    def kinds(part: str) -> dict[str, Status]:
        order: tuple[Status, ...] = ("planned", "possible", "denied")
        return {word: status for status in order for word in facts.get(status, {}).get(part, ())}

    modals: Mapping[str, Any] = facts.get("modals", {})
    first: Mapping[str, Any] = facts.get("first_group", {})
    return Cues(
        modals={
            **dict.fromkeys(modals.get("possible", ()), "possible"),
            **dict.fromkeys(modals.get("planned", ()), "planned"),
        },
        going_to=frozenset(modals.get("going_to", ())),
        modal_past_happened=words("modal_past_happened"),
        future_in_past=words("future_in_past"),
        verbs=kinds("verbs"),
        nouns=kinds("nouns"),
        adjectives=kinds("adjectives"),
        denied_nouns_of=frozenset(facts.get("denied", {}).get("of_noun", ())),
        object_happened=words("object_happened"),
        negation=words("negation"),
        nobody=words("nobody"),
        not_negation=words("not_negation"),
        without=words("without"),
        conditional=words("conditional"),
        even_if=words("even_if"),
        purpose=words("purpose"),
        takes_place=words("takes_place"),
        light=words("light"),
        asking=words("asking"),
        copula_to=words("copula_to"),
        forms=facts.get("forms", {}),
        future_endings=tuple(facts.get("built_on_infinitive", {}).get("future", ())),
        conditional_endings=tuple(facts.get("built_on_infinitive", {}).get("conditional", ())),
        future_form=re.compile(facts.get("future_form", "")),
        conditional_form=re.compile(facts.get("conditional_form", "")),
        future_third=re.compile(facts.get("future_third", r"(?!)")),
        conditional_third=re.compile(facts.get("conditional_third", r"(?!)")),
        first_group=(first.get("infinitive", ""), frozenset(first.get("endings", ()))),
    )

"""Peoples as nouns: "30 Péruviens", "the Turks", "a hundred Kurds"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.actors.lexicon import adjective_forms, roles
from geomap.actors.memory import Reading
from geomap.actors.naming import composed, government, of_entry
from geomap.actors.phrases import feature, first_conjunct, is_nominal

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.actors.reader import Reader
    from geomap.knowledge import CountryMatch

_SUBJECTS = frozenset(["nsubj", "nsubj:pass", "nsubjpass", "agent", "obl:agent"])
_DETAILS = frozenset(["nummod", "amod", "acl", "relcl", "acl:relcl"])
_PARTS = frozenset(["compound", "flat:name", "amod"])


def read_nationals(token: Token, match: CountryMatch, reader: Reader) -> Reading | None:
    """The people of a country: "30 Péruviens" are civilians; "the Turks said" is the state, as newspapers use it."""
    noun = token.pos_ in {"NOUN", "PROPN"} or any(child.dep_ in {"det", "nummod"} for child in token.children)
    part = token.dep_ in {"compound", "flat:name", "nmod"} and not list(token.children)
    if not noun or part or not is_nominal(token):
        return None
    if _is_plain(token) and reader.is_definite(token) and feature(token, "Number") != "Sing":
        return Reading(government(match.code, reader.story.knowledge), source="composed")
    actor = composed(roles()["nationals"], match.code, reader.story.knowledge)
    return Reading(actor, source="composed", role="nationals")


def read_community(token: Token, reader: Reader) -> Reading | None:
    """A people or a community that is no country's: "a hundred Kanaks" are civilians; "the Kurds" act as their forces."""
    people = next((reader.words.peoples[form] for form in adjective_forms(token) if form in reader.words.peoples), "")
    if (
        not people
        or reader.story.country_at(reader.offset(token)) is not None
        or token.pos_ not in {"NOUN", "PROPN"}
        or token.dep_ in _PARTS
        or not is_nominal(token)
    ):
        return None
    marked = any(child.dep_ in {"det", "nummod", "case"} for child in token.children)
    if not marked and feature(token, "Number") != "Plur":
        return None
    story = reader.story
    home = reader.country_in(token) or story.country_of(reader.sentence, token)
    acting = first_conjunct(token).dep_ in _SUBJECTS and reader.is_definite(token) and _is_plain(token)
    forces = story.who_are(people, home) if acting else None
    if forces is not None:
        return Reading(of_entry(forces, story.knowledge, story.published), source="composed")
    return Reading(composed(roles()["community"], home, story.knowledge, people), source="composed", role="community")


def _is_plain(token: Token) -> bool:
    """Whether nothing is said of which of a people are meant."""
    return not any(child.dep_ in _DETAILS for child in token.children)

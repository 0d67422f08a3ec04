"""Phrases headed by a common noun with a role.

"soldats turcs", "combattants du Hamas", "une dizaine de civils", "the group".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.actors import persons
from geomap.actors.lexicon import Role, forms, roles
from geomap.actors.memory import Reading
from geomap.actors.missions import UNITED_NATIONS, as_contingent, is_peacekeepers, mission
from geomap.actors.naming import composed, government, of_entry
from geomap.actors.officers import as_police, commander_of_group
from geomap.actors.phrases import appositions, complements, preposition
from geomap.actors.references import definite, is_plural
from geomap.actors.unlisted import proper_phrase, unlisted
from geomap.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.actors.reader import Reader
    from geomap.knowledge import Entry, NameMatch

_OF_SEVERAL = frozenset(["Foreign", "International", "Western", "European", "African", "Regional", "Allied"])
_GOVERNMENTS_SIDE = frozenset(["Pro-government", "Loyalist"])
_FOLLOWERS = frozenset(["supporters", "loyalists"])
_FORCES = frozenset(["State forces", "External forces"])
_ARMED = frozenset(["Rebel group", "Political militia", "State forces", "Identity militia"])


def read_noun(token: Token, reader: Reader, depth: int) -> Reading | None:
    """The actor that a noun with a role names, or the one behind a counting word."""
    if persons.is_person(token) and token.pos_ == "PROPN" and not token.is_sent_start:
        return None
    if depth == 0 and token.dep_ in {"compound", "npadvmod"}:  # "a hostage crisis", "rebel-held"
        return None
    role = as_police(token, reader) or as_contingent(token, reader) or reader.role_of(token)
    if role is None or _gathers(token, reader):
        return _counted(token, reader, depth)
    carried = read_carried(token, role, reader, depth) if role.carries else None
    if carried is not None:
        return persons.with_person(token, carried, reader)
    if not reader.country_in(token) and not reader.modifier_of(token) and not reader.phrase_role(token):
        counted = _counted(token, reader, depth)
        if counted is not None:
            return counted
    return _composed(token, role, reader, depth)


def read_misparsed(token: Token, reader: Reader) -> Reading | None:
    """A counted noun that the parser took for an adjective of its number: "trente-deux terroristes armés".

    Args:
        token: The word right after a number.
        reader: The reader of its sentence.
    """
    role = next((reader.words.nouns[form] for form in forms(token) if form in reader.words.nouns), None)
    if role is None or role.person or role.empty or token.pos_ not in {"ADJ", "VERB"}:
        return None
    country = reader.country_in(token) or (reader.story.country_of(reader.sentence, token) if role.country else None)
    return _by_rule(token, role, country, reader.modifier_of(token), reader, explicit=False)


def _gathers(token: Token, reader: Reader) -> bool:
    """Whether a word that may stand alone for people counts something else here: "dozens of airstrikes"."""
    if not reader.words.counting.intersection(forms(token)) or reader.phrase_role(token) is not None:
        return False
    role = reader.role_of(token)
    counted = [noun for noun in complements(token) if noun.i > token.i and preposition(noun) in reader.words.belonging]
    return role is not None and role.kind == "Civilians" and bool(counted)


def _counted(token: Token, reader: Reader, depth: int) -> Reading | None:
    """The actor behind a counting word: "une dizaine de soldats", "members of Boko Haram"."""
    if not reader.words.counting.intersection(forms(token)):
        return None
    for noun in complements(token):
        if noun.i > token.i and (not preposition(noun) or preposition(noun) in reader.words.belonging):
            reading = reader.read(noun, depth + 1)
            if reading is not None:
                return replace(reading, source="composed") if reading.source == "reference" else reading
    return None


def read_carried(token: Token, role: Role, reader: Reader, depth: int) -> Reading | None:
    """The known or composed actor in a noun's complement: "combattants du Hamas", "le porte-parole de l'armée".

    Args:
        token: The noun.
        role: Its role.
        reader: The reader of its sentence.
        depth: How many phrases contain this one.
    """
    nouns = complements(token) + (appositions(token) if role.person or role.empty else [])
    nouns += [child for child in token.children if child.dep_ == "amod" and child.i in reader.name_at]
    nouns = [noun for noun in nouns if _says_whose(noun, token, role, reader)]
    if role.id in _FOLLOWERS:
        return _followers(nouns, role, reader, depth)
    for noun in nouns:
        match = reader.name_at.get(noun.i)
        if match is not None and match.entry.category != "media":
            return _of_name(match, role, reader)
    for noun in nouns:
        inner = reader.role_of(noun) if noun.i not in reader.inside_name and noun.dep_ != "appos" else None
        if inner is None or inner.person or inner.kind == "Civilians":
            continue
        if role.person or role.empty or inner.empty or _governs(inner, role):
            reading = reader.read(noun, depth + 1)
            if reading is not None:
                return _served(reading, role, reader)
    return None


def _followers(nouns: list[Token], role: Role, reader: Reader, depth: int) -> Reading | None:
    """Those who follow somebody: "supporters of Awa Sy"; followers of an armed group are counted as the group."""
    for noun in nouns:
        match = reader.name_at.get(noun.i)
        inner = _of_name(match, role, reader) if match is not None else reader.read(noun, depth + 1)
        if inner is None or inner.actor.kind in _ARMED:
            return inner
        whom = (
            match.entry.name if match is not None else inner.person or (inner.actor.name if inner.actor.named else "")
        )
        if whom:
            name = f"{roles()[role.id].bare.format(modifier='').strip().capitalize()} of {whom}"
            home = inner.actor.country or reader.story.country_of(reader.sentence, noun)
            return Reading(Actor(name, role.kind, home), source="composed", role=role.id)
    return None


def _governs(inner: Role, role: Role) -> bool:
    """Whether a complement is the government whose forces a noun means: "les troupes du régime"."""
    return inner.kind == "Government" and role.kind == "State forces"


def _served(reading: Reading, role: Role, reader: Reader) -> Reading:
    """The reading of a complement as its noun's: the forces of a government are the state's, not the government."""
    country = reading.actor.country
    if country and reading.actor.kind == "Government" and role.kind == "State forces" and not role.person:
        return replace(reading, actor=composed(role, country, reader.story.knowledge), role=role.id)
    return replace(reading, role=role.id)


def _of_name(match: NameMatch, role: Role, reader: Reader) -> Reading:
    """A noun with a known name.

    "Assad's forces" are the Syrian forces, "le président Assad" and "the Hamas chief" the body.
    """
    knowledge, entry = reader.story.knowledge, mission(reader) if is_peacekeepers(match) else match.entry
    if entry.kind == "Intergovernmental organisation" and role.kind in _FORCES and not role.person:
        return Reading(_forces_of(entry, reader), source="composed", role=role.id)
    body = of_entry(entry, knowledge, reader.story.published)
    leader = entry.category == "leader"
    if leader and body.kind == "Government" and not role.person and entry.country:
        return Reading(composed(role, entry.country, knowledge), source="composed", role=role.id)
    person = entry.name if leader and role.person else ""
    return Reading(body, person, "knowledge" if person else "composed", role=role.id)


def _forces_of(entry: Entry, reader: Reader) -> Actor:
    """The troops of an organisation: a United Nations mission, "African Union forces"."""
    if entry.key == UNITED_NATIONS:
        return of_entry(mission(reader), reader.story.knowledge)
    return Actor(f"{entry.name} forces", "External forces")


def _says_whose(noun: Token, token: Token, role: Role, reader: Reader) -> bool:
    """Whether a complement says whose the noun is: "of", possession, compounding, or "for" after a person."""
    if noun.dep_ in {"appos", "flat:name", "compound", "poss", "amod"} or token.dep_ == "appos":
        return True
    link = preposition(noun)
    return not link or link in reader.words.belonging or (role.person and link in reader.words.speaking_for)


def _composed(token: Token, role: Role, reader: Reader, depth: int) -> Reading | None:
    """The actor made of a role with a country, a proper name, an earlier mention or the story's country."""
    story = reader.story
    owner = reader.owner_of(token) if role.carries else None
    if isinstance(owner, Actor):
        return Reading(owner, source="reference", antecedent=None, role=role.id, explicit=False)
    country = None if role.country == "sentence" else reader.country_in(token) or owner
    modifier = reader.modifier_of(token)
    points = reader.is_definite(token) or (role.empty and bool(role.refers) and reader.phrase_role(token) is not None)
    country = country or reader.shared_country(token, role)
    if (
        not country
        and is_plural(token)
        and (role.id == "head_of_state" or reader.words.singular_only.intersection(forms(token)))
    ):
        return None
    if not country and not modifier and points:
        earlier = definite(token, role, reader)
        if earlier is not None:
            person = earlier.reading.person if role.person else ""
            reading = Reading(earlier.reading.actor, person, "reference", earlier.start, role.id, explicit=False)
            return persons.with_person(token, reading, reader)
    named = _proper(token, role, country, reader)
    if named is not None:
        return named
    if role.empty and role.person and country:
        reading = Reading(government(country, story.knowledge), source="composed", role=role.id)
        return persons.with_person(token, reading, reader)
    if role.empty:
        found = story.who_are(role.id, country or story.country_of(reader.sentence, token)) if points else None
        if found is not None:
            return Reading(of_entry(found, story.knowledge, story.published), source="composed", role=role.id)
        return persons.by_apposition(token, reader, depth)
    commander = None if country or modifier or reader.phrase_role(token) else commander_of_group(token, role, reader)
    if commander is not None:
        return persons.with_person(token, commander, reader)
    explicit = bool(country or modifier)
    country = country or (story.country_of(reader.sentence, token) if role.country else None)
    return persons.with_person(token, _by_rule(token, role, country, modifier, reader, explicit=explicit), reader)


def _proper(token: Token, role: Role, country: str | None, reader: Reader) -> Reading | None:
    """A group or body with a name of its own that nobody listed: "la milice Mahdi", "the Black Lion Brigade"."""
    if not role.person and role.kind != "Civilians":
        name = proper_phrase(token, reader)
        if name:
            kind = reader.kind_of(token, name, role)
            home = country or (reader.story.country_of(reader.sentence, token) if role.country else None)
            return Reading(Actor(name, kind, home), source="unlisted", role=role.id)
    if role.proper:
        name = unlisted(token, reader) or ""
        if name:
            place = country or reader.story.country_of(reader.sentence, token)
            return Reading(Actor(name, role.kind, place), source="unlisted", role=role.id)
    return None


def _by_rule(
    token: Token, role: Role, country: str | None, modifier: str, reader: Reader, *, explicit: bool
) -> Reading:
    story = reader.story
    if role.id == "peacekeepers":
        return Reading(of_entry(mission(reader), story.knowledge, story.published), source="composed", role=role.id)
    if role.kind in _ARMED:
        known = story.knowledge.described(role.id, country, story.published)
        found = story.who_are(modifier, country) if modifier else known
        if found is not None:
            return Reading(of_entry(found, story.knowledge, story.published), source="composed", role=role.id)
    if modifier and role.id in {"forces", "army"}:
        if country and modifier in {f"Pro-{story.knowledge.adjective(country)}", "Pro-government"}:
            modifier = ""
        elif not reader.country_in(token) and reader.phrase_role(token) is None:
            if modifier in _OF_SEVERAL:
                abroad = Actor(f"{modifier} forces", "External forces", named=False)
                return Reading(abroad, source="composed", role=role.id)
            role = roles()["fighters"]
    if modifier in _GOVERNMENTS_SIDE and role.kind == "Rebel group":
        role, modifier = roles()["auxiliaries"], ""
    if modifier in reader.words.peoples.values() and role.kind == "Political militia":
        role = roles()["communal_gunmen"]
    actor = composed(role, country, story.knowledge, modifier, reader.topic_of(token))
    return Reading(actor, source="composed", role=role.id, explicit=explicit)

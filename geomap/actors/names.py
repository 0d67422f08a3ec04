"""Phrases headed by a name.

Known actors, countries and peoples, organisations that nobody listed, adjectives of deeds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.actors.lexicon import adjective_forms, forms, roles
from geomap.actors.memory import Reading
from geomap.actors.missions import is_peacekeepers, mission
from geomap.actors.naming import composed, government, of_entry
from geomap.actors.peoples import read_nationals
from geomap.actors.phrases import first_conjunct, preposition
from geomap.actors.unlisted import unlisted_organisation
from geomap.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.actors.reader import Reader
    from geomap.knowledge import CountryMatch
    from geomap.model import Place, PlaceMention

_SUBJECTS = frozenset(["nsubj", "nsubj:pass", "nsubjpass", "agent", "obl:agent"])
_OBJECTS = frozenset(["obj", "dobj", "iobj", "obl:arg", "dative"])
_DESCRIBING = frozenset(["amod", "compound", "nmod"])
_DESCRIBING_OR_JOINED = _DESCRIBING | {"conj"}
_ARMED = frozenset(["State forces", "Political militia", "Identity militia", "Protesters", "Rioters"])


def read_name(token: Token, reader: Reader) -> Reading | None:
    """A name that the knowledge room knows, or an acronym that the text itself gave somebody."""
    match = reader.name_at.get(token.i)
    if match is None:
        known = reader.memory.acronyms.get(token.text)
        return replace(known, source="reference") if known else None
    entry = mission(reader) if is_peacekeepers(match) else match.entry
    if entry.category == "state" and preposition(token) in reader.words.locating:  # "in Somaliland" is where, not who
        return None
    if not entry.key:  # introduced by the text itself
        home = reader.story.country_of(reader.sentence, token) if entry.category == "armed_group" else None
        home = reader.memory.homes.setdefault(entry.name, home)
        return Reading(Actor(entry.name, entry.kind, home), source="unlisted")
    return Reading(
        of_entry(entry, reader.story.knowledge, reader.story.published),
        entry.name if entry.category == "leader" else "",
    )


def read_country(token: Token, reader: Reader) -> Reading | None:
    """A country or a capital that stands for its government, or a people.

    The places room's metonyms are believed; besides, a country acts where the grammar makes it a subject, an
    agent or a party.
    """
    story = reader.story
    mention = story.place_at(reader.offset(token))
    match = story.country_at(reader.offset(token))
    if mention is not None and mention.use == "metonym" and mention.place is not None:
        if match is not None and match.use != "demonym" and match.code == mention.place.country_code:
            return Reading(government(match.code, story.knowledge))
        return _of_place(mention.place, reader)
    if match is None or story.is_hyphenated(match) or _is_namesake(token, match, mention):
        return None
    if match.use == "demonym":
        return read_nationals(token, match, reader)
    stands = _is_party(token, match, reader) if token.pos_ != "ADJ" else False
    return Reading(government(match.code, story.knowledge)) if stands else None


def _is_namesake(token: Token, match: CountryMatch, mention: PlaceMention | None) -> bool:
    """Whether a country's name is somebody else's: "Michael Jordan", Georgia in the United States."""
    if mention is not None and mention.place is not None and mention.place.country_code not in {"", match.code}:
        return True
    entity = next((span for span in token.doc.ents if span.start <= token.i < span.end), None)
    return entity is not None and entity.label_ in {"PER", "PERSON"} and len(entity) > 1


def _of_place(place: Place, reader: Reader) -> Reading | None:
    """Who acts under a place's name: the government of a country or capital, the authorities of a province or town."""
    if not place.country_code:
        return None
    if place.feature.startswith("PCL") or place.feature == "PPLC":
        return Reading(government(place.country_code, reader.story.knowledge))
    if place.feature.startswith(("ADM", "PPLA")):
        return Reading(composed(roles()["local_authorities"], place.country_code, reader.story.knowledge))
    return None


def _is_party(token: Token, match: CountryMatch, reader: Reader) -> bool:
    """Whether a country or a capital acts or is acted on.

    By its grammar and where the places room has not said otherwise.
    """
    unplaced = reader.story.place_at(match.start) is None
    first = first_conjunct(token)
    first = first.head if first.dep_ == "appos" else first
    acting = first.dep_ in _SUBJECTS or (first.dep_ == "pobj" and first.head.dep_ == "agent")
    if match.use == "capital":
        return acting and unplaced
    deeds = reader.words.military_acts | reader.words.political_acts
    link = preposition(first)
    towards = link in reader.words.towards
    done_to = (towards or link in reader.words.belonging) and bool(deeds.intersection(forms(_governor(first))))
    given = link in reader.words.giving and any(
        child.dep_ == "det" for child in first.children
    )  # "à la Chine" is never where, as "en Chine" is
    party = acting or done_to or given or link in reader.words.parties
    return party or (unplaced and token.dep_ in _OBJECTS)


def _governor(noun: Token) -> Token:
    """The word that a noun completes, its preposition left out."""
    return noun.head.head if noun.dep_ == "pobj" else noun.head


def read_organisation(token: Token, reader: Reader) -> Reading | None:
    """An organisation that nobody listed, as the entity recogniser saw it, where it acts or is acted on."""
    name = unlisted_organisation(token) if token.ent_type_ == "ORG" else ""
    if not name or reader.story.place_at(reader.offset(token)) is not None:
        return None
    kind = reader.kind_of(token, name)
    if token.pos_ != "PROPN" and kind == "Other":
        return None
    first = first_conjunct(token)
    acting = first.dep_ in _SUBJECTS | _OBJECTS | {"appos"}
    acting = acting or (
        first.dep_ == "pobj" and (first.head.dep_ == "agent" or preposition(first) in reader.words.parties)
    )
    if not (acting or kind != "Other"):
        return None
    home = reader.story.country_of(reader.sentence, token) if kind != "Other" else None
    return Reading(Actor(name, kind, home), source="unlisted")


def read_adjective(token: Token, reader: Reader) -> Reading | None:
    """Who did a deed that an adjective ascribes: "frappe israélienne", "a jihadist raid", "sanctions américaines".

    Args:
        token: The adjective.
        reader: The reader of its sentence.

    Returns:
        The forces of a country for a military deed, its government for a political one, or an unnamed group;
        None otherwise.
    """
    if token.dep_ not in _DESCRIBING_OR_JOINED:
        return None
    first = first_conjunct(token)
    noun = first.head
    if noun.i == first.i or first.dep_ not in _DESCRIBING or noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    if reader.is_against(token):
        return None
    if first.dep_ == "nmod" and preposition(first) not in {"", *reader.words.doing}:
        return None
    deeds = set(adjective_forms(noun))
    military = bool(deeds & (reader.words.military_acts | reader.words.holdings))
    if not military and not deeds & reader.words.political_acts:
        return None
    story = reader.story
    match = story.country_at(reader.offset(token))
    if match is not None and match.use != "capital" and not story.is_hyphenated(match):
        role = roles()["army" if military else "government"]
        return Reading(composed(role, match.code, story.knowledge), source="composed", role=role.id)
    found = (reader.words.nouns[form] for form in adjective_forms(token) if form in reader.words.nouns)
    role = next(found, roles()["people"])
    if military and (role.kind == "Rebel group" or (token.dep_ == "compound" and role.kind in _ARMED)):
        actor = composed(role, story.country_of(reader.sentence, token), story.knowledge)
        return Reading(actor, source="composed", role=role.id, explicit=False)
    return None

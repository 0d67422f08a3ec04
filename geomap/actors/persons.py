"""Named persons: the body that they speak for, by title, by apposition, or by what was said of them before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.actors import nouns
from geomap.actors.lexicon import Role, roles
from geomap.actors.memory import Reading
from geomap.actors.naming import composed
from geomap.actors.officers import commander_of_group
from geomap.actors.phrases import appositions, feature
from geomap.knowledge import fold
from geomap.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.actors.reader import Reader

_BEFORE_A_NAME = frozenset(["compound", "nmod", "amod", "appos"])
_APPOSITION_COSTS = 3  # phrases of the depth allowed, so that two appositions cannot chase each other


def is_person(token: Token) -> bool:
    """Whether the entity recogniser took a token for part of a person's name."""
    return token.ent_type_ in {"PER", "PERSON"}


def person_name(token: Token) -> str:
    """The full name of the person whom a token's entity names, else empty."""
    entity = next((span for span in token.doc.ents if span.start <= token.i < span.end), None)
    if entity is None or not is_person(token) or not token.text[:1].isupper():
        return ""
    first = token.pos_ == "NOUN" and token.i == entity.start and len(entity) > 1  # a given name taken for a noun
    return str(entity.text) if token.pos_ == "PROPN" or first else ""


def surname_key(name: str) -> str:
    """The folded last word of a name, under which a document's persons are remembered."""
    return fold(name).split(" ")[-1]


def with_person(token: Token, reading: Reading, reader: Reader) -> Reading:
    """A reading with the name of the person in apposition or after the title, where there is one.

    Args:
        token: The head of the phrase.
        reading: What it was read as.
        reader: The reader of its sentence.
    """
    role = roles().get(reading.role)
    if reading.person or role is None or not (role.person or (role.country != "own" and _is_one(token, role))):
        return reading
    near = [token, *appositions(token), *(c for c in token.children if reader.name_at.get(c.i) is None)]
    return replace(reading, person=next(filter(None, map(person_name, near)), ""))


def read_person(token: Token, reader: Reader, depth: int) -> Reading | None:
    """A named person: by title, by apposition, by what was said of the same surname before, else a private person.

    Returns:
        None also for a name in apposition to its title ("le porte-parole, Jean Dupont"), which the title's
        phrase has read.
    """
    name = person_name(token) or _name_behind_title(token, reader)
    at = reader.offset(token)
    if not name or reader.story.place_at(at) is not None or reader.story.is_in_country_name(at):
        return None
    if token.dep_ == "appos" and (above := reader.role_of(token.head)) is not None and above.person:
        return None
    return (
        _by_title(token, name, reader, depth) or by_apposition(token, reader, depth, name) or _remembered(name, reader)
    )


def _by_title(token: Token, name: str, reader: Reader, depth: int) -> Reading | None:
    """By the title before the name: "Foreign Minister Sergei Lavrov", the nearest title first."""
    titles = [child for child in token.children if child.i < token.i and child.dep_ in _BEFORE_A_NAME]
    for title in reversed(titles):
        role = reader.role_of(title)
        if role is None or not (role.person or _is_one(title, role)):
            continue
        carried = nouns.read_carried(title, role, reader, depth) or nouns.read_carried(token, role, reader, depth)
        country = reader.country_in(token)
        carried = carried or (None if country else commander_of_group(title, role, reader))
        if carried is not None:
            return replace(carried, person=name)
        if not role.empty or country:
            return replace(_official(token, role, country, reader), person=name)
        earlier = next((m.reading for m in reversed(reader.memory.recent) if m.reading.role == role.id), None)
        if earlier is not None:  # "spokeswoman Jane Doe" after "a UN spokeswoman"
            return replace(earlier, person=name, source="composed")
    return None


def _name_behind_title(token: Token, reader: Reader) -> str:
    """A name that only its title gives away as a person's: "journalist Ana Ruiz"."""
    if token.pos_ != "PROPN" or token.ent_type_ not in {"", "MISC"}:
        return ""
    before = [child for child in token.children if child.dep_ in _BEFORE_A_NAME and child.i < token.i]
    given = [child for child in before if child.pos_ == "PROPN"]
    roles_before = [reader.role_of(child) for child in before if child.pos_ == "NOUN"]
    titled = any(role is not None and (role.person or role.kind == "Civilians") for role in roles_before)
    return str(token.doc[given[0].i : token.i + 1].text) if given and titled else ""


def _is_one(title: Token, role: Role) -> bool:
    """Whether a noun that is no office calls one person what it says: "rebel commander", "journalist", "farmer"."""
    return not role.empty and feature(title, "Number") != "Plur"


def _official(token: Token, role: Role, country: str | None, reader: Reader) -> Reading:
    office = roles()["official"] if role.empty else role
    country = country or reader.story.country_of(reader.sentence, token)
    return Reading(composed(office, country, reader.story.knowledge), source="composed", role=role.id)


def by_apposition(token: Token, reader: Reader, depth: int, name: str = "") -> Reading | None:
    """By the noun in apposition: "Awa Sy, conseillère du palais".

    Args:
        token: The name, or a title that names no body itself.
        reader: The reader of its sentence.
        depth: How many phrases contain this one.
        name: The person's name where the token is one.
    """
    for noun in appositions(token):
        role = reader.role_of(noun)
        if role is not None and (role.person or name) and noun.dep_ == "appos":
            reading = reader.read(noun, depth + _APPOSITION_COSTS)
            if reading is not None:
                return replace(reading, person=name or reading.person)
    return None


def _remembered(name: str, reader: Reader) -> Reading | None:
    known = reader.memory.persons.get(surname_key(name))
    if known is None and reader.sentence.heading:  # headlines capitalise any word
        return None
    return known or Reading(Actor(name, "Civilians", None), name, "unlisted")

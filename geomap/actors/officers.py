"""Officers of whom a text does not say whose they are: the police's, an armed group's, else the army's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.actors.lexicon import Role, forms, roles
from geomap.actors.memory import Reading
from geomap.actors.naming import of_entry

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.actors.reader import Reader

_NEAR_MENTIONS = 6  # mentions back in which the police makes an officer a policeman
_GROUPS = frozenset(["Rebel group", "Political militia", "Identity militia"])
_ARMED = _GROUPS | {"State forces", "External forces"}


def as_police(token: Token, reader: Reader) -> Role | None:
    """The police's role for "officers" of no army, where the police was named shortly before; None otherwise."""
    role = reader.role_of(token)
    if role is None or role.id != "officer" or not reader.words.bare_officers.intersection(forms(token)):
        return None
    if reader.phrase_role(token) is not None:
        return None
    nouns = reader.words.nouns
    here = any(form in nouns and nouns[form].id == "police" for t in token.doc[: token.i] for form in forms(t))
    before = any(m.reading.role == "police" for m in reader.memory.recent[-_NEAR_MENTIONS:])
    return roles()["police"] if here or before else None


def commander_of_group(token: Token, role: Role, reader: Reader) -> Reading | None:
    """The armed group that a bare "commander" belongs to: the nearest armed actor before it, where that is no army.

    Args:
        token: The noun.
        role: Its role.
        reader: The reader of its sentence.
    """
    if role.id != "officer" or not reader.words.bare_commanders.intersection(forms(token)):
        return None
    for earlier in reversed(token.doc[: token.i]):
        match = reader.name_at.get(earlier.i)
        if match is not None and match.entry.kind in _ARMED:
            actor = of_entry(match.entry, reader.story.knowledge, reader.story.published)
            return Reading(actor, source="composed", role=role.id, explicit=False) if actor.kind in _GROUPS else None
        inner = reader.role_of(earlier) if match is None and earlier.i not in reader.inside_name else None
        if inner is not None and inner.kind in _ARMED and inner.id != role.id:
            return reader.read(earlier, 1) if inner.kind in _GROUPS else None
    last = next((m for m in reversed(reader.memory.recent[-_NEAR_MENTIONS:]) if m.reading.actor.kind in _ARMED), None)
    if last is None or last.reading.actor.kind not in _GROUPS:
        return None
    return Reading(last.reading.actor, "", "reference", last.start, role.id, explicit=False)

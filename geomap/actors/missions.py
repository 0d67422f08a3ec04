"""Peacekeepers: whose they are, a mission of the United Nations' or a state's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.actors.lexicon import Role, roles

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.actors.reader import Reader
    from geomap.knowledge import Entry, NameMatch

UNITED_NATIONS = "united-nations"
_PEACEKEEPERS = "un-peacekeepers"


def is_peacekeepers(match: NameMatch) -> bool:
    """Whether a name is that of unnamed UN peacekeepers."""
    return match.entry.key == _PEACEKEEPERS


def mission(reader: Reader) -> Entry:
    """The mission that unnamed UN peacekeepers belong to: one that the text names, else that of the story's country."""
    for match in reader.story.names:
        entry = match.entry
        if entry.kind == "External forces" and entry.name.startswith("United Nations"):
            return entry
    knowledge = reader.story.knowledge
    return reader.story.who_are("UN peacekeepers", None) or knowledge.get(_PEACEKEEPERS)


def as_contingent(token: Token, reader: Reader) -> Role | None:
    """The army's role for peacekeepers with a nationality ("Russian peacekeepers"), where no mission sent them.

    Args:
        token: The noun.
        reader: The reader of its sentence.

    Returns:
        None for others, and in a text that names the United Nations or another body whose mission they may be in.
    """
    role = reader.role_of(token)
    if role is None or role.id != "peacekeepers" or not reader.country_in(token):
        return None
    return None if any(_sends_missions(match.entry) for match in reader.story.names) else roles()["army"]


def _sends_missions(entry: Entry) -> bool:
    return entry.key == UNITED_NATIONS or entry.kind == "External forces"

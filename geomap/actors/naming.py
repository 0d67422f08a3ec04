"""The English canonical names of actors that follow by rule from a role and a country."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from geomap.actors.lexicon import Role, roles
from geomap.knowledge import Entry
from geomap.model import Actor

if TYPE_CHECKING:
    from geomap.knowledge import Knowledge


def composed(role: Role, country: str | None, knowledge: Knowledge, modifier: str = "", topic: str = "") -> Actor:
    """The actor that a role is in a country: "army" in TR is the Turkish Armed Forces.

    Args:
        role: The role of the head noun.
        country: ISO alpha-2, None where none can be told.
        knowledge: The knowledge room.
        modifier: English word for a people or camp ("Tuareg"), may be empty.
        topic: English subject of a ministry, may be empty.

    Returns:
        The actor; a name with no country in it where `country` is None.
    """
    pattern = role.name if country else role.bare
    facts = country_words(country, knowledge) if country else {}
    topic = topic or "State"
    prefix = f"{modifier} " if modifier else ""
    name = pattern.format(modifier=prefix, topic=topic, **facts).strip()
    if topic == "State":
        name = name.replace("Ministry of State of", "Government of")
    name = name[:1].upper() + name[1:]
    return Actor(
        name, role.kind, country, known=_known(name, knowledge), named=not role.generic and bool(country or modifier)
    )


def country_words(country: str, knowledge: Knowledge) -> dict[str, str]:
    """The words that name patterns take of a country."""
    adjective = knowledge.adjective(country)
    of = knowledge.of(country)
    return {
        "forces": knowledge.fact(country, "forces")
        or (f"{adjective} Armed Forces" if adjective else f"Armed Forces of {of}"),
        "police": knowledge.fact(country, "police") or f"Police of {of}",
        "of": of,
        "in": knowledge.in_brackets(country),
        "adjective": adjective or of,
    }


def _known(name: str, knowledge: Knowledge) -> str:
    entry = knowledge.named(name)
    return entry.key if entry else ""


def government(country: str, knowledge: Knowledge) -> Actor:
    """The government of a country."""
    return composed(roles()["government"], country, knowledge)


def of_entry(entry: Entry, knowledge: Knowledge, day: dt.date | None = None) -> Actor:
    """The actor that a known entry acts as: a leader or an office is the body it speaks for, everybody else is itself.

    Args:
        entry: The entry.
        knowledge: The knowledge room.
        day: When the text appeared, where known: a group that has come to power is a government.
    """
    speaks_for = entry.body_on(day)
    if speaks_for and entry.category in {"leader", "office", "force"}:
        body = knowledge.named(speaks_for)
        if body is not None and body is not entry:
            return Actor(body.name, body.kind_on(day), body.country, body.key)
        return Actor(speaks_for, entry.kind, entry.country)
    rules = entry.category in {"leader", "office"} and entry.kind == "Government"
    if rules and entry.country and not entry.name.startswith("Ministry of"):
        return government(entry.country, knowledge)
    return Actor(entry.name, entry.kind_on(day), entry.country, entry.key)

"""Whether two projects mean the same parties, whatever each calls them.

"IS" is "Islamic State", "Syrian Armed Forces" fight for the "Government of Syria", "Syrian insurgents" may be any group of Syria.
"""

from __future__ import annotations

from functools import lru_cache

from geomap.knowledge import Entry, load_knowledge
from geomap.model import Event
from geomap.store.query import fold

_STATE = frozenset({"State forces", "Government", "External forces", "External/Other forces"})
_STATE_WORDS = frozenset({"army", "forces", "government", "military", "ministry", "police", "soldiers", "troops"})
# Words of bodies that every country and every movement has: they tell no two parties apart.
_COMMON = _STATE_WORDS | frozenset({
    "and", "armed", "fighters", "force", "front", "group", "groups", "insurgents", "militants", "militia", "movement",
    "rebels", "state", "states", "the", "unidentified", "united", "unknown",
})  # fmt: skip
_NOBODY = frozenset({"civilians", "protesters", "rioters"})
_LEAST_LETTERS = 3


def shared(first: Event, second: Event) -> float | None:
    """The share of parties that both events have, as a share of the shorter list, without regard to their order.

    None where one of the two names nobody in particular.
    """
    ours, theirs = parties(first), parties(second)
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else None


def parties(event: Event) -> frozenset[str]:
    """Who takes part, in marks that do not depend on the name chosen; civilians take no part."""
    sides = ((event.actor1, event.assoc_actor_1, event.inter1), (event.actor2, event.assoc_actor_2, event.inter2))
    return frozenset(
        mark
        for actor, allies, inter in sides
        if (inter or "").lower() not in _NOBODY
        for name, kind in ((actor, inter), *((ally, None) for ally in allies))
        if name
        for mark in _marks(name, kind)
    )


@lru_cache(maxsize=65_536)
def _marks(name: str, inter: str | None) -> frozenset[str]:
    """The group that a name is and whose it is; else its countries, as states or as their armed groups; else its words."""
    words = {word for word in fold(name).split() if len(word) >= _LEAST_LETTERS}
    if words & _NOBODY:
        return frozenset()
    entry = _entry(name)
    if entry is not None and entry.kind not in _STATE:
        return frozenset({entry.key, f"groups of {entry.country}"} if entry.country else {entry.key})
    knowledge = load_knowledge()
    found = knowledge.countries_in(name, "en") or knowledge.countries_in(name.title(), "en")
    codes = {match.code for match in found} | ({entry.country} if entry is not None and entry.country else set())
    bare = any(match.end - match.start == len(name) for match in found)
    state = inter in _STATE if inter else bool(entry or bare or words & _STATE_WORDS)
    return frozenset((code if state else f"groups of {code}" for code in codes) if codes else words - _COMMON)


def _entry(name: str) -> Entry | None:
    """The entry of the knowledge room that a whole name is."""
    found = load_knowledge().names_in(name, "en")
    return next((match.entry for match in found if match.end - match.start == len(name.strip())), None)

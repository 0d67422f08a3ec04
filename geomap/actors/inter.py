"""ACLED's `inter` code, derived from what an actor is and from where the event is."""

from __future__ import annotations

_SAME = frozenset(["Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians"])


def inter_code(kind: str | None, country: str | None, event_country: str | None) -> str | None:
    """ACLED's eight actor types (codebook, "Inter1"): a state's forces abroad are External/Other forces.

    Args:
        kind: The actor's kind (`ActorKind`), None for no actor.
        country: The actor's country, ISO alpha-2.
        event_country: The event's country, ISO alpha-2, None where unknown.

    Returns:
        One of State forces, Rebel group, Political militia, Identity militia, Rioters, Protesters, Civilians,
        External/Other forces;
        None where there is no actor.
    """
    if kind is None:
        return None
    if kind in _SAME:
        return kind
    if kind in {"State forces", "Government"} and (
        country is None or event_country is None or country == event_country
    ):
        return "State forces"
    return "External/Other forces"

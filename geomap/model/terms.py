"""The words that fields may hold."""

from __future__ import annotations

from typing import Literal

Use = Literal["literal", "metonym", "embedded"]
Outcome = Literal["found", "none", "unasked"]
Status = Literal["occurred", "planned", "possible", "denied"]
Role = Literal["trigger", "place", "date", "actor1", "actor2", "toll", "claimant"]
ActorKind = Literal[
    "State forces",
    "Government",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External forces",
    "Intergovernmental organisation",
    "Other",
]

ORGANISED: frozenset[ActorKind] = frozenset(
    [
        "State forces",
        "Government",
        "Rebel group",
        "Political militia",
        "Identity militia",
        "External forces",
        "Intergovernmental organisation",
    ]
)
"""Kinds of actors that act as a body, and so can be parties to a conflict, to talks or to an agreement."""

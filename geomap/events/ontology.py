"""The ontology as values: what happenings there are and what type each is."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

from geomap.errors import SetupError

Backing = Literal["none", "armed", "political", "official"]
PlaceRule = Literal["running", "meeting", "none"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of happening, an entry under `happenings` in ontology.yaml.

    Attributes:
        name: Its name there, which the lexicons use.
        event_type: ACLED's type, or `Diplomacy`.
        sub_event_type: ACLED's sub-type, or the annotation guide's for `Diplomacy`.
        plover_type: PLOVER's class.
        decide: The rule that settles the type from actors and instrument; empty where the type is fixed.
        outcome: Whether its words tell what another act led to.
        place: Where its place may come from.
        backing: What must stand beside the trigger before it counts.
        traits: What it has in common with others, names under `traits` in ontology.yaml.
    """

    name: str
    event_type: str
    sub_event_type: str | None
    plover_type: str | None
    decide: str = ""
    outcome: bool = False
    place: PlaceRule = "running"
    backing: Backing = "armed"
    traits: frozenset[str] = frozenset()

    def __contains__(self, trait: str) -> bool:
        """Whether it has a trait."""
        return trait in self.traits


@functools.cache
def _content() -> dict[str, Any]:
    from geomap.yaml_text import from_yaml

    text = (resources.files(__package__) / "ontology.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = from_yaml(text)
    return content


@functools.cache
def kinds() -> dict[str, Kind]:
    """All kinds of happening by name.

    Raises:
        SetupError: An entry names a type, sub-type or PLOVER class that the ontology does not list.
    """
    content = _content()
    _check_lists(content)
    found = {}
    for name, entry in content["happenings"].items():
        kind = Kind(
            name=name,
            event_type=entry["type"],
            sub_event_type=entry.get("sub"),
            plover_type=entry.get("plover"),
            decide=entry.get("decide", ""),
            outcome=bool(entry.get("outcome")),
            place=entry.get("place", "running"),
            backing=entry.get("backing", "armed"),
            traits=frozenset(trait for trait, names in content["traits"].items() if name in names),
        )
        _check(kind, content)
        found[name] = kind
    return found


def _check(kind: Kind, content: dict[str, Any]) -> None:
    types = content["types"]
    if kind.event_type not in types or kind.sub_event_type not in {None, *types[kind.event_type]["sub_types"]}:
        given = f"{kind.event_type!r}, {kind.sub_event_type!r}"
        message = f"ontology.yaml: {kind.name} has type {given}, which `types` does not list; add it there"
        raise SetupError(message)
    if kind.plover_type not in {None, *content["plover"]}:
        message = f"ontology.yaml: {kind.name} has PLOVER class {kind.plover_type!r}, which `plover` does not list; add it there"
        raise SetupError(message)


def _check_lists(content: dict[str, Any]) -> None:
    """Names that stand under `traits` or `precedence` must be happenings."""
    lists = {**content["traits"], "precedence": content["precedence"]}
    for where, names in lists.items():
        unknown = set(names) - set(content["happenings"])
        if unknown:
            message = (
                f"ontology.yaml: {where} names {sorted(unknown)}, which `happenings` does not list; correct it there"
            )
            raise SetupError(message)


@functools.cache
def precedence() -> tuple[str, ...]:
    """The kinds that an instrument brings about, that which settles the type first."""
    return tuple(_content()["precedence"])


def event_types() -> dict[str, tuple[str, ...]]:
    """The event types, each with its sub-types."""
    return {name: tuple(entry["sub_types"]) for name, entry in _content()["types"].items()}


def disorder_of(event_type: str) -> str:
    """ACLED's kind of disorder for an event type."""
    return str(_content()["types"][event_type]["disorder"])

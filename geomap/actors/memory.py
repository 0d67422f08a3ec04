"""What reading a phrase gave, and what a document's earlier phrases have named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from geomap.model import Actor


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase was read as.

    Attributes:
        actor: Who it names.
        person: The person's name where it names one.
        source: As in `ActorMention`.
        antecedent: Offset of the mention that a reference points to.
        role: Id of the head noun's role, empty for names and persons.
        explicit: Whether the phrase itself says who it is, so that later ones may point back to it.
    """

    actor: Actor
    person: str = ""
    source: Literal["knowledge", "composed", "reference", "unlisted"] = "knowledge"
    antecedent: int | None = None
    role: str = ""
    explicit: bool = True


@dataclass(frozen=True, slots=True)
class Remembered:
    """An earlier mention with what references look at: where it stood, its grammar, its head noun."""

    reading: Reading
    start: int
    sentence: int
    gender: str
    plural: bool
    subject: bool
    noun: str = ""


_RECENT = 200  # mentions that a reference looks back over; keeps long documents linear


@dataclass
class Memory:
    """The earlier mentions of a document in order.

    Also its persons by folded surname, their genders, its acronyms, the countries of the groups it introduces.
    """

    readings: list[Remembered] = field(default_factory=list)
    persons: dict[str, Reading] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    acronyms: dict[str, Reading] = field(default_factory=dict)
    homes: dict[str, str | None] = field(default_factory=dict)

    @property
    def recent(self) -> list[Remembered]:
        """The latest mentions, in order."""
        return self.readings[-_RECENT:]

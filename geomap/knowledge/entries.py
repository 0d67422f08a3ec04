"""What the knowledge room knows of one actor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from geomap.model import ActorKind

Category = Literal["armed_group", "force", "state", "organisation", "office", "leader", "media"]


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of time in an office; `first` and `last` are inclusive days, `last` is None while it goes on.

    `body` names whom its holder speaks for where that is not what the leader's entry says (a rebel who came to power).
    """

    office: str
    first: dt.date | None
    last: dt.date | None
    body: str = ""

    def covers(self, day: dt.date) -> bool:
        """Whether a day lies in it."""
        return (self.first or day) <= day <= (self.last or day)


@dataclass(frozen=True, slots=True)
class KindTerm:
    """A stretch of time in which an actor was of another kind than it is now; days as in `Term`."""

    kind: ActorKind
    first: dt.date | None
    last: dt.date | None

    def covers(self, day: dt.date) -> bool:
        """Whether a day lies in it."""
        return (self.first or day) <= day <= (self.last or day)


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor, organisation, office or person.

    Attributes:
        key: Stable identifier, made of the English name.
        name: Canonical English name.
        category: What sort of entry it is.
        kind: What the actor is, wherever it acts; of a leader or an office: what the body it speaks for is. Where that changed with
            the years, what it is now or was last.
        country: ISO 3166-1 alpha-2, None for what belongs to no country.
        first: First day of its existence or of the first office held, None where unknown.
        last: Last day, None while it goes on or where unknown.
        aliases: Other names by language; "any" holds those that every language may use.
        speaks_for: Name of the body a person or office speaks for ("Government of Turkey"), else empty.
        terms: A leader's offices in order.
        kinds: What it was or is at certain times (a militia that joined the army, rebels who came to power).
    """

    key: str
    name: str
    category: Category
    kind: ActorKind
    country: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    speaks_for: str = ""
    terms: tuple[Term, ...] = ()
    kinds: tuple[KindTerm, ...] = ()

    def existed(self, day: dt.date | None) -> bool:
        """Whether a day lies in its years; any day does where the day or they are unknown."""
        return day is None or ((self.first or day) <= day <= (self.last or day))

    def body_on(self, day: dt.date | None) -> str:
        """Name of the body that a leader speaks for on a day: that of the term of the day, else the entry's own."""
        held = (term.body for term in self.terms if day is not None and term.body and term.covers(day))
        return next(held, self.speaks_for)

    def kind_on(self, day: dt.date | None) -> ActorKind:
        """What the actor is on a day: a group that has come to power is a government from then on; `kind` on a day unknown."""
        held = (term.kind for term in self.kinds if day is not None and term.covers(day))
        return next(held, self.kind)

    @property
    def years(self) -> tuple[int | None, int | None]:
        """First and last year, None where open or unknown."""
        return self.first.year if self.first else None, self.last.year if self.last else None


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A known name found in a text: `text[start:end]` names `entry`.

    `ambiguous` names need other evidence (a bare surname); `others` are further entries of the same name, such as
    the three
    that are called "SPLA".
    """

    start: int
    end: int
    text: str
    entry: Entry
    ambiguous: bool = False
    others: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class CountryMatch:
    """A country's name or demonym found in a text; `use` says which."""

    start: int
    end: int
    text: str
    code: str
    use: Literal["name", "demonym", "capital"]

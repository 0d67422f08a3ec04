"""What readers share: the match they are given, and the table by which patterns name them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from geomap.dates.meanings.base import Reading

YEAR_PIVOT = 40


@dataclass(frozen=True, slots=True)
class Match:
    """A matched pattern: what its items mean, its options in the YAML, and the words on either side."""

    values: Mapping[str, Any]
    options: Mapping[str, Any]
    before: str
    after: str
    opened: bool = False

    def get(self, *names: str) -> Any:
        """The first of several captures or options that is there."""
        for name in names:
            if name in self.values:
                return self.values[name]
            if name in self.options:
                return self.options[name]
        return None


@dataclass(frozen=True, slots=True)
class Blocked:
    """Words that look like a date and are none: "every Monday", "12 years old"."""

    tag = "blocked"

    def resolve(self, context: object) -> None:  # noqa: ARG002
        """Nothing."""
        return

    def why(self, context: object) -> str:  # noqa: ARG002
        """Nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Several:
    """Several expressions in one pattern ("3 and 4 March"): each with its meaning and the items it stands on."""

    parts: tuple[tuple[Reading, tuple[str, ...]], ...]


Read = Callable[[Match], "Reading | Several | None"]
R = TypeVar("R", bound=Read)
READERS: dict[str, Read] = {}


def reader(function: R) -> R:
    """Makes a reader known to patterns under its own name."""
    READERS[function.__name__] = function
    return function


def full_year(two_digits: int) -> int:
    """The year meant by two digits: up to 2039 or from 1940 on."""
    return two_digits + (2000 if two_digits < YEAR_PIVOT else 1900)


def year_of(match: Match) -> int | None:
    """The year captured, in four digits or two."""
    if (year := match.get("year")) is not None:
        return int(year)
    yy = match.get("yy")
    return None if yy is None else full_year(yy)

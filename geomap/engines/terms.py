"""What an engine is opened with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Versions: TypeAlias = Callable[[], Mapping[str, str]]
"""Tells what results depend on beside the documents, by name, as it is where it is called; it can be pickled."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the user wants of an engine; each takes of it what it knows.

    Attributes:
        workers: How many processes share the work.
        scheduler: Address of a cluster's scheduler; None where there is none.
        versions: What must be the same wherever the work is done.
    """

    workers: int = 1
    scheduler: str | None = None
    versions: Versions = dict

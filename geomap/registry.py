"""What can be added to geomap, found by name and imported only when used.

Each kind of plug-in (export formats, stores, geocoders, engines) has a table of its own entries in its room,
"module:attribute" by name; other packages add to it with an entry point of the group `geomap.<kind>s`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from geomap.errors import SetupError, UsageError


@dataclass(frozen=True)
class Registry:
    """Names of one kind of plug-in and where each lives.

    Attributes:
        kind: What they are, singular, as people read it ("export format"); the entry point group is made from it.
        builtin: "module:attribute" by name, for geomap's own.
    """

    kind: str
    builtin: Mapping[str, str]

    @property
    def group(self) -> str:
        """The entry point group in which other packages name theirs."""
        return "geomap." + self.kind.replace(" ", "_") + "s"

    @cached_property
    def _targets(self) -> dict[str, str]:
        added = {point.name: point.value for point in entry_points(group=self.group)}
        return {**added, **self.builtin}

    def names(self) -> tuple[str, ...]:
        """All names, geomap's own first."""
        return tuple(dict.fromkeys((*self.builtin, *self._targets)))

    def load(self, name: str) -> Any:
        """Imports what a name stands for.

        Raises:
            UsageError: There is no such name; the message lists those there are.
            SetupError: It is there, but a package that it needs is not installed.
        """
        if name not in self._targets:
            raise UsageError(f"there is no {self.kind} {name!r}; choose one of {', '.join(self.names())}")
        module, _, attribute = self._targets[name].partition(":")
        try:
            return getattr(import_module(module), attribute)
        except ModuleNotFoundError as error:
            raise SetupError(
                f"the {self.kind} {name!r} needs the package {error.name!r}; install it with pip"
            ) from error

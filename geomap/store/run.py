"""What is known about the runs that made a collection: which documents were read, and which could not be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from geomap.errors import DocumentError


def geomap_version() -> str:
    """The installed version of geomap."""
    try:
        return version("geomap")
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True, slots=True)
class Run:
    """The documents behind a collection of events; it is the foreign member `geomap` of a GeoJSON file.

    Attributes:
        documents: Ids of the documents read, with or without events, in reading order.
        failures: For each document that could not be read, its name and the reason.
        settings: What the project files (`geomap.toml`) that were heeded had settled, each version once.
    """

    documents: tuple[str, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)
    settings: tuple[Mapping[str, Any], ...] = ()

    def plus(
        self,
        documents: Iterable[str],
        failures: Iterable[DocumentError],
        names: Iterable[str] = (),
        settings: Mapping[str, Any] | None = None,
    ) -> Run:
        """This with another run's documents; a failure ends when a document of that name has been read.

        Args:
            documents: Ids of the documents read.
            failures: Documents that could not be read.
            names: What the user calls the documents read.
            settings: What the project file in force settled.
        """
        read = set(names)
        kept = {name: reason for name, reason in self.failures.items() if name not in read}
        return Run(
            documents=tuple(dict.fromkeys((*self.documents, *documents))),
            failures={**kept, **{failure.name: failure.reason for failure in failures}},
            settings=(*self.settings, settings) if settings and settings not in self.settings else self.settings,
        )

    def joined(self, other: Run) -> Run:
        """This and another run as one."""
        both = self.plus(other.documents, (DocumentError(*failure) for failure in other.failures.items()))
        for settings in other.settings:
            both = both.plus((), (), settings=settings)
        return both

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "version": geomap_version(),
            "documents_read": len(self.documents),
            "documents_failed": [{"name": name, "reason": reason} for name, reason in self.failures.items()],
            "documents": list(self.documents),
            **({"settings": list(self.settings)} if self.settings else {}),
        }

    @classmethod
    def from_json(cls, value: object) -> Run:
        """From a file's `geomap` member; anything unexpected in it counts as nothing known."""
        if not isinstance(value, dict):
            return cls()
        documents, failed, settings = (value.get(name) for name in ("documents", "documents_failed", "settings"))
        return cls(
            documents=tuple(str(item) for item in documents) if isinstance(documents, list) else (),
            failures={
                str(item.get("name", "")): str(item.get("reason", "")) for item in failed if isinstance(item, dict)
            } if isinstance(failed, list) else {},
            settings=tuple(item for item in settings if isinstance(item, dict)) if isinstance(settings, list) else (),
        )  # fmt: skip

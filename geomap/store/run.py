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
    """

    documents: tuple[str, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)

    def plus(self, documents: Iterable[str], failures: Iterable[DocumentError], names: Iterable[str] = ()) -> Run:
        """This with another run's documents; a failure ends when a document of that name has been read.

        Args:
            documents: Ids of the documents read.
            failures: Documents that could not be read.
            names: What the user calls the documents read.
        """
        read = set(names)
        kept = {name: reason for name, reason in self.failures.items() if name not in read}
        return Run(
            documents=tuple(dict.fromkeys((*self.documents, *documents))),
            failures={**kept, **{failure.name: failure.reason for failure in failures}},
        )

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "version": geomap_version(),
            "documents_read": len(self.documents),
            "documents_failed": [{"name": name, "reason": reason} for name, reason in self.failures.items()],
            "documents": list(self.documents),
        }

    @classmethod
    def from_json(cls, value: object) -> Run:
        """From a file's `geomap` member; anything unexpected in it counts as nothing known."""
        if not isinstance(value, dict):
            return cls()
        documents, failed = value.get("documents"), value.get("documents_failed")
        return cls(
            documents=tuple(str(item) for item in documents) if isinstance(documents, list) else (),
            failures={
                str(item.get("name", "")): str(item.get("reason", "")) for item in failed if isinstance(item, dict)
            } if isinstance(failed, list) else {},
        )  # fmt: skip

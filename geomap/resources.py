"""What the stages need and is slow to load, each thing loaded once a process, when first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.project import NO_PROJECT, Project

if TYPE_CHECKING:
    from geomap.knowledge import Knowledge
    from geomap.places import Gazetteer, OnlineGeocoder, PlaceRules

# What may change the events of a document: these rooms and files with their packs, and these packages.
_ROOMS = (
    "languages",
    "knowledge",
    "dates",
    "places",
    "actors",
    "events",
    "screening",
    "project",
    "model",
    "stages.py",
    "resources.py",
)
_PACKAGES = ("spacy", "thinc", "numpy", "babel", "dateparser", "py3langid", "pycountry", "rapidfuzz")


class Resources:
    """What the stages need and is slow to load, each loaded when first asked for.

    Args:
        assume_year: Year to settle on where a text leaves its year open; None leaves it open.
        fallback: A geocoder to ask for names that the gazetteer lacks; None asks nobody.
        project: What the user has settled for these texts; see `geomap.project`.
        read_all: Whether documents that hardly tell an event are read too; else they are set aside, see `geomap.screening`.
    """

    def __init__(
        self,
        *,
        assume_year: int | None = None,
        fallback: OnlineGeocoder | None = None,
        project: Project = NO_PROJECT,
        read_all: bool = False,
    ) -> None:
        self.assume_year = assume_year
        self.fallback = fallback
        self.project = project
        self.read_all = read_all

    @cached_property
    def knowledge(self) -> Knowledge:
        """States, groups, organisations, offices and leaders, the project's own before all others."""
        from geomap.knowledge import load_knowledge

        return load_knowledge(own=self.project.actors)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The embedded gazetteer with the user's own places over it; built on first use."""
        from geomap.places import open_gazetteer

        return open_gazetteer()

    @cached_property
    def place_rules(self) -> PlaceRules:
        """What the project has settled about place names."""
        return self.project.place_rules(self.gazetteer)

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs to load the same; nothing that is loaded goes along."""
        return {
            "assume_year": self.assume_year,
            "fallback": self.fallback,
            "project": self.project,
            "read_all": self.read_all,
        }

    def versions(self) -> dict[str, str]:
        """What the events of a document depend on beside it, by name, as it is on this machine."""
        from geomap.engines import source_digest
        from geomap.languages import model_packages

        home = Path(__file__).parent
        return {
            "code and models": source_digest([home / room for room in _ROOMS], [*_PACKAGES, *model_packages()]),
            "gazetteer": self.gazetteer.version,
            "project file": self.project.digest,
            "assumed year": str(self.assume_year),
            "documents read": "all" if self.read_all else "those that may tell an event",
        }

    def fingerprint(self) -> str:
        """The versions as one word, for what is kept of them."""
        return "|".join(self.versions().values())

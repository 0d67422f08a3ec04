"""What all stores that are one file have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import UsageError
from geomap.model import Event
from geomap.store.corrections import corrections_of, record
from geomap.store.query import Query
from geomap.store.run import Run
from geomap.store.view import View

if TYPE_CHECKING:
    from geomap.store.pending import Changes


class FileStore(ABC):
    """A file of events, which need not exist yet; each format adds how it is read and changed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """The file's path."""
        return str(self.path)

    @abstractmethod
    def scan(self, query: Query) -> Iterator[Event]:
        """The events that match, in the order they were added."""

    @abstractmethod
    def run(self) -> Run:
        """The documents behind the events."""

    def view(self) -> View:
        """What is in it now and whenever it is read."""
        return View(self, run=self.run())

    def prepare(self, changes: Changes) -> None:
        """Note what people decided in the log beside the file, and make the changes ready; for the one who writes."""
        if changes.noted:
            record(self.path, changes.noted)
        changes.prepare(corrections_of(self.path), self.scan)

    def size(self) -> int:
        """The file's size in bytes.

        Raises:
            UsageError: There is no such file.
        """
        if not self.path.is_file():
            raise UsageError(f"{self.path}: no such file; check the name")
        return self.path.stat().st_size

    def vacuum(self) -> None:
        """Write the file anew, without the room that changes have left in it."""
        self.view().save(self.path)

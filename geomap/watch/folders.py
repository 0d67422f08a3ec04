"""Folders and files as sources: a file is read again when its size, its time or the file itself has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from geomap.documents import Item, Raw, files, items
from geomap.errors import UsageError
from geomap.watch.faults import FetchError
from geomap.watch.found import Article, Found, Met, Stamp, digest_of
from geomap.watch.state import State


class Folder:
    """A folder or a file.

    Args:
        name: As the user named it.

    Raises:
        UsageError: There is none of that name.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        if not Path(name).exists():
            raise UsageError(f"{name}: no such file or folder; check the name")

    def read(self, state: State) -> Iterator[Found]:
        """What is new or changed in it.

        Raises:
            FetchError: It is not there now.
        """
        for raw in self._files():
            if raw.path is None:
                continue
            origin = os.fsencode(raw.path.resolve()).decode("utf-8", "backslashreplace")
            try:
                stamp = _stamp(raw.path)
            except OSError:  # gone since it was listed
                continue
            if state.stamp(origin) == stamp:
                yield Stamp(origin, stamp)
                continue
            for item in items(raw):
                yield _told(state, origin, item)
            yield Stamp(origin, stamp)

    def _files(self) -> list[Raw]:
        try:
            return files(self.name)
        except UsageError as error:
            if Path(self.name).is_dir():
                return []  # nothing in it yet
            raise FetchError(self.name, "it is not there any more") from error


def _told(state: State, origin: str, item: Item) -> Found:
    digest = digest_of(item.document)
    known = state.known(origin, item.key)
    if known and known.digest == digest:
        return Met(origin, item.key)
    return Article(origin, item.key, digest, item.document)


def _stamp(path: Path) -> str:
    told = path.stat()
    return f"{told.st_size} {told.st_mtime_ns} {told.st_ino}"

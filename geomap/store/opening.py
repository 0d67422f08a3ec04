"""From a path to a store or a view, by suffix."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, cast

from geomap.documents import recognise
from geomap.errors import DocumentError, UsageError
from geomap.store.writing import Applies, Store

if TYPE_CHECKING:
    from geomap.store.view import View

STORES = {
    ".geojson": "geojson:GeoJsonFile",
    ".json": "geojson:GeoJsonFile",
    ".gpkg": "geopackage:GeoPackageFile",
}
"""Suffix to the class that keeps events in such a file."""

READERS = {**STORES}
"""Suffix to the class that reads events from such a file; a superset of the stores."""


def _load(table: dict[str, str], path: Path) -> Applies:
    module, name = table[path.suffix.lower()].split(":")
    return cast("Applies", getattr(importlib.import_module(f"geomap.store.{module}"), name)(path))


def open_store(url: Path | str) -> Store:
    """A store to read and add to; it need not exist yet.

    Args:
        url: Path of a file whose suffix says the kind of store.

    Raises:
        UsageError: No store of that kind.
    """
    path = Path(url)
    if path.suffix.lower() not in STORES:
        raise UsageError(f"{url}: events are kept in {' '.join(sorted(STORES))} files; use `geomap export` for others")
    return Store(_load(STORES, path))


def read_events(path: Path | str) -> View:
    """A view of the events in a file: geomap's own, or any with coordinates and a date.

    Raises:
        UsageError: No such file, or no reader for its kind.
        DocumentError: Later, while reading, at a feature or row that cannot be an event.
    """
    path = Path(path)
    if not path.is_file():
        raise UsageError(f"{path}: no such file; check the name")
    if path.suffix.lower() not in READERS:
        raise UsageError(f"{path}: events are read from files that end in {' '.join(sorted(READERS))}")
    return _load(READERS, path).view()


def holds_events(path: Path | str) -> bool:
    """Whether a file holds events rather than documents, judged by the columns of its first record."""
    path = Path(path)
    if path.suffix.lower() not in READERS or not path.is_file():
        return False
    try:
        columns, geometry = _load(READERS, path).columns()
    except DocumentError:
        return False
    return recognise(columns, geometry=geometry) == "events"

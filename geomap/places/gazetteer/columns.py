"""The files of an index: flat columns in a mapped file, name tries beside it, and a stamp that proves them whole.

Reading needs neither numpy nor a parse: a column is a typed view of the mapped file, so opening takes a few
milliseconds and only the pages that are looked at become resident.
"""

from __future__ import annotations

import json
import mmap
import sys
import zlib
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MAGIC = "geomap gazetteer index"
STAMP = "stamp.json"
COLUMNS = "columns.bin"
_ALIGNMENT = 16
_PROBES = 32
_PROBE_BYTES = 1024


class BrokenIndexError(Exception):
    """The folder holds no whole index of the version asked for. Handled inside the room: it is built again."""


def write_columns(folder: Path, columns: Mapping[str, array[Any] | bytes]) -> dict[str, list[Any]]:
    """Write columns one after another and return where each begins, how many bytes it has and its type code."""
    layout: dict[str, list[Any]] = {}
    with (folder / COLUMNS).open("wb") as file:
        for name, column in columns.items():
            file.write(b"\0" * (-file.tell() % _ALIGNMENT))
            raw = column if isinstance(column, bytes) else column.tobytes()
            layout[name] = [file.tell(), len(raw), "B" if isinstance(column, bytes) else column.typecode]
            file.write(raw)
    return layout


def write_stamp(folder: Path, version: str, about: Mapping[str, Any]) -> None:
    """Write the stamp, last of all: an index without one is unfinished."""
    files = {path.name: _fingerprint(path) for path in sorted(folder.iterdir()) if path.name != STAMP}
    stamp = {"magic": MAGIC, "version": version, "byteorder": sys.byteorder, "files": files, **about}
    (folder / STAMP).write_text(json.dumps(stamp, ensure_ascii=False, indent=1), encoding="utf-8")


def read_stamp(folder: Path, version: str | None = None) -> dict[str, Any]:
    """Read and check the stamp.

    Args:
        folder: The index's folder.
        version: The version it must have; None accepts any.

    Raises:
        BrokenIndexError: If the index is absent, cut short, changed, of another version or another machine.
    """
    try:
        stamp: dict[str, Any] = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        whole = all(_fingerprint(folder / name) == print_ for name, print_ in stamp["files"].items())
        known = stamp["magic"] == MAGIC and stamp["byteorder"] == sys.byteorder
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenIndexError(str(error)) from error
    if not known or not whole or (version is not None and stamp.get("version") != version):
        raise BrokenIndexError(f"{folder} is not a whole index of version {version}")
    return stamp


def _fingerprint(path: Path) -> list[int]:
    """Size and a checksum of samples spread over the file: cheap, and enough to notice one cut, emptied or swapped."""
    size = path.stat().st_size
    checksum = 0
    with path.open("rb") as file:
        for probe in range(_PROBES):
            file.seek(max(0, size - _PROBE_BYTES) * probe // (_PROBES - 1))
            checksum = zlib.crc32(file.read(_PROBE_BYTES), checksum)
    return [size, checksum]


class Columns:
    """Typed views of a mapped file, by name."""

    def __init__(self, folder: Path, layout: Mapping[str, list[Any]]) -> None:
        with (folder / COLUMNS).open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._view = memoryview(self._map)
        self._layout = layout

    def numbers(self, name: str) -> memoryview:
        """Return a column of numbers."""
        start, size, code = self._layout[name]
        return self._view[start : start + size].cast(code)

    def blob(self, name: str) -> memoryview:
        """Return a column of bytes."""
        start, size, _ = self._layout[name]
        return self._view[start : start + size]

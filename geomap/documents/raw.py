"""What the user pointed at, found on disk or in an object store and not yet read."""

from __future__ import annotations

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

from geomap.documents.remote import RemoteFile, find_remote, is_remote
from geomap.errors import DocumentError, UsageError

Source: TypeAlias = str | os.PathLike[str]

MAX_FILE_BYTES = 64_000_000
"""Largest file read whole: files of one document, and JSON that cannot be read line by line."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One file, or standard input, before it is read.

    Attributes:
        name: What the user calls it.
        path: Where it lies; None for standard input and for files of other machines.
        suffix: Lower-case suffix with its dot, empty where there is none.
        walked: True where it was met in a folder rather than named.
        data: The bytes already read from standard input.
        remote: The file of another machine.
    """

    name: str
    path: Path | None
    suffix: str
    walked: bool = False
    data: bytes = b""
    remote: RemoteFile | None = None

    def open(self) -> BinaryIO:
        """Open it for reading bytes.

        Raises:
            DocumentError: The system refuses.
        """
        try:
            if self.remote:
                return self.remote.open()
            return self.path.open("rb") if self.path else io.BytesIO(self.data)
        except OSError as error:
            raise unreadable(self.name, error) from error

    def read(self) -> bytes:
        """All its bytes.

        Raises:
            DocumentError: It is larger than `MAX_FILE_BYTES`, or the system refuses.
        """
        try:
            size = self._size()
            if size > MAX_FILE_BYTES:
                raise DocumentError(
                    self.name,
                    f"the file of {size / 1e6:.0f} MB is larger than the {MAX_FILE_BYTES / 1e6:.0f} MB read whole; "
                    "split it, or write one document a line (.jsonl)",
                )
            with self.open() as stream:
                return stream.read()
        except OSError as error:
            raise unreadable(self.name, error) from error

    def _size(self) -> int:
        if self.remote:
            return self.remote.size()
        return self.path.stat().st_size if self.path else len(self.data)


def unreadable(name: str, error: OSError) -> DocumentError:
    """The sentence for a file that the system will not read."""
    reason = error.strerror or type(error).__name__
    return DocumentError(name, f"cannot be read ({reason}); check its permissions and that it still exists")


def find(sources: Source | Iterable[Source], suffixes: Iterable[str]) -> list[Raw]:
    """Everything that `sources` names, in the order given and sorted within folders, each file once.

    Folders are walked to the bottom for files with one of `suffixes`; names that begin with a dot, and links that
    lead out of the folder, are passed over. A file named by itself is taken whatever its suffix. A name that is no
    file may be a pattern (`news/2020-*/*.jsonl`, `**` for any folders), or an address that fsspec knows
    (`s3://bucket/folder/`).

    Raises:
        UsageError: A source that does not exist, or a folder that holds nothing to read.
    """
    given = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    if not given:
        raise UsageError("nothing was given to read; name a file, a folder, or - for standard input")
    wanted = frozenset(suffixes)
    found: dict[str, Raw] = {}
    for source in given:
        for raw in _find_one(os.fspath(source), wanted):
            key = str(raw.path.resolve()) if raw.path else raw.name
            found.setdefault(key, raw)
    return list(found.values())


def _find_one(source: str, suffixes: frozenset[str]) -> Iterator[Raw]:
    if source == "-":
        yield Raw("standard input", None, "", data=sys.stdin.buffer.read(MAX_FILE_BYTES + 1))
        return
    path = Path(source)
    if is_remote(source):
        met = [Raw(file.name, None, file.suffix, walked, remote=file) for file, walked in find_remote(source, suffixes)]
        yield from _some(met, source, suffixes, "at this address")
    elif path.is_dir():
        yield from _some(list(_walk(path, suffixes)), source, suffixes, "in this folder")
    elif path.exists():
        yield Raw(_shown(path), path, path.suffix.lower())
    elif glob.has_magic(source):
        yield from _some(list(_matching(source, suffixes)), source, suffixes, "of this pattern")
    else:
        raise UsageError(f"{source}: no such file or folder; check the name")


def _some(found: list[Raw], source: str, suffixes: frozenset[str], where: str) -> list[Raw]:
    if not found:
        kinds = " ".join(sorted(suffixes))
        raise UsageError(f"{source}: no document {where}; files that can be read end in {kinds}")
    return found


def _matching(pattern: str, suffixes: frozenset[str]) -> Iterator[Raw]:
    """What a pattern that no shell has resolved stands for: files, and folders as a whole."""
    for name in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 (pathlib's has no whole paths for patterns)
        path = Path(name)
        if path.is_dir():
            yield from _walk(path, suffixes)
        elif path.suffix.lower() in suffixes:
            yield Raw(_shown(path), path, path.suffix.lower(), walked=True)


def _shown(path: Path) -> str:
    r"""The name as text that any file can hold: bytes that are not UTF-8 as ``\xe9``, so that no two names are one."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _walk(folder: Path, suffixes: frozenset[str]) -> Iterator[Raw]:
    root = folder.resolve()
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            inside = not path.is_symlink() or path.resolve().is_relative_to(root)
            if not name.startswith(".") and path.suffix.lower() in suffixes and inside and path.is_file():
                yield Raw(_shown(path), path, path.suffix.lower(), walked=True)

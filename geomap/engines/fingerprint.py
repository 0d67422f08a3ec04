"""What the results of a stage depend on beside the documents: the code and packs of rooms, and the packages they use."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_SUFFIXES = frozenset({".py", ".yaml", ".json", ".csv"})


def source_digest(parts: Iterable[Path], packages: Iterable[str]) -> str:
    """A hash of source files, data files and package versions.

    Args:
        parts: Files, and folders to walk for code and packs.
        packages: Names of distributions; one that is not installed counts as such.

    Returns:
        Hexadecimal digits.
    """
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        files = [part] if part.is_file() else sorted(p for p in part.rglob("*") if p.suffix in _SUFFIXES)
        for file in files:
            digest.update(f"|{file.relative_to(part.parent).as_posix()}|".encode())
            digest.update(file.read_bytes())
    for name in packages:
        digest.update(f"|{name}=={_version(name)}".encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"

"""Files that fsspec reaches: S3 and other object stores, by the addresses and credentials that those packages know."""

from __future__ import annotations

import io
import re
import urllib.parse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from geomap.errors import SetupError, UsageError

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)  # two letters at least: C:// is a disk
_MAGIC = re.compile(r"[*?\[]")
_EXTRAS = {"s3": "geomap[s3]", "s3a": "geomap[s3]"}


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a file system that fsspec opened.

    Attributes:
        system: The file system (`fsspec.AbstractFileSystem`).
        path: Where it lies there.
    """

    system: Any
    path: str

    @property
    def name(self) -> str:
        """Its whole address."""
        return str(self.system.unstrip_protocol(self.path))

    @property
    def suffix(self) -> str:
        """The suffix of its name, lower-case."""
        return PurePosixPath(self.path).suffix.lower()

    def open(self) -> BinaryIO:
        """Open it for reading bytes.

        Raises:
            OSError: It cannot be opened.
        """
        with _spoken_of(self.path, OSError):
            return io.BufferedReader(self.system.open(self.path, "rb"))  # whose lines have a longest length

    def size(self) -> int:
        """Bytes that it holds.

        Raises:
            OSError: That cannot be told.
        """
        with _spoken_of(self.path, OSError):
            return int(self.system.size(self.path))


def is_remote(source: str) -> bool:
    """Whether a source is an address rather than a path."""
    return bool(_ADDRESS.match(source))


def find_remote(source: str, suffixes: frozenset[str]) -> Iterator[tuple[RemoteFile, bool]]:
    """The files at an address, sorted, each with whether it was met in a folder or by a pattern rather than named.

    Raises:
        UsageError: Nothing is there, or it cannot be looked into.
        SetupError: The package for that kind of address is not installed.
    """
    system, path = _system(source)
    with _spoken_of(source, UsageError):
        if _MAGIC.search(path):
            fixed = _MAGIC.split(path)[0].rpartition("/")[0]
            yield from _wanted(system, filter(system.isfile, system.glob(path)), fixed, suffixes)
        elif system.isfile(path):
            yield RemoteFile(system, path), False
        else:
            yield from _wanted(system, system.find(path), path, suffixes)


def _system(source: str) -> tuple[Any, str]:
    scheme = source.split("://", 1)[0].lower()
    if scheme in {"http", "https"}:
        raise UsageError(f"{source}: pages are not fetched; save the page, or follow its feed with `geomap watch`")
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(source)
    except ImportError as error:
        package = _EXTRAS.get(scheme, f"of fsspec for {scheme}://")
        raise SetupError(f"{source}: reading {scheme}:// needs a package more; install {package} with pip") from error
    except ValueError as error:
        raise UsageError(f"{source}: {scheme}:// is no kind of address that can be read; s3:// is one") from error
    return system, path


def _wanted(
    system: Any, paths: Iterable[str], folder: str, suffixes: frozenset[str]
) -> Iterator[tuple[RemoteFile, bool]]:
    """Files that were met under a folder: sorted, without hidden ones and those that are no documents."""
    for path in sorted(paths):
        hidden = any(part.startswith(".") for part in path.removeprefix(folder).split("/"))
        if not hidden and PurePosixPath(path).suffix.lower() in suffixes:
            yield RemoteFile(system, path), True


@contextmanager
def _spoken_of(what: str, as_kind: type[Exception]) -> Iterator[None]:
    """Turns what a store's own package raises, which has a family of errors of its own, into one kind."""
    try:
        yield
    except (UsageError, as_kind):
        raise
    except Exception as error:
        if not isinstance(error, OSError) and type(error).__module__.split(".")[0] not in _CLIENTS:
            raise
        raise as_kind(
            f"{what}: cannot be looked into ({str(error)[:120]}); check the address and your access"
        ) from error


_CLIENTS = frozenset({"botocore", "aiobotocore", "aiohttp", "azure", "gcsfs", "google"})


def partition_of(name: str) -> dict[str, str]:
    """What the folders of a partitioned data set say of a file in it, in Hive's way: `source=AFP/year=2020/part-0.parquet`."""
    pairs = (part.split("=", 1) for part in name.replace("\\", "/").split("/")[:-1] if "=" in part)
    return {key: urllib.parse.unquote(value) for key, value in pairs if key and not value.startswith("__HIVE_DEFAULT")}

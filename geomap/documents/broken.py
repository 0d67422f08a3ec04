"""What a library may raise on a file that is broken or made to harm."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from geomap.errors import DocumentError

_ANYTHING: tuple[type[Exception], ...] = (
    LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, RuntimeError, EOFError,
    OSError, struct.error, zlib.error, zipfile.BadZipFile,
)  # fmt: skip
_MOST_UNPACKED = 500_000_000


@contextmanager
def told(name: str, kind: str, *own: type[Exception]) -> Iterator[None]:
    """Turn what a parser raises on a broken file into one sentence about it.

    Args:
        name: What the user calls the file.
        kind: What kind of file it is said to be ("PDF").
        own: The parser's own errors.

    Raises:
        DocumentError: The parser could not read the file.
    """
    try:
        yield
    except DocumentError:
        raise
    except (*_ANYTHING, *own) as error:
        raise DocumentError(
            name, f"this {kind} cannot be read ({type(error).__name__}); save it again, or as text"
        ) from error


def check_unpacked_size(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse an archive that would fill the memory.

    Raises:
        DocumentError: It holds more than 500 MB.
    """
    if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
        raise DocumentError(name, "this file unpacks to more than 500 MB; split it, or save its text as .txt")

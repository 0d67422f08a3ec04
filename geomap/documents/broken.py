"""What a library may raise on a file that is broken or made to harm."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from geomap.documents.raw import MAX_FILE_BYTES
from geomap.errors import DocumentError

_ANYTHING: tuple[type[Exception], ...] = (
    SyntaxError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, RuntimeError, EOFError,
    OSError, struct.error, zlib.error, zipfile.BadZipFile,
)  # fmt: skip
_MOST_UNPACKED = 500_000_000
_MOST_RATIO = 100  # office files shrink to a tenth or a thirtieth; bombs to a thousandth


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


def check_unpacked_size(name: str, archive: zipfile.ZipFile, most_xml: int | None = None) -> None:
    """Refuse an archive that would fill the memory. No more than the sizes it declares is ever unpacked by zipfile.

    Args:
        name: What the user calls it.
        archive: The archive.
        most_xml: Most bytes of XML in it, for readers that hold all of that as a tree.

    Raises:
        DocumentError: It holds more than 500 MB, a hundred times its own size, or too much XML.
    """
    sizes = {entry.filename: (entry.file_size, entry.compress_size) for entry in archive.infolist()}
    whole, packed = (sum(size[which] for size in sizes.values()) for which in (0, 1))
    xml = sum(size for entry, (size, _) in sizes.items() if entry.endswith((".xml", ".rels")))
    if whole > _MOST_UNPACKED or (most_xml is not None and xml > most_xml):
        most = most_xml if whole <= _MOST_UNPACKED and most_xml else _MOST_UNPACKED
        raise DocumentError(name, f"this file unpacks to more than {most / 1e6:.0f} MB; split it, or save it as text")
    if whole > MAX_FILE_BYTES and whole > _MOST_RATIO * packed:
        raise DocumentError(name, f"this file unpacks to {whole // max(packed, 1)} times its size; save it as text")

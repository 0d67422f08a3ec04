"""The body of an answer, unpacked no further than wanted."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from geomap.watch.faults import FetchError

ACCEPTED = "gzip, deflate"
_PIECE = 65536


def body(chunks: Iterable[bytes], encoding: str, limit: int, name: str) -> bytes:
    """Joins the pieces of a body and unpacks them, reading on only as long as the limit is not passed.

    Args:
        chunks: The body as it comes over the wire.
        encoding: The header Content-Encoding.
        limit: Most bytes, unpacked.
        name: What is read, for messages.

    Raises:
        FetchError: It is larger, packed otherwise than with gzip or deflate once, or broken.
    """
    held = bytearray()
    try:
        for piece in _unpacked(chunks, encoding.strip().lower(), name):
            held += piece
            if len(held) > limit:
                raise FetchError(name, f"it is larger than the {limit / 1e6:.0f} MB that are read of it", lasting=True)
    except zlib.error as error:
        raise FetchError(name, f"it is packed wrongly ({error})") from error
    return bytes(held)


def _unpacked(chunks: Iterable[bytes], encoding: str, name: str) -> Iterator[bytes]:
    if encoding in {"", "identity"}:
        yield from chunks
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError(name, f"it is packed with {encoding[:40]!r}, which was not asked for", lasting=True)
    unpacker = zlib.decompressobj(47 if encoding != "deflate" else 15)
    for chunk in chunks:
        left = chunk
        while left and not unpacker.eof:
            yield unpacker.decompress(left, _PIECE)
            left = unpacker.unconsumed_tail
    while not unpacker.eof and (rest := unpacker.decompress(b"", _PIECE)):
        yield rest
    if not unpacker.eof:
        raise zlib.error("it ends too early")

"""How many documents there are to come, as far as that can be told without reading them."""

from __future__ import annotations

import os
from collections.abc import Iterable

from geomap.documents.formats import READERS
from geomap.documents.raw import Raw, Source, find
from geomap.errors import DocumentError

_ONE_A_FILE = frozenset({"plain", "markdown", "page", "pdf", "word", "rtf", "mail"})
_ONE_A_LINE = frozenset({".jsonl", ".ndjson"})
_CHUNK = 1 << 20


def count(sources: Source | Iterable[Source]) -> int | None:
    """Counts documents: files of one document each, lines of JSON Lines, and rows of Parquet.

    Args:
        sources: What `read` would be given.

    Returns:
        The number, at most what `read` will give; None where standard input or a table, feed or list is among them.

    Raises:
        UsageError: As `read` does.
    """
    given = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    if any(os.fspath(source) == "-" for source in given):
        return None
    total = 0
    for raw in find(given, READERS):
        if raw.suffix in _ONE_A_LINE:
            total += _lines(raw)
        elif raw.suffix == ".parquet":
            total += _rows(raw)
        elif READERS.get(raw.suffix) in _ONE_A_FILE:
            total += 1
        else:
            return None
    return total


def _lines(raw: Raw) -> int:
    try:
        with raw.open() as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_CHUNK), b""))
    except (DocumentError, OSError):
        return 0


def _rows(raw: Raw) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with raw.open() as stream:
            return int(pq.ParquetFile(stream).metadata.num_rows)
    except (DocumentError, OSError, pa.ArrowException):
        return 0

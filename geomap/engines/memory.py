"""What was read before: results of documents by what they depend on, kept in one file of the user's cache folder.

The key of a result is a hash of the document and of everything that the result depends on beside it. A file or an entry
that cannot be read is as good as none: the document is read again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import logging
import pickle
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from geomap import model
from geomap.model import Document

_LOG = logging.getLogger(__name__)
_DIGEST = 16
_PATIENCE = 30.0  # seconds to wait for another run that writes
_ASKED_AT_ONCE = 500
# All that unpickling bytes of no sense was seen to raise.
_UNPACKING_ERRORS = (
    pickle.UnpicklingError,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
)
# What entries may take up in the file, in bytes; a document takes about 2,000. Beyond it those unused for longest are
# forgotten, until there is room again.
BYTES_KEPT = 1_000_000_000
_ROOM_AGAIN = 0.8
_TABLE = """
create table if not exists results (key blob primary key, day integer not null, value blob not null) without rowid
"""


class Memory:
    """Results by key, in a SQLite file; every write is whole or not at all.

    Args:
        path: The file; it and its folder are made when something is first kept.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._today = dt.datetime.now(tz=dt.UTC).date().toordinal()

    def recall(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """The results kept under those of the keys that are known."""
        wanted = list(keys)
        found: dict[bytes, Any] = {}

        def read(database: sqlite3.Connection) -> None:
            for start in range(0, len(wanted), _ASKED_AT_ONCE):
                some = wanted[start : start + _ASKED_AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = database.execute(f"select key, day, value from results where key in ({marks})", some).fetchall()  # noqa: S608 (only question marks)
                found.update((key, value) for key, _, stored in rows if (value := _unpacked(stored)) is not None)
                used = [(self._today, key) for key, day, _ in rows if day != self._today]
                database.executemany("update results set day = ? where key = ?", used)

        if wanted and self._path.exists():
            self._do(read)
        return found

    def keep(self, results: Mapping[bytes, Any]) -> None:
        """Keeps results; where they cannot be written they are read again another time."""
        rows = [(key, self._today, _packed(value)) for key, value in results.items()]

        def write(database: sqlite3.Connection) -> None:
            database.execute(_TABLE)
            database.executemany("insert or replace into results values (?, ?, ?)", rows)

        if rows:
            self._do(write)

    def forget(self, most: int = BYTES_KEPT) -> None:
        """Drops what was unused for longest where entries take up more than `most` bytes; the room is used again."""

        def drop(database: sqlite3.Connection) -> None:
            pages, free, size = (
                database.execute(f"pragma {name}").fetchone()[0]
                for name in ("page_count", "freelist_count", "page_size")
            )
            used = (pages - free) * size
            if used <= most:
                return
            (entries,) = database.execute("select sum(length(value)) from results").fetchone()
            left = entries * _ROOM_AGAIN * most / used
            dropped = []
            for key, length in database.execute("select key, length(value) from results order by day desc, key"):
                left -= length
                if left < 0:
                    dropped.append((key,))
            database.executemany("delete from results where key = ?", dropped)

        if self._path.exists():
            self._do(drop)

    def _do(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Does something with the file open, wholly or not at all; one that is no such database is removed."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as database, database:
                database.execute("pragma synchronous = off")  # what a power cut takes is read again
                work(database)
        except (sqlite3.OperationalError, OSError) as error:  # locked, full, read-only, no such table: go on without
            _LOG.info("%s: %s", self._path, error)
        except sqlite3.DatabaseError as error:
            _LOG.warning("%s is broken (%s) and is made anew", self._path, error)
            with contextlib.suppress(OSError):
                self._path.unlink()


def key_of(document: Document, fingerprint: str) -> bytes:
    """What tells a document's result from all others: a hash of all that is known of it and of what its reading depends on."""
    facts = (
        document.doc_id,
        document.text,
        document.title,
        document.published,
        document.language,
        document.url,
        document.source,
        document.spans,
        fingerprint,
    )
    return hashlib.blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def _packed(value: object) -> bytes:
    packed = zlib.compress(pickle.dumps(value, protocol=5), 1)
    return hashlib.blake2b(packed, digest_size=_DIGEST).digest() + packed


def _unpacked(stored: object) -> Any:
    """The value of an entry, None where it is cut, changed, or holds anything but geomap's own values."""
    if not isinstance(stored, bytes):
        return None
    digest, packed = stored[:_DIGEST], stored[_DIGEST:]
    if hashlib.blake2b(packed, digest_size=_DIGEST).digest() != digest:
        return None
    try:
        return _Unpickler(io.BytesIO(zlib.decompress(packed))).load()
    except _UNPACKING_ERRORS as error:
        _LOG.info("an entry is passed over (%s)", error)
        return None


class _Unpickler(pickle.Unpickler):
    """Makes nothing but dates and the values of `geomap.model`, whoever wrote the file."""

    def find_class(self, module: str, name: str) -> Any:
        if f"{module}.".startswith("geomap.model.") and isinstance(getattr(model, name, None), type):
            return getattr(model, name)
        if (module, name) == ("datetime", "date"):
            return dt.date
        raise pickle.UnpicklingError(f"{module}.{name} has no place there")

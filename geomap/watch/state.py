"""What a watch has read, in one SQLite file that survives being killed: each note is written wholly or not at all.

Losing the file loses no event: everything is read again then, and articles that a store holds take their own place.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from geomap.errors import SetupError, UsageError

VERSION = 1
_DAY = 86400.0
_KEPT_DAYS = 90
_SCHEMA = f"""
CREATE TABLE articles (
    origin TEXT, key TEXT, digest TEXT NOT NULL, doc_id TEXT NOT NULL, tries INTEGER NOT NULL, day INTEGER NOT NULL,
    PRIMARY KEY (origin, key)
) WITHOUT ROWID;
CREATE INDEX articles_by_document ON articles (doc_id);
CREATE TABLE stamps (origin TEXT PRIMARY KEY, stamp TEXT NOT NULL, day INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
    source TEXT PRIMARY KEY, due REAL NOT NULL, failures INTEGER NOT NULL, reason TEXT NOT NULL, read REAL
) WITHOUT ROWID;
PRAGMA user_version = {VERSION};
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of an article.

    Attributes:
        origin: The feed or file that it came from.
        key: What it is called there.
        digest: A hash of all that was told of it.
        doc_id: The document that it became; empty where it became none.
        tries: How often its page is still to be asked for.
    """

    origin: str
    key: str
    digest: str
    doc_id: str
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """How it stands with a source.

    Attributes:
        source: As the user named it.
        due: When to read it next, in seconds since 1970.
        failures: How often in a row it could not be read.
        reason: Why, the last time.
        read: When it was last read, None for never.
    """

    source: str
    due: float = 0.0
    failures: int = 0
    reason: str = ""
    read: float | None = None


@dataclass(slots=True)
class Notes:
    """What to write down in one step.

    Attributes:
        articles: Articles that are kept now.
        met: Articles that were met unchanged, by origin and key.
        stamps: By origin, what tells whether it has changed since.
        schedules: How it stands with sources.
    """

    articles: list[Known] = field(default_factory=list)
    met: list[tuple[str, str]] = field(default_factory=list)
    stamps: dict[str, str] = field(default_factory=dict)
    schedules: list[Schedule] = field(default_factory=list)


def schedules(path: Path) -> list[Schedule]:
    """How it stands with all sources, by name, while a watch may be running.

    Raises:
        SetupError: The file cannot be read, or is no state file.
    """
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as base:
            rows = base.execute("SELECT source, due, failures, reason, read FROM sources ORDER BY source").fetchall()
    except sqlite3.Error as error:
        raise SetupError(f"{path} cannot be read as a state file of geomap watch ({error})") from error
    return [Schedule(*row) for row in rows]


class State:
    """A state file, held by one watch at a time.

    Args:
        path: The file; it and its folders are made where they are missing.

    Raises:
        SetupError: It cannot be used, or another watch uses it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(f"{path}.lock", timeout=0)
            try:
                self._lock.acquire()
            except Timeout as error:
                raise SetupError(f"{path} is in use by another geomap watch; stop that one first") from error
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.execute("PRAGMA synchronous = FULL")
            self._set_up()

    def close(self) -> None:
        """Let another watch have it."""
        self._base.close()
        self._lock.release()

    def known(self, origin: str, key: str) -> Known | None:
        """What was read of an article; None for a new one."""
        row = self._one(
            "SELECT origin, key, digest, doc_id, tries FROM articles WHERE origin = ? AND key = ?", origin, key
        )
        return Known(*row) if row else None

    def holders(self, doc_id: str) -> list[Known]:
        """All articles that became this document."""
        with self._told():
            rows = self._base.execute(
                "SELECT origin, key, digest, doc_id, tries FROM articles WHERE doc_id = ?", (doc_id,)
            )
            return [Known(*row) for row in rows]

    def stamp(self, origin: str) -> str | None:
        """What was noted to tell whether an origin has changed."""
        row = self._one("SELECT stamp FROM stamps WHERE origin = ?", origin)
        return str(row[0]) if row else None

    def schedule(self, source: str) -> Schedule:
        """How it stands with a source."""
        row = self._one("SELECT source, due, failures, reason, read FROM sources WHERE source = ?", source)
        return Schedule(*row) if row else Schedule(source)

    def watch_only(self, sources: Iterable[str]) -> None:
        """Drop how it stands with all other sources; what was read of them stays known."""
        with self._told(), self._transaction():
            marks = list(sources)
            asked = ",".join("?" * len(marks))
            self._base.execute(f"DELETE FROM sources WHERE source NOT IN ({asked})", marks)  # noqa: S608 (question marks)

    def write(self, notes: Notes, now: float) -> None:
        """Write notes down, all or none.

        Raises:
            SetupError: They cannot be written; nothing was.
        """
        day = int(now // _DAY)
        with self._told(), self._transaction():
            self._base.executemany(
                "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?)",
                ((a.origin, a.key, a.digest, a.doc_id, a.tries, day) for a in notes.articles),
            )
            self._base.executemany(
                "UPDATE articles SET day = ? WHERE origin = ? AND key = ? AND day <> ?",
                ((day, origin, key, day) for origin, key in notes.met),
            )
            self._base.executemany(
                "INSERT INTO stamps VALUES (?, ?, ?) ON CONFLICT (origin) DO UPDATE SET stamp = excluded.stamp, "
                "day = excluded.day WHERE stamp <> excluded.stamp OR day <> excluded.day",
                ((origin, stamp, day) for origin, stamp in notes.stamps.items()),
            )
            self._base.executemany(
                "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?)",
                ((s.source, s.due, s.failures, s.reason, s.read) for s in notes.schedules),
            )

    def forget(self, now: float) -> None:
        """Drop what no source has told of for three months; were it to come back, it would be read again."""
        oldest = int(now // _DAY) - _KEPT_DAYS
        with self._told(), self._transaction():
            self._base.execute("DELETE FROM stamps WHERE day < ?", (oldest,))
            # A file of one article is not opened while its stamp stays, so it is the stamp that tells of it.
            self._base.execute(
                "DELETE FROM articles WHERE day < ? AND NOT (key = '' AND origin IN (SELECT origin FROM stamps))",
                (oldest,),
            )

    def _set_up(self) -> None:
        [version] = self._base.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise SetupError(f"{self.path} was written by a newer geomap; update geomap, or name another --state")
        if not version:
            if self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise UsageError(f"{self.path} is a database of something else; name another --state")
            self._base.executescript(f"BEGIN; {_SCHEMA} COMMIT;")

    def _one(self, question: str, *values: str) -> tuple[Any, ...] | None:
        with self._told():
            row: tuple[Any, ...] | None = self._base.execute(question, values).fetchone()
            return row

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._base.execute("COMMIT")
        except BaseException:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:  # locked, full, read-only
            raise SetupError(f"{self.path} cannot be written ({error}); name another place with --state") from error
        except sqlite3.DatabaseError as error:
            raise SetupError(
                f"{self.path} is broken ({error}); delete it: all sources are read again, and no article is kept twice"
            ) from error
        except OSError as error:
            raise SetupError(
                f"{self.path} cannot be used ({error.strerror}); name another place with --state"
            ) from error

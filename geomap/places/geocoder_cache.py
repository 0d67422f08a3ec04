"""What online geocoders answered, kept on disk, and whose turn it is to ask them.

Both are shared by all processes of one user, so that two runs at once are still one polite client.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from geomap.errors import GeocoderError, SetupError

# How long an answer stands, in days; that there is none may change sooner. Failures are never kept.
_FOUND_DAYS = 180
_NONE_DAYS = 30
_WAIT_SECONDS = 120


class AnswerCache:
    """Answers by question, in an SQLite file.

    Args:
        path: The file; made where it is not there.

    Raises:
        SetupError: If the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as base, base:
                base.execute("CREATE TABLE IF NOT EXISTS answers (question TEXT PRIMARY KEY, day TEXT, answer TEXT)")
        except (OSError, sqlite3.Error) as error:
            raise SetupError(f"Answers of geocoders cannot be kept in {path} ({error}); remove that file.") from error

    def get(self, question: str) -> list[dict[str, Any]] | None:
        """Return the places that were the answer, an empty list for "there is none", or None if it was not asked."""
        try:
            with closing(self._connect()) as base:
                row = base.execute("SELECT day, answer FROM answers WHERE question = ?", (question,)).fetchone()
        except sqlite3.Error:
            return None
        if row is None:
            return None
        answer: list[dict[str, Any]] = json.loads(row[1])
        age = (dt.datetime.now(tz=dt.UTC).date() - dt.date.fromisoformat(row[0])).days
        return answer if age <= (_FOUND_DAYS if answer else _NONE_DAYS) else None

    def put(self, question: str, answer: list[dict[str, Any]]) -> None:
        """Keep an answer."""
        day = dt.datetime.now(tz=dt.UTC).date().isoformat()
        with closing(self._connect()) as base, base:
            base.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (question, day, json.dumps(answer)))

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=30)


class Turns:
    """Keeps a distance in time between questions to one server, and counts them by day.

    Args:
        path: File that remembers the last question; a lock stands beside it.
        seconds_between: Least time between two questions.
        most_a_day: Questions allowed in one day, None for any number.
        name: The server, for messages.
    """

    def __init__(self, path: Path, seconds_between: float, most_a_day: int | None, name: str) -> None:
        self._path = path
        self._seconds = seconds_between
        self._most = most_a_day
        self._name = name

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for the turn, and hold it while the block asks.

        Raises:
            GeocoderError: If the day's questions are used up, or the turn does not come.
        """
        from filelock import FileLock, Timeout

        try:
            with FileLock(self._path.with_suffix(".lock"), timeout=_WAIT_SECONDS):
                day = dt.datetime.now(tz=dt.UTC).date().isoformat()
                asked, last = self._read(day)
                if self._most is not None and asked >= self._most:
                    raise GeocoderError(
                        f"{self._name} is public and not there for bulk work, and {asked} names were asked today; "
                        "name a server of your own, or add a gazetteer file that has the places."
                    )
                time.sleep(max(0.0, min(self._seconds, last + self._seconds - time.time())))
                self._path.write_text(
                    json.dumps({"day": day, "asked": asked + 1, "last": time.time()}), encoding="utf-8"
                )
                yield
        except Timeout as error:
            raise GeocoderError(
                f"Another process has been asking {self._name} for too long; try again later."
            ) from error

    def _read(self, day: str) -> tuple[int, float]:
        try:
            state = json.loads(self._path.read_text(encoding="utf-8"))
            return (int(state["asked"]) if state["day"] == day else 0), float(state["last"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0.0

"""Lines of a log for programs that run for months: plain or JSON, with text of others as data that no terminal obeys."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from geomap.cli.screen import clean
from geomap.errors import UsageError

Line = Callable[[str, str, dict[str, Any]], str]


def _moment() -> str:
    return dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def plain(level: str, what: str, facts: dict[str, Any]) -> str:
    """A line such as `2026-11-24T14:05:00Z info source read: source=https://example.org/feed new=3`."""
    told = " ".join(f"{name}={_quoted(str(value))}" for name, value in facts.items())
    return clean(f"{_moment()} {level} {what}" + (f": {told}" if told else ""))


def as_json(level: str, what: str, facts: dict[str, Any]) -> str:
    """One JSON object, in ASCII."""
    return json.dumps({"time": _moment(), "level": level, "what": what, **facts}, default=str)


FORMS: dict[str, Line] = {"plain": plain, "json": as_json}


class Log:
    """Writes lines to stderr.

    Args:
        form: "plain" or "json".
        quiet: Whether only warnings and errors are written.

    Raises:
        UsageError: There is no such form.
    """

    def __init__(self, form: str, *, quiet: bool = False) -> None:
        if form not in FORMS:
            raise UsageError(f"there is no log {form!r}; choose one of {', '.join(FORMS)}")
        self._line = FORMS[form]
        self._quiet = quiet

    def __call__(self, level: str, what: str, /, **facts: Any) -> None:
        """Write a line."""
        if not (self._quiet and level == "info"):
            sys.stderr.write(self._line(level, what, facts) + "\n")
            sys.stderr.flush()

    @contextmanager
    def adopting(self) -> Iterator[None]:
        """Let what libraries warn of and log be lines of this log while the block runs."""

        class Lines(logging.Handler):
            def emit(_, record: logging.LogRecord) -> None:  # noqa: N805 (self is the log)
                self("warning", "library", name=record.name, reason=record.getMessage())

        def show(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
            self("warning", "library", name=category.__name__, reason=str(message))

        before = logging.lastResort, warnings.showwarning
        logging.lastResort, warnings.showwarning = Lines(logging.WARNING), show
        try:
            yield
        finally:
            logging.lastResort, warnings.showwarning = before


def _quoted(value: str) -> str:
    plain_word = value and not any(character.isspace() or character in '"=' for character in value)
    return value if plain_word else json.dumps(value, ensure_ascii=False)

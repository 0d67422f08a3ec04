"""TOML with the lines at which its values stand, which `tomllib` does not tell."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.errors import UsageError


class Lines:
    """A TOML file read, and where things stand in it.

    Args:
        name: What the file is called in messages.
        text: Its content.
    """

    def __init__(self, name: str, text: str) -> None:
        """Read it.

        Raises:
            UsageError: It is not TOML; the message names the line.
        """
        self.name = name
        self._lines = text.splitlines()
        try:
            self.values: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            told = str(error).replace("at end of document", f"at line {len(self._lines)}, the last")
            raise UsageError(f"{name} is not valid TOML: {told}; mend that line") from error

    def problem(self, path: Sequence[str | int], says: str, *, item: str | None = None) -> UsageError:
        """The error for a value.

        Args:
            path: Keys and positions that lead to the value.
            says: What is wrong, and the mend.
            item: The text of one item of a list that stands at `path`.
        """
        return UsageError(f"{self.name}, line {self.line(path, item)}: {says}")

    def line(self, path: Sequence[str | int], item: str | None = None) -> int:
        """The line, from 1, on which a value or table begins: the first after which the file so far holds it."""
        before = 0
        for number in range(1, len(self._lines) + 1):
            try:
                known = tomllib.loads("\n".join(self._lines[:number]))
            except tomllib.TOMLDecodeError:  # in the middle of a value of several lines
                continue
            if _holds(known, path):
                return self._of_item(before + 1, number, item)
            before = number
        return len(self._lines)

    def _of_item(self, first: int, last: int, item: str | None) -> int:
        if item is None:
            return first
        return next((n for n in range(first, last + 1) if item in self._lines[n - 1]), first)


def _holds(value: Any, path: Sequence[str | int]) -> bool:
    for step in path:
        known = isinstance(value, Mapping) and step in value
        if not known and not (isinstance(value, list) and isinstance(step, int) and step < len(value)):
            return False
        value = value[step]
    return True


def read_lines(path: Path, name: str) -> Lines:
    """A TOML file, read.

    Raises:
        UsageError: It cannot be read, or is not TOML.
    """
    try:
        return Lines(name, path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"{name} cannot be read ({reason}); check the name, or leave it out") from error

"""What Python makes of long regular expressions, kept from one run to the next.

An expression is a program to Python's `re`, numbers that it works out from the text at each start and then runs. Here they
are noted when they are worked out first. `re` checks every program that it is given, and ours are kept by Python's version.
"""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from geomap.made_once import MadeOnce

# Expressions shorter than this are worked out each time, in no time.
LONG = 200
# Raise this when programs are kept otherwise.
_LAYOUT = 1
_INDEX, _CODES = "index.json", "codes.npy"


class Programs:
    """The programs of the expressions that something compiles as it loads.

    Args:
        what: A name for what loads.
        sre: Python's module that runs programs.
        compile_: Python's own way from an expression to a program.
    """

    def __init__(self, what: str, sre: Any, compile_: Callable[..., Any]) -> None:
        self._sre, self._compile = sre, compile_
        self._kept = MadeOnce(f"expressions/{what}", _LAYOUT, sys.version, sre.MAGIC, np.__version__)
        self._thread = threading.get_ident()  # others may compile meanwhile, as ever
        self._asked: str | None = None
        self._known: dict[str, tuple[list[Any], Any]] = {}
        self._fresh = False
        if self._kept.whole():
            self._read()

    def compile(self, expression: Any, flags: int = 0) -> Any:
        """The same as `re`'s own."""
        if threading.get_ident() != self._thread or not isinstance(expression, str) or len(expression) < LONG:
            return self._compile(expression, flags)
        key = hashlib.blake2b(f"{int(flags)}:{expression}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        if key in self._known:
            (flags, groups, names, named), code = self._known[key]
            return self._sre.compile(expression, flags, code.tolist(), groups, names, tuple(named))
        self._asked = key
        try:
            return self._compile(expression, flags)
        finally:
            self._asked = None

    def run(self, expression: Any, flags: int, code: list[int], groups: int, names: Any, named: Any) -> Any:
        """Makes a pattern of a program, as Python's module does, and notes it."""
        if self._asked is not None and threading.get_ident() == self._thread:
            facts = [int(flags), groups, dict(names), list(named)]
            self._known[self._asked] = facts, np.array(code, dtype=np.uint32)
            self._fresh = True
        return self._sre.compile(expression, flags, code, groups, names, named)

    def keep(self) -> None:
        """Keeps what was noted."""
        if self._fresh:
            self._kept.make(self._write, anew=True)

    def _read(self) -> None:
        try:
            index = json.loads((self._kept.folder / _INDEX).read_bytes())
            codes = np.load(self._kept.folder / _CODES)
        except (OSError, ValueError):  # another process is making it anew
            return
        self._known = {key: (facts, codes[start:end]) for key, facts, start, end in index}

    def _write(self, folder: Path) -> None:
        ends = np.cumsum([len(code) for _, code in self._known.values()]).tolist()
        starts = [0, *ends[:-1]]
        index = [
            [key, facts, start, end]
            for (key, (facts, _)), start, end in zip(self._known.items(), starts, ends, strict=True)
        ]
        (folder / _INDEX).write_text(json.dumps(index), encoding="utf-8")
        np.save(folder / _CODES, np.concatenate([code for _, code in self._known.values()]))

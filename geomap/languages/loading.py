"""Loading a model without doing the same work hundreds of times.

spaCy's French tokeniser is an expression of hundreds of alternatives that share a few enormous sets of letters. Python works
each set out anew whenever it meets it, which takes longer than all the rest of loading; here each is worked out once.
"""

from __future__ import annotations

import contextlib
import importlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

from geomap.garbage import nothing_collected

_ONE_AT_A_TIME = threading.Lock()


@contextlib.contextmanager
def quick_loading() -> Iterator[None]:
    """Loads what is loaded within it quicker, to the same result; where Python is made otherwise, as quick as ever."""
    with _ONE_AT_A_TIME, _sets_once(), nothing_collected():
        yield


@contextlib.contextmanager
def _sets_once() -> Iterator[None]:
    """Keeps what `re` makes of a set of characters, within it."""
    try:
        compiler: Any = importlib.import_module("re._compiler")
        original = compiler._optimize_charset  # noqa: SLF001 (there is no public way; whatever else is there is left alone)
    except (ImportError, AttributeError):
        yield
        return
    compiler._optimize_charset = _remembered(original)  # noqa: SLF001
    try:
        yield
    finally:
        compiler._optimize_charset = original  # noqa: SLF001


def _remembered(original: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[Any, Any] = {}

    def once(charset: list[Any], *args: Any) -> Any:
        key = (tuple(charset), args[:1], *(id(arg) for arg in args[1:]))
        try:
            found = known.get(key)
        except TypeError:  # a set that holds something that cannot be a key
            return original(charset, *args)
        if found is None:
            found = known[key] = (original(charset, *args), args)  # the arguments are kept, so that no id is used again
        return found[0]

    return once

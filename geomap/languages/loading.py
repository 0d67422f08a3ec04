"""Loading a model without doing the same work again and again.

spaCy's French tokeniser is an expression of hundreds of alternatives that share a few enormous sets of letters. Python works
each set out anew whenever it meets it, which takes longer than all the rest of loading; here each is worked out once, and what
Python makes of long expressions is kept from one run to the next.
"""

from __future__ import annotations

import contextlib
import importlib
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from geomap.garbage import nothing_collected
from geomap.languages.expressions import Programs

_ONE_AT_A_TIME = threading.Lock()


@contextlib.contextmanager
def quick_loading(what: str) -> Iterator[None]:
    """Loads what is loaded within it quicker, to the same result; where Python is made otherwise, as quick as ever.

    Args:
        what: What is loaded, by a name under which its expressions are kept.
    """
    with _ONE_AT_A_TIME, _quick_expressions(what), nothing_collected():
        yield


@contextlib.contextmanager
def _quick_expressions(what: str) -> Iterator[None]:
    """Expressions compiled within it are taken from what is kept; for the others a set of characters is worked out once."""
    try:
        compiler: Any = importlib.import_module("re._compiler")
        originals = compiler.compile, compiler._optimize_charset, compiler._sre  # noqa: SLF001 (there is no public way; whatever else is there is left alone)
    except (ImportError, AttributeError):
        yield
        return
    own_compile, optimize, sre = originals
    programs = Programs(what, sre, own_compile)
    compiler.compile = programs.compile
    compiler._optimize_charset = _remembered(optimize)  # noqa: SLF001
    compiler._sre = SimpleNamespace(**{**vars(sre), "compile": programs.run})  # noqa: SLF001
    try:
        yield
    finally:
        compiler.compile, compiler._optimize_charset, compiler._sre = originals  # noqa: SLF001
    programs.keep()


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

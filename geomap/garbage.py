"""Python's search for garbage, put off while millions of objects are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Searches for no garbage within it, which takes a third of the time where much is loaded; as it was afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collect_all() -> None:
    """Gives back what nobody holds any more, also what was set apart as staying (`gc.freeze`)."""
    apart = gc.get_freeze_count() > 0
    gc.unfreeze()
    gc.collect()
    if apart:
        gc.freeze()

"""From what the user asked for to an engine."""

from __future__ import annotations

from typing import cast

from geomap.engines.stages import Engine
from geomap.engines.terms import Terms
from geomap.errors import UsageError
from geomap.registry import Registry

ENGINES = Registry(
    "engine",
    {
        "in-process": "geomap.engines.in_process:InProcess",
        "processes": "geomap.engines.processes:Processes",
        "dask": "geomap.engines.dask_cluster:Dask",
        "apart": "geomap.engines.processes:Apart",
    },
)
"""Name to an engine's class, whose class method `on(terms)` opens it."""


def open_engine(name: str | None, terms: Terms) -> Engine:
    """Opens an engine.

    Args:
        name: Its name in `ENGINES`; by default local processes where more than one worker is wanted, else this process.
        terms: What the user wants of it.

    Raises:
        UsageError: There is no such engine, or it has no use for a scheduler.
        SetupError: It needs a package that is not installed.
    """
    chosen = name or ("processes" if terms.workers > 1 else "in-process")
    if terms.scheduler and chosen in {"in-process", "processes", "apart"}:
        raise UsageError(f"the engine {chosen!r} has no scheduler; give --engine dask with --scheduler")
    return cast("Engine", ENGINES.load(chosen).on(terms))

"""Engines: where batches of documents are worked through, and what need not be worked through again.

A stage is a pure function of documents, so an engine may run it anywhere: in this process, in local processes, on a
Dask cluster, or where an entry point of the group `geomap.engines` leads. Neither the engine nor the number of its
workers changes what comes out: results come in the order of the batches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.doors import opened_on_use
from geomap.engines.choosing import ENGINES, open_engine
from geomap.engines.grouping import Batch, BatchResult, batches, isolated
from geomap.engines.in_process import InProcess
from geomap.engines.stages import Engine, Recipe, Run
from geomap.engines.terms import Terms

if TYPE_CHECKING:
    from geomap.engines.fingerprint import source_digest
    from geomap.engines.memory import Memory
    from geomap.engines.processes import Processes, cores
    from geomap.engines.remembering import Remembering

_HOMES = {
    "Memory": "memory",
    "Processes": "processes",
    "Remembering": "remembering",
    "cores": "processes",
    "source_digest": "fingerprint",
}

__all__ = [
    "ENGINES",
    "Batch",
    "BatchResult",
    "Engine",
    "InProcess",
    "Memory",
    "Processes",
    "Recipe",
    "Remembering",
    "Run",
    "Terms",
    "batches",
    "cores",
    "isolated",
    "open_engine",
    "source_digest",
]

__getattr__ = opened_on_use(__name__, _HOMES)

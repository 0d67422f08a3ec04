"""Engines: where batches of documents are worked through. `map_batches` runs a stage in this process.

The seam for others (processes, clusters): a stage is a pure function of one batch, so an engine may run it anywhere,
and results come back in the order of the batches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from geomap.engines.grouping import Batch, BatchResult, batches, isolated

Item = TypeVar("Item")
Result = TypeVar("Result")

__all__ = ["Batch", "BatchResult", "batches", "isolated", "map_batches"]


def map_batches(stage: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """Applies a stage to batches, one after another, lazily.

    Args:
        stage: A pure function of a batch.
        items: The batches, read one at a time.

    Yields:
        The results, in the order of the batches.
    """
    yield from map(stage, items)

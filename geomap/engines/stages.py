"""What an engine runs: a recipe for a stage, made where the stage is to run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeAlias, TypeVar

from geomap.engines.grouping import Batch, BatchResult

Result = TypeVar("Result")

Run: TypeAlias = Callable[[Batch], BatchResult[Result]]
"""Works through one batch; what `isolated` makes of a stage, a pure function of documents."""

Recipe: TypeAlias = Callable[[], Run[Result]]
"""Makes a run with all that is heavy to load, in the process that does the work; an engine of processes pickles it."""


class Engine(Protocol):
    """Where batches of documents are worked through."""

    def map(self, recipe: Recipe[Result], batches: Iterable[Batch]) -> Iterator[BatchResult[Result]]:
        """Works through batches, read lazily.

        Args:
            recipe: Makes the run; never called where no batch holds a document.
            batches: Documents with the failures met on the way to them.

        Yields:
            One result a batch, in the order of the batches.

        Raises:
            GeomapError: What is broken for the whole run.
        """

"""The engine of this process: one batch after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self

from geomap.engines.grouping import Batch, BatchResult
from geomap.engines.stages import Recipe, Result
from geomap.engines.terms import Terms


class InProcess:
    """Runs stages in this process."""

    @classmethod
    def on(cls, _terms: Terms) -> Self:
        """See `open_engine`."""
        return cls()

    def map(self, recipe: Recipe[Result], batches: Iterable[Batch]) -> Iterator[BatchResult[Result]]:
        """See `Engine.map`."""
        run = None
        for batch in batches:
            if not batch.documents:
                yield BatchResult([], [], batch.failures)
                continue
            run = run or recipe()
            yield run(batch)

"""The engine that reads no document twice: it asks a memory first and gives another engine only what is new."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from geomap.engines.grouping import Batch, BatchResult
from geomap.engines.memory import Memory, key_of
from geomap.engines.stages import Engine, Recipe, Result
from geomap.model import Document


@dataclass(slots=True)
class _Plan:
    """A batch and what of it is known already."""

    documents: list[tuple[bytes, Document]]
    known: dict[bytes, Any]


class Remembering:
    """Runs stages in another engine, on documents that were not read before with the same fingerprint.

    Each batch is kept as soon as it is done, so that a run that was interrupted goes on where it was.

    Args:
        engine: Where new documents are worked through.
        memory: What was read before.
        fingerprint: What results depend on beside the document: versions of code, models, data; settings.
    """

    def __init__(self, engine: Engine, memory: Memory, fingerprint: str) -> None:
        self._engine = engine
        self._memory = memory
        self._fingerprint = fingerprint

    def map(self, recipe: Recipe[Result], batches: Iterable[Batch]) -> Iterator[BatchResult[Result]]:
        """See `Engine.map`."""
        plans: deque[_Plan] = deque()
        try:
            for fresh in self._engine.map(recipe, self._unknown(batches, plans)):
                yield self._joined(plans.popleft(), fresh)
        finally:
            self._memory.forget()

    def _unknown(self, batches: Iterable[Batch], plans: deque[_Plan]) -> Iterator[Batch]:
        for batch in batches:
            documents = [(key_of(document, self._fingerprint), document) for document in batch.documents]
            known = self._memory.recall(key for key, _ in documents)
            plans.append(_Plan(documents, known))
            yield Batch([document for key, document in documents if key not in known], batch.failures)

    def _joined(self, plan: _Plan, fresh: BatchResult[Result]) -> BatchResult[Result]:
        """What was known and what is new, in the order of the batch."""
        by_id = {id_of(document): result for document, result in zip(fresh.documents, fresh.results, strict=True)}
        new = {key: by_id[id_of(document)] for key, document in plan.documents if id_of(document) in by_id}
        self._memory.keep(new)
        results = {**plan.known, **new}
        there = [(document, results[key]) for key, document in plan.documents if key in results]
        return BatchResult([document for document, _ in there], [result for _, result in there], fresh.failures)


def id_of(document: Document) -> tuple[str, str]:
    """What tells the documents of one batch apart, after a trip to another process too."""
    return document.doc_id, document.name

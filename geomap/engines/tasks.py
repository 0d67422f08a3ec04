"""A batch on its way through workers that may die: tried again as a whole, then document by document."""

from __future__ import annotations

from collections import deque
from typing import Generic

from geomap.engines.grouping import Batch, BatchResult
from geomap.engines.stages import Result
from geomap.errors import DocumentError


class Task(Generic[Result]):
    """One batch, in pieces once it has been lost too often.

    Args:
        batch: The batch.
        tries: How often it may be lost until it is cut up.
    """

    def __init__(self, batch: Batch, tries: int = 2) -> None:
        self._tries = tries
        self._result: BatchResult[Result] = BatchResult([], [], list(batch.failures))
        self._deaths = 0
        self._left = deque([Batch(batch.documents)] if batch.documents else [])

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return not self._left

    @property
    def result(self) -> BatchResult[Result]:
        """What came out so far; whole when `done`."""
        return self._result

    def next(self) -> Batch:
        """The piece to work on."""
        return self._left[0]

    def take(self, result: BatchResult[Result]) -> None:
        """Takes the result of the piece."""
        self._left.popleft()
        self._result.documents.extend(result.documents)
        self._result.results.extend(result.results)
        self._result.failures.extend(result.failures)

    def lose_worker(self, code: int | None) -> None:
        """Takes note that the piece's worker died: the piece is tried again, cut up, or given up if it is one document."""
        self._deaths += 1
        if self._deaths < self._tries:
            return
        documents = self._left[0].documents
        if len(documents) > 1:
            self._left = deque(Batch([document]) for document in documents)
            return
        self._left.popleft()
        name = documents[0].name or documents[0].doc_id
        how = "" if code is None else f" (exit code {code})"
        reason = f"the process that read it ended{how}; the rest are done, please report this one"
        self._result.failures.append(DocumentError(name, reason))

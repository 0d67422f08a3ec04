"""The engine of local processes: each loads the stage once; results come in the order of the batches."""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from typing import Generic, Self

from geomap.engines.grouping import Batch, BatchResult
from geomap.engines.in_process import InProcess
from geomap.engines.stages import Recipe, Result
from geomap.engines.tasks import Task
from geomap.engines.terms import Terms
from geomap.engines.worker import Worker, WorkerDiedError

# Batches read ahead of the one whose result is due, a worker: more would only fill memory.
_AHEAD = 3


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Processes:
    """Runs stages in local processes, in this one where there is but one batch to do.

    A worker that is killed loses only the batch that it was at, which is tried again once, then document by document.

    Args:
        workers: How many processes; by default one a core.
        alone: Whether a single batch, too, gets a process of its own.
    """

    def __init__(self, workers: int | None = None, *, alone: bool = False) -> None:
        self.workers = workers or cores()
        self._alone = alone

    @classmethod
    def on(cls, terms: Terms) -> Self:
        """See `open_engine`."""
        return cls(terms.workers)

    def map(self, recipe: Recipe[Result], batches: Iterable[Batch]) -> Iterator[BatchResult[Result]]:
        """See `Engine.map`."""
        stream = iter(batches)
        first = [] if self._alone else _up_to(stream, filled=2)
        if not self._alone and sum(bool(batch.documents) for batch in first) < 2:
            yield from InProcess().map(recipe, first)
            return
        crew = _Crew(self.workers, recipe)
        try:
            yield from crew.run(itertools.chain(first, stream))
        finally:
            crew.end()


class Apart(Processes):
    """Local processes even for a single document, which then cannot take this process down with it.

    What they loaded is given back when a run ends, so that a program that runs for months does not grow.
    """

    @classmethod
    def on(cls, terms: Terms) -> Self:
        """See `open_engine`."""
        return cls(terms.workers, alone=True)


def _up_to(stream: Iterator[Batch], *, filled: int) -> list[Batch]:
    """The batches up to the one that is the `filled`th to hold documents."""
    taken: list[Batch] = []
    for batch in stream:
        taken.append(batch)
        filled -= bool(batch.documents)
        if not filled:
            break
    return taken


class _Crew(Generic[Result]):
    """The workers of one run; each is started when there is a batch for it."""

    def __init__(self, size: int, recipe: Recipe[Result]) -> None:
        self._size = size
        self._recipe = recipe
        self._idle: list[Worker[Result]] = []
        self._busy: dict[Worker[Result], Task[Result]] = {}

    def run(self, batches: Iterator[Batch]) -> Iterator[BatchResult[Result]]:
        """Works through batches; yields in their order."""
        due: deque[Task[Result]] = deque()
        waiting: deque[Task[Result]] = deque()
        more = True
        while more or due:
            while more and len(due) < _AHEAD * self._size:
                batch = next(batches, None)
                more = batch is not None
                if batch is not None:
                    due.append(Task(batch))
                    waiting.append(due[-1])
                    self._hand_out(waiting)
            self._hand_out(waiting)
            while due and due[0].done:
                yield due.popleft().result
            if self._busy and (not more or len(due) >= _AHEAD * self._size):
                self._listen(waiting)

    def end(self) -> None:
        """Ends all workers."""
        for worker in (*self._idle, *self._busy):
            worker.end()

    def _hand_out(self, waiting: deque[Task[Result]]) -> None:
        while waiting:
            if waiting[0].done:
                waiting.popleft()
            elif self._idle or len(self._busy) < self._size:
                worker = self._idle.pop() if self._idle else Worker(self._recipe)
                try:
                    worker.give(waiting[0].next())
                except WorkerDiedError:
                    worker.end()
                    continue
                self._busy[worker] = waiting.popleft()
            else:
                return

    def _listen(self, waiting: deque[Task[Result]]) -> None:
        """Waits until a worker has something to say."""
        by_pipe = {worker.pipe: worker for worker in self._busy}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]
            try:
                result = worker.answer()
            except WorkerDiedError as died:
                task = self._busy.pop(worker)
                worker.end()
                task.lose_worker(died.code)
                waiting.appendleft(task)
                continue
            if result is not None:
                task = self._busy.pop(worker)
                task.take(result)
                self._idle.append(worker)
                if not task.done:
                    waiting.appendleft(task)

"""The engine of a Dask cluster: the workers of a scheduler, or of a cluster of this machine's own where none is named.

Dask does what a cluster needs: it hands batches out, gives those of a lost worker to another, and recomputes results
that were lost with one. What is ours is the order of the results, how many batches are under way, and that no worker
of another version takes part.
"""

from __future__ import annotations

import itertools
import logging
import uuid
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from typing import Generic, Self

from distributed import Client, Future
from distributed.client import FutureCancelledError
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker
from distributed.utils import silence_logging_cmgr

from geomap.engines.dask_local import local_client
from geomap.engines.dask_worker import Stage, read
from geomap.engines.grouping import Batch, BatchResult
from geomap.engines.stages import Recipe, Result
from geomap.engines.tasks import Task
from geomap.engines.terms import Terms, Versions
from geomap.errors import SetupError

# Batches under way for each worker: one that it reads, one beside it, one on its way back.
_AHEAD = 3
_PATIENCE = 10.0  # seconds for a scheduler to answer
_LOOK_ROUND = 5.0  # seconds after which it is seen whether there are workers at all
_WITHOUT_WORKERS = 300.0  # seconds in which some worker must come, or come back
_LOST = (CancelledError, FutureCancelledError, CommClosedError, OSError)


class Dask:
    """Runs stages on the workers of a Dask cluster.

    A batch that has cost as many workers as Dask allows (`distributed.scheduler.allowed-failures`) is read document by
    document, and a document that costs as many is given up.

    Args:
        workers: How many processes this machine's own cluster has, where no scheduler is named.
        scheduler: Address of a scheduler, such as `tcp://10.0.0.1:8786`.
        versions: What must be the same on every worker.
    """

    def __init__(self, workers: int = 1, *, scheduler: str | None = None, versions: Versions = dict) -> None:
        self._workers = workers
        self._scheduler = scheduler
        self._versions = versions

    @classmethod
    def on(cls, terms: Terms) -> Self:
        """See `open_engine`."""
        return cls(terms.workers, scheduler=terms.scheduler, versions=terms.versions)

    def map(self, recipe: Recipe[Result], batches: Iterable[Batch]) -> Iterator[BatchResult[Result]]:
        """See `Engine.map`.

        Raises:
            SetupError: No scheduler answers, it is lost, no worker comes, or one is of another version.
        """
        stream = iter(batches)
        for batch in stream:  # no cluster is asked for nothing
            if batch.documents:
                stream = itertools.chain([batch], stream)
                break
            yield BatchResult([], [], batch.failures)
        else:
            return
        told_by_us = silence_logging_cmgr(logging.CRITICAL)
        with (
            told_by_us,
            self._client() as client,
            _stage(client, Stage(recipe, self._versions, self._versions())) as name,
        ):
            yield from _Flow[Result](client, name).run(stream)

    @contextmanager
    def _client(self) -> Iterator[Client]:
        """A client of the scheduler, or of a cluster that lives as long as it."""
        with ExitStack() as stack:
            if self._scheduler is None:
                yield stack.enter_context(local_client(self._workers))
                return
            try:
                client = stack.enter_context(Client(self._scheduler, timeout=_PATIENCE, set_as_default=False))
            except (OSError, ValueError) as error:
                raise SetupError(
                    f"no Dask scheduler answers at {self._scheduler}; start one with `dask scheduler`, and check the address"
                ) from error
            yield client


@contextmanager
def _stage(client: Client, stage: Stage[Result]) -> Iterator[str]:
    """The name under which every worker, now or later, has the stage."""
    name = f"geomap-{uuid.uuid4().hex}"
    client.register_plugin(stage, name=name)
    try:
        yield name
    finally:
        if client.status == "running":
            client.unregister_worker_plugin(name)


class _Flow(Generic[Result]):
    """Batches on their way through the cluster."""

    def __init__(self, client: Client, stage: str) -> None:
        self._client = client
        self._stage = stage

    def run(self, batches: Iterator[Batch]) -> Iterator[BatchResult[Result]]:
        """Works through batches; yields in their order."""
        due: deque[tuple[Task[Result], Future[BatchResult[Result]] | None]] = deque()
        for batch in batches:
            task: Task[Result] = Task(batch, tries=1)
            due.append((task, None if task.done else self._submit(task)))
            while len(due) >= self._most():
                yield self._finished(*due.popleft())
        while due:
            yield self._finished(*due.popleft())

    def _most(self) -> int:
        """How many batches may be under way, for as many workers as there are now."""
        return _AHEAD * max(1, self._workers())

    def _workers(self) -> int:
        with _connected(self._client):
            return len(self._client.nthreads())

    def _submit(self, task: Task[Result]) -> Future[BatchResult[Result]]:
        with _connected(self._client):
            return self._client.submit(read, self._stage, task.next(), pure=False)

    def _finished(self, task: Task[Result], future: Future[BatchResult[Result]] | None) -> BatchResult[Result]:
        while future is not None:
            try:
                task.take(self._awaited(future))
            except KilledWorker:
                task.lose_worker(None)
            future = None if task.done else self._submit(task)
        return task.result

    def _awaited(self, future: Future[BatchResult[Result]]) -> BatchResult[Result]:
        """The result, however long it takes, as long as there are workers."""
        alone = 0.0
        while True:
            with _connected(self._client), suppress(TimeoutError):
                return future.result(timeout=_LOOK_ROUND)
            alone = 0.0 if self._workers() else alone + _LOOK_ROUND
            if alone >= _WITHOUT_WORKERS:
                raise SetupError(
                    f"no worker has been at the Dask scheduler {_address(self._client)} for {_WITHOUT_WORKERS:.0f} s; "
                    "start one with `dask worker` and run this again: what was read is kept"
                )


@contextmanager
def _connected(client: Client) -> Iterator[None]:
    """Turns what Dask says when its scheduler is gone into one sentence."""
    try:
        yield
    except _LOST as error:
        raise SetupError(
            f"the Dask scheduler {_address(client)} was lost; start it and run this again: what was read is kept"
        ) from error


def _address(client: Client) -> str:
    return str(client.scheduler.addr if client.scheduler else "")

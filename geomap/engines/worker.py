"""A worker process: what runs in it, and its handle in the process that leads it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from typing import Any, Final, Generic

from geomap.engines.grouping import Batch, BatchResult
from geomap.engines.stages import Recipe, Result
from geomap.errors import GeomapError, SetupError

READY: Final = "ready"
_PRELOADED = ["geomap.pipeline", "spacy"]
_PATIENCE = 5.0


def _serve(recipe: Recipe[Result], pipe: Connection) -> None:
    """Answers batches with results, until nobody asks any more. Ctrl-C is for the leader, who ends the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        run = recipe()
        pipe.send(READY)
        pipe.send(run(pipe.recv()))
        gc.freeze()  # what is loaded by now stays, and need not be searched for garbage again and again
        while True:
            pipe.send(run(pipe.recv()))
    except (EOFError, BrokenPipeError):
        return
    except (GeomapError, MemoryError) as error:
        pipe.send(error)


class WorkerDiedError(Exception):
    """A worker process ended without an answer; `code` is its exit code, negative for a signal."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class Worker(Generic[Result]):
    """A process that has a stage loaded and works on one batch at a time.

    Args:
        recipe: Makes the stage, in the new process.
    """

    def __init__(self, recipe: Recipe[Result]) -> None:
        context = _context()
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(recipe, theirs), daemon=True, name="geomap worker")
        try:
            self._process.start()
        except (EOFError, OSError) as error:  # no memory, too many processes, or their server cannot start
            raise SetupError(
                f"a worker process could not be started ({error or type(error).__name__}); with --engine in-process "
                "there is none"
            ) from error
        theirs.close()
        self.ready = False

    @property
    def pid(self) -> int | None:
        """Its process id."""
        return int(self._process.pid) if self._process.pid else None

    def give(self, batch: Batch) -> None:
        """Hands it a batch; it may be told of one before it is ready.

        Raises:
            WorkerDiedError: It ended meanwhile.
            SetupError: It ended before it was ready.
            GeomapError: What is broken for the whole run, if it said so before it ended.
        """
        try:
            self.pipe.send(batch)
        except OSError as error:
            if self.pipe.poll():
                self.answer()
            raise self._died(error) from error

    def answer(self) -> BatchResult[Result] | None:
        """What it has to say: a result, or None for "ready".

        Raises:
            WorkerDiedError: It ended without an answer.
            SetupError: It ended before it was ready.
            GeomapError: What is broken for the whole run.
        """
        try:
            told: Any = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise self._died(error) from error
        if isinstance(told, BaseException):
            raise told
        if told == READY:
            self.ready = True
            return None
        result: BatchResult[Result] = told
        return result

    def end(self) -> None:
        """Ends it, whatever it is at."""
        self.pipe.close()
        self._process.terminate()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _died(self, error: Exception) -> WorkerDiedError:
        """Why nothing more comes from it."""
        self._process.join(_PATIENCE)
        code = self._process.exitcode
        if not self.ready:
            raise SetupError(
                f"a worker process ended while it was loading (exit code {code}); with --workers 1 there are none"
            ) from error
        return WorkerDiedError(code)


def _context() -> Any:
    """How processes are made: by a server that has the packages imported where there is one (Linux, macOS), else anew.

    Never as a copy of this process, whose threads and loaded models would be in an unknown state.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a worker a core; numpy reads this when it loads
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context

"""What runs on a worker of a Dask cluster: a stage, loaded once, and only where all is of the client's versions."""

from __future__ import annotations

import gc
import threading
from collections.abc import Mapping
from typing import Any, Generic, cast

from distributed import Worker, WorkerPlugin, get_worker

from geomap.engines.grouping import Batch, BatchResult
from geomap.engines.stages import Recipe, Result, Run
from geomap.engines.terms import Versions
from geomap.errors import SetupError


class Stage(WorkerPlugin, Generic[Result]):
    """A stage that each worker has, and loads when its first batch comes, away from the loop that answers the scheduler.

    Args:
        recipe: Makes the stage.
        versions: Tells the versions where it is called; `recipe` may share what it loads.
        wanted: The client's versions.
    """

    def __init__(self, recipe: Recipe[Result], versions: Versions, wanted: Mapping[str, str]) -> None:
        self._parts = (recipe, versions)
        self._wanted = dict(wanted)
        self._run: Run[Result] | None = None

    def setup(self, worker: Worker) -> None:
        """Remembers where it is. Batches of one process take turns: models are not made for several threads."""
        self._where = worker.address
        self._turn = threading.Lock()

    def read(self, batch: Batch) -> BatchResult[Result]:
        """Works through a batch.

        Raises:
            SetupError: Something here is of another version than the client's.
        """
        with self._turn:
            if self._run is not None:
                return self._run(batch)
            recipe, versions = self._parts
            check(self._where, versions(), self._wanted)
            self._run = recipe()
            result = self._run(batch)
            gc.freeze()  # what is loaded by now stays, and need not be searched for garbage again and again
            return result


def check(where: str, found: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    """Refuses a worker whose results may differ from the client's.

    Raises:
        SetupError: What differs, with both values.
    """
    differing = [name for name in (*wanted, *(found.keys() - wanted.keys())) if found.get(name) != wanted.get(name)]
    if differing:
        told = ", ".join(f"{name} {_short(found, name)} there and {_short(wanted, name)} here" for name in differing)
        raise SetupError(
            f"the worker {where} would not give what this geomap gives ({told}); install the same geomap, models and "
            "places there, and start it again"
        )


def _short(versions: Mapping[str, str], name: str) -> str:
    return versions.get(name, "none")[:24]


def read(stage: str, batch: Batch) -> BatchResult[Any]:
    """Works through a batch with the stage of that name; Dask runs this on a worker."""
    return cast("Stage[Any]", get_worker().plugins[stage]).read(batch)

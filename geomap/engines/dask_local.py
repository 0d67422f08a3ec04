"""A Dask cluster of this machine's own, without what Dask does there for other kinds of work and what reading pays for."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import dask
from distributed import Client, LocalCluster

# Figures: benchmarks/scale.md. docs/scaling.md has the same for workers that are started by hand.
LEAN: Final[Mapping[str, Any]] = {
    "distributed.worker.profile.enabled": False,  # looks at what a worker does a hundred times a second
    "distributed.admin.tick.interval": "500ms",  # wakes each loop that often to see whether it is late; 20 ms by default
    # Memory given back to the system after each batch is asked for again by the next.
    "distributed.nanny.pre-spawn-environ": {
        "MALLOC_TRIM_THRESHOLD_": None,
        "OMP_NUM_THREADS": 1,
        "MKL_NUM_THREADS": 1,
        "OPENBLAS_NUM_THREADS": 1,
    },
}


@contextmanager
def local_client(workers: int) -> Iterator[Client]:
    """A client of a cluster that lives as long as it.

    Args:
        workers: How many processes the cluster has, of one thread each.
    """
    with (
        dask.config.set(LEAN),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=0,  # what is kept there is small: the models are not Dask's to count
            dashboard_address="127.0.0.1:0",  # of its own port, and not for others
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client

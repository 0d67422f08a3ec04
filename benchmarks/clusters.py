"""A Dask cluster of processes that can be killed, paused and started again, for benchmarks and tests of faults."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

PROJECT = Path(__file__).parents[1]
_PATIENCE = 60.0


def free_port(host: str = "127.0.0.1") -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


class Cluster:
    """A scheduler and workers of one thread, each a process with a nanny that starts it again when it is killed.

    Args:
        workers: How many workers to begin with.
        host: Address on which the scheduler listens.
        paths: Folders in which workers find modules besides the project.
        settings: Settings of Dask, such as {"DISTRIBUTED__SCHEDULER__WORKER_TTL": "5s"}.
    """

    def __init__(
        self,
        workers: int = 2,
        *,
        host: str = "127.0.0.1",
        paths: Sequence[Path] = (),
        settings: dict[str, str] | None = None,
    ) -> None:
        self.address = f"tcp://{host}:{free_port(host)}"
        self._environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, (PROJECT, *paths))),
            "DASK_DISTRIBUTED__ADMIN__LOG_FORMAT": "%(message)s",
            **{f"DASK_{name}": value for name, value in (settings or {}).items()},
        }
        self.scheduler = self._start("scheduler", "--dashboard-address", "127.0.0.1:0", "--host", self.address)
        self.workers = [self.start_worker() for _ in range(workers)]

    def start_worker(self, *prefix: str) -> subprocess.Popen[bytes]:
        """Start a worker, with `prefix` before its command, such as "ip netns exec NAME"."""
        command = ("worker", self.address, "--nthreads", "1", "--memory-limit", "0", "--no-dashboard")
        return self._start(*command, prefix=prefix)

    def _start(self, *words: str, prefix: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        command = [*prefix, sys.executable, "-W", "ignore", "-m", "dask", *words]
        return subprocess.Popen(
            command,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def processes(self) -> list[int]:
        """Ids of the processes that read: the children of the nannies."""
        return [child for nanny in self.workers for child in children(nanny.pid) if _is_worker(child)]

    def wait_for(self, count: int) -> None:
        """Wait until so many workers have come to the scheduler."""
        from distributed import Client

        with Client(self.address, timeout=_PATIENCE, set_as_default=False) as client:
            if count:
                client.wait_for_workers(count, timeout=_PATIENCE)

    def __enter__(self) -> Self:
        """Begin."""
        try:
            self.wait_for(len(self.workers))
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self.end()

    def end(self) -> None:
        """End all of its processes."""
        for process in (*self.workers, self.scheduler):
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started here, and those that it started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, number)
            process.wait(10)


def children(pid: int) -> list[int]:
    """Ids of the processes that a process started, whichever of its threads did."""
    try:
        lists = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    return [int(child) for each in lists for child in each.split()]


def _is_worker(pid: int) -> bool:
    """Whether a child is a worker, and not the helper by which multiprocessing tracks its resources."""
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False

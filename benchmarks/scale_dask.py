"""Dask beside this machine's processes on the bulk corpus: the same bytes, at what price, and with what is killed.

Each table is printed as it comes. Times are wall times of whole runs, loading included; on a machine with other work
only the ratios within one row mean anything.
"""

from __future__ import annotations

import io
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from clusters import PROJECT, Cluster
from throughput import documents

from geomap import pipeline
from geomap.model import Document
from geomap.store import View

RUNS = 3
KILLS = 20
WORKERS = (1, 2, 4)


def extracted(chosen: list[Document], **options: object) -> tuple[bytes, float]:
    """The events as GeoJSON, and the seconds that they took."""
    begun = time.perf_counter()
    extraction = pipeline.extract(chosen, **options)  # type: ignore[arg-type]
    spent = time.perf_counter() - begun
    stream = io.StringIO()
    View.of(extraction.events, extraction.run()).write(stream)
    return stream.getvalue().encode(), spent


def by_workers(chosen: list[Document], expected: bytes) -> None:
    """The same bytes from 1, 2 and 4 workers, and what each of them reads."""
    print("| Dask workers | same bytes | articles/s | articles/s a worker |\n| --- | --- | --- | --- |")
    for workers in WORKERS:
        found, spent = extracted(chosen, engine="dask", workers=workers)
        rate = len(chosen) / spent
        print(f"| {workers} | {'yes' if found == expected else 'NO'} | {rate:.1f} | {rate / workers:.1f} |", flush=True)


def overhead(chosen: list[Document], workers: int = 2) -> None:
    """What Dask costs beside this machine's processes at equal cores: runs of the one and the other in turn."""
    spent: dict[str, list[float]] = {"processes": [], "dask": []}
    for _ in range(RUNS):
        for name, times in spent.items():
            times.append(extracted(chosen, engine=name, workers=workers)[1])
    medians = {name: statistics.median(times) for name, times in spent.items()}
    print(
        f"\n{workers} workers, {RUNS} runs in turn, medians: processes {medians['processes']:.1f} s, "
        f"Dask {medians['dask']:.1f} s, overhead {100 * (medians['dask'] / medians['processes'] - 1):+.1f} %",
        flush=True,
    )


def kills(chosen: list[Document], expected: bytes) -> None:
    """Workers killed at random moments, until so many were."""
    dice, killed, stop = random.Random(5), [], threading.Event()
    with Cluster(2) as cluster:

        def killing() -> None:
            while len(killed) < KILLS and not stop.wait(dice.uniform(1, 25)):
                alive = cluster.processes()
                if alive:
                    killed.append(dice.choice(alive))
                    os.kill(killed[-1], signal.SIGKILL)

        thread = threading.Thread(target=killing)
        thread.start()
        same = 0
        runs = 0
        try:
            while len(killed) < KILLS:
                runs += 1
                same += extracted(chosen, engine="dask", scheduler=cluster.address)[0] == expected
        finally:
            stop.set()
            thread.join()
    print(
        f"\n{len(killed)} workers killed at random moments of {runs} runs: {same} of {runs} gave the same bytes",
        flush=True,
    )


def lost_scheduler(chosen: list[Document], expected: bytes) -> None:
    """The scheduler killed half-way: what is said, and what the next run does anew."""
    from geomap.errors import SetupError

    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "documents.sqlite"
        said, done = "", 0
        with Cluster(2) as cluster:

            def passed(count: int) -> None:
                nonlocal done
                done += count
                if done >= len(chosen) // 2 and cluster.scheduler.poll() is None:
                    os.killpg(cluster.scheduler.pid, signal.SIGKILL)

            try:
                extracted(chosen, engine="dask", scheduler=cluster.address, cache=cache, passed=passed)
            except SetupError as error:
                said = str(error)
        found, spent = extracted(chosen, engine="dask", workers=2, cache=cache)
    print(f"\nscheduler killed after {done} of {len(chosen)} articles: {said!r}")
    print(f"the next run took {spent:.1f} s and gave {'the same bytes' if found == expected else 'OTHER BYTES'}")


def on_the_command_line() -> None:
    """The exit code and the sentence of `geomap extract` without its scheduler."""
    command = [sys.executable, "-W", "ignore", "-m", "geomap", "extract", "seeds", "-o", "-", "--no-cache"]
    command += ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    print(f"\nno scheduler, on the command line: exit code {ended.returncode}, {ended.stderr.strip()!r}")


def main(numbers: list[int]) -> None:
    """Runs all of it."""
    chosen = documents(numbers[0] if numbers else 300)
    expected, spent = extracted(chosen, engine="in-process")
    print(f"{len(chosen)} articles, in process {len(chosen) / spent:.1f} articles/s\n", flush=True)
    by_workers(chosen, expected)
    overhead(chosen)
    kills(chosen, expected)
    lost_scheduler(chosen, expected)
    on_the_command_line()

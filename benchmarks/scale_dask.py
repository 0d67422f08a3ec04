"""Dask beside this machine's processes on the bulk corpus: the same bytes, at what price, and with what is killed.

Each table is printed as it comes. Times are wall times of whole runs, loading included; on a machine with other work
only the ratios within one row mean anything.
"""

from __future__ import annotations

import dataclasses
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
from collections.abc import Callable
from pathlib import Path

from clusters import PROJECT, Cluster
from throughput import documents

from geomap import pipeline
from geomap.model import Document
from geomap.store import View

RUNS = 3
KILLS = 20
WORKERS = (1, 2, 4)


@dataclasses.dataclass
class Run:
    """One run: the events as GeoJSON, and how long it took.

    Attributes:
        events: The bytes.
        seconds: From the start to the merged events.
        first: Until the first batch was back: processes, models, and the reading of that batch.
    """

    events: bytes
    seconds: float
    first: float


def extracted(chosen: list[Document], *, passed: Callable[[int], object] | None = None, **options: object) -> Run:
    """Reads the documents."""
    back: list[float] = []

    def count(number: int) -> None:
        back.append(time.perf_counter())
        if passed:
            passed(number)

    begun = time.perf_counter()
    extraction = pipeline.extract(chosen, passed=count, **options)  # type: ignore[arg-type]
    spent = time.perf_counter() - begun
    stream = io.StringIO()
    View.of(extraction.events, extraction.run()).write(stream)
    return Run(stream.getvalue().encode(), spent, back[0] - begun)


def overhead(chosen: list[Document], expected: bytes) -> None:
    """What Dask costs beside this machine's processes at equal cores: runs of the one and the other in turn, medians."""
    print(f"Medians of {RUNS} runs in turn, {len(chosen)} articles:\n")
    print(
        "| workers | processes, s | Dask, s | whole run | after the first batch | Dask: articles/s a worker | same bytes |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for workers in WORKERS:
        runs: dict[str, list[Run]] = {"processes": [], "dask": []}
        for _ in range(RUNS):
            for name, done in runs.items():
                done.append(extracted(chosen, engine=name, workers=workers))
        whole, reading = (
            {name: statistics.median(measure(run) for run in done) for name, done in runs.items()}
            for measure in (lambda run: run.seconds, lambda run: run.seconds - run.first)
        )
        same = all(run.events == expected for done in runs.values() for run in done)
        print(
            f"| {workers} | {whole['processes']:.1f} | {whole['dask']:.1f} | {_more(whole)} | {_more(reading)} | "
            f"{len(chosen) / whole['dask'] / workers:.1f} | {'yes' if same else 'NO'} |",
            flush=True,
        )


def _more(seconds: dict[str, float]) -> str:
    return f"{100 * (seconds['dask'] / seconds['processes'] - 1):+.1f} %"


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
                same += extracted(chosen, engine="dask", scheduler=cluster.address).events == expected
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
        again = extracted(chosen, engine="dask", workers=2, cache=cache)
    print(f"\nscheduler killed after {done} of {len(chosen)} articles: {said!r}")
    print(
        f"the next run took {again.seconds:.1f} s and gave {'the same bytes' if again.events == expected else 'OTHER BYTES'}"
    )


def on_the_command_line() -> None:
    """The exit code and the sentence of `geomap extract` without its scheduler."""
    command = [sys.executable, "-W", "ignore", "-m", "geomap", "extract", "seeds", "-o", "-", "--no-cache"]
    command += ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    print(f"\nno scheduler, on the command line: exit code {ended.returncode}, {ended.stderr.strip()!r}")


def main(numbers: list[int]) -> None:
    """Runs all of it: as many articles as the first number says for what Dask costs, as the second for what is killed."""
    count, fewer = *numbers[:2], *(600, 200)[len(numbers) :]
    chosen = documents(count)
    alone = extracted(chosen, engine="in-process")
    print(f"{count} articles, in process {count / alone.seconds:.1f} articles/s\n", flush=True)
    overhead(chosen, alone.events)
    if fewer:
        chosen = documents(fewer)
        expected = extracted(chosen, engine="in-process").events
        kills(chosen, expected)
        lost_scheduler(chosen, expected)
        on_the_command_line()

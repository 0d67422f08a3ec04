"""A Dask cluster whose workers, scheduler or network fail: the same results, or one sentence and a run that goes on."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from geomap.engines import Batch, Memory, Remembering
from geomap.errors import SetupError
from geomap.model import Document

pytest.importorskip("distributed", reason="the extra `dask` is not installed")
TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "contracts"), str(TESTS.parent / "benchmarks")]

import clusters  # noqa: E402
import engine_stages as stages  # noqa: E402

from geomap.engines.dask_cluster import Dask  # noqa: E402

pytestmark = pytest.mark.faults
KILLS = 20


def filled(first: int, count: int, text: str = "text") -> Batch:
    return Batch([Document(str(n), f"{text} {n}", name=f"{n}.txt") for n in range(first, first + count)])


def cluster(workers: int = 2, **settings):
    return clusters.Cluster(workers, paths=[TESTS / "contracts"], settings=settings)


@contextmanager
def meanwhile(work):
    """Something done in a thread while the block runs; it is told by its argument when to end."""
    done = threading.Event()
    thread = threading.Thread(target=work, args=(done,))
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_workers_killed_at_random_moments_change_nothing():
    dice, kills = random.Random(4), []

    def killing(there, done):
        while len(kills) < KILLS and not done.wait(dice.uniform(0.1, 1.2)):
            alive = there.processes()
            if alive:
                kills.append(dice.choice(alive))
                os.kill(kills[-1], signal.SIGKILL)

    def endless():
        """Batches for as long as workers are killed, and a few after."""
        numbers = itertools.count()
        while len(kills) < KILLS:
            yield filled(next(numbers) * 4, 4)
        for _ in range(5):
            yield filled(next(numbers) * 4, 4)

    with cluster() as there, meanwhile(partial(killing, there)):
        read = list(Dask(scheduler=there.address).map(partial(stages.slow, 0.05), endless()))
    assert len(kills) == KILLS
    assert not any(result.failures for result in read)
    assert [text for result in read for text in result.results] == [f"TEXT {n}" for n in range(len(read) * 4)]


def test_a_document_that_kills_its_worker_each_time_costs_only_itself(tmp_path):
    batch = Batch([*filled(0, 2).documents, *filled(2, 1, "death").documents, *filled(3, 1).documents])
    with cluster(DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1") as there:
        engine = Dask(scheduler=there.address)
        [read, after] = engine.map(partial(stages.deadly, tmp_path, 99), [batch, filled(4, 1)])
    assert read.results == ["TEXT 0", "TEXT 1", "TEXT 3"]
    assert [failure.name for failure in read.failures] == ["2.txt"]
    assert "the process that read it ended; the rest are done" in read.failures[0].reason
    assert after.results == ["TEXT 4"]


def test_a_lost_scheduler_stops_the_run_and_the_next_goes_on(tmp_path):
    folder = tmp_path / "counts"
    folder.mkdir()
    batches = [filled(n, 2) for n in range(0, 40, 2)]

    def engine(address):
        return Remembering(Dask(scheduler=address), Memory(tmp_path / "results.sqlite"), "v1")

    done = []
    with cluster() as there:

        def losing_it():
            for read in engine(there.address).map(partial(stages.counting, folder), batches):
                done.extend(read.results)
                if len(done) == 20:
                    os.killpg(there.scheduler.pid, signal.SIGKILL)

        with pytest.raises(SetupError, match=r"the Dask scheduler tcp://\S+ was lost; start it and run"):
            losing_it()
    assert 20 <= len(done) < 40
    for left in folder.iterdir():
        left.unlink()
    with cluster() as there:
        read = list(engine(there.address).map(partial(stages.counting, folder), batches))
    assert [text for result in read for text in result.results] == [f"TEXT {n}" for n in range(40)]
    assert len(list(folder.iterdir())) == 40 - len(done)


def test_a_cluster_without_workers_is_told(monkeypatch):
    monkeypatch.setattr("geomap.engines.dask_cluster._LOOK_ROUND", 0.2)
    monkeypatch.setattr("geomap.engines.dask_cluster._WITHOUT_WORKERS", 0.5)
    with (
        cluster(0) as there,
        pytest.raises(SetupError, match=r"no worker has been at the Dask scheduler tcp://\S+ for"),
    ):
        list(Dask(scheduler=there.address).map(stages.loud, [filled(0, 1)]))


class Host:
    """A test host: a network namespace with a cable to this one."""

    def __init__(self, number: int) -> None:
        self.name, self.cable = f"geomap{number}", f"gmcable{number}"
        self.here, self.there = f"10.77.{number}.1", f"10.77.{number}.2"
        _ip("netns", "add", self.name)
        _ip("link", "add", self.cable, "type", "veth", "peer", "name", "eth0", "netns", self.name)
        _ip("address", "add", f"{self.here}/24", "dev", self.cable)
        _ip("-n", self.name, "address", "add", f"{self.there}/24", "dev", "eth0")
        _ip("-n", self.name, "link", "set", "lo", "up")
        _ip("-n", self.name, "link", "set", "eth0", "up")
        self.plug(True)

    def plug(self, there: bool) -> None:
        """Put the cable in, or pull it."""
        _ip("link", "set", self.cable, "up" if there else "down")
        if there:
            _ip("-n", self.name, "route", "replace", "default", "via", self.here)

    @property
    def prefix(self) -> tuple[str, ...]:
        """What a command begins with that is to run there."""
        return ("ip", "netns", "exec", self.name)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@pytest.fixture
def hosts():
    made = []
    try:
        made += [Host(1), Host(2)]
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no network namespaces can be made here ({error})")
    yield made
    for host in made:
        subprocess.run(["ip", "link", "delete", host.cable], check=False)
        subprocess.run(["ip", "netns", "delete", host.name], check=False)


def test_a_host_that_is_cut_off_and_comes_back(hosts):
    impatient = {"DISTRIBUTED__SCHEDULER__WORKER_TTL": "5s", "DISTRIBUTED__COMM__TIMEOUTS__TCP": "15s"}
    first, second = hosts
    there = clusters.Cluster(0, host=first.here, paths=[TESTS / "contracts"], settings=impatient)
    there.workers = [there.start_worker(*host.prefix) for host in hosts]
    told: list[str] = []  # of each batch the host that read it
    back_since: list[int] = []

    def cutting(done):
        while told.count(second.there) < 3 and not done.wait(0.05):
            pass
        second.plug(False)
        while told[-8:] != [first.there] * 8 and not done.wait(0.05):
            pass
        second.plug(True)
        back_since.append(len(told))
        while not done.wait(0.2):  # as whatever keeps a service going would do
            if there.workers[1].poll() is not None:
                there.workers[1] = there.start_worker(*second.prefix)

    def until_it_is_back():
        """Batches until the second host has read some again after it was plugged in."""
        for number in range(2000):
            yield filled(number * 4, 4)
            if back_since and second.there in told[back_since[0] :]:
                break

    with there, meanwhile(cutting):
        read = []
        for result in Dask(scheduler=there.address).map(partial(stages.where, 0.05), until_it_is_back()):
            read += [text.split("|")[0] for text in result.results]
            told.append(result.results[-1].split("|")[1])
    assert read == [f"TEXT {n}" for n in range(len(read))]
    assert back_since, "the second host was never seen to be missing"
    assert second.there in told[back_since[0] :], "the second host never came back"


def test_the_events_of_a_cluster_are_those_of_this_process():
    from geomap import pipeline
    from geomap.documents import read

    seeds = [str(TESTS.parent / "seeds" / name) for name in ("01-idlib.txt", "06-niamey.txt", "08-yangon.md")]
    local = pipeline.extract(read(seeds))
    assert local.events
    assert pipeline.extract(read(seeds), engine="dask", workers=1) == local

"""What every engine promises: the same results in the same order, wherever the work is done."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import pytest

from geomap.engines import ENGINES, Batch, InProcess, Memory, Processes, Remembering, Terms, open_engine
from geomap.errors import DocumentError, SetupError, UsageError
from geomap.model import Document

sys.path.insert(0, str(Path(__file__).parent))  # worker processes find the stages there too

import engine_stages as stages


def filled(first: int, count: int, text: str = "text") -> Batch:
    return Batch([Document(str(n), f"{text} {n}", name=f"{n}.txt") for n in range(first, first + count)])


@pytest.fixture(scope="module")
def cluster():
    """The address of a Dask scheduler with two workers of this machine."""
    distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, memory_limit=0, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as local:
        yield local.scheduler_address


@pytest.fixture(
    params=[
        "in-process",
        "one process",
        "two processes",
        "remembering",
        "remembering processes",
        "dask",
        "remembering dask",
    ]
)
def engine(request, tmp_path):
    memory = Memory(tmp_path / "cache" / "results.sqlite")
    if "dask" in request.param:
        dask = ENGINES.load("dask")(scheduler=request.getfixturevalue("cluster"))
        return Remembering(dask, memory, "v1") if "remembering" in request.param else dask
    return {
        "in-process": InProcess(),
        "one process": Processes(1, alone=True),
        "two processes": Processes(2, alone=True),
        "remembering": Remembering(InProcess(), memory, "v1"),
        "remembering processes": Remembering(Processes(2, alone=True), memory, "v1"),
    }[request.param]


def test_results_come_in_the_order_of_the_batches(engine):
    read = list(engine.map(stages.loud, [filled(0, 3), Batch(), filled(3, 1), filled(4, 5), filled(9, 2)]))
    assert [result.results for result in read] == [
        [f"TEXT {n}" for n in numbers] for numbers in (range(3), range(0), range(3, 4), range(4, 9), range(9, 11))
    ]
    assert [document.doc_id for result in read for document in result.documents] == [str(n) for n in range(11)]


def test_one_document_s_trouble_is_its_own(engine):
    mixed = Batch([*filled(0, 1).documents, *filled(1, 1, "odd").documents, *filled(2, 1).documents])
    [read, after] = engine.map(stages.brittle, [mixed, filled(3, 1)])
    assert read.results == ["TEXT 0", "TEXT 2"]
    assert [failure.name for failure in read.failures] == ["1.txt"]
    assert after.results == ["TEXT 3"]


def test_failures_from_before_and_from_making_ready_come_through(engine):
    batch = Batch(
        [*filled(0, 1, "no").documents, *filled(1, 1).documents], [DocumentError("x.pdf", "it cannot be read")]
    )
    [read] = engine.map(stages.choosy, [batch])
    assert [failure.name for failure in read.failures] == ["x.pdf", "0.txt"]
    assert read.results == ["TEXT 1"]


def test_what_breaks_the_run_stops_it_with_its_own_message(engine):
    with pytest.raises(SetupError, match="the model is missing; install it"):
        list(engine.map(stages.unset, [filled(0, 2), filled(2, 2)]))


def test_nothing_is_loaded_for_nothing(engine):
    assert [r.results for r in engine.map(stages.unset, [Batch(), Batch()])] == [[], []]


def test_batches_are_read_as_they_are_needed(engine):
    taken = []

    def source():
        for number in range(40):
            taken.append(number)
            yield filled(number, 1)

    stream = engine.map(stages.loud, source())
    assert next(stream).results == ["TEXT 0"]
    assert len(taken) < 20
    stream.close()


def test_engines_are_found_by_name():
    assert ENGINES.load("processes") is Processes
    assert ENGINES.load("in-process") is InProcess


def test_an_engine_is_opened_as_the_user_asks():
    assert isinstance(open_engine(None, Terms(1)), InProcess)
    local = open_engine(None, Terms(3))
    assert isinstance(local, Processes)
    assert local.workers == 3
    [read] = open_engine("apart", Terms(1)).map(stages.process_ids, [filled(0, 1)])
    assert read.results != [os.getpid()]  # even a single document is read in a process of its own
    with pytest.raises(UsageError, match="no engine 'ray'; choose one of in-process, processes, dask"):
        open_engine("ray", Terms())
    with pytest.raises(UsageError, match="give --engine dask with --scheduler"):
        open_engine(None, Terms(2, "tcp://127.0.0.1:8786"))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_worker_s_batch_is_tried_again(tmp_path, workers):
    batches = [filled(0, 2), filled(2, 2, "death"), filled(4, 2)]
    read = list(Processes(workers, alone=True).map(partial(stages.deadly, tmp_path, 1), batches))
    assert [result.results for result in read] == [["TEXT 0", "TEXT 1"], ["DEATH 2", "DEATH 3"], ["TEXT 4", "TEXT 5"]]
    assert not any(result.failures for result in read)


def test_a_document_that_kills_its_worker_each_time_costs_only_itself(tmp_path):
    batch = Batch([*filled(0, 2).documents, *filled(2, 1, "death").documents, *filled(3, 1).documents])
    [read, after] = Processes(2, alone=True).map(partial(stages.deadly, tmp_path, 99), [batch, filled(4, 1)])
    assert read.results == ["TEXT 0", "TEXT 1", "TEXT 3"]
    assert [failure.name for failure in read.failures] == ["2.txt"]
    assert "exit code -9" in read.failures[0].reason
    assert after.results == ["TEXT 4"]


def test_a_single_batch_needs_no_process_of_its_own(monkeypatch):
    monkeypatch.setattr("geomap.engines.processes.Worker", None)
    [read] = Processes(2).map(stages.loud, [filled(0, 3)])
    assert read.results == ["TEXT 0", "TEXT 1", "TEXT 2"]


class TestRemembering:
    def engine(self, tmp_path, fingerprint="v1"):
        return Remembering(InProcess(), Memory(tmp_path / "results.sqlite"), fingerprint)

    def read(self, tmp_path, batches, fingerprint="v1"):
        """How many documents were worked on, and the results."""
        folder = tmp_path / "counts"
        folder.mkdir(exist_ok=True)
        before = len(list(folder.iterdir()))
        results = [
            result
            for read in self.engine(tmp_path, fingerprint).map(partial(stages.counting, folder), batches)
            for result in read.results
        ]
        return len(list(folder.iterdir())) - before, results

    def test_nothing_is_read_twice(self, tmp_path):
        assert self.read(tmp_path, [filled(0, 3), filled(3, 2)]) == (5, [f"TEXT {n}" for n in range(5)])
        assert self.read(tmp_path, [filled(0, 5)]) == (0, [f"TEXT {n}" for n in range(5)])

    def test_only_what_is_new_is_read(self, tmp_path):
        self.read(tmp_path, [filled(1, 2)])
        assert self.read(tmp_path, [filled(0, 4)]) == (2, [f"TEXT {n}" for n in range(4)])

    def test_another_version_reads_all_again(self, tmp_path):
        self.read(tmp_path, [filled(0, 3)])
        assert self.read(tmp_path, [filled(0, 3)], "v2")[0] == 3

    def test_a_changed_document_is_read_again(self, tmp_path):
        self.read(tmp_path, [filled(0, 1)])
        assert self.read(tmp_path, [filled(0, 1, "other")]) == (1, ["OTHER 0"])

    def test_an_interrupted_run_goes_on_where_it_was(self, tmp_path):
        folder = tmp_path / "counts"
        folder.mkdir()
        stream = self.engine(tmp_path).map(partial(stages.counting, folder), [filled(0, 2), filled(2, 2), filled(4, 2)])
        next(stream)
        stream.close()
        assert self.read(tmp_path, [filled(0, 2), filled(2, 2)])[0] == 2

    @pytest.mark.parametrize("spoil", ["cut", "foreign", "empty"])
    def test_a_broken_file_is_made_anew(self, tmp_path, spoil):
        self.read(tmp_path, [filled(0, 3)])
        file = tmp_path / "results.sqlite"
        file.write_bytes({"cut": file.read_bytes()[:5000], "foreign": b"no database at all" * 99, "empty": b""}[spoil])
        assert self.read(tmp_path, [filled(0, 3)]) == (3, ["TEXT 0", "TEXT 1", "TEXT 2"])
        self.read(tmp_path, [filled(0, 3)])
        assert self.read(tmp_path, [filled(0, 3)])[0] == 0

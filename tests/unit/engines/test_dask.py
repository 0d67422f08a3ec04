"""The Dask engine: what it refuses, and what it says when a cluster is not there. See the contract for what all engines do."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import pytest

from geomap.engines import Batch, isolated
from geomap.errors import SetupError
from geomap.model import Document

pytest.importorskip("distributed", reason="the extra `dask` is not installed")
sys.path.insert(0, str(Path(__file__).parents[2] / "contracts"))  # workers find the stages there too

import engine_stages as stages

from geomap.engines.dask_cluster import Dask
from geomap.engines.dask_worker import check


def filled(first: int, count: int, text: str = "text") -> Batch:
    return Batch([Document(str(n), f"{text} {n}", name=f"{n}.txt") for n in range(first, first + count)])


def versions_of(home: int) -> dict[str, str]:
    """One gazetteer in the process of the client, another elsewhere."""
    return {"code and models": "c0de", "gazetteer": "2026-10" if os.getpid() == home else "2026-11"}


def test_a_cluster_of_its_own_is_made_where_no_scheduler_is_named():
    read = list(Dask(1).map(stages.loud, [filled(0, 2), Batch(), filled(2, 1)]))
    assert [result.results for result in read] == [["TEXT 0", "TEXT 1"], [], ["TEXT 2"]]


def test_a_worker_of_another_version_is_refused_with_both_named():
    engine = Dask(1, versions=partial(versions_of, os.getpid()))
    with pytest.raises(SetupError, match=r"the worker tcp://\S+ .*gazetteer 2026-11 there and 2026-10 here") as caught:
        list(engine.map(stages.loud, [filled(0, 1)]))
    assert "code and models" not in str(caught.value).split("(")[1].split(")")[0]


@pytest.mark.parametrize(
    ("found", "wanted", "told"),
    [({}, {"gazetteer": "g1"}, "gazetteer none there and g1 here"), ({"own": "x"}, {}, "own x there and none here")],
)
def test_what_only_one_side_has_is_told(found, wanted, told):
    with pytest.raises(SetupError, match=told):
        check("tcp://w", found, wanted)


def test_the_same_versions_pass():
    check("tcp://w", {"a": "1", "b": "2"}, {"b": "2", "a": "1"})


def test_no_scheduler_is_told(monkeypatch):
    monkeypatch.setattr("geomap.engines.dask_cluster._PATIENCE", 0.3)
    with pytest.raises(
        SetupError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1; start one with `dask scheduler`"
    ):
        list(Dask(scheduler="tcp://127.0.0.1:1").map(stages.loud, [filled(0, 1)]))


def test_an_address_that_is_none_is_told():
    with pytest.raises(SetupError, match="no Dask scheduler answers at nowhere at all"):
        list(Dask(scheduler="nowhere at all").map(stages.loud, [filled(0, 1)]))


def told_of_dask(_documents: list[Document]) -> list[str]:
    """What a worker was started with."""
    import dask

    return [f"{dask.config.get('distributed.worker.profile.enabled')} {'MALLOC_TRIM_THRESHOLD_' in os.environ}"]


def test_workers_of_its_own_go_without_what_reading_pays_for(monkeypatch):
    monkeypatch.delenv("MALLOC_TRIM_THRESHOLD_", raising=False)  # another test's cluster may have left it here
    [result] = Dask(1).map(partial(isolated, told_of_dask), [filled(0, 1)])
    assert result.results == ["False False"]

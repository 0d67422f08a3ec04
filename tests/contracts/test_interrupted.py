"""Ctrl-C: a run ends at once with its workers, keeps what it had done, and the next one goes on from there."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from geomap.engines import Batch, InProcess, Memory, Processes, Remembering
from geomap.model import Document

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # worker processes find the stages there too

import engine_stages as stages  # noqa: E402

BATCHES, EACH = 30, 2
RUN = """
import sys
sys.path[:0] = {paths!r}
from pathlib import Path
import test_interrupted

if __name__ == "__main__":
    test_interrupted.read(Path({folder!r}), {workers}, {pause})
"""


def read(folder, workers, pause):
    """Reads all documents with a memory, each taking its time; leaves a file for each that was looked at."""
    engine = Remembering(Processes(workers) if workers > 1 else InProcess(), Memory(folder / "kept.sqlite"), "v")
    todo = [
        Batch([Document(f"{number}-{i}", f"text {number} {i}", name=f"{number}-{i}") for i in range(EACH)])
        for number in range(BATCHES)
    ]
    recipe = partial(stages.counting_slowly, folder / "seen", pause)
    return [result for batch in engine.map(recipe, todo) for result in batch.results]


def kept(folder):
    keys = Memory(folder / "kept.sqlite")
    counts = []
    keys._do(lambda database: counts.extend(database.execute("select count(*) from results").fetchone()))
    return counts[0] if counts else 0


def workers_of(pid):
    """Processes that descend from one, by Linux's own list."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.parent.name)] = int(fields[1])
    found, last = {pid}, 0
    while len(found) > last:
        last = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found - {pid}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux which processes there are")
@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupted_run_keeps_what_it_had_done(tmp_path, workers):
    (tmp_path / "seen").mkdir()
    script = RUN.format(paths=[str(HERE), *sys.path], folder=str(tmp_path), workers=workers, pause=0.05)
    (tmp_path / "run.py").write_text(script, encoding="utf-8")
    run = subprocess.Popen([sys.executable, tmp_path / "run.py"], stderr=subprocess.DEVNULL)
    patience = time.monotonic() + 60
    while kept(tmp_path) < 3 * EACH and time.monotonic() < patience:
        time.sleep(0.02)
    family = workers_of(run.pid)
    run.send_signal(signal.SIGINT)
    assert run.wait(timeout=10) == -signal.SIGINT
    done = kept(tmp_path)
    assert 3 * EACH <= done < BATCHES * EACH, "it was interrupted in the middle, and lost nothing"
    while (left := [pid for pid in family if _runs(pid)]) and time.monotonic() < patience:
        time.sleep(0.1)
    assert not left, "no process of its own is left"

    before = len(list((tmp_path / "seen").iterdir()))
    assert len(read(tmp_path, 1, 0)) == BATCHES * EACH
    assert len(list((tmp_path / "seen").iterdir())) - before == BATCHES * EACH - done, "only what was missing is read"


def _runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

"""Every reader and parser keeps its promise on broken input: what fuzzing found, and a few seconds of fuzzing.

`make fuzz` runs the same targets for longer; see benchmarks/fuzz/run.py.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

CASES = sorted(path for path in (Path(__file__).parent / "cases").glob("*/*") if path.is_file())
SLOW = {"extract", "places", "day"}  # models to load; a day that nobody can read takes dateparser a while


def names():
    import sys

    sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "fuzz"))
    import targets

    return sorted(targets.TARGETS)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # GDAL warns of what it mends
@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_fuzzing_found_stays_mended(case):
    import targets

    targets.TARGETS[case.parent.name](case.read_bytes())  # raises what is no GeomapError


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.faults) if name in SLOW else name for name in names()]
)
@pytest.mark.filterwarnings("ignore")
def test_changed_input_gives_a_sentence_or_a_result(name):
    import targets
    from containers import beginnings
    from run import changed

    draw = random.Random(f"{name} 1")
    begin = beginnings(name)
    for data in [
        b"",
        b"\x00",
        b"\xff\xfe",
        *begin,
        *(changed(draw.choice(begin), draw)[:4096] for _ in range(25)),
    ]:
        targets.TARGETS[name](data)


def test_the_fuzzers_see_a_crash():
    """The harness itself: a target that fails leaves its input and traceback behind, once."""
    import run
    import targets

    targets.TARGETS["broken"] = lambda data: [][len(data)]
    try:
        watched = run.Watched("broken")
        watched._note = lambda data, error: watched.found.add(type(error).__name__)
        watched(b"x")
        watched(b"y")
    finally:
        del targets.TARGETS["broken"]
    assert watched.found == {"IndexError"}
    assert watched.runs == 2

"""What the tests of hostile input share: the fuzzers' targets and the archives they build."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[2] / "benchmarks" / "fuzz"


@pytest.fixture(scope="session", autouse=True)
def _fuzzers():
    """Make `containers`, `targets` and `run` of benchmarks/fuzz importable."""
    sys.path.insert(0, str(FUZZ))
    yield
    sys.path.remove(str(FUZZ))


@pytest.fixture
def peak():
    """A function that runs another and gives its result with the most memory that Python held meanwhile, in bytes."""
    import tracemalloc

    def measured(function):
        tracemalloc.start()
        try:
            result = function()
            return result, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    return measured

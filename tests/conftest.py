"""What all tests share: where the corpora for measuring are, if they are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# On CI the same examples every time; elsewhere new ones, so that somebody's run finds what is left.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold files and corpora; tests that need it are skipped, saying so, where it is absent."""
    folder = Path(os.environ.get("GEOMAP_SHARED") or PROJECT.parent / "shared")
    if not (folder / "gold").is_dir():
        pytest.skip(f"the corpora for measuring are not at {folder} (set GEOMAP_SHARED)")
    return folder


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the project's own sample articles."""
    return PROJECT / "seeds"

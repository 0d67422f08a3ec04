"""What all tests share: where the corpora for measuring are, if they are there."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import postgis_server
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


@pytest.fixture(scope="session")
def postgis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostGIS server: the one of GEOMAP_POSTGIS, else a throw-away one; skips where none can be had."""
    given = os.environ.get("GEOMAP_POSTGIS")
    if given:
        yield given
    elif postgis_server.programs() is None:
        pytest.skip("PostgreSQL with PostGIS is not installed (Debian: postgresql, postgresql-postgis)")
    else:
        # Not below pytest's own folder, which belongs to root alone where root runs the tests.
        with postgis_server.server(Path(f"/tmp/geomap-postgis-{secrets.token_hex(4)}")) as url:  # noqa: S108
            yield url


@pytest.fixture
def new_database(postgis: str) -> Iterator[Callable[[], str]]:
    """Makes addresses of empty stores, a schema each in the one server."""
    import psycopg

    made = []

    def make() -> str:
        made.append(f"geomap_test_{secrets.token_hex(6)}")
        with psycopg.connect(postgis) as connection:
            connection.execute(f"CREATE SCHEMA {made[-1]}")
        return f"{postgis}?options=-csearch_path%3D{made[-1]}%2Cpublic"

    yield make
    with psycopg.connect(postgis) as connection:
        for schema in made:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")

"""Killed at any moment, geomap leaves whole files, and a run that follows ends as if nothing had been. See kills.py."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
QUICK = ("store .geojson", "store .gpkg")


@pytest.fixture(autouse=True)
def _scripts(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", QUICK)
def test_a_few_kills(tmp_path, name):
    import kills

    killer = kills.Killer(name, tmp_path)
    states = [killer.once(share) for share in (0.3, 0.6)]  # raises Broken where something is left
    while states[-1] == "ended first" and len(states) < 8:  # it was measured on a busier machine
        states.append(killer.once(0.5))
    assert any(state != "ended first" for state in states)


@pytest.mark.faults
@pytest.mark.filterwarnings("ignore")
def test_kills_in_every_command(tmp_path):
    import kills

    kills.warm()
    draw = random.Random(9)
    for number, name in enumerate(kills.SCENARIOS):
        killer = kills.Killer(name, tmp_path / str(number))
        for _ in range(4):
            killer.once(draw.uniform(0.0, 1.0))


@pytest.mark.faults
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["extract postgresql", "store postgresql", "correct postgresql"])
def test_kills_with_events_in_postgis(tmp_path, name):
    import kills
    import postgis_server

    if postgis_server.programs() is None:
        pytest.skip("PostgreSQL with PostGIS is not installed (Debian: postgresql, postgresql-postgis)")
    kills.warm()
    draw = random.Random(name)
    with kills.killer_of(name, tmp_path) as killer:
        for _ in range(3):
            killer.once(draw.uniform(0.0, 1.0))


@pytest.mark.filterwarnings("ignore")
def test_a_half_written_store_is_seen(tmp_path, monkeypatch):
    """The check itself: a command that writes in place is caught."""
    import time

    import kills

    def in_place():
        with Path("out.csv").open("w") as stream:
            for line in range(40):
                stream.write(f"{line}\n")
                stream.flush()
                time.sleep(0.01)

    broken = kills.Scenario(lambda folder: (folder / "in").mkdir(), in_place, ("out.csv",))
    monkeypatch.setattr(kills, "SCENARIOS", {"in place": broken})
    killer = kills.Killer("in place", tmp_path)
    with pytest.raises(kills.Broken, match=r"half of out\.csv"):
        killer.once(0.5)

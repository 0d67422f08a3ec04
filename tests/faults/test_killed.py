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

    killer = kills.Killer(name, tmp_path, kills.SCENARIOS[name])
    states = [killer.once(share) for share in (0.3, 0.6)]  # raises Broken where something is left
    while states[-1] == kills.ENDED and len(states) < 8:  # it was measured on a busier machine
        states.append(killer.once(0.5))
    assert any(state != kills.ENDED for state in states)
    assert killer.at_step(0.0) == "before"
    assert killer.at_step(0.999) == "after"  # what was committed stays


@pytest.mark.faults
@pytest.mark.filterwarnings("ignore")
def test_kills_in_every_command(tmp_path):
    import kills

    kills.warm()
    draw = random.Random(9)
    for number, name in enumerate(kills.SCENARIOS):
        killer = kills.Killer(name, tmp_path / str(number), kills.SCENARIOS[name])
        for _ in range(2):
            killer.once(draw.random())
            assert killer.at_step(draw.random()) != kills.ENDED


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
        killer.once(draw.random())
        for share in (draw.random(), 0.999):
            assert killer.at_step(share) != kills.ENDED


@pytest.mark.filterwarnings("ignore")
def test_a_half_written_store_is_seen(tmp_path):
    """The check itself: a command that writes in place is caught."""
    import time

    import kills
    from kill_scenarios import Scenario

    def in_place():
        with Path("out.csv").open("w") as stream:
            for line in range(40):
                stream.write(f"{line}\n")
                stream.flush()
                time.sleep(0.01)
        Path("done").write_text("")

    killer = kills.Killer(
        "in place", tmp_path, Scenario(lambda folder: (folder / "in").mkdir(), in_place, ("out.csv",))
    )
    with pytest.raises(kills.Broken, match=r"half of out\.csv"):
        killer.once(0.5)
    assert killer.steps == 3  # two files opened, and the end
    assert killer.at_step(0.0) == "absent"
    assert killer.at_step(0.9) == "after"

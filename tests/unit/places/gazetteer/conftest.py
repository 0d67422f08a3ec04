"""The embedded gazetteer, built once in the user's cache folder, and small indexes made on the spot."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.places.gazetteer import Gazetteer, open_gazetteer
from geomap.places.gazetteer.adding import Home
from geomap.places.gazetteer.entries import Entry, NameKind


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The embedded gazetteer without additions."""
    return open_gazetteer(own=tmp_path_factory.mktemp("nothing-added"))


@pytest.fixture
def home(gazetteer: Gazetteer, tmp_path: Path) -> Home:
    """Where a test adds files: the embedded index is there already."""
    assert len(gazetteer) > 0
    return Home(own=tmp_path / "own")


@pytest.fixture
def towns() -> list[Entry]:
    """Five places of an invented country, of which two share a name."""

    def town(identifier: int, name: str, latitude: float, longitude: float, people: int, *aliases: str) -> Entry:
        entry = Entry(identifier, name, latitude, longitude, "PPL", "XX", 100, 0, people)
        entry.add_name(name, NameKind.MAIN)
        for alias in aliases:
            entry.add_name(alias)
        return entry

    province = Entry(100, "Marle", 10.5, 20.5, "ADM1", "XX", 100, 0, 900)
    province.add_name("Marle", NameKind.MAIN)
    towns = [
        town(1, "Ostra", 10.1, 20.1, 500, "Østrå", "Остра"),
        town(2, "Ostra", 10.9, 20.9, 700),
        town(3, "Port Velin", 10.2, 20.8, 300, "Velin"),
        town(-4, "Kiru", -17.0, 179.9, 50),
    ]
    towns[2].add_name("OST", NameKind.CODE)
    towns[3].add_name("Ostra", NameKind.CODE)
    return [*towns, province]

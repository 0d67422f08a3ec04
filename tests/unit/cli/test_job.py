"""The options of reading articles, which `extract` and `map` share, stand in one place and reach the pipeline."""

import dataclasses

import pytest
import typer

from geomap import pipeline
from geomap.cli import app
from geomap.cli.options import Job

COMMANDS = typer.main.get_command(app).commands


@pytest.mark.parametrize("command", ["extract", "map"])
def test_both_commands_have_all_of_them(command):
    options = {parameter.name for parameter in COMMANDS[command].params}
    assert {field.name for field in dataclasses.fields(Job)} <= options
    assert "job" not in options


def test_they_reach_the_pipeline(run, stages, articles, tmp_path, monkeypatch):
    seen = {}
    original = pipeline.extract
    monkeypatch.setattr(pipeline, "extract", lambda documents, **given: seen.update(given) or original(documents))
    given = ("--engine", "dask", "--scheduler", "tcp://h:8786", "--workers", "3", "--no-merge", "--no-cache")
    assert run("extract", articles, "-o", tmp_path / "e.geojson", *given).exit_code == 0
    wanted = {"engine": "dask", "scheduler": "tcp://h:8786", "workers": 3, "merge": False, "cache": None}
    assert {name: seen[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--engine", "ray"), "there is no engine 'ray'; choose one of in-process, processes, dask"),
        (("--scheduler", "tcp://h:8786"), "give --engine dask with --scheduler"),
        (
            ("--engine", "dask", "--geocoder", "photon", "--geocoder-agent", "me@example.org"),
            "an online geocoder is asked by one process alone; leave out --engine dask or --geocoder",
        ),
    ],
)
def test_what_makes_no_sense_is_one_sentence(run, articles, tmp_path, given, told):
    result = run("extract", articles, "-o", tmp_path / "e.geojson", "--no-cache", *given)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "e.geojson").exists()

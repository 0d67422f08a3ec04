"""geomap.toml changes what is extracted as it says, and the result tells so."""

from __future__ import annotations

import json

import pytest
import typer.testing

from geomap.cli import app
from geomap.store import read_events

SETTINGS = """\
[places]
governments = ["Damascus"]
blocked = ["Jordan"]

[places.fixed]
Tripoli = 266826
"Camp Sion" = { latitude = 14.25, longitude = -3.5 }

[[actors]]
name = "Sion Brigade"
aliases = ["brigade de Sion", "BSN"]
kind = "Rebel group"
country = "ML"
"""
TEXTS = {
    "tripoli": ("en", "Gunmen attacked a police post in Tripoli on Monday, killing three officers."),
    "damascus": ("en", "Fighting broke out in Damascus on Tuesday and two soldiers were killed."),
    "sion": (
        "fr",
        "La brigade de Sion a attaqué lundi Camp Sion et tué quatre soldats maliens.",
    ),
    "jordan": ("en", "Militants shelled the houses of Jordan on Tuesday, killing five civilians."),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    (folder / "geomap.toml").write_text(SETTINGS, "utf-8")
    records = [
        {"doc_id": name, "language": language, "published": "2021-03-03", "text": text}
        for name, (language, text) in TEXTS.items()
    ]
    (folder / "docs.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    (folder / "inner").mkdir()
    return folder


def extracted(monkeypatch, folder, *options):
    """What `geomap extract` gives when it is called from a folder below, and what it says."""
    monkeypatch.chdir(folder / "inner")
    result = typer.testing.CliRunner().invoke(app, ["extract", "../docs.jsonl", "-o", "e.geojson", *options])
    assert result.exit_code == 0, result.stderr
    view = read_events("e.geojson")
    found = {event.doc_id: event for event in view}
    (folder / "inner" / "e.geojson").unlink()
    return found, view.run, result.stderr


def test_with_the_file_above_the_working_folder(monkeypatch, folder):
    found, run, said = extracted(monkeypatch, folder)
    assert "geomap.toml are heeded" in said
    assert (found["tripoli"].country_code, found["tripoli"].geonames_id) == ("LB", 266826)
    assert found["damascus"].location != "Damascus"
    assert found["damascus"].latitude is None
    assert (found["sion"].location, found["sion"].latitude, found["sion"].country_code) == ("Camp Sion", 14.25, "ML")
    assert (found["sion"].actor1, found["sion"].inter1) == ("Sion Brigade", "Rebel group")
    assert found["jordan"].country_code is None
    [settings] = run.settings
    assert (settings["file"], settings["blocked"], len(settings["sha256"])) == ("geomap.toml", ["Jordan"], 12)


def test_with_another_file_named(monkeypatch, folder):
    other = folder / "other.toml"
    other.write_text("# nothing settled\n", "utf-8")
    found, run, _ = extracted(monkeypatch, folder, "--config", "../other.toml")
    assert found["tripoli"].country_code == "LY"
    assert (found["damascus"].location, found["jordan"].country_code) == ("Damascus", "JO")
    assert found["sion"].actor1 != "Sion Brigade"
    assert [settings["file"] for settings in run.settings] == ["other.toml"]


def test_a_wrong_entry_stops_the_run_before_anything_is_read(monkeypatch, folder):
    (folder / "wrong.toml").write_text('[places]\nblocks = ["Jordan"]\n', "utf-8")
    monkeypatch.chdir(folder)
    result = typer.testing.CliRunner().invoke(
        app, ["extract", "docs.jsonl", "-o", "w.geojson", "--config", "wrong.toml"]
    )
    assert result.exit_code == 2
    assert "wrong.toml, line 2: there is no setting 'blocks'; write 'blocked'" in result.stderr
    assert not (folder / "w.geojson").exists()

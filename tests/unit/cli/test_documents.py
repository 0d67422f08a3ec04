"""map, extract, places, dates: from articles to files, with exit codes."""

import errno
import json
import os

import pytest

from geomap.store import open_store, read_events

pytestmark = pytest.mark.usefixtures("stages")


def ids(path):
    return [event.event_id for event in read_events(path)]


def test_extract_writes_events(run, articles, tmp_path):
    out = tmp_path / "new" / "e.geojson"
    result = run("extract", articles, "-o", out, "--source", "Agence")
    assert result.exit_code == 0
    assert ids(out) == ["first", "second"]
    assert result.stdout == ""
    assert "2 events from 2 documents" in result.stderr
    assert {event.source for event in read_events(out)} == {"Agence"}


def test_extracting_again_repeats_nothing_and_adds_what_is_new(run, articles, tmp_path):
    out = tmp_path / "e.geojson"
    run("extract", articles, "-o", out)
    before = out.read_bytes()
    run("extract", articles, "-o", out)
    assert out.read_bytes() == before
    (articles / "3.txt").write_text("third")
    run("extract", articles / "3.txt", "-o", out)
    assert ids(out) == ["first", "second", "third"]
    assert len(open_store(out).view().run.documents) == 3


def test_a_document_that_fails_is_named_and_the_others_are_done(run, articles, tmp_path):
    (articles / "0.txt").write_bytes(b"\x00\x01" * 999)
    (articles / "3.txt").write_text("this cannot be read")
    (articles / "4.txt").write_text("")
    out = tmp_path / "e.geojson"
    result = run("extract", "-q", articles, "-o", out)
    assert result.exit_code == 1
    assert ids(out) == ["first", "second"]
    lines = result.stderr.splitlines()
    assert [line.split(":")[1].strip().rpartition("/")[2] for line in lines] == ["0.txt", "3.txt", "4.txt"]
    assert set(open_store(out).view().run.failures) == {str(articles / name) for name in ("0.txt", "3.txt", "4.txt")}


def test_standard_input_to_standard_output(run):
    result = run("extract", "-", "-o", "-", stdin="piped\n")
    assert result.exit_code == 0
    assert [item["id"] for item in json.loads(result.stdout)["features"]] == ["piped"]


def test_warnings_are_shown(run, articles, tmp_path):
    (articles / "1.txt").write_text("undated")
    result = run("extract", "-q", articles, "-o", tmp_path / "e.geojson")
    assert result.exit_code == 0
    assert "1.txt: no year" in result.stderr


@pytest.mark.parametrize("command", ["places", "dates"])
def test_records_are_written_line_by_line(run, articles, tmp_path, command):
    (articles / "3.txt").write_text("this cannot be read")
    out = tmp_path / "r.jsonl"
    result = run(command, articles, "-o", out)
    assert result.exit_code == 1
    assert [json.loads(line)["text"] for line in out.read_text().splitlines()] == ["first", "second"]
    assert "3.txt: it is in Breton" in result.stderr
    to_stdout = run(command, articles / "1.txt", "-q")
    assert [json.loads(line)["text"] for line in to_stdout.stdout.splitlines()] == ["first"]
    assert to_stdout.stderr == ""


def test_explain_and_year_reach_the_stages(run, articles):
    assert json.loads(run("places", articles / "1.txt", "--explain").stdout)["explain"] is True
    assert json.loads(run("dates", articles / "1.txt", "--year", 2020).stdout)["assume_year"] == 2020


def test_a_map_of_articles(run, articles, tmp_path):
    (articles / "3.txt").write_text("")
    out = tmp_path / "maps" / "x.html"
    out.parent.mkdir()
    result = run("map", articles, "-o", out, "--source", "Agence")
    assert result.exit_code == 1
    drawn = json.loads(out.read_text())
    assert drawn["ids"] == ["first", "second"]
    assert drawn["run"] == {"documents_read": 2, "documents_failed": [str(articles / "3.txt")], "sources": ["Agence"]}


def test_a_map_keeps_its_events_and_draws_all_that_are_kept(run, articles, tmp_path):
    store, out = tmp_path / "e.geojson", tmp_path / "x.html"
    run("map", articles / "1.txt", "-o", out, "--events", store)
    run("map", articles / "2.txt", "-o", out, "--events", store)
    assert ids(store) == ["first", "second"]
    assert json.loads(out.read_text())["ids"] == ["first", "second"]


def test_a_map_knows_what_is_new_since_an_earlier_file_even_the_one_it_adds_to(run, articles, tmp_path):
    page, events = tmp_path / "m.html", tmp_path / "e.geojson"
    run("map", articles / "1.txt", "-o", page, "--events", events)
    assert json.loads(page.read_text())["changes"] is None
    result = run("map", articles, "-o", page, "--events", events, "--since", events)
    assert result.exit_code == 0, result.stderr
    assert json.loads(page.read_text())["changes"] == {"second": "new"}


def test_a_map_of_events_and_articles_together(run, articles, saved, tmp_path):
    out = tmp_path / "x.html"
    assert run("map", saved, "-o", out).exit_code == 0
    assert json.loads(out.read_text())["ids"] == ["a", "b", "c"]
    run("map", saved, articles, "-o", out)
    assert json.loads(out.read_text())["ids"] == ["a", "b", "c", "first", "second"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["extract", "nowhere.txt", "-o", "e.geojson"], "no such file or folder"),
        (["extract", "{empty}", "-o", "e.geojson"], "no document in this folder"),
        (["extract", "{articles}", "-o", "e.doc"], "events are kept in"),
        (["extract", "{articles}", "-o", "e.geojson", "--published", "03/04/2020"], "write it as 2020-03-31"),
        (["map", "{articles}", "-o", "x.png"], "name a file that ends in .html"),
        (["extract", "-o", "e.geojson"], "Missing argument"),
        (["dates", "{articles}", "--year", "20"], "Invalid value"),
    ],
)
def test_wrong_usage(run, articles, tmp_path, monkeypatch, arguments, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    places = {"articles": articles, "empty": tmp_path / "empty"}
    before = sorted(tmp_path.rglob("*"))
    result = run(*(argument.format(**places) for argument in arguments))
    assert result.exit_code == 2
    assert says in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_full_disk_while_writing(run, articles, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for command, name in (("extract", "e.geojson"), ("places", "p.jsonl")):
        result = run(command, "-q", articles, "-o", tmp_path / "out" / name)
        assert result.exit_code == 2
        assert (
            result.stderr
            == f"geomap: {tmp_path / 'out' / name} was not written: the disk is full; free some space or write elsewhere\n"
        )
    assert list((tmp_path / "out").iterdir()) == []

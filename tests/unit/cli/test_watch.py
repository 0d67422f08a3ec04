"""`geomap watch`: what the command itself does; the room is tested in tests/unit/watch, the process in tests/faults."""

import json
import logging
import sys
import warnings

import pytest


@pytest.fixture
def watch(run, stages, tmp_path):
    def once(*arguments):
        return run("watch", *arguments, tmp_path / "events.geojson", "--once", "--log", "json", "--no-cache")

    return once


def lines(result):
    return [json.loads(line) for line in result.stderr.splitlines()]


def test_new_articles_become_events_once(watch, articles, tmp_path):
    first, second = watch(articles), watch(articles)
    assert first.exit_code == second.exit_code == 0
    assert [line["articles"] for line in lines(first) if line["what"] == "articles kept"] == [2]
    assert "articles kept" not in second.stderr
    features = json.loads((tmp_path / "events.geojson").read_text())["features"]
    assert [one["id"] for one in features] == ["first", "second"]
    assert (tmp_path / "events.watch.sqlite").exists()


def test_a_changed_article_takes_its_events_along(watch, articles, tmp_path):
    watch(articles)
    (articles / "1.txt").write_text("first mended")
    watch(articles)
    features = json.loads((tmp_path / "events.geojson").read_text())["features"]
    assert [one["id"] for one in features] == ["second", "first mended"]


def test_what_fails_is_told_and_the_exit_code_says_so(watch, articles):
    (articles / "3.txt").write_text("cannot \x1b[2J\u202e")
    result = watch(articles)
    assert result.exit_code == 1
    assert [line["article"] for line in lines(result) if line["what"] == "article not done"] == [
        str(articles / "3.txt")
    ]
    assert watch(articles).exit_code == 0  # it was told once; it has not changed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.geojson"], "name what to watch"),
        (["no", "a.geojson"], "no such file or folder"),
        ([".", "a.txt"], "events are kept in"),
        ([".", "a.geojson", "--every", "soon"], "no interval"),
        ([".", "a.geojson", "--log", "xml"], "choose one of plain, json"),
        (["https://example.org/feed", "a.geojson", "--every", "5s"], "at most once a minute"),
        (["gopher://example.org", "a.geojson"], "only feeds at http"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(run, tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    result = run("watch", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_plain_line_holds_text_of_others_as_one_word():
    from geomap.cli.log import as_json, plain

    hostile = 'x\n2026-01-01T00:00:00Z info source read: new=9 \x1b[2J"\u202e'
    line = plain("warning", "source not read", {"reason": hostile})
    assert line.count("\n") == 0
    assert "\x1b" not in line
    assert "\u202e" not in line
    assert 'reason="x\\n2026' in line
    assert json.loads(as_json("info", "x", {"reason": hostile}))["reason"] == hostile
    assert as_json("info", "x", {"reason": hostile}).isascii()


def test_folders_need_no_further_package_and_feeds_name_theirs(run, stages, articles, tmp_path, monkeypatch):
    for name in ("httpx", "protego", "geomap.watch.feeds", "geomap.watch.fetching", "geomap.watch.guarding"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "httpx", None)
    store = tmp_path / "events.geojson"
    assert run("watch", articles, store, "--once", "--no-cache").exit_code == 0
    result = run("watch", "https://example.org/feed", store, "--once")
    assert result.exit_code == 2
    assert "install geomap[watch]" in result.stderr


def test_sources_may_stand_in_a_file(run, stages, articles, tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "3.txt").write_text("third")
    (tmp_path / "list.txt").write_text(f"# what we watch\n\n{tmp_path / 'more'}  # the inbox\n{articles}\n")
    store = tmp_path / "events.geojson"
    assert run("watch", "--from", tmp_path / "list.txt", store, "--once", "--no-cache").exit_code == 0
    features = json.loads(store.read_text())["features"]
    assert [one["id"] for one in features] == ["third", "first", "second"]
    (tmp_path / "list.txt").write_text("# nothing\n")
    assert "lists no source" in run("watch", "--from", tmp_path / "list.txt", store).stderr
    assert "cannot be read" in run("watch", "--from", tmp_path / "no.txt", store).stderr


def test_how_it_stands_with_each_source_can_be_seen(run, watch, articles, tmp_path, monkeypatch):
    store = tmp_path / "events.geojson"
    assert "nothing was watched yet" in run("watch", store, "--status").stderr
    watch(articles)
    seen = run("watch", store, "--status")
    assert seen.exit_code == 0
    assert "well" in seen.stdout
    monkeypatch.setattr("geomap.watch.clock.time.time", lambda: 4e9)
    late = run("watch", store, "--status")
    assert late.exit_code == 1
    assert "1 of 1 sources are overdue" in late.stderr
    (tmp_path / "events.watch.sqlite").write_text("no database " * 100)
    assert run("watch", store, "--status").exit_code == 2


def test_what_libraries_warn_of_and_log_are_lines_too(capsys):
    from geomap.cli.log import Log

    before = logging.lastResort, warnings.showwarning
    with Log("json").adopting(), warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning(UserWarning("odd\nfont"), UserWarning, "x.py", 1)
        logging.lastResort.handle(  # pytest has handlers of its own, so that the last resort is not reached
            logging.makeLogRecord({"name": "a.library", "msg": "broken %s", "args": ("\x1b[2Jpage",)})
        )
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["name"], line["reason"]) for line in told] == [
        ("UserWarning", "odd\nfont"), ("a.library", "broken \x1b[2Jpage"),
    ]  # fmt: skip
    assert (logging.lastResort, warnings.showwarning) == before

"""`geomap watch` as a process: it stops when asked, survives being killed, and loses and doubles nothing."""

import contextlib
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest.importorskip("httpx", reason="feeds are fetched with httpx: pip install 'geomap[watch]'")

import news_site
import postgis_server
from news_site import entry

from geomap.store import read_events

QUICK = Path(__file__).parents[1] / "support" / "quick_geomap.py"
PATIENCE = 60


@pytest.fixture
def site():
    with news_site.serving() as made:
        yield made


class Run:
    """A running watch; what it says is read line by line."""

    def __init__(self, *arguments, seconds=0.0):
        self.process = subprocess.Popen(
            [sys.executable, str(QUICK), "watch", *map(str, arguments), "--log", "json"],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "GEOMAP_TEST_SECONDS": str(seconds)},
        )
        self.lines = []

    def until(self, what):
        for line in self.process.stderr:
            self.lines.append(json.loads(line))
            if self.lines[-1]["what"] == what:
                return self.lines[-1]
        raise AssertionError(f"it ended and never said {what!r}: {self.lines}")

    def end(self, number):
        self.process.send_signal(number)
        with self.process.stderr as rest:
            self.lines += [json.loads(line) for line in rest]
        return self.process.wait(PATIENCE)


@pytest.fixture
def watch():
    running = []

    def start(*arguments, **options):
        running.append(Run(*arguments, **options))
        return running[-1]

    yield start
    for run in running:
        run.process.kill()
        run.process.wait()
        run.process.stderr.close()


def texts(store):
    return texts_of(store) if Path(store).exists() else []


def texts_of(place):
    return sorted(event.quote for event in read_events(place))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_while_it_waits(site, watch, tmp_path, number):
    site.feed("/feed", entry("Shelling hit Goma.", guid="1"))
    store = tmp_path / "events.geojson"
    run = watch(f"{site.url}/feed", store, "--every", "10m")
    assert run.until("articles kept")["events"] == 1
    time.sleep(0.2)
    began = time.monotonic()
    assert run.end(number) == 0
    assert time.monotonic() - began < 5
    assert run.lines[-1]["what"] == "stopped"
    assert texts(store) == ["Shelling hit Goma."]


def test_it_stops_at_once_while_it_reads_and_a_restart_goes_on(site, watch, tmp_path):
    site.feed("/feed", *(entry(f"Shelling hit street {number}.", guid=str(number)) for number in range(4)))
    store = tmp_path / "events.geojson"
    run = watch(f"{site.url}/feed", store, seconds=10)
    run.until("source read")
    began = time.monotonic()
    assert run.end(signal.SIGTERM) == 0
    assert time.monotonic() - began < 5
    assert texts(store) == []
    assert list(tmp_path.glob(".*")) == []
    again = watch(f"{site.url}/feed", store)
    assert again.until("articles kept")["articles"] == 4
    assert again.end(signal.SIGTERM) == 0
    assert len(texts(store)) == 4


def test_a_restart_reads_nothing_again(site, watch, tmp_path):
    site.feed("/feed", entry("Shelling hit Goma.", guid="1"))
    arguments = (f"{site.url}/feed", tmp_path / "events.geojson", "--every", "1s")
    first = watch(*arguments)
    first.until("articles kept")
    first.end(signal.SIGTERM)
    second = watch(*arguments)
    second.until("watching")
    while len(site.paths()) < 3:
        time.sleep(0.05)
    second.end(signal.SIGTERM)
    assert not [line for line in second.lines if line["what"] == "articles kept"]
    assert site.asked[-1][1]["If-None-Match"]


def test_two_at_once_with_one_state_are_refused(watch, tmp_path):
    (tmp_path / "in").mkdir()
    first = watch(tmp_path / "in", tmp_path / "events.geojson")
    first.until("watching")
    second = subprocess.run(
        [sys.executable, QUICK, "watch", tmp_path / "in", tmp_path / "events.geojson"], capture_output=True, text=True
    )
    assert second.returncode == 2
    assert "in use by another geomap watch" in second.stderr
    assert first.end(signal.SIGTERM) == 0


def kill_and_restart(site, watch, tmp_path, times, seed):
    """Kills a watch again and again while articles come and change; what is stored in the end must be what is told."""
    draw = random.Random(seed)
    store = tmp_path / "events.gpkg"
    folder = tmp_path / "in"
    folder.mkdir()
    told = {}
    for turn in range(times):
        for number in draw.sample(range(12), 4):
            told[number] = f"Shelling hit street {number}, in version {turn}."
            if number % 2:
                (folder / f"{number}.txt").write_text(told[number])
        site.feed("/feed", *(entry(text, guid=f"g{number}") for number, text in told.items() if not number % 2))
        run = watch(folder, f"{site.url}/feed", store, "--every", "1s", seconds=0.005)
        time.sleep(draw.uniform(0.3, 2.5))
        run.end(signal.SIGKILL)
        if store.exists():
            found = texts(store)
            assert len(found) == len(set(found))
    run = watch(folder, f"{site.url}/feed", store, "--every", "1s")
    with contextlib.suppress(AssertionError):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and texts(store) != sorted(told.values()):
            time.sleep(0.2)
    assert run.end(signal.SIGTERM) == 0
    assert texts(store) == sorted(told.values())


def test_killed_a_few_times_it_loses_and_doubles_nothing(site, watch, tmp_path):
    kill_and_restart(site, watch, tmp_path, 2, 5)


@pytest.mark.faults
def test_killed_many_times_it_loses_and_doubles_nothing(site, watch, tmp_path):
    kill_and_restart(site, watch, tmp_path, 40, 6)


@pytest.mark.faults
def test_a_database_that_stops_and_starts_again_gets_every_article(site, watch, tmp_path):
    if postgis_server.programs() is None:
        pytest.skip("PostgreSQL with PostGIS is not installed (Debian: postgresql, postgresql-postgis)")
    place = Path(f"/tmp/geomap-outage-{secrets.token_hex(4)}")  # noqa: S108
    url = postgis_server.start(place)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1.txt").write_text("Shelling hit street 1.")
    try:
        run = watch(folder, url, "--every", "1s", "--state", tmp_path / "state.sqlite")
        run.until("articles kept")
        postgis_server.pause(place)
        (folder / "2.txt").write_text("Shelling hit street 2.")
        told = run.until("articles not kept")
        assert "cannot be reached" in told["reason"]
        assert urlsplit(url).password not in str(run.lines)
        (folder / "3.txt").write_text("Shelling hit street 3.")
        postgis_server.resume(place, urlsplit(url).port)
        while run.until("articles kept") and len(list(read_events(url))) < 3:
            pass
        assert run.end(signal.SIGTERM) == 0
        assert texts_of(url) == [f"Shelling hit street {number}." for number in (1, 2, 3)]
    finally:
        postgis_server.stop(place)

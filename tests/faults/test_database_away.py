"""A database that goes away and comes back while a web service over it is asked."""

import concurrent.futures
import json
import secrets
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import postgis_server
import pytest

pytest.importorskip("fastapi", reason="geomap[serve] is not installed")
pytest.importorskip("psycopg_pool", reason="geomap[postgis] is not installed")

from service import running

from geomap.store import open_reading, open_store, read_events

pytestmark = pytest.mark.faults
ITEMS = "/collections/events/items"
ASKED = (ITEMS, "/tiles/3/4/3.mvt", "/summary")


def get(address):
    """Status of an answer, and its body, or what JSON says was wrong."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def held():
    """Open files and threads of this process, in which the service runs."""
    return len(list(Path("/proc/self/fd").iterdir())), threading.active_count()


@pytest.mark.parametrize("worth_from", [1, 20_000], ids=["with a copy for maps", "without"])
def test_a_database_that_stops_and_starts_again_under_load(seeds, monkeypatch, worth_from):
    if postgis_server.programs() is None:
        pytest.skip("PostgreSQL with PostGIS is not installed (Debian: postgresql, postgresql-postgis)")
    monkeypatch.setattr("geomap.store.copied_reading.WORTH_FROM", worth_from)
    folder = Path(f"/tmp/geomap-outage-{secrets.token_hex(4)}")  # noqa: S108
    url = postgis_server.start(folder)
    try:
        with open_store(url).writer() as writer:
            writer.upsert(read_events(seeds.parent / "data" / "events.geojson"))
        with running(open_reading(url), lambda: "") as address, concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers_again(address)
            kept = []
            for round_ in range(3):
                stop_and_start(folder, url, address, pool, round_)
                answers_again(address)
                assert {get(f"{address}{path}")[0] for path in ASKED for _ in range(8)} == {200}
                kept.append(held())
            assert kept[2][0] <= kept[0][0] + 2, "files stay open"
            assert kept[2][1] <= kept[0][1] + 2, "threads stay"
            import psycopg

            with psycopg.connect(url) as connection:
                asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'geomap serve'"
                assert connection.execute(asked).fetchone()[0] <= 8
    finally:
        postgis_server.stop(folder)


def stop_and_start(folder, url, address, pool, round_):
    """Stops the database among 200 questions, and starts it again when all are answered."""
    asking = [pool.submit(get, f"{address}{ASKED[n % 3]}?since=2000-01-01&min-fatalities={n}") for n in range(200)]
    postgis_server.pause(folder)
    said = [each.result() for each in asking]
    status, answer = get(f"{address}{ITEMS}?offset={round_}")
    assert (status, answer["code"]) == (503, "ServiceUnavailable")
    assert {status for status, _ in said} <= {200, 503}
    told = [answer["description"] for status, answer in [*said, (status, answer)] if status == 503]
    assert all(each.endswith(".") and "\n" not in each and urlsplit(url).password not in each for each in told)
    postgis_server.resume(folder, urlsplit(url).port)


def answers_again(address):
    until = time.monotonic() + 15
    while get(f"{address}{ITEMS}")[0] != 200:
        assert time.monotonic() < until, "it does not recover by itself"
        time.sleep(0.2)

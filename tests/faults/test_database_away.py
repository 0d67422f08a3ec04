"""A database that goes away and comes back while a web service over it is asked."""

import concurrent.futures
import json
import secrets
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


def get(address):
    """Status and JSON of an answer."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_a_database_that_stops_and_starts_again_under_load(seeds):
    if postgis_server.programs() is None:
        pytest.skip("PostgreSQL with PostGIS is not installed (Debian: postgresql, postgresql-postgis)")
    pytest.importorskip("psycopg_pool", reason="geomap[postgis] is not installed")
    folder = Path(f"/tmp/geomap-outage-{secrets.token_hex(4)}")  # noqa: S108
    url = postgis_server.start(folder)
    try:
        with open_store(url).writer() as writer:
            writer.upsert(read_events(seeds.parent / "data" / "events.geojson"))
        with running(open_reading(url), lambda: "") as address, concurrent.futures.ThreadPoolExecutor(8) as pool:
            assert get(f"{address}{ITEMS}")[0] == 200
            asking = [pool.submit(get, f"{address}{ITEMS}?offset={n}") for n in range(200)]
            postgis_server.pause(folder)
            said = [each.result() for each in asking]
            status, answer = get(f"{address}{ITEMS}?offset=999")
            assert (status, answer["code"]) == (503, "ServiceUnavailable")
            assert {status for status, _ in said} <= {200, 503}
            assert all(urlsplit(url).password not in str(answer) for _, answer in said)
            postgis_server.resume(folder, urlsplit(url).port)
            until = time.monotonic() + 15
            while get(f"{address}{ITEMS}")[0] != 200:
                assert time.monotonic() < until, "it does not recover by itself"
                time.sleep(0.2)
    finally:
        postgis_server.stop(folder)

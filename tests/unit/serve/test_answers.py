"""Tags, compression, headers, health, figures, and a store that goes away."""

import re
import threading
import time

import mapbox_vector_tile
import pytest

from geomap.errors import UnavailableError
from geomap.serve.caching import Cache
from geomap.store import open_reading

ITEMS = "/collections/events/items"


@pytest.mark.parametrize(
    "path", [ITEMS, f"{ITEMS}?f=csv", f"{ITEMS}/a", "/tiles/0/0/0.mvt", "/summary", "/map", "/api", "/assets/pbf.js"]
)
def test_what_a_caller_has_already_is_not_sent_again(client, path):
    first = client.get(path)
    tag = first.headers["etag"]
    again = client.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert "content-security-policy" not in again.headers  # browsers would put it in the place of the page's own
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_tags_differ_by_what_is_asked_and_how(client):
    asked = [(ITEMS, {}), (f"{ITEMS}?limit=1", {}), (ITEMS, {"Accept": "text/csv"})]
    assert len({client.get(path, headers=headers).headers["etag"] for path, headers in asked}) == 3


def test_a_changed_store_has_other_tags(make_client, served_events, tmp_path):
    from geomap.store import View

    path = tmp_path / "events.gpkg"
    View.of(served_events[:1]).save(path)
    client = make_client(reading=open_reading(path))
    before = client.get(ITEMS)
    View.of(served_events).save(path)
    time.sleep(0.6)  # a version holds for half a second
    after = client.get(ITEMS, headers={"If-None-Match": before.headers["etag"]})
    assert after.json()["numberMatched"] == 4


def test_long_answers_are_compressed_where_asked(client):
    assert client.get(ITEMS, headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get(ITEMS, headers={"Accept-Encoding": "identity"}).headers


@pytest.mark.parametrize("path", [ITEMS, "/map", "/api.html", "/nothing", f"{ITEMS}?limit=0", "/assets/pbf.js"])
def test_every_answer_tells_browsers_to_be_careful(client, path):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_a_tile_and_the_counts_follow_the_filters(client):
    (layer,) = mapbox_vector_tile.decode(client.get("/tiles/0/0/0.mvt?actor=protesters").content).values()
    assert [feature["properties"]["event_id"] for feature in layer["features"]] == ["b/c d?"]
    assert client.get("/tiles/5/0/0.mvt").content == b""
    counts = client.get("/summary?since=2020-03-01&until=2020-03-31").json()
    assert (counts["shown"], counts["unplaced"], counts["undated"]) == (2, 1, 0)
    assert counts["facets"]["event_type"] == {"Battles": 2}
    assert [day[0] for day in counts["days"]] == ["2020-02-01", "2020-03-01", "2021-01-01"]


@pytest.mark.parametrize("tile", ["0/1/0", "3/-1/0", "30/0/0", "x/0/0", "0/0/99999999999999999999", "1.5/0/0"])
def test_tiles_that_do_not_exist_are_refused(client, tile):
    assert client.get(f"/tiles/{tile}.mvt").status_code in (400, 404)


def test_health_and_figures(make_client):
    client = make_client()
    assert client.get("/health").json() == {"status": "ok"}
    client.get(f"{ITEMS}/a")
    client.get("/made/up/by/a/caller")
    text = client.get("/metrics").text
    assert re.search(
        r'geomap_requests_total\{route="/collections/events/items/\{event_id:path\}",status="200"\} 1\.0', text
    )
    assert 'route="other",status="404"' in text
    assert "made" not in text


class Away:
    """A reading whose store has gone."""

    name = "postgresql://me@there/events"

    def __init__(self):
        self.is_away, self.closed = True, False

    def version(self):
        if self.is_away:
            raise UnavailableError(f"{self.name} does not answer; try again in a moment")
        return "1"

    def prepare(self):
        return None

    def count(self, query):
        return 0

    unplaced = count

    def days(self, query):
        return []

    def facets(self, query, most):
        return {}

    def tile(self, query, tile):
        return b""

    def page(self, query, **_):
        from geomap.store.reading import Page

        return Page([], None)

    def close(self):
        self.closed = True


def test_a_store_that_is_away_is_said_and_asked_again(make_client):
    reading = Away()
    client = make_client(reading=reading)
    for path in (ITEMS, "/tiles/0/0/0.mvt", "/summary", "/health"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["description"].endswith("try again in a moment.")
    reading.is_away = False
    assert client.get(ITEMS).json()["numberMatched"] == 0


def test_the_store_is_closed_when_the_service_ends(make_client):
    reading = Away()
    client = make_client(reading=reading)
    client.__exit__(None, None, None)
    assert reading.closed


def test_an_error_nobody_thought_of_gives_nothing_away(make_client, caplog):
    class Broken(Away):
        def page(self, query, **_):
            raise RuntimeError("secret of the inside")

    reading = Broken()
    reading.is_away = False
    answer = make_client(reading=reading).get(ITEMS)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "secret" in caplog.text


def test_what_a_page_shows_first_is_counted_before_anybody_asks(make_client, store):
    asked = []

    class Counted:
        def __init__(self):
            self.reading = open_reading(store)

        def tile(self, query, tile):
            asked.append((query, tile))
            return self.reading.tile(query, tile)

        def __getattr__(self, name):
            return getattr(self.reading, name)

    client = make_client(reading=Counted())
    first = "countable=true&status=occurred&status=planned&status=possible"
    until = time.monotonic() + 10
    while len(asked) < 85 and time.monotonic() < until:
        time.sleep(0.01)
    assert client.get(f"/tiles/1/1/0.mvt?{first}").status_code == 200
    assert len(asked) == len(set(asked)) == 85


def test_what_many_ask_at_once_is_worked_out_once():
    cache, started, made = Cache(1000), threading.Event(), []

    def slow():
        started.set()
        time.sleep(0.05)
        made.append(1)
        return b"answer"

    found = []
    threads = [threading.Thread(target=lambda: found.append(cache.get("key", slow))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [b"answer"] * 8
    assert len(made) == 1
    assert cache.figures()["hits"] + cache.figures()["misses"] >= 1


def test_the_cache_keeps_to_its_size_and_no_errors():
    cache = Cache(10_000)
    for number in range(100):
        cache.get(number, lambda: b"x" * 1000)
    assert cache.figures()["bytes"] <= 10_000
    cache.get("huge", lambda: b"x" * 9_000)
    assert cache.get("huge", lambda: b"other") == b"other"

    def fails():
        raise UnavailableError("away")

    with pytest.raises(UnavailableError):
        cache.get("wrong", fails)
    assert cache.get("wrong", lambda: b"right") == b"right"

"""The page of `geomap serve` in a real browser: tiles drawn, filtered, clicked, and nothing asked of anybody else."""

import dataclasses
import json
import random
import urllib.request

import pytest

pytest.importorskip("fastapi", reason="geomap[serve] is not installed")
pytest.importorskip("mapbox_vector_tile", reason="geomap[serve] is not installed")

from service import running

from geomap.render import draw_service
from geomap.store import View, open_reading

HOSTILE = "<img src=x onerror=alert(1)></script>"


@pytest.fixture(scope="module")
def service(made, ground, tmp_path_factory):
    """A service over some hundred events, one of them far from the others and with hostile text."""
    import datetime as dt

    dice = random.Random(7)
    events = [made.made_event(number, dice, dt.date(2020, 1, 1), 120) for number in range(400)]
    events = [
        *events,
        dataclasses.replace(
            events[0], event_id="far<b>", event_type="Riots", sub_event_type="Mob violence", status="occurred",
            latitude=48.85, longitude=2.35, where_prec=1, location="Paris", admin1=None, quote=f"Une foule {HOSTILE}",
            aggregate=False, background=False, spans=(), actor1=HOSTILE, source="Radio Plaine", reports=(),
            event_date=dt.date(2020, 2, 3), end_date=dt.date(2020, 2, 3), language="fr", fatalities=4,
            source_url="https://example.org/story", source_date=dt.date(2020, 2, 4),
        ),
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("service") / "events.gpkg"
    View.of(events).save(path)
    reading = open_reading(path)
    with running(reading, lambda: draw_service(reading.spots(), countries=ground["countries"], lang="en")) as address:
        yield address


@pytest.fixture
def page(chromium, service):
    return chromium.visit(f"{service}/map")


PAINTED = (
    "return geomapPage.now.layer.source.complete && geomapPage.now.layer.clusters.reduce((n, one) => n + one.count, 0)"
)
SETTLED = "return geomapPage.now.layer.source.complete && geomapPage.now.layer.source.asked.size === 0"


def counts(service, query=""):
    with urllib.request.urlopen(
        f"{service}/summary?countable=true&status=occurred&status=planned&status=possible{query}"
    ) as answer:
        return json.load(answer)


def test_every_event_is_in_a_mark_and_nothing_is_asked_elsewhere(page, service):
    told = counts(service)
    page.js("geomapPage.now.map.setView([40, 20], 3, { animate: false })")
    page.wait(SETTLED)
    assert page.wait(PAINTED) == told["shown"] - told["unplaced"]
    assert page.text(".gm-shown") == f"{told['shown']} events"
    asked = [url for url in page.requests() if not url.startswith(("data:", "blob:"))]
    assert any("/tiles/" in url for url in asked)
    assert {url for url in asked if not url.startswith(f"{service}/")} == set()
    assert page.logs() == []


def test_filters_go_into_the_tiles(page, service):
    page.js("geomapPage.now.map.setView([40, 20], 3, { animate: false })")
    page.click("input[data-word='Riots']")
    page.wait("return geomapPage.now.counts.shown < 100 && " + SETTLED.removeprefix("return "))
    told = counts(service, "&event_type=Riots")
    assert page.wait(PAINTED) == told["shown"] - told["unplaced"]
    assert page.js(
        "return geomapPage.now.layer.clusters.every((one) => one.cells.every((mark) => mark.type === 'Riots'))"
    )
    page.wait("return location.hash.includes('event_type=Riots')")
    page.js("geomapPage.now.time.choose(...arguments)", 18262, 18292)  # January 2020
    page.wait(
        f"return geomapPage.now.counts.shown === {counts(service, '&event_type=Riots&since=2020-01-01&until=2020-01-31')['shown']}"
    )
    page.click(".gm-clear")
    page.wait(f"return geomapPage.now.counts.shown === {counts(service)['shown']}")
    assert page.logs() == []


def test_a_click_on_a_mark_shows_the_sentence_and_its_source(page):
    page.js("geomapPage.now.map.setView([48.85, 2.35], 8, { animate: false })")
    page.wait("return geomapPage.now.layer.clusters.length === 1 && " + SETTLED.removeprefix("return "))
    box = page.js(
        "const box = geomapPage.now.map.getContainer().getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]"
    )
    page.press(tuple(box))
    page.wait("return document.querySelector('.gm-panel-body h2')?.innerText === 'Mob violence'")
    assert HOSTILE in page.text(".gm-panel-body")
    assert "3 Feb 2020" in page.text(".gm-facts")
    assert page.js("return document.querySelector('.gm-source a').href") == "https://example.org/story"
    assert page.js("return document.images.length") == 0
    assert "event=far" in page.wait("return location.hash.includes('event=') && location.hash")
    assert page.logs() == []


def test_a_link_opens_what_was_seen(chromium, service):
    page = chromium.visit(f"{service}/map#event_type=Riots&event=far%3Cb%3E")
    page.wait("return document.querySelector('.gm-panel-body h2')?.innerText === 'Mob violence'")
    assert page.js("return geomapPage.now.filters.parameters().get('event_type')") == "Riots"


def test_events_in_one_spot_are_listed(page):
    page.js("geomapPage.now.map.setView([36.2012, 37.1612], 12, { animate: false })")
    page.wait(SETTLED)
    spot = page.js("""
        const { layer, map } = geomapPage.now;
        const { width, height } = map.getContainer().getBoundingClientRect();
        const seen = layer.clusters.map((one) => [one, map.layerPointToContainerPoint(L.point(one.x + layer.view.corner.x, one.y + layer.view.corner.y))]);
        const [cluster, at] = seen.find(([one, { x, y }]) => one.count > 1 && x > 60 && y > 60 && x < width - 60 && y < height - 60);
        const box = map.getContainer().getBoundingClientRect();
        return [box.left + at.x, box.top + at.y];
    """)
    page.press(tuple(spot))
    page.wait("return document.querySelectorAll('.gm-panel-body .gm-list li').length > 1")
    page.click(".gm-panel-body .gm-list button")
    page.wait("return document.querySelector('.gm-panel-body blockquote, .gm-panel-body .gm-notice')")
    assert page.logs() == []


def test_the_list_of_events_in_view_serves_those_who_see_no_canvas(page, service):
    page.js("geomapPage.now.map.setView([48.85, 2.35], 8, { animate: false })")
    page.js("geomapPage.now.side.open('table')")
    page.wait("return document.querySelectorAll('#gm-part-table .gm-list button').length === 1")
    page.click("#gm-part-table .gm-list button")
    page.wait("return document.querySelector('.gm-panel-body h2')?.innerText === 'Mob violence'")


def test_axe_finds_nothing_serious(page, axe):
    page.js("geomapPage.now.map.setView([35.5, 37], 8, { animate: false })")
    page.js("geomapPage.now.side.open('table')")
    page.wait("return document.querySelectorAll('#gm-part-table .gm-list button').length > 0")
    assert page.findings(axe) == []
    assert "Haze" not in page.text(".gm-legend")


def test_while_the_service_is_away_the_page_waits(page, service):
    page.js(
        "window.real = window.fetch; window.fetch = () => Promise.resolve(new Response('{}', { status: 503, headers: { 'Retry-After': '1' } }));"
        "geomapPage.now.columnParts.sets[0].toggle('Riots'); geomapPage.now.filters.rewriteAll();"
    )
    page.wait("return document.querySelector('.gm-message').innerText.includes('does not answer')")
    page.js("window.fetch = window.real")
    page.wait(
        f"return geomapPage.now.counts.shown === {counts(service, '&event_type=Riots')['shown']} && !document.querySelector('.gm-message').innerText"
    )


def test_a_person_logs_in_and_sees_the_map(chromium, service, tmp_path, made):
    import datetime as dt

    path = tmp_path / "events.gpkg"
    View.of([made.made_event(1, random.Random(1), dt.date(2020, 1, 1), 9)]).save(path)
    reading = open_reading(path)
    with running(reading, lambda: draw_service(reading.spots(), lang="en"), token="t" * 16) as address:
        chromium.driver.get(f"{address}/map")
        chromium.keys("input[name=token]", "t" * 16, "\n")
        chromium.wait("return document.documentElement.dataset.geomap === 'ready'")
        errors = [line for line in chromium.logs() if "401" not in line]
        assert errors == []
        chromium.driver.delete_all_cookies()

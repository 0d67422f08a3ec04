"""The map page as a reader meets it, in a real Chromium."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from geomap.model import Event
from geomap.render import draw

RUN = {"documents_read": 48, "documents_failed": ["broken.pdf"], "sources": ["Northern Wire", "Levant Daily"]}


@pytest.fixture(scope="module")
def events(made: Any) -> list[Event]:
    return list(made.made_events(340))


@pytest.fixture(scope="module")
def path(events: list[Event], ground: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("map") / "map.html"
    draw(
        events,
        run=RUN,
        title="A winter",
        aliases={"Hayat Tahrir al-Sham": ["HTS", "Front al-Nosra"]},
        lang="en",
        **ground,
    ).save(target)
    return target


@pytest.fixture
def page(chromium: Any, path: Path) -> Any:
    return chromium.open(path)


def by_default(event: Event) -> bool:
    return not event.aggregate and not event.background and event.status != "denied"


def actors(event: Event) -> set[str]:
    return {name for name in (event.actor1, event.actor2, *event.assoc_actor_1, *event.assoc_actor_2) if name}


def touches(event: Event, first: str, last: str) -> bool:
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return (
        event.event_date is not None
        and event.end_date is not None
        and event.event_date <= end
        and event.end_date >= start
    )


def sources(event: Event) -> set[str]:
    return {report.source for report in event.reports if report.source}


def inside(event: Event, west: float, south: float, east: float, north: float) -> bool:
    return (
        event.latitude is not None
        and event.longitude is not None
        and west <= event.longitude <= east
        and south <= event.latitude <= north
    )


FILTERS: dict[str, Callable[[Event], bool]] = {
    "event_type=Battles": lambda e: e.event_type == "Battles",
    "event_type=Battles|" + quote("Explosions/Remote violence", safe=""): lambda e: (
        e.event_type in ("Battles", "Explosions/Remote violence")
    ),
    "sub_event_type=Attack": lambda e: e.sub_event_type == "Attack",
    "actor=Syrian%20National%20Army": lambda e: "Syrian National Army" in actors(e),
    "actor=Hayat%20Tahrir%20al-Sham|Rioters%20(Syria)": lambda e: bool(
        {"Hayat Tahrir al-Sham", "Rioters (Syria)"} & actors(e)
    ),
    "country=Syria": lambda e: e.country == "Syria",
    "admin1=Idlib": lambda e: e.admin1 == "Idlib",
    "sources=Harbour%20News": lambda e: "Harbour News" in sources(e),
    "status=planned": lambda e: e.status == "planned",
    "where_prec=1|2": lambda e: e.where_prec in (1, 2),
    "review_status=confirmed": lambda e: e.review_status == "confirmed",
    "confidence=0.7": lambda e: e.confidence >= 0.7,
    "deaths=5": lambda e: e.fatalities is not None and e.fatalities >= 5,
    "words=shelled%20idlib": lambda e: all(
        any(word in text.lower() for text in (e.quote, e.title or "", e.location or "", e.actor1 or "", e.actor2 or ""))
        for word in ("shelled", "idlib")
    ),
    "time=2020-02-10..2020-03-01": lambda e: touches(e, "2020-02-10", "2020-03-01"),
    "shape=36.0000,36.5000_37.5000,36.5000_37.5000,35.0000_36.0000,35.0000": lambda e: inside(
        e, 36.0, 35.0, 37.5, 36.5
    ),
}


def test_nothing_is_fetched_and_nothing_complains(page: Any, path: Path) -> None:
    assert page.logs() == []
    elsewhere = [url for url in page.requests() if not url.startswith(("file:", "data:", "blob:", "about:", "chrome:"))]
    assert elsewhere == []


def test_what_is_left_out_at_first_is_said(page: Any, events: list[Event]) -> None:
    assert page.shown() == sum(map(by_default, events))
    assert page.text(".gm-shown") == f"{page.shown()} of 340 events"
    said = page.text(".gm-left-out")
    assert f"{sum(e.aggregate for e in events)} totals" in said
    assert f"{sum(e.background for e in events)} background" in said
    header = page.text(".gm-subtitle")
    assert "48 documents read" in header
    assert "1 could not be read" in header
    assert "Not for targeting or routing" in page.text(".gm-note")
    assert "disputed ones dashed" in page.text(".gm-note")


@pytest.mark.parametrize(("key", "flag"), [("aggregate", "aggregate"), ("background", "background")])
def test_switches_bring_back_what_is_left_out(page: Any, events: list[Event], key: str, flag: str) -> None:
    others = {"aggregate", "background"} - {flag}
    wanted = sum(not any(getattr(e, other) for other in others) and e.status != "denied" for e in events)
    assert page.apply(f"#{key}=1") == wanted


def test_each_filter_agrees_with_python(page: Any, events: list[Event]) -> None:
    for fragment, keeps in FILTERS.items():
        wanted = {e.event_id for e in events if by_default(e) and keeps(e)}
        assert page.apply(f"#{fragment}") == len(wanted), fragment
        assert wanted, f"{fragment} tests nothing"
        assert page.shown_ids() == wanted, fragment


def test_filters_combine(page: Any, events: list[Event]) -> None:
    dice = random.Random(3)
    tried = 0
    for _ in range(14):
        chosen = dice.sample(sorted(FILTERS), dice.choice([2, 3]))
        if len({fragment.split("=")[0] for fragment in chosen}) < len(chosen):
            continue
        wanted = {e.event_id for e in events if by_default(e) and all(FILTERS[fragment](e) for fragment in chosen)}
        assert page.apply("#" + "&".join(chosen)) == len(wanted), chosen
        tried += len(wanted) > 0
    assert tried > 3


def test_facets_count_under_all_other_filters(page: Any, events: list[Event]) -> None:
    page.apply("#event_type=Battles&time=2020-01-20..2020-03-20")
    page.wait("return document.querySelector('.gm-value input:checked') !== null")
    shown = dict(
        page.js("""return [...document.querySelectorAll('.gm-facet')[0].querySelectorAll('.gm-value')].map(
        (row) => [row.querySelector('input').dataset.word, Number(row.querySelector('.gm-count').textContent)])""")
    )
    in_time = [e for e in events if by_default(e) and touches(e, "2020-01-20", "2020-03-20")]
    assert shown == dict(Counter(e.event_type for e in in_time))
    counted = page.js(
        "const f = geomapPage.now.filters.get('actor'); return f.words.map((word, k) => [word, f.counts[k]])"
    )
    battles = Counter(name for e in in_time if e.event_type == "Battles" for name in actors(e))
    assert {word: count for word, count in counted if count} == dict(battles)


def test_a_click_filters_and_one_click_clears(page: Any, events: list[Event]) -> None:
    page.click(".gm-value input[data-word='Protests']")
    assert page.shown() == sum(by_default(e) and e.event_type == "Protests" for e in events)
    page.click(".gm-clear")
    assert page.shown() == sum(map(by_default, events))
    assert page.js("return document.querySelector('.gm-clear').hidden")


def test_an_actor_is_found_by_another_name(page: Any, events: list[Event]) -> None:
    page.keys(".gm-facet .gm-search", "nosra")
    page.wait("return document.querySelector('.gm-alias')?.textContent === 'Front al-Nosra'")
    page.click("li:has(.gm-alias) input")
    assert page.shown() == sum(by_default(e) and "Hayat Tahrir al-Sham" in actors(e) for e in events)


def track(page: Any) -> dict[str, float]:
    return dict(
        page.js(
            "const { left, top, width, height } = document.querySelector('.gm-track').getBoundingClientRect(); return { left, top, width, height }"
        )
    )


def chosen_days(page: Any) -> tuple[str, str]:
    first, last = page.js("const f = geomapPage.now.time.filter; return [f.from, f.to]")
    return str(dt.date(1970, 1, 1) + dt.timedelta(first)), str(dt.date(1970, 1, 1) + dt.timedelta(last))


def test_the_brush_by_mouse(page: Any, events: list[Event]) -> None:
    box = track(page)
    y = box["top"] + 30

    def at(part: float) -> tuple[float, float]:
        return box["left"] + part * box["width"], y

    def agrees() -> tuple[str, str]:
        first, last = chosen_days(page)
        assert page.shown() == sum(by_default(e) and touches(e, first, last) for e in events)
        return first, last

    page.drag(at(0.3), at(0.4), at(0.5))
    first, last = agrees()
    page.drag(at(0.4), at(0.5))
    moved = agrees()
    assert moved[0] > first
    assert dt.date.fromisoformat(moved[1]) - dt.date.fromisoformat(moved[0]) == dt.date.fromisoformat(
        last
    ) - dt.date.fromisoformat(first)
    handle = page.js("return document.querySelector('.gm-handle-to').getBoundingClientRect().left + 6")
    page.drag((handle, y), (handle + 90, y))
    wider = agrees()
    assert wider[0] == moved[0]
    assert wider[1] > moved[1]
    page.click(".gm-time-bar .gm-text-button")
    assert page.shown() == sum(map(by_default, events))


def test_the_brush_by_keyboard_and_by_typing(page: Any, events: list[Event]) -> None:
    from selenium.webdriver.common.keys import Keys

    page.keys(".gm-handle-from", *[Keys.ARROW_RIGHT] * 10)
    page.keys(".gm-handle-to", Keys.PAGE_DOWN, Keys.ARROW_LEFT)
    first, last = chosen_days(page)
    low = page.js("return geomapPage.now.time.histogram.low")
    assert first == str(dt.date(1970, 1, 1) + dt.timedelta(low + 10))
    assert page.shown() == sum(by_default(e) and touches(e, first, last) for e in events)
    page.keys(".gm-window", Keys.ARROW_LEFT)
    assert chosen_days(page)[0] == str(dt.date.fromisoformat(first) - dt.timedelta(1))
    assert page.js("return document.querySelector('.gm-handle-from').getAttribute('aria-valuetext')")
    page.js("""const [from, to] = document.querySelectorAll('.gm-dates input'); from.value = '2020-02-03'; to.value = '2020-02-20';
        to.dispatchEvent(new Event('change'))""")
    assert chosen_days(page) == ("2020-02-03", "2020-02-20")
    page.keys(".gm-window", Keys.ESCAPE)
    assert page.shown() == sum(map(by_default, events))


def test_steps_play_and_deaths(page: Any, events: list[Event]) -> None:
    page.apply("#time=2020-02-01..2020-02-07")
    page.click(".gm-time-bar button[aria-label='One step on']")
    assert chosen_days(page) == ("2020-02-08", "2020-02-14")
    page.click(".gm-time-bar button[aria-label='Play']")
    page.wait("return geomapPage.now.time.filter.from >= 18313", 5)
    page.click(".gm-time-bar button[aria-label='Pause']")
    page.apply("#")
    page.click(".gm-time .gm-switch")
    totals = page.js("return geomapPage.now.time.histogram.totals.reduce((sum, n) => sum + n, 0)")
    assert totals == sum(e.fatalities or 0 for e in events if by_default(e) and e.event_date)


def test_the_panel_proves_the_event(page: Any, events: list[Event]) -> None:
    event = next(
        e
        for e in events
        if by_default(e) and len(e.reports) == 2 and e.claimants and e.fatalities and e.where_prec == 4
    )
    page.apply(f"#event={event.event_id}")
    panel = page.text(".gm-panel-body")
    assert event.actor1 in panel
    assert "somewhere in the province" in panel
    assert f"{event.fatalities} death" in panel
    assert "The reports differ" in panel
    assert f"Reported by {event.claimants[0]}" in panel
    assert page.text(".gm-quote blockquote") == event.quote
    marked = dict(
        page.js(
            "return [...document.querySelectorAll('.gm-quote blockquote mark')].map((m) => [m.className.split('gm-mark-')[1], m.textContent])"
        )
    )
    assert marked == {span.role: event.quote[span.start : span.end] for span in event.spans}
    links = page.js("return [...document.querySelectorAll('.gm-reports a')].map((a) => [a.href, a.rel])")
    assert [href for href, _ in links] == [report.source_url for report in event.reports]
    assert all("noopener" in rel for _, rel in links)
    assert page.js("return document.querySelector('.gm-ring') !== null")


def test_a_click_on_a_mark_opens_its_event(page: Any, events: list[Event]) -> None:
    page.apply("#event_type=Riots&map=35.5,37.5,8")
    spot = page.js("""const { layer, map } = geomapPage.now; layer.repaintNow();
        const one = layer.clusters.find((c) => c.count === 1); const box = map.getContainer().getBoundingClientRect();
        const at = map.layerPointToContainerPoint([one.x + layer.view.corner.x, one.y + layer.view.corner.y]);
        return [box.left + at.x, box.top + at.y, one.row]""")
    page.press((spot[0], spot[1]))
    page.wait("return geomapPage.now.chosenId")
    assert page.js("return geomapPage.now.chosenId") == events[spot[2]].event_id
    page.wait("return document.querySelector('.gm-event-head') !== null")
    assert "Violent demonstration" in page.text(".gm-event-head")


def test_events_at_one_point_are_listed(page: Any) -> None:
    page.apply("#where_prec=4&map=35.9306,36.6339,12")
    spot = page.js("""const { layer, map } = geomapPage.now; layer.repaintNow();
        const one = layer.clusters.find((c) => c.count > 1); const box = map.getContainer().getBoundingClientRect();
        const at = map.layerPointToContainerPoint([one.x + layer.view.corner.x, one.y + layer.view.corner.y]);
        return [box.left + at.x, box.top + at.y, one.count]""")
    page.press((spot[0], spot[1]))
    page.wait("return document.querySelectorAll('.gm-panel-body .gm-item').length > 1")
    assert page.js("return document.querySelectorAll('.gm-panel-body .gm-item').length") == spot[2]


def test_country_events_are_listed_and_not_pinned(page: Any, events: list[Event]) -> None:
    wanted = sum(by_default(e) and e.where_prec == 6 for e in events)
    assert page.js("return document.querySelectorAll('.gm-beside .gm-item').length") == wanted
    assert page.apply("#where_prec=6") == wanted
    page.js("geomapPage.now.layer.repaintNow()")
    assert page.js("return geomapPage.now.layer.clusters.length") == 0


def test_no_vague_event_is_a_bare_pin(page: Any, events: list[Event]) -> None:
    page.apply("#where_prec=2|3|4|5")
    unmarked = page.js("""const { layer, events, filters } = geomapPage.now;
        return filters.rows().filter((row) => !layer.manner(row).vague || !(layer.areas.of_event[row] > 0)).length""")
    assert unmarked == 0
    kinds = page.js(
        "const { areas } = geomapPage.now.layer; return [...areas.precision].map((p, k) => [p, areas.radius_km[k], Boolean(areas.outlines[k]), areas.approximate[k]])"
    )
    assert [2, 25, False, 1] in kinds
    assert [4, 0, True, 1] in kinds
    assert [4, 0, True, 0] in kinds
    assert [4, 80, False, 1] in kinds


def test_the_address_holds_the_state(page: Any, chromium: Any, path: Path, events: list[Event]) -> None:
    event = next(e for e in events if by_default(e) and e.event_type == "Battles" and e.where_prec == 1)
    page.click(".gm-value input[data-word='Battles']")
    page.js("geomapPage.now.time.choose(arguments[0], arguments[1])", 18280, 18340)
    page.js("geomapPage.now.map.setView([35.9, 36.8], 9.5, { animate: false })")
    page.js("geomapPage.now.chooseById(arguments[0])", event.event_id)
    fragment = page.wait("return location.hash.includes('event=') && location.hash.includes('time=') && location.hash")
    before = page.shown_ids()
    chromium.open(path, fragment)
    assert chromium.shown_ids() == before
    assert chromium.js("return geomapPage.now.chosenId") == event.event_id
    center = chromium.js(
        "const c = geomapPage.now.map.getCenter(); return [c.lat, c.lng, geomapPage.now.map.getZoom()]"
    )
    assert center == pytest.approx([35.9, 36.8, 9.5], abs=0.01)


def test_a_spoilt_address_is_no_trouble(chromium: Any, path: Path, events: list[Event]) -> None:
    chromium.open(
        path, "#map=abc&time=yesterday..x&event_type=%E0%A4%A&words=%&shape=1,2_x&confidence=lots&event=%ZZ&=&nonsense"
    )
    assert chromium.shown() == sum(map(by_default, events))


def test_downloads_hold_what_is_shown(page: Any, events: list[Event]) -> None:
    page.apply("#event_type=Battles")
    wanted = {e.event_id: e for e in events if by_default(e) and e.event_type == "Battles"}
    file = page.downloaded(".geojson", lambda: page.js("geomapPage.now.download.geojson()"))
    collection = json.loads(file.read_text("utf-8"))
    assert {feature["id"] for feature in collection["features"]} == wanted.keys()
    for feature in collection["features"]:
        event = wanted[feature["id"]]
        properties = feature["properties"]
        assert properties["quote"] == event.quote
        assert properties["fatalities"] == event.fatalities
        assert properties["event_date"] == (event.event_date.isoformat() if event.event_date else None)
        assert len(properties["reports"]) == len(event.reports)
        if event.longitude is None:
            assert feature["geometry"] is None
        else:
            assert feature["geometry"]["coordinates"] == pytest.approx([event.longitude, event.latitude], abs=1e-6)
    file = page.downloaded(".csv", lambda: page.js("geomapPage.now.download.csv()"))
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    assert {row["event_id"] for row in rows} == wanted.keys()
    assert all(row["actor1"] == wanted[row["event_id"]].actor1 for row in rows)
    assert all(row["aggregate"] == "false" for row in rows)


def test_the_picture(page: Any) -> None:
    from struct import unpack

    file = page.downloaded(".png", lambda: page.js("geomapPage.now.download.png()"))
    head = file.read_bytes()
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = unpack(">II", head[16:24])
    size = page.js("const { x, y } = geomapPage.now.map.getSize(); return [x, y]")
    assert width == size[0] * 2
    assert height > size[1] * 2


def test_the_table_by_keyboard(page: Any, events: list[Event]) -> None:
    from selenium.webdriver.common.keys import Keys

    page.click(".gm-tools button[aria-label='Table']")
    page.wait("return document.querySelectorAll('.gm-row').length > 5")
    assert (
        page.js("return Number(document.querySelector('.gm-table').getAttribute('aria-rowcount'))") == page.shown() + 1
    )
    page.click(".gm-col-toll button")
    assert page.js("return document.querySelector('th.gm-col-toll').getAttribute('aria-sort')") == "descending"
    most = max(e.fatalities or 0 for e in events if by_default(e))
    assert page.text(".gm-row td.gm-col-toll") == str(most)
    page.keys(".gm-row[tabindex='0']", Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert page.js("return document.activeElement.dataset.place") == "2"
    row = page.js("return geomapPage.now.table.rows[2]")
    page.js("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))")
    page.wait("return geomapPage.now.chosenId")
    assert page.js("return geomapPage.now.chosenId") == events[row].event_id


def test_the_table_holds_every_row_while_it_scrolls(page: Any) -> None:
    page.js("geomapPage.now.side.open('table')")
    page.wait("return document.querySelectorAll('.gm-row').length > 5")
    seen: set[int] = set()
    for top in range(0, 340 * 54, 500):
        page.js("const t = geomapPage.now.table; t.scroller.scrollTop = arguments[0]; t.paint()", top)
        seen |= set(page.js("return [...document.querySelectorAll('.gm-row')].map((row) => Number(row.dataset.place))"))
    assert seen == set(range(page.shown()))


def test_only_what_is_in_view(page: Any) -> None:
    page.js("geomapPage.now.map.setView([36.0, 36.9], 10, { animate: false }); geomapPage.now.selection.onlyView(true)")
    near = page.shown()
    bounds = page.js(
        "const b = geomapPage.now.map.getBounds(); return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]"
    )
    assert 0 < near < 300
    page.js("geomapPage.now.map.setView([36.0, 36.9], 8, { animate: false })")
    assert page.shown() > near
    assert bounds[0] < bounds[2]


def test_a_rectangle_is_drawn(page: Any, events: list[Event]) -> None:
    page.click(".gm-controls button[aria-label='Draw a rectangle']")
    box = page.js(
        "const { left, top, width, height } = geomapPage.now.map.getContainer().getBoundingClientRect(); return [left, top, width, height]"
    )
    start = (box[0] + 120, box[1] + 60)
    page.mouse("mouseMoved", start)
    page.drag(start, (start[0] + 60, start[1] + 60), (start[0] + 250, start[1] + 200))
    ring = page.wait("return geomapPage.now.filters.get('shape').toState()")
    corners = [tuple(map(float, pair.split(","))) for pair in ring.split("_")]
    (west, east), (south, north) = [(min(axis), max(axis)) for axis in zip(*corners, strict=True)]
    assert page.shown() == sum(by_default(e) and inside(e, west, south, east, north) for e in events)
    assert page.js("return geomapPage.now.map.dragging.enabled()")


def test_a_polygon_is_drawn(page: Any, events: list[Event]) -> None:
    from shapely.geometry import Point, Polygon

    page.click(".gm-controls button[aria-label='Draw a polygon']")
    box = page.js("const { left, top } = geomapPage.now.map.getContainer().getBoundingClientRect(); return [left, top]")
    for x, y in ((100, 40), (420, 60), (380, 300), (150, 420)):
        page.press((box[0] + x, box[1] + y))
    page.js("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))")
    ring = page.wait("return geomapPage.now.filters.get('shape').toState()")
    polygon = Polygon([tuple(map(float, pair.split(","))) for pair in ring.split("_")])
    assert len(polygon.exterior.coords) == 5
    wanted = sum(
        by_default(e) and e.longitude is not None and polygon.contains(Point(e.longitude, e.latitude)) for e in events
    )
    assert abs(page.shown() - wanted) <= 1
    assert 0 < wanted < sum(map(by_default, events))


def test_a_graphic_quote_lies_behind_a_notice(chromium: Any, made: Any, tmp_path: Path) -> None:
    import dataclasses

    quotes = [
        "Several hostages were beheaded in the square.",
        "Des habitants ont été égorgés.",
        "A violin was played to the troops.",
        "La violence continue.",
    ]
    languages = ["en", "fr", "en", "fr"]
    rows = [
        dataclasses.replace(event, quote=text, language=code, spans=(), aggregate=False, background=False)
        for event, text, code in zip(made.made_events(4), quotes, languages, strict=True)
    ]
    draw(rows, lang="en").save(tmp_path / "graphic.html")
    page = chromium.open(tmp_path / "graphic.html")
    for row, hidden in enumerate([True, True, False, False]):
        page.js("geomapPage.now.choose(arguments[0])", row)
        page.wait(f"return geomapPage.now.panel.row === {row} && document.querySelector('.gm-quote') !== null")
        assert (quotes[row] not in page.text(".gm-panel-body")) == hidden, quotes[row]
        if hidden:
            page.click(".gm-notice button")
            assert quotes[row] in page.text(".gm-panel-body")


@pytest.mark.parametrize("field", ["actor1", "where_prec", "country", "mine"])
def test_any_field_colours_and_groups(chromium: Any, made: Any, tmp_path: Path, field: str) -> None:
    columns = made.made_columns(300)
    columns["mine"] = [number % 3 for number in range(300)]
    draw(columns, lang="en", colour_by=field, group_by=field).save(tmp_path / "by.html")
    page = chromium.open(tmp_path / "by.html")
    assert page.logs() == []
    known = {str(value) for value in columns[field] if value is not None}
    looks = page.js("return geomapPage.now.events.looks.map((look) => look.word)")
    assert {look for look in looks if look} <= known
    assert len(looks) >= min(len(known), 8)
    page.js("geomapPage.now.layer.repaintNow()")
    mixed = page.js(
        "return geomapPage.now.layer.clusters.filter((one) => [...one.byLook].filter(Boolean).length > 1).length"
    )
    assert mixed == 0 or len(known) > 7
    page.js("geomapPage.now.side.open('table')")
    page.wait("return document.querySelectorAll('.gm-row').length > 2")
    assert page.text(".gm-col-group button").strip()
    assert "as their source gives them" in page.text(".gm-note"), (
        "a table without marked quotes was not read by the program"
    )


def test_paper_keeps_the_map_and_its_notes(page: Any) -> None:
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = page.js("""const seen = (s) => getComputedStyle(document.querySelector(s)).display !== 'none';
        return [seen('.gm-tools'), seen('.gm-controls'), seen('h1'), seen('.gm-note'), seen('.gm-stage'), seen('.gm-filters')]""")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert shown == [False, False, True, True, True, True]

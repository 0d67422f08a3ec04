"""Hostile text in every field, layers of the user's own, and what the page may load."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import folium
import pytest

from geomap.model import Event, Report, Span
from geomap.render import draw

HOSTILE = [
    "</script><script>window.pwned = 1</script>",
    "<img src=x onerror='window.pwned = 1'>",
    "${window.pwned = 1} `${window.pwned = 1}` {{ 7 * 7 }} {% raw %}",
    "javascript:window.pwned=1",
    "data:text/html,<script>window.pwned=1</script>",
    "\u202egnp.exe\u202c \u2066spoofed\u2069",
    "\"' onmouseover=window.pwned=1 x='",
    "<!--<script>",
    '=HYPERLINK("https://evil.example","x")',
    "\\u003cscript>\\x3c/script>\u2028\u2029]]>",
    "A" * 100_000,
    "__proto__",
    "constructor",
    "مرحبا <b>bold</b> &lt;i&gt; \ud800",
]


def hostile_event(template: Event, number: int) -> Event:
    text = HOSTILE[number % len(HOSTILE)]
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(Event):
        value = getattr(template, field.name)
        if isinstance(value, str) and field.name not in ("event_id", "status"):
            changes[field.name] = text
        elif field.name in ("assoc_actor_1", "assoc_actor_2", "claimants", "alias_ids"):
            changes[field.name] = (text,)
    report = Report(
        report_id=text,
        doc_id=text,
        source=text,
        source_url=text,
        source_date=dt.date(2020, 2, 2),
        quote=text,
        quote_start=0,
        quote_end=1,
        claimants=(text,),
        fatalities=3,
    )
    changes |= {
        "reports": (report, dataclasses.replace(report, fatalities=5)),
        "event_id": f"{number:04d}{text[:50]}",
        "spans": (Span("place", 0, 5), Span("trigger", 3, 8), Span("toll", 900_000, 900_001)),
    }
    return dataclasses.replace(
        template,
        aggregate=False,
        background=False,
        where_prec=1,
        latitude=35.0 + number / 50,
        longitude=37.0,
        **changes,
    )


@pytest.fixture(scope="module")
def hostile(made: Any) -> list[Event]:
    return [hostile_event(event, number) for number, event in enumerate(made.made_events(2 * len(HOSTILE)))]


@pytest.fixture(scope="module")
def path(hostile: list[Event], ground: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("hostile") / "map.html"
    run = {"documents_failed": HOSTILE, "sources": HOSTILE, "confidence": {"high": 0.9, "measured_on": HOSTILE[0]}}
    draw(
        hostile, run=run, title=HOSTILE[0], subtitle=HOSTILE[1], aliases={HOSTILE[0]: HOSTILE}, lang="en", **ground
    ).save(target)
    return target


def test_hostile_text_is_shown_as_text(chromium: Any, path: Path, hostile: list[Event]) -> None:
    page = chromium.open(path)
    scripts = page.js("return document.scripts.length")
    pictures = page.js("return document.images.length")
    for row in range(len(HOSTILE)):
        page.js("geomapPage.now.choose(-1); geomapPage.now.choose(arguments[0])", row)
        page.wait(
            f"return geomapPage.now.panel.row === {row} && document.querySelector('.gm-quote, .gm-notice') !== null"
        )
        page.js("document.querySelector('.gm-all').open = true")
        text = HOSTILE[row]
        if text.isascii() and len(text) < 100:
            assert page.js("return document.querySelector('.gm-quote blockquote').textContent") == text
        assert (
            page.js(
                "return [...document.querySelectorAll('.gm-panel-body a')].filter((a) => !/^https?:/.test(a.href)).length"
            )
            == 0
        )
    page.js(
        "geomapPage.now.side.open('table'); geomapPage.now.layer.hover(L.point(300, 300)); geomapPage.now.method.showModal()"
    )
    page.wait("return document.querySelectorAll('.gm-row').length > 3")
    assert page.js(
        "return [window.pwned, document.scripts.length, document.images.length, document.querySelectorAll('b, iframe, object, embed').length]"
    ) == [None, scripts, pictures, 0]
    assert page.text("h1") == HOSTILE[0]
    assert page.driver.title == HOSTILE[0]
    assert [entry for entry in page.logs() if "favicon" not in entry] == []


def test_characters_that_turn_text_round_are_not_shown(chromium: Any, path: Path) -> None:
    page = chromium.open(path)
    page.js("geomapPage.now.choose(arguments[0])", 5)
    page.wait("return geomapPage.now.panel.row === 5")
    page.js("document.querySelector('.gm-all').open = true")
    seen = page.js(
        "return [...document.querySelectorAll('.gm-side, .gm-filters, .gm-header')].map((part) => part.innerText.match(/.{0,40}[\u202a-\u202e\u2066-\u2069].{0,40}/gu)?.join() ?? '').join('')"
    )
    assert "gnp.exe" in page.text(".gm-panel-body")
    assert not set(seen) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_a_name_of_100_kilobytes_breaks_nothing(chromium: Any, path: Path) -> None:
    page = chromium.open(path)
    page.js("geomapPage.now.choose(arguments[0])", HOSTILE.index("A" * 100_000))
    page.wait("return document.querySelector('.gm-who') !== null")
    assert page.js("return document.documentElement.scrollWidth <= innerWidth")
    assert page.js(
        "const box = document.querySelector('.gm-side').getBoundingClientRect(); return box.right <= innerWidth + 1"
    )


def test_cells_that_look_like_formulas_are_made_harmless(chromium: Any, path: Path) -> None:
    page = chromium.open(path)
    file = page.downloaded(".csv", lambda: page.js("geomapPage.now.download.csv()"))
    csv.field_size_limit(10_000_000)
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    assert len(rows) == page.shown()
    cells = [value for row in rows for name, value in row.items() if name not in ("latitude", "longitude")]
    assert not [value for value in cells if value.startswith(("=", "+", "@", "-"))]
    assert any(value.startswith("'=HYPERLINK") for value in cells)
    file = page.downloaded(".geojson", lambda: page.js("geomapPage.now.download.geojson()"))
    quotes = {feature["properties"]["quote"] for feature in json.loads(file.read_text("utf-8"))["features"]}
    assert HOSTILE[0] in quotes


def test_layers_that_a_user_adds_still_run(chromium: Any, made: Any, ground: dict[str, Any], tmp_path: Path) -> None:
    drawn = draw(made.made_events(30), lang="en", **ground)
    folium.Marker([36.0, 37.0], popup="A camp", tooltip="camp").add_to(drawn)
    folium.Marker([36.5, 37.0], icon=folium.Icon(color="red")).add_to(drawn)
    folium.Circle([35.5, 37.0], radius=20_000).add_to(drawn)
    road = {
        "type": "Feature",
        "properties": {"name": "road"},
        "geometry": {"type": "LineString", "coordinates": [[36, 35], [38, 36]]},
    }
    shape = {"type": "FeatureCollection", "features": [road]}
    folium.GeoJson(shape, name="Roads", tooltip=folium.GeoJsonTooltip(["name"])).add_to(drawn)
    folium.LayerControl().add_to(drawn)
    drawn.save(tmp_path / "layers.html")
    page = chromium.open(tmp_path / "layers.html")
    assert page.logs() == []
    assert page.js("return document.querySelectorAll('.leaflet-marker-icon:not(.gm-ring-holder)').length") == 2
    assert page.js("return document.querySelectorAll('.leaflet-overlay-pane path').length") == 2
    page.js("document.querySelector('img.leaflet-marker-icon').click()")
    assert page.wait("return document.querySelector('.leaflet-popup-content')?.textContent.trim()") == "A camp"
    assert page.js("return document.querySelector('img.leaflet-marker-icon').naturalWidth") > 0


def test_a_script_that_was_not_there_when_saved_does_not_run(chromium: Any, path: Path) -> None:
    page = chromium.open(path)
    page.js(
        "const s = document.createElement('script'); s.textContent = 'window.pwned = 1'; document.body.append(s); const i = new Image(); i.src = 'https://tracker.example/x.png'; document.body.append(i)"
    )
    assert page.js("return window.pwned") is None
    complaints = page.logs()
    assert any("script-src" in entry for entry in complaints)
    assert any("img-src" in entry for entry in complaints)


def test_online_tiles_are_asked_of_their_host_only(
    chromium: Any, made: Any, ground: dict[str, Any], tmp_path: Path
) -> None:
    tiles = "https://{s}.tiles.invalid/{z}/{x}/{y}.png"
    draw(made.made_events(30), lang="en", tiles=tiles, attribution="Tiles by nobody", **ground).save(
        tmp_path / "tiles.html"
    )
    page = chromium.open(tmp_path / "tiles.html")
    asked = [url for url in page.requests() if url.startswith("http")]
    assert asked
    assert all(url.split("/")[2].endswith(".tiles.invalid") for url in asked)
    assert "Tiles by nobody" in page.text(".leaflet-control-attribution")
    assert not [entry for entry in page.logs() if "Content Security Policy" in entry or "Uncaught" in entry]
    assert page.js("return geomapPage.now.map.getZoom() % 1") == 0


def test_junk_from_elsewhere_is_shown_as_it_is(chromium: Any, tmp_path: Path) -> None:
    properties = {
        "event_type": "toString",
        "event_date": "2020-02-02",
        "actor1": "hasOwnProperty",
        "__proto__": "x",
        "constructor": 3,
        "spans": ["x", None, {"role": 1}],
        "reports": [None, 5, "x", {"source": ["list"], "source_date": "soon", "fatalities": "many", "claimants": 7}],
        "confidence": None,
        "where_prec": 9,
        "review_status": "valueOf",
    }
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [37, 36]}}
    draw(
        {"type": "FeatureCollection", "features": [feature, {"type": "Feature", "properties": None, "geometry": None}]},
        lang="en",
        colour_by="actor1",
    ).save(tmp_path / "junk.html")
    page = chromium.open(tmp_path / "junk.html")
    assert page.shown() == 2
    page.js("geomapPage.now.choose(0)")
    page.wait("return document.querySelector('.gm-event-head') !== null")
    assert "soon" in page.text(".gm-reports")
    assert page.text(".gm-event-head h2") == "toString"
    page.js("geomapPage.now.choose(1)")
    page.wait("return geomapPage.now.panel.body.textContent.includes('undated')")
    assert page.logs() == []


def test_in_a_notebook(chromium: Any, made: Any, tmp_path: Path) -> None:
    drawn = draw(made.made_events(30), lang="en")
    (tmp_path / "notebook.html").write_text(f"<!DOCTYPE html><body>{drawn._repr_html_()}</body>", encoding="utf-8")
    chromium.size(1280, 800)
    chromium.driver.get((tmp_path / "notebook.html").as_uri())
    chromium.wait("return document.querySelector('iframe').contentDocument?.documentElement.dataset.geomap === 'ready'")
    chromium.js("document.querySelector('iframe').contentWindow.geomapPage.now.choose(2)")
    chromium.wait("return document.querySelector('iframe').contentDocument.querySelector('.gm-event-head') !== null")
    assert not [entry for entry in chromium.logs() if "SEVERE" in entry or "Uncaught" in entry]

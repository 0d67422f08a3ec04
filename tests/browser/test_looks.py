"""Sizes, themes, languages, and what readers who do not see the canvas get."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geomap.render import draw

RUN = {"documents_read": 12, "documents_failed": [], "sources": ["Northern Wire"]}


@pytest.fixture(scope="module")
def paths(made: Any, ground: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("looks")
    events = made.made_events(200)
    for name, options in {
        "auto": {},
        "fr": {"lang": "fr"},
        "ar": {"lang": "ar"},
        "dark": {"theme": "dark", "lang": "en"},
    }.items():
        draw(events, run=RUN, **ground, **options).save(folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in ("auto", "fr", "ar", "dark")}


@pytest.mark.parametrize("name", ["auto", "dark", "fr"])
def test_axe_finds_nothing_serious(chromium: Any, paths: dict[str, Path], axe: str, name: str) -> None:
    page = chromium.open(paths[name])
    assert page.findings(axe) == []
    page.js(
        "document.querySelectorAll('.gm-facet').forEach((facet) => { facet.open = true; }); geomapPage.now.choose(5)"
    )
    page.wait("return document.querySelector('.gm-event-head') !== null")
    page.js(
        "document.querySelectorAll('details').forEach((one) => { one.open = true; }); geomapPage.now.time.choose(18300, 18320)"
    )
    assert page.findings(axe) == []
    page.js("geomapPage.now.side.open('table')")
    page.wait("return document.querySelectorAll('.gm-row').length > 2")
    assert page.findings(axe) == []


def test_axe_on_a_phone_and_in_the_method_note(chromium: Any, paths: dict[str, Path], axe: str) -> None:
    page = chromium.open(paths["auto"], width=390, height=844)
    assert page.findings(axe) == []
    page.js("geomapPage.now.method.showModal()")
    assert page.findings(axe) == []


@pytest.mark.parametrize(("width", "height"), [(360, 640), (390, 844), (1024, 768), (1920, 1080)])
def test_nothing_sticks_out(chromium: Any, paths: dict[str, Path], width: int, height: int) -> None:
    page = chromium.open(paths["fr"], width=width, height=height)
    page.js("geomapPage.now.choose(5)")
    page.wait("return document.querySelector('.gm-event-head') !== null")
    assert page.js("return [document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        width,
        height,
    ]
    panel = page.js(
        "const { left, top, right, bottom } = document.querySelector('.gm-side').getBoundingClientRect(); return [left, top, right, bottom]"
    )
    if width < 760:
        assert panel[0] == 0
        assert panel[1] > height * 0.25
        assert panel[3] == height
    else:
        assert panel[2] == width
        assert panel[0] > width * 0.4
    stage = page.js(
        "const { width, height } = document.querySelector('.gm-stage').getBoundingClientRect(); return [width, height]"
    )
    assert stage[0] >= 300
    assert stage[1] >= 240


def test_filters_come_from_below_on_a_phone(chromium: Any, paths: dict[str, Path]) -> None:
    page = chromium.open(paths["auto"], width=390, height=844)
    assert page.js("return getComputedStyle(document.querySelector('.gm-filters')).visibility") == "hidden"
    page.click(".gm-filter-button")
    page.wait(
        "return document.querySelector('.gm-filters').getBoundingClientRect().bottom <= innerHeight + 1 && getComputedStyle(document.querySelector('.gm-filters')).visibility === 'visible'"
    )
    before = page.shown()
    page.click(".gm-value input[data-word='Battles']")
    assert 0 < page.shown() < before
    page.click(".gm-filters .gm-only-phone")
    page.wait("return getComputedStyle(document.querySelector('.gm-filters')).visibility === 'hidden'")


def test_dark_follows_the_reader_and_can_be_turned(chromium: Any, paths: dict[str, Path]) -> None:
    chromium.media(prefers_color_scheme="dark")
    try:
        page = chromium.open(paths["auto"])
        assert page.js("return document.documentElement.dataset.theme") == "dark"
        paper = page.js("return getComputedStyle(document.querySelector('.gm-page')).backgroundColor")
        page.click(".gm-tools button[aria-label='Light or dark']")
        assert page.js("return document.documentElement.dataset.theme") == "light"
        assert page.js("return getComputedStyle(document.querySelector('.gm-page')).backgroundColor") != paper
    finally:
        chromium.media(prefers_color_scheme="light")
    page = chromium.open(paths["dark"])
    assert page.js("return document.documentElement.dataset.theme") == "dark"


def test_french(chromium: Any, paths: dict[str, Path]) -> None:
    page = chromium.open(paths["fr"])
    assert page.js("return document.documentElement.lang") == "fr"
    assert "événements sur 200" in page.text(".gm-shown")
    assert "Combats" in page.text(".gm-filters")
    assert "12 documents lus" in page.text(".gm-subtitle")
    assert "Ne pas utiliser pour viser" in page.text(".gm-note")
    page.js("geomapPage.now.choose(5)")
    page.wait("return document.querySelector('.gm-event-head') !== null")
    assert "Copier la référence" in page.text(".gm-panel-body")
    left = page.js("return Object.keys(geomapPage.now.settings.strings).length")
    assert left > 150


def test_the_reader_s_language_is_taken(chromium: Any, paths: dict[str, Path]) -> None:
    chromium.driver.execute_cdp_cmd(
        "Emulation.setUserAgentOverride", {"userAgent": "test", "acceptLanguage": "fr-CA,fr;q=0.9,en;q=0.5"}
    )
    try:
        page = chromium.open(paths["auto"])
        assert page.js("return document.documentElement.lang") == "fr"
        assert page.driver.title == "Événements de conflit"
    finally:
        chromium.driver.execute_cdp_cmd(
            "Emulation.setUserAgentOverride", {"userAgent": "test", "acceptLanguage": "en-GB,en"}
        )


def test_right_to_left(chromium: Any, paths: dict[str, Path]) -> None:
    page = chromium.open(paths["ar"])
    assert page.js("return document.documentElement.dir") == "rtl"
    words = page.js("return document.body.innerText")
    assert "12 documents read" in words
    assert "facts." not in words, "a plural form without a string falls back on another"
    places = page.js(
        "return ['.gm-filters', '.gm-main', '.gm-side'].map((s) => document.querySelector(s).getBoundingClientRect().left)"
    )
    assert places[0] > places[1] > places[2]
    track = page.js(
        "const { left, top, width } = document.querySelector('.gm-track').getBoundingClientRect(); return [left, top, width]"
    )
    page.drag((track[0] + track[2] * 0.2, track[1] + 30), (track[0] + track[2] * 0.4, track[1] + 30))
    assert page.js("return geomapPage.now.time.filter.from < geomapPage.now.time.filter.to")
    assert page.js("return document.documentElement.scrollWidth") == 1280


def test_focus_is_seen_and_motion_can_be_stilled(chromium: Any, paths: dict[str, Path]) -> None:
    chromium.media(prefers_reduced_motion="reduce")
    try:
        page = chromium.open(paths["auto"])
        page.js("geomapPage.now.choose(5, true)")
        page.wait("return document.querySelector('.gm-ring') !== null")
        assert page.js("return getComputedStyle(document.querySelector('.gm-ring')).animationName") == "none"
        assert page.js("return geomapPage.now.map._flyToFrame === undefined")
    finally:
        chromium.media()
    from selenium.webdriver.common.keys import Keys

    page.keys("body", Keys.TAB)
    page.keys("body", Keys.TAB)
    assert page.js("return getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_every_control_is_reached_by_keyboard(chromium: Any, paths: dict[str, Path]) -> None:
    page = chromium.open(paths["auto"])
    nameless = page.js("""return [...document.querySelectorAll('button, input, select, summary, [role=slider], [role=tab]')]
        .filter((node) => node.offsetParent !== null && !(node.getAttribute('aria-label') || node.textContent.trim() || node.labels?.length)).map((node) => node.outerHTML)""")
    assert nameless == []

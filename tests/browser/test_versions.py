"""What is new since an earlier version, and rows of tables that are shown but not handed out."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from geomap.model import Event
from geomap.render import draw


@pytest.fixture(scope="module")
def events(made: Any) -> list[Event]:
    """Of which the first came with ACLED's table, a battle and an attack on civilians."""
    events = [
        dataclasses.replace(e, aggregate=False, background=False, status="occurred") for e in made.made_events(40)
    ]
    acled = {"doc_id": "ACLED", "actor1": "Army", "actor2": "Rebels", "assoc_actor_1": (), "assoc_actor_2": ()}
    events[0] = dataclasses.replace(events[0], event_type="Battles", **acled)
    events[1] = dataclasses.replace(events[1], event_type="Violence against civilians", **acled)
    return events


@pytest.fixture
def changes(events: list[Event]) -> dict[str, str]:
    return {event.event_id: "new" for event in events[2:5]} | {events[7].event_id: "changed"}


@pytest.fixture
def page(chromium: Any, events: list[Event], changes: dict[str, str], tmp_path: Path) -> Any:
    draw(events, lang="en", changes=changes).save(tmp_path / "m.html")
    return chromium.open(tmp_path / "m.html")


def test_what_is_new_or_changed_is_shown_alone(page: Any, events: list[Event], changes: dict[str, str]) -> None:
    assert page.shown() == len(events)
    page.click(".gm-value input[data-word='new']")
    assert page.shown_ids() == {name for name, kind in changes.items() if kind == "new"}
    page.click(".gm-value input[data-word='changed']")
    assert page.shown_ids() == changes.keys()
    facet = page.js("return document.querySelector('.gm-facet').innerText")
    assert facet.splitlines()[0] == "Since the earlier version"
    assert {"New", "Changed", "As it was"} <= set(facet.splitlines())
    page.wait("return decodeURIComponent(location.hash).includes('change=new|changed')")


def test_without_an_earlier_version_there_is_no_such_filter(chromium: Any, events: list[Event], tmp_path: Path) -> None:
    draw(events, lang="en").save(tmp_path / "m.html")
    page = chromium.open(tmp_path / "m.html")
    assert "Since the earlier version" not in page.js("return document.body.innerText")


def test_rows_of_acled_are_shown_and_not_handed_out(page: Any, events: list[Event]) -> None:
    assert {events[0].event_id, events[1].event_id} <= page.shown_ids()
    for suffix, work in ((".geojson", "geojson"), (".csv", "csv")):
        file = page.downloaded(suffix, lambda work=work: page.js(f"geomapPage.now.download.{work}()"))
        text = file.read_text("utf-8-sig")
        assert not any(event.event_id in text for event in events[:2])
        assert all(event.event_id in text for event in events[2:])
    assert len(json.loads(page.downloaded(".geojson", lambda: page.js("geomapPage.now.download.geojson()")).read_text())["features"]) == 38  # fmt: skip
    page.wait("return document.body.innerText.includes('2 events from a table whose owner does not let them')")


def test_the_order_of_acleds_actors_is_not_shown_but_in_violence_against_civilians(
    page: Any, events: list[Event]
) -> None:
    for number, told in ((0, "Army – Rebels"), (1, "Army → Rebels")):
        page.js("geomapPage.now.choose(arguments[0])", number)
        page.wait(f"return document.querySelector('.gm-who')?.innerText === '{told}'")

"""Text of strangers stays text: in spreadsheets, in KML, in the page, in SQL, in conditions, on the terminal."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import logging
import warnings
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.cli import screen
from geomap.errors import UsageError
from geomap.export import export
from geomap.model import Event, Report
from geomap.store import View, open_store, read_events
from geomap.store.codec import event_of

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    '=HYPERLINK("http://x","y")',
    "'=1",
    "=cmd|' /C calc'!A0",
]
SCRIPTS = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "${alert(1)}",
    "`+alert(1)+`",
    "]]><b>",
]
SQL = ["'; DROP TABLE events; --", '" OR 1=1 --', "x' UNION SELECT * FROM gpkg_contents --", "%", "_", "\\", "a\x00b"]


def event(text: str, identity: str = "e") -> Event:
    """An event whose every text is `text`."""
    report = Report(report_id="r", doc_id=text, source=text, source_url=text, source_date=dt.date(2021, 3, 4), quote=text,
                    quote_start=0, quote_end=len(text), claimants=(text,), fatalities=None, injured=None)  # fmt: skip
    made = event_of({"event_id": identity, "event_date": "2021-03-04", "latitude": 1.5, "longitude": 2.5})
    return dataclasses.replace(
        made, location=text, actor1=text, quote=text, quote_end=len(text), source=text, source_url=text, title=text,
        doc_id=text, claimants=(text,), reports=(report,), country=text, event_type=text,
    )  # fmt: skip


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_no_cell_is_a_formula(tmp_path, suffix):
    path = tmp_path / f"out{suffix}"
    export(View.of([event(text, f"e{number}") for number, text in enumerate(FORMULAS)]), path)
    if suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "＝"))]
        assert not [cell for cell in cells if cell.startswith("-") and not cell.lstrip("-").replace(".", "").isdigit()]
    else:
        book = openpyxl.load_workbook(path)
        assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    backs = [back.quote.replace("_x000D_", "").strip() for back in read_events(path)]  # as Excel writes that sign
    assert backs == [text.strip() for text in FORMULAS]


@pytest.mark.parametrize("suffix", [".kml", ".kmz"])
def test_no_text_is_a_tag_in_kml(tmp_path, suffix):
    path = tmp_path / f"out{suffix}"
    export(View.of([event(text, f"e{number}") for number, text in enumerate(SCRIPTS)]), path)
    if suffix == ".kmz":
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist() == ["doc.kml"]
            text = archive.read("doc.kml")
    else:
        text = path.read_bytes()
    tree = ET.fromstring(text)  # noqa: S314 - our own file
    place = "{http://www.opengis.net/kml/2.2}"
    shown = [leaf.text.replace("<br>", "") for leaf in tree.iter(f"{place}description")]
    assert len(shown) == len(SCRIPTS) + 1
    assert not [told for told in shown if "<" in told]  # viewers take it for HTML, after XML has been undone
    assert [balloon.text for balloon in tree.iter(f"{place}text")] == ["$[description]"] * len(
        list(tree.iter(f"{place}text"))
    )


def test_no_text_is_a_tag_or_a_script_in_the_page(tmp_path):
    from geomap.render import draw

    path = tmp_path / "map.html"
    shown = [event(text, f"e{number}") for number, text in enumerate(SCRIPTS)]
    draw(shown, title=SCRIPTS[0], subtitle=SCRIPTS[1]).save(path)
    page = path.read_text("utf-8")
    for text in ("<script>alert(1)", "<img src=x onerror", "${alert(1)}", "`+alert(1)"):
        assert text not in page


@pytest.mark.parametrize("kind", [".gpkg", ".geojson", "postgis"])
def test_no_text_is_sql(tmp_path, kind, request):
    place = request.getfixturevalue("new_database")() if kind == "postgis" else tmp_path / f"events{kind}"
    store = open_store(place)
    made = [event(text, f"e{number}") for number, text in enumerate(SQL)]
    with store.writer() as writer:
        writer.upsert(made)
        writer.record([text for text in SQL if "\x00" not in text])
    for text in SQL:
        found = list(store.view().where(actors=(text,))) + list(store.view().where(sources=(text,)))
        assert len(found) <= 2 * len(SQL)
        list(store.view().where(countries=(text,), types=(text,), text=text, statuses=("occurred",)))
        with pytest.raises(UsageError):
            store.view().where(since=text)
    with store.writer() as writer:
        writer.remove_document(SQL[0])
    left = {one.event_id for one in store.view()}
    assert left == {f"e{number}" for number in range(1, len(SQL))}


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')", "(1).__class__", "open('x')", "[a for a in b]", "lambda: 1", "f'{actor1}'",
        "actor1 := 1", "9**9**9", "'a'*10**9", "1<<10**9", "quote.strip()", "a if b else c", "{**quote}", "`x`",
        "quote == '" + "a" * 3000 + "'", "(" * 500 + "1" + ")" * 500, "await quote", "...",
    ],
)  # fmt: skip
def test_a_condition_runs_nothing(text):
    from geomap.store.expression import Expression

    with pytest.raises(UsageError):
        Expression(text).holds(event("a"))


@given(st.text(max_size=60))
def test_nothing_that_a_terminal_obeys_is_shown(text):
    shown = screen.clean(f"\x1b]0;title\x07{text}\x9b31m\u202e")
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 or 0xD800 <= ord(sign) < 0xE000 for sign in shown)
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f")


def test_what_libraries_warn_of_and_log_is_cleaned(capfd, monkeypatch):
    monkeypatch.setattr(logging, "lastResort", logging.lastResort)
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    screen.guard()
    record = logging.LogRecord("lib", logging.WARNING, "x", 1, "a name \x1b[31m", None, None)
    logging.lastResort.handle(record)
    warnings.showwarning(RuntimeWarning("another \x1b]0;x\x07"), RuntimeWarning, "x", 1)
    told = capfd.readouterr().err
    assert "a name" in told
    assert "another" in told
    assert "\x1b" not in told
    assert "\x07" not in told

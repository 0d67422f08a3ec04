"""JSON, tables and GeoJSON as documents."""

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.documents import read, recognise
from geomap.errors import DocumentError
from geomap.model import Document

FULL = {
    "doc_id": "n-1",
    "text": "  Kidal fell.\r\n",
    "title": "Kidal",
    "published": "2023-11-14T23:30:00-05:00",
    "language": "fr-FR",
    "url": "https://example.org/1",
    "source": "Agence",
    "spans": [[2, 7]],
}


@pytest.fixture
def put(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return path

    return write


def test_a_record_keeps_its_text_and_its_day(put):
    (document,) = read(put("a.jsonl", FULL))
    assert document.text == FULL["text"]
    assert document.text[2:7] == "Kidal"
    assert document.spans == ((2, 7),)
    assert document.published == dt.date(2023, 11, 14)  # the day as written: no time zone moves it
    assert (document.doc_id, document.title, document.language) == ("n-1", "Kidal", "fr")
    assert (document.url, document.source) == (FULL["url"], "Agence")


@pytest.mark.parametrize("name", ["a.json", "a.ndjson"])
def test_one_record_alone(put, name):
    (document,) = read(put(name, FULL))
    assert document.doc_id == "n-1"


def test_geojson_with_text_is_documents(put):
    feature = {
        "type": "Feature",
        "id": "f",
        "geometry": None,
        "properties": {"text": "Shots were heard.", "date": "2020-02-01"},
    }
    (document,) = read(put("a.geojson", {"type": "FeatureCollection", "features": [feature]}))
    assert (document.text, document.published) == ("Shots were heard.", dt.date(2020, 2, 1))


def test_geojson_of_events_says_so(put):
    point = {"type": "Point", "coordinates": [1, 2]}
    feature = {"type": "Feature", "geometry": point, "properties": {"event_date": "2020-02-01"}}
    (failure,) = read(put("a.geojson", {"type": "FeatureCollection", "features": [feature]}))
    assert "holds events" in failure.reason


def test_each_bad_line_is_named_by_its_number(put):
    lines = ['{"text": "Good."}', "{", "", "[1]", '{"text": 5}', '{"text": " "}', '{"text": "Also good."}']
    found = list(read(put("a.jsonl", "\n".join(lines))))
    assert [item.text for item in found if isinstance(item, Document)] == ["Good.", "Also good."]
    assert [item.name.rpartition(":")[2] for item in found if isinstance(item, DocumentError)] == ["2", "4", "5", "6"]


def test_a_text_that_is_none_is_an_error_also_in_a_folder(put):
    (failure,) = read(put("a.jsonl", '{"text": 3}').parent)
    assert "must be a string, not a int" in failure.reason


def test_a_lone_surrogate_becomes_one_character(put):
    (document,) = read(put("a.jsonl", '{"text": "a\\ud800b Kidal", "spans": [[4, 9]]}'))
    assert document.text == "a\ufffdb Kidal"
    document.text.encode()


@pytest.mark.parametrize("spans", [[[0]], [["a", "b"]], [[5, 2]], [[0, 999]], 7])
def test_spans_that_make_no_sense_are_refused(put, spans):
    (failure,) = read(put("a.jsonl", {"text": "Kidal fell.", "spans": spans}))
    assert isinstance(failure, DocumentError)
    assert "span" in failure.reason


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2020-03-05", dt.date(2020, 3, 5)),
        ("20200305", dt.date(2020, 3, 5)),
        ("2020-3-5 23:59", dt.date(2020, 3, 5)),
        ("Thu, 05 Mar 2020 23:10:00 -0800", dt.date(2020, 3, 5)),
        ("25/03/2020", dt.date(2020, 3, 25)),
        ("03/25/2020", dt.date(2020, 3, 25)),
        ("5 mars 2020", dt.date(2020, 3, 5)),
        ("March 5, 2020", dt.date(2020, 3, 5)),
        ("", None),
        (None, None),
    ],
)
def test_publication_days_as_people_write_them(put, written, day):
    (document,) = read(put("a.jsonl", {"text": "Kidal fell.", "published": written}))
    assert document.published == day


@pytest.mark.parametrize("written", ["03/04/2020", "2020-13-45", "soon", "March"])
def test_a_doubtful_publication_day_is_not_guessed(put, written):
    (failure,) = read(put("a.jsonl", {"text": "Kidal fell.", "published": written}))
    assert "write it as 2020-03-31" in failure.reason


@pytest.mark.parametrize(("name", "separator"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_a_table_is_read_row_by_row(put, name, separator):
    rows = [
        ["Title", "TEXT", "Published"],
        ["T", '"Line one,\nline; two."', "2020-01-02"],
        ["", "", ""],
        ["U", "Other.", ""],
    ]
    first, second = read(put(name, "\n".join(separator.join(row) for row in rows)))
    assert (first.text, first.title, first.published) == ("Line one,\nline; two.", "T", dt.date(2020, 1, 2))
    assert second.text == "Other."


def test_a_line_of_hxl_tags_is_no_document(put):
    (document,) = read(put("a.csv", "text,date\n#description,#date\nShots were heard.,2020-01-02\n"))
    assert document.text == "Shots were heard."


def test_a_long_cell_is_read(put):
    (document,) = read(put("a.csv", "text\n" + "word " * 60_000))
    assert len(document.text) == 300_000


@pytest.mark.parametrize(
    ("columns", "geometry", "kind"),
    [
        (["Text", "latitude", "date"], False, "documents"),
        (["LATITUDE", "event_date"], False, "events"),
        (["date_start"], True, "events"),
        (["event_date"], False, None),
        (["latitude"], False, None),
        ([], True, None),
    ],
)
def test_columns_tell_documents_from_events(columns, geometry, kind):
    assert recognise(columns, geometry=geometry) == kind


@settings(deadline=None)
@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=4, unique=True))
def test_any_text_comes_back_from_json_lines(tmp_path_factory, given_texts):
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in given_texts) or '{"text": "x"}\n', "utf-8")
    expected = given_texts or ["x"]
    assert [item.text for item in read(path)] == expected

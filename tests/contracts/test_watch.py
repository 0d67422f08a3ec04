"""`geomap watch` into every kind of store: events merge with those there, and what people decided holds."""

import dataclasses
import datetime as dt

import pytest
import typer.testing

from geomap.cli import app
from geomap.model import Document
from geomap.store import Correction, open_store

ATTACK = "Gunmen killed three soldiers in an attack on the army post of Saraqeb on Thursday"


@pytest.fixture(params=[".geojson", ".gpkg", "postgis"])
def place(request, tmp_path):
    if request.param == "postgis":
        return request.getfixturevalue("new_database")()
    return str(tmp_path / f"events{request.param}")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.fixture
def watch(place, folder, make_event, monkeypatch, tmp_path):
    """Reads the folder once; an article gives the event that its first line names, with its text for quote."""
    from geomap import pipeline

    def extract(documents, **_):
        read = [one for one in documents if isinstance(one, Document)]
        events = []
        for document in read:
            made = make_event(
                f"e-{document.doc_id}", doc_id=document.doc_id, quote=document.text, source=document.source
            )
            [report] = made.reports
            told = dataclasses.replace(report, quote=document.text, source=document.source)
            events.append(dataclasses.replace(made, reports=(told,), spans=(), quote_end=len(document.text)))
        return pipeline.Extraction(tuple(events), (), tuple(one.doc_id for one in read), ())

    monkeypatch.setattr(pipeline, "extract", extract)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "states"))

    def once():
        result = typer.testing.CliRunner().invoke(app, ["watch", str(folder), place, "--once", "--no-cache"])
        assert result.exit_code == 0, result.output
        return list(open_store(place).view())

    return once


def write(folder, name, text, source):
    (folder / name).write_text(f"---\nsource: {source}\n---\n{text}")


def test_reports_of_one_event_that_come_one_after_the_other_are_one_event(watch, folder):
    write(folder, "a.txt", f"{ATTACK}, the army said.", "Agence X")
    [first] = watch()
    write(folder, "b.txt", f"{ATTACK}, residents said.", "Wire Y")
    [both] = watch()
    assert both.event_id == first.event_id
    assert [report.source for report in both.reports] == ["Agence X", "Wire Y"]
    assert watch() == [both]


def test_what_people_decided_holds_when_more_reports_come(watch, folder, place):
    write(folder, "a.txt", f"{ATTACK}, the army said.", "Agence X")
    [first] = watch()
    with open_store(place).writer() as writer:
        writer.correct([Correction(first.event_id, "correct", {"fatalities": 4}, "Ada")])
    write(folder, "b.txt", f"{ATTACK}, residents said.", "Wire Y")
    [now] = watch()
    assert now.fatalities == 4
    assert now.review_status == "corrected"
    assert len(now.reports) == 2


def test_a_changed_article_takes_its_report_along_and_no_other(watch, folder):
    write(folder, "a.txt", f"{ATTACK}, the army said.", "Agence X")
    write(folder, "b.txt", f"{ATTACK}, residents said.", "Wire Y")
    watch()
    write(folder, "a.txt", f"{ATTACK}, the army said in a new statement.", "Agence X")
    [now] = watch()
    assert sorted(report.quote.split(", ")[1] for report in now.reports) == [
        "residents said.", "the army said in a new statement.",
    ]  # fmt: skip
    write(folder, "c.txt", "Police arrested a man in Idlib.", "Wire Y")
    (folder / "b.txt").unlink()
    assert sorted({report.source for event in watch() for report in event.reports}) == ["Agence X", "Wire Y"]


def test_the_documents_read_are_noted_in_the_store(watch, folder, place):
    write(folder, "a.txt", f"{ATTACK}, the army said.", "Agence X")
    [event] = watch()
    assert open_store(place).view().run.documents == (event.doc_id,)
    assert event.event_date == dt.date(2020, 2, 27)

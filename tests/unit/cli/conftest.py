"""A command line whose stages are stand-ins, so that its own work is what is tested."""

import dataclasses
import json

import pytest
import typer.testing

from geomap.cli import app
from geomap.errors import DocumentError
from geomap.store import View
from geomap.store.codec import event_of


@pytest.fixture
def run():
    """Run a command in this process; the result has exit_code, stdout and stderr."""
    runner = typer.testing.CliRunner()

    def invoke(*arguments, stdin=None):
        result = runner.invoke(app, [str(argument) for argument in arguments], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return invoke


@pytest.fixture
def make():
    def event(event_id, **known):
        report = {
            "report_id": event_id,
            "doc_id": known.get("doc_id", event_id),
            "quote": "Q",
            "quote_start": 0,
            "quote_end": 1,
        }
        defaults = {
            "event_type": "Battles",
            "event_date": "2020-02-01",
            "latitude": 35.9,
            "longitude": 36.6,
            "reports": [report],
        }
        return event_of({"doc_id": event_id, "quote": "Q", "quote_end": 1, **defaults, **known, "event_id": event_id})

    return event


@pytest.fixture
def saved(tmp_path, make):
    """A file of three events."""
    path = tmp_path / "events.geojson"
    events = [
        make(
            "a",
            country="Syria",
            country_code="SY",
            admin1="Idlib",
            fatalities=3,
            fatalities_low=2,
            fatalities_high=5,
            source="Agence",
        ),
        make(
            "b",
            event_date="2020-03-01",
            actor1="\x1b[31mArmy of Mali\u202e",
            latitude=17.0,
            longitude=-3.0,
            country_code="ML",
        ),
        make("c", aggregate=True, fatalities=1500, latitude=None, longitude=None),
    ]
    View.of(events).save(path)
    return path


@pytest.fixture
def stages(monkeypatch, make):
    """Stand-ins: a document gives one event named by its text; a document with "cannot" in it fails."""
    from geomap import pipeline, presentation

    def split(documents):
        for item in documents:
            if isinstance(item, DocumentError) or "cannot" not in item.text:
                yield item
            else:
                yield DocumentError(item.name, "it is in Breton; geomap reads English and French")

    def extract(documents, *, resources=None, **_):
        items = list(split(documents))
        read = [item for item in items if not isinstance(item, DocumentError)]
        failures = tuple(item for item in items if isinstance(item, DocumentError))
        events = tuple(make(item.text.strip(), doc_id=item.doc_id, source=item.source) for item in read)
        ids = tuple(item.doc_id for item in read)
        return pipeline.Extraction(
            events, failures, ids, (), tuple(f"{item.name}: no year" for item in read if "undated" in item.text)
        )

    def records(documents, *, resources=None, **options):
        for item in split(documents):
            yield (
                item
                if isinstance(item, DocumentError)
                else {"doc_id": item.doc_id, "text": item.text.strip(), **options}
            )

    @dataclasses.dataclass
    class Drawn:
        events: object
        options: dict

        def save(self, path):
            told = {
                "ids": [event.event_id for event in self.events],
                **{k: self.options[k] for k in ("run", "changes")},
            }
            path.write_text(json.dumps(told))

    monkeypatch.setattr("geomap.cli.work.load_gazetteer", lambda *_, **__: None)
    monkeypatch.setattr(pipeline, "extract", extract)
    monkeypatch.setattr(pipeline, "places", records)
    monkeypatch.setattr(pipeline, "dates", records)
    monkeypatch.setattr(presentation, "draw", lambda events, *, resources, **options: Drawn(events, options))
    monkeypatch.setattr("geomap.events.merge", tuple, raising=False)


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "1.txt").write_text("first")
    (folder / "2.txt").write_text("second")
    return folder

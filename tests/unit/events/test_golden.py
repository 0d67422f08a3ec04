"""Articles of our own, from text to events, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from geomap.model import Document
from geomap.pipeline import extract

GOLDEN = Path(__file__).parents[2] / "golden"
FIELDS = {
    "type": "event_type",
    "sub": "sub_event_type",
    "status": "status",
    "date": "event_date",
    "place": "location",
    "actor1": "actor1",
    "actor2": "actor2",
    "killed": "fatalities",
}


def _articles():
    return list(_each())


def _each():
    for language in ("en", "fr"):
        entries = yaml.safe_load((GOLDEN / language / "events.yaml").read_text(encoding="utf-8"))
        for number, entry in enumerate(entries):
            yield pytest.param(language, entry, id=f"{language}-{number}")


@pytest.mark.parametrize(("language", "entry"), _articles())
def test_article(language, entry, resources):
    document = Document("d", entry["text"], published=entry["published"], language=language)
    events = list(extract([document], resources=resources).events)
    if entry.get("none"):
        assert [(event.event_type, event.quote) for event in events] == []
        return
    for wanted in entry["events"]:
        told = {FIELDS[name]: value for name, value in wanted.items()}
        hits = [event for event in events if all(getattr(event, name) == value for name, value in told.items())]
        assert hits, (told, [{name: getattr(event, name) for name in FIELDS.values()} for event in events])
        events.remove(hits[0])
    assert len(events) <= len(entry["events"]), [event.quote for event in events]


@pytest.mark.parametrize(("language", "entry"), _articles())
def test_quotes_are_the_text_s_own(language, entry, resources):
    document = Document("d", entry["text"], published=entry["published"], language=language)
    for event in extract([document], resources=resources).events:
        assert document.text[event.quote_start : event.quote_end] == event.quote
        for span in event.spans:
            assert 0 <= span.start < span.end <= len(event.quote)
        assert len(event.quote.split()) <= 60
        assert (event.latitude is None) == (event.longitude is None)

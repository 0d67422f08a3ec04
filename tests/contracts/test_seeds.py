"""The sample articles, read from disk as a user would, yield what `seeds/expected.json` says they must."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import geomap
from geomap import pipeline
from geomap.model import Document, Event

SEEDS = Path(__file__).parents[2] / "seeds"
EXPECTED = json.loads((SEEDS / "expected.json").read_text(encoding="utf-8"))["articles"]
CASES = [
    pytest.param(file, wanted, id=f"{file}-{number}")
    for file, article in EXPECTED.items()
    for number, wanted in enumerate(article["events"], 1)
]
CASES += [
    pytest.param(file, wanted, id=f"{file}-not-yet", marks=pytest.mark.xfail(strict=True, reason="a known miss"))
    for file, article in EXPECTED.items()
    for wanted in article.get("not_yet", ())
]


@pytest.fixture(scope="session")
def documents() -> dict[str, Document]:
    read = list(geomap.read([str(SEEDS)]))
    assert not [item for item in read if not isinstance(item, Document)]
    return {Path(item.name.split(":")[0]).name: item for item in read}


@pytest.fixture(scope="session")
def by_file(documents) -> dict[str, list[Event]]:
    events = pipeline.extract(documents.values(), merge=False).events
    return {name: [e for e in events if e.doc_id == document.doc_id] for name, document in documents.items()}


def values(event: Event) -> Iterator[tuple[str, object]]:
    for name in event.__dataclass_fields__:
        value = getattr(event, name)
        yield name, value.isoformat() if isinstance(value, dt.date) else value


def test_every_article_is_expected_and_read(documents):
    assert set(documents) == set(EXPECTED)


@pytest.mark.parametrize(("file", "wanted"), CASES)
def test_event(by_file, file, wanted):
    close = sorted(
        (
            sorted(
                f"{key}: {dict(values(event))[key]!r}, not {value!r}"
                for key, value in wanted.items()
                if dict(values(event))[key] != value
            )
            for event in by_file[file]
        ),
        key=len,
    )
    assert close, f"no event at all in {file}"
    assert not close[0], f"the nearest event differs in {'; '.join(close[0])}"


@pytest.mark.parametrize("file", EXPECTED)
def test_publication_date(by_file, file):
    found = {(str(event.source_date), event.source_date_inferred) for event in by_file[file]}
    assert found == {(EXPECTED[file]["published"], EXPECTED[file]["source_date_inferred"])}


@pytest.mark.parametrize("file", EXPECTED)
def test_a_government_named_by_its_capital_is_no_place(by_file, file):
    placed = {event.location for event in by_file[file]}
    assert not placed & set(EXPECTED[file]["never_placed_at"])


@pytest.mark.parametrize("file", EXPECTED)
def test_every_event_can_be_defended(by_file, documents, file):
    text = documents[file].text
    for event in by_file[file]:
        assert text[event.quote_start : event.quote_end] == event.quote
        for span in event.spans:
            assert 0 <= span.start < span.end <= len(event.quote)
        assert any(span.role == "trigger" for span in event.spans)
        assert (event.latitude is None) == (event.longitude is None) == (event.where_prec is None)
        assert (event.event_date is None) == (event.end_date is None)
        assert event.reports

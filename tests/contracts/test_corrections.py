"""A human's word stays, in every store."""

import dataclasses
import datetime as dt
import json

import pytest

from geomap.errors import SetupError, UsageError
from geomap.store import Correction, open_store
from geomap.store.corrections import log_of
from geomap.store.opening import STORES

pytestmark = pytest.mark.parametrize("suffix", sorted(set(STORES.names()) - {".json"}))


@pytest.fixture
def path(tmp_path, suffix, make_event):
    path = tmp_path / f"events{suffix}"
    put(path, make_event("a"), make_event("b"), make_event("c"))
    return path


def put(path, *events):
    with open_store(path).writer() as writer:
        for event in events:
            writer.remove_document(event.doc_id)
        writer.upsert(events)


def correct(path, *corrections):
    with open_store(path).writer() as writer:
        writer.correct(corrections)


def stored(path):
    return {event.event_id: event for event in open_store(path).view()}


def test_a_correction_is_made_and_marked(path):
    correct(
        path,
        Correction(
            "b", "correct", {"fatalities": "7", "location": "Gao", "event_date": "2020-03-01"}, "A. B.", "by phone"
        ),
    )
    event = stored(path)["b"]
    assert (event.fatalities, event.location, event.review_status) == (7, "Gao", "corrected")
    assert (event.event_date, event.end_date) == (dt.date(2020, 3, 1), dt.date(2020, 3, 1))
    assert list(stored(path)) == ["a", "b", "c"]
    (line,) = log_of(path).read_text("utf-8").splitlines()
    noted = json.loads(line)
    assert (noted["by"], noted["why"]) == ("A. B.", "by phone")
    assert dt.datetime.fromisoformat(noted["at"]).tzinfo is not None


def test_a_confirmation_and_a_drop(path):
    correct(path, Correction("a", "confirm", {}, "A. B."), Correction("c", "drop", {}, "A. B."))
    assert {name: event.review_status for name, event in stored(path).items()} == {"a": "confirmed", "b": "unreviewed"}


def test_corrections_survive_reading_the_documents_again(path, make_event):
    correct(path, Correction("a", "correct", {"fatalities": 7}, "A. B."), Correction("c", "drop", {}, "A. B."))
    put(path, make_event("a", injured=4), make_event("b"), make_event("c"))
    found = stored(path)
    assert list(found) == ["a", "b"]
    assert (found["a"].fatalities, found["a"].injured, found["a"].review_status) == (7, 4, "corrected")


def test_corrections_survive_deleting_the_store(path, make_event):
    correct(path, Correction("a", "correct", {"fatalities": 7}, "A. B."), Correction("c", "drop", {}, "A. B."))
    path.unlink()
    put(path, make_event("a"), make_event("b"), make_event("c"))
    assert list(stored(path)) == ["a", "b"]
    assert stored(path)["a"].fatalities == 7


def test_what_was_reviewed_stays_when_it_is_not_found_again(path, make_event):
    correct(path, Correction("a", "confirm", {}, "A. B."))
    with open_store(path).writer() as writer:
        for name in "abc":
            writer.remove_document(f"d-{name}")
        writer.upsert([make_event("b")])
    assert list(stored(path)) == ["a", "b"]


def test_a_correction_holds_on_any_id_that_the_event_ever_had(path, make_event):
    correct(path, Correction("a", "correct", {"fatalities": 7}, "A. B."))
    put(path, make_event("new", alias_ids=("a",), doc_id="d-a"))
    assert stored(path)["new"].fatalities == 7
    correct(path, Correction("a", "correct", {"fatalities": 8}, "A. B."))
    assert stored(path)["new"].fatalities == 8


def test_a_field_can_be_emptied_and_the_last_word_wins(path):
    correct(path, Correction("a", "correct", {"fatalities": "", "actor2": None}, "A."))
    correct(path, Correction("a", "correct", {"actor2": "Civilians"}, "B."), Correction("a", "confirm", {}, "B."))
    event = stored(path)["a"]
    assert (event.fatalities, event.actor2, event.review_status) == (None, "Civilians", "corrected")


@pytest.mark.parametrize(
    ("name", "values", "says"),
    [
        ("nobody", {"fatalities": 1}, "has no event 'nobody'"),
        ("a", {"fatalities": "many"}, "write a number"),
        ("a", {"latitude": 99}, "not on Earth"),
        ("a", {"quote": "other"}, "no field that can be corrected"),
        ("a", {"nonsense": 1}, "no field that can be corrected"),
    ],
)
def test_a_wrong_correction_is_refused_and_not_noted(path, name, values, says):
    before = path.read_bytes()
    with pytest.raises(UsageError, match=says):
        correct(path, Correction("b", "confirm", {}, "A."), Correction(name, "correct", values, "A."))
    assert not log_of(path).exists()
    assert path.read_bytes() == before


def test_a_broken_log_stops_the_run_and_names_the_line(path, make_event):
    correct(path, Correction("a", "confirm", {}, "A."))
    log_of(path).write_text(log_of(path).read_text() + "{broken\n")
    with pytest.raises(SetupError, match=r"events\.corrections\.jsonl, line 2"):
        put(path, make_event("b"))


def test_evidence_is_not_touched(path, make_event):
    correct(path, Correction("a", "correct", {"event_type": "Riots"}, "A."))
    expected = dataclasses.replace(make_event("a"), event_type="Riots", review_status="corrected")
    assert stored(path)["a"] == expected

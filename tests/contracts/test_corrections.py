"""A human's word stays, in every store."""

import dataclasses
import datetime as dt
import json
import shutil

import pytest

from geomap.errors import SetupError, UsageError
from geomap.store import Correction, open_store
from geomap.store.corrections import log_of, record
from geomap.store.opening import STORES

pytestmark = pytest.mark.parametrize("suffix", sorted(set(STORES.names()) - {".json"}))


@pytest.fixture
def path(tmp_path, suffix, make_event):
    path = tmp_path / f"events{suffix}"
    put(path, make_event("a"), make_event("b"), make_event("c"))
    return path


def delete(path):
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def contents(path):
    return [each.read_bytes() for each in (sorted(path.rglob("*.*")) if path.is_dir() else [path]) if each.is_file()]


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
    delete(path)
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
    before = contents(path)
    with pytest.raises(UsageError, match=says):
        correct(path, Correction("b", "confirm", {}, "A."), Correction(name, "correct", values, "A."))
    assert not log_of(path).exists()
    assert contents(path) == before


def test_a_broken_log_stops_the_run_and_names_the_line(path, make_event):
    correct(path, Correction("a", "confirm", {}, "A."))
    log_of(path).write_text(log_of(path).read_text() + "{broken\n")
    with pytest.raises(SetupError, match=r"events\.corrections\.jsonl, line 2"):
        put(path, make_event("b"))


def test_evidence_is_not_touched(path, make_event):
    correct(path, Correction("a", "correct", {"event_type": "Riots"}, "A."))
    expected = dataclasses.replace(make_event("a"), event_type="Riots", review_status="corrected")
    assert stored(path)["a"] == expected


def told(make_event, name, *reports, **changes):
    """An event told by reports of several documents, merged by the program: the first gives its id."""
    parts = tuple(make_event(report).reports[0] for report in (name, *reports))
    parts = tuple(
        dataclasses.replace(part, quote=f"Quote of {part.report_id}.", source=f"Paper {part.report_id}", fatalities=n)
        for n, part in enumerate(parts, 1)
    )
    lead = parts[0]
    return make_event(
        name, reports=parts, alias_ids=tuple(reports), doc_id=lead.doc_id, quote=lead.quote, quote_start=120,
        quote_end=120 + len(lead.quote), spans=(), fatalities=1, fatalities_low=1, fatalities_high=len(parts),
        independent_sources=len(parts), claimants=(), **changes,
    )  # fmt: skip


def test_reports_split_off_are_an_event_of_their_own(path, make_event):
    put(path, told(make_event, "m", "n", "o"))
    correct(path, Correction("m", "split", {"reports": ["o"]}, "A. B.", "another village"))
    found = stored(path)
    assert list(found) == ["a", "b", "c", "m", "o"]
    kept, off = found["m"], found["o"]
    assert ([r.report_id for r in kept.reports], kept.alias_ids) == (["m", "n"], ("n",))
    assert (kept.fatalities, kept.fatalities_low, kept.fatalities_high) == (1, 1, 2)
    assert ([r.report_id for r in off.reports], off.alias_ids, off.fatalities) == (["o"], (), 3)
    assert (off.quote, off.source, off.doc_id) == ("Quote of o.", "Paper o", "d-o")
    assert (off.location, off.event_date) == (kept.location, kept.event_date)
    assert {kept.review_status, off.review_status} == {"corrected"}
    correct(path, Correction("o", "correct", {"location": "Sarmin"}, "A. B."))
    assert {name: event.location for name, event in stored(path).items() if name in "mo"} == {
        "m": "Saraqeb",
        "o": "Sarmin",
    }


@pytest.mark.parametrize("deleted", [False, True])
def test_a_split_survives_reading_the_documents_again(path, make_event, deleted):
    put(path, told(make_event, "m", "n", "o"))
    correct(path, Correction("m", "split", {"reports": ["o"]}, "A. B."))
    correct(path, Correction("o", "correct", {"location": "Sarmin"}, "A. B."))
    before = stored(path)
    if deleted:
        delete(path)
    for _ in range(2):
        put(path, told(make_event, "m", "n", "o"))
        found = stored(path)
        assert (found["m"], found["o"]) == (before["m"], before["o"])
    put(path, told(make_event, "m", "n"), told(make_event, "o"))
    assert (stored(path)["o"].location, stored(path)["o"].review_status) == ("Sarmin", "corrected")


@pytest.mark.parametrize("deleted", [False, True])
def test_events_merged_are_one_and_stay_so(path, make_event, deleted):
    far = {"latitude": 10.0, "longitude": 10.0}
    put(path, told(make_event, "m"), told(make_event, "n", **far))
    correct(path, Correction("m", "merge", {"events": ["n"]}, "A. B.", "the same convoy"))
    for _ in range(2):
        found = stored(path)
        assert {"m", "n"} & set(found) == {"m"}
        assert [r.report_id for r in found["m"].reports] == ["m", "n"]
        assert (found["m"].alias_ids, found["m"].review_status) == (("n",), "corrected")
        if deleted:
            delete(path)
        put(path, told(make_event, "m"), told(make_event, "n", **far))
    put(path, told(make_event, "n", **far))
    assert {"m", "n"} & set(stored(path)) == {"m"}
    correct(path, Correction("n", "correct", {"fatalities": 9}, "A. B."))
    assert stored(path)["m"].fatalities == 9


def test_the_last_word_on_what_belongs_together_holds(path, make_event):
    put(path, told(make_event, "m", "n"))
    correct(path, Correction("m", "split", {"reports": ["n"]}, "A."))
    correct(path, Correction("m", "merge", {"events": ["n"]}, "B."))
    assert [r.report_id for r in stored(path)["m"].reports] == ["m", "n"]
    assert "n" not in stored(path)
    correct(path, Correction("m", "split", {"reports": ["n"]}, "A."))
    assert {"m", "n"} <= set(stored(path))
    delete(path)
    put(path, told(make_event, "m", "n"))
    assert set(stored(path)) == {"m", "n"}
    assert [json.loads(line)["action"] for line in log_of(path).read_text().splitlines()] == ["split", "merge", "split"]


def test_rows_of_others_can_be_merged_though_they_have_no_reports(path, make_event):
    put(path, make_event("row", reports=(), doc_id="UCDP GED"), make_event("m"))
    correct(path, Correction("m", "merge", {"events": ["row"]}, "A."))
    [event] = [event for event in stored(path).values() if {"m", "row"} & {event.event_id, *event.alias_ids}]
    assert {report.report_id for report in event.reports} == {"m", "row"}


@pytest.mark.parametrize(
    ("action", "values", "says"),
    [
        ("split", {"reports": ["z"]}, "has no report 'z'; its reports are a "),
        ("split", {"reports": ["a"]}, "leave it one at least"),
        ("split", {"events": ["b"]}, "list the ids of reports"),
        ("merge", {"events": ["z"]}, "has no event 'z'"),
        ("merge", {"events": ["a"]}, "merged with itself"),
        ("merge", {"events": "b"}, "list the ids of events"),
        ("merge", {}, "list the ids of events"),
    ],
)
def test_a_wrong_regrouping_is_refused_and_not_noted(path, action, values, says):
    with pytest.raises(UsageError, match=says):
        correct(path, Correction("a", action, values, "A."))
    assert not log_of(path).exists()


@pytest.mark.parametrize(
    ("before", "toll", "after"),
    [
        ((3, 3, 3), "9", (9, 9, 9)),
        ((2, 3, 5), 9, (2, 9, 9)),
        ((2, 3, 5), 1, (1, 1, 5)),
        ((None, 3, None), 9, (None, 9, None)),
        ((3, 3, 5), "", (None, None, None)),
    ],
)
def test_a_corrected_toll_takes_its_bounds_along(path, make_event, before, toll, after):
    names = ("fatalities_low", "fatalities", "fatalities_high")
    put(path, make_event("t", **dict(zip(names, before, strict=True))))
    correct(path, Correction("t", "correct", {"fatalities": toll}, "A."))
    assert tuple(getattr(stored(path)["t"], name) for name in names) == after


def test_what_was_noted_is_carried_out_by_whoever_writes_next(path, make_event):
    """Who decided was killed after it was noted and before the store was changed."""
    record(
        path,
        [
            Correction("b", "correct", {"fatalities": 9}, "A. B."),
            Correction("c", "drop", {}, "A. B."),
        ],
    )
    assert stored(path)["b"].review_status == "unreviewed"
    put(path, make_event("z"))
    now = stored(path)
    assert (now["b"].fatalities, now["b"].review_status) == (9, "corrected")
    assert list(now) == ["a", "b", "z"]


def test_a_decision_is_not_noted_where_the_block_fails(path):
    def failing():
        with open_store(path).writer() as writer:
            writer.correct([Correction("b", "drop", {}, "A. B.")])
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        failing()
    assert not log_of(path).exists()
    assert list(stored(path)) == ["a", "b", "c"]

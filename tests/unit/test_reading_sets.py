"""The reading sets' codings are well formed, store no article's words, and the held-out set shares nothing with the first."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import re
from pathlib import Path

import pytest
import yaml

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
TYPES = yaml.safe_load((BENCHMARKS.parent / "geomap/events/ontology.yaml").read_text("utf-8"))["types"]


def coded(name):
    return [json.loads(line) for line in (BENCHMARKS / "reading" / f"{name}.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def choose():
    spec = importlib.util.spec_from_file_location("choose", BENCHMARKS / "reading" / "choose.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_held_out_set_has_no_article_of_the_first_and_as_many_french_as_english():
    second = coded("second")
    assert not {row["doc_id"] for row in second} & {row["doc_id"] for row in coded("first")}
    assert len({row["sha256"] for row in second}) == len(second)
    assert [sum(row["language"] == code for row in second) for code in ("fr", "en")] == [25, 25]


@pytest.mark.parametrize("name", ["first", "second", "recoded"])
def test_codings_are_of_the_ontology_and_whole(name):
    for row in coded(name):
        for event in row["events"]:
            where = (row["doc_id"], event["quote_start"])
            assert event["event_type"] in TYPES, where
            assert event["status"] in {"occurred", "planned", "possible", "denied"}, where
            assert event["certainty"] in {"sure", "arguable"}, where
            assert 0 <= event["quote_start"] < event["quote_end"], where
            assert (event["latitude"] is None) == (event["longitude"] is None) == (event["where_prec"] is None), where
            if event["event_date"] is None:
                assert event["end_date"] is None, where
            else:
                assert dt.date.fromisoformat(event["event_date"]) <= dt.date.fromisoformat(event["end_date"]), where


@pytest.mark.parametrize("name", ["first", "second", "recoded"])
def test_codings_hold_offsets_and_no_words_of_the_article(name):
    for row in coded(name):
        assert set(row) == {"doc_id", "language", "published", "sha256", "events"}
        for event in row["events"]:
            assert "quote" not in event
            assert all(actor["text"] is None for side in ("actor1", "actor2") for actor in event[side])


def test_every_held_out_article_comes_from_the_draw(shared, choose):
    drawn = {
        doc_id for longest in (800, 1100) for ids in choose.choose(choose.SEED, longest).values() for doc_id in ids
    }
    assert {row["doc_id"] for row in coded("second")} <= drawn


def test_a_drawn_article_speaks_of_conflict_and_not_of_sport(choose):
    english = "Rebels attacked the town, killed two soldiers and took hostages; troops clashed with gunmen. " * 10
    french = (
        "Les rebelles ont attaqué la ville, tué deux soldats et pris des otages; l'armée parle de combat et de morts. "
        * 10
    )
    assert choose.in_question(english, 800)
    assert choose.in_question(french, 800)
    assert not choose.in_question(english + "The striker scored two goals.", 800)
    assert not choose.in_question(french + "L'attaquant a marqué.", 800)
    assert not choose.in_question(english, 100)
    assert not choose.in_question(re.sub(r"\w", "a", english), 800)


def test_the_benchmark_shows_no_case_of_the_held_out_set(monkeypatch, capsys):
    spec = importlib.util.spec_from_file_location("reading", BENCHMARKS / "reading.py")
    reading = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reading)
    monkeypatch.setattr("sys.argv", ["reading.py", "second", "--show"])
    with pytest.raises(SystemExit) as stopped:
        reading.main()
    assert stopped.value.code == 2
    assert "the second set is held out" in capsys.readouterr().err

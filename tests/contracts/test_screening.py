"""Setting documents aside after a quick look must not cost events that reading them would have given."""

import datetime as dt
import json
import os
from pathlib import Path

import pytest
import yaml

from geomap import pipeline
from geomap.model import Document
from geomap.screening import judging

HERE = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("GEOMAP_SHARED") or HERE.parents[1] / "shared")


@pytest.fixture(scope="module")
def thorough():
    return pipeline.Resources(read_all=True)


@pytest.fixture(scope="module")
def quick():
    return pipeline.Resources()


def golden(language):
    cases = yaml.safe_load((HERE / "golden" / language / "events.yaml").read_text(encoding="utf-8"))
    for number, case in enumerate(cases):
        day = case["published"]
        published = day if isinstance(day, dt.date) else dt.date.fromisoformat(str(day))
        yield Document(f"{language}{number}", case["text"], language=language, published=published)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_golden_articles_give_the_same_events_though_they_are_looked_at_first(language, thorough, quick, monkeypatch):
    monkeypatch.setattr(judging, "LEAST_CHARACTERS", 0)
    documents = list(golden(language))
    read = pipeline.extract(documents, resources=thorough)
    looked = pipeline.extract(documents, resources=quick)
    assert read.events
    assert looked.events == read.events
    assert looked.warnings == read.warnings


def test_what_is_set_aside_counts_as_done_and_is_told(thorough, quick):
    calm = yaml.safe_load((HERE / "golden" / "en" / "screening.yaml").read_text(encoding="utf-8"))["calm"]
    documents = [Document(f"calm{i}", text, language="en", name=f"{i}.txt") for i, text in enumerate(calm)]
    looked = pipeline.extract(documents, resources=quick)
    read = pipeline.extract(documents, resources=thorough)
    assert looked.set_aside == looked.documents == ("calm0", "calm1", "calm2")
    assert read.set_aside == ()
    assert looked.events == read.events == ()
    assert looked.warnings == read.warnings
    assert len(looked.warnings) == len(documents)


def test_reading_all_is_remembered_apart(tmp_path, quick, thorough):
    assert quick.fingerprint() != thorough.fingerprint()
    calm = yaml.safe_load((HERE / "golden" / "fr" / "screening.yaml").read_text(encoding="utf-8"))["calm"][0]
    cache = tmp_path / "documents.sqlite"
    document = [Document("calm", calm, language="fr")]
    first = pipeline.extract(document, resources=quick, cache=cache)
    assert pipeline.extract(document, resources=quick, cache=cache) == first
    assert pipeline.extract(document, resources=thorough, cache=cache).set_aside == ()


def test_no_article_of_the_gold_set_with_events_is_set_aside(quick):
    gold = SHARED / "gold/dev/documents.jsonl"
    if not gold.exists():
        pytest.skip(f"{gold} is not there; set GEOMAP_SHARED to the folder that has gold/dev")
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    documents = [Document(row["doc_id"], row["text"], language=row["language"]) for row in rows]
    assert all(judging.worth_reading(documents, quick.knowledge))

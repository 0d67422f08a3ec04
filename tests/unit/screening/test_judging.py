from pathlib import Path

import pytest
import yaml

from geomap.knowledge import load_knowledge
from geomap.model import Document
from geomap.screening import worth_reading
from geomap.screening.glance import glance
from geomap.screening.judging import LEAST_CHARACTERS, likeliest, load_model, reaches, vocabulary

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


def texts(kind):
    return [
        pytest.param(text, language, id=f"{language}-{text[:40]}")
        for language in ("en", "fr")
        for text in yaml.safe_load((GOLDEN / language / "screening.yaml").read_text(encoding="utf-8"))[kind]
    ]


def look(text, language):
    return glance(text, vocabulary(language, load_knowledge()))


@pytest.mark.parametrize(("text", "language"), texts("conflict"))
def test_a_report_of_conflict_would_be_read_however_short(text, language):
    assert reaches(look(text, language), load_model())


@pytest.mark.parametrize(("text", "language"), texts("calm"))
def test_a_long_text_of_another_world_is_set_aside_and_a_short_one_read(text, language):
    short = text[: LEAST_CHARACTERS - 1]
    documents = [Document("long", text, language=language), Document("short", short, language=language)]
    assert worth_reading(documents, load_knowledge()) == [False, True]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Gunmen on motorcycles attacked the village on Sunday and killed nine people."),
        ("fr", "Des hommes armés à moto ont attaqué le village dimanche et tué neuf personnes."),
    ],
)
def test_one_report_of_conflict_among_other_news_makes_it_worth_reading(language, text):
    [_, garden, _] = [case.values[0] for case in texts("calm") if case.values[1] == language]
    assert worth_reading([Document("a", f"{garden} {text} {garden}", language=language)], load_knowledge()) == [True]


def test_the_answer_is_that_of_the_likeliest_sentence():
    model = load_model()
    for text, language in (case.values for kind in ("conflict", "calm") for case in texts(kind)):
        glimpses = look(text, language)
        assert reaches(glimpses, model) == (likeliest(glimpses, model) >= model.threshold)


def test_a_text_without_any_trigger_is_never_worth_reading():
    assert not reaches(look("A quiet day. " * 100, "en"), load_model())


def test_every_weight_is_of_a_feature_that_is_made():
    from geomap.screening import signs

    made = set()
    for text, language in (case.values for case in texts("conflict")):
        glimpses = look(text, language)
        made.update(signs.of_document(glimpses), *(features for _, features in signs.of_sentences(glimpses)))
    shapes = ("document ", "share ", "near ", "verb ", "noun ", "mood ", "with ")
    assert all(name in made or name.startswith(shapes) or " with " in name for name in load_model().weights)

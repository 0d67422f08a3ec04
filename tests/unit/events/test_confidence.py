"""Confidence: a chance that rises with what speaks for an event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.events import confidence
from geomap.events.confidence import level, score, told_elsewhere

NAMES = sorted(confidence._model()["weights"])


@given(st.dictionaries(st.sampled_from(NAMES), st.floats(0, 1)))
def test_every_score_is_a_chance(features):
    assert 0 < score(features) < 1


def test_who_and_where_raise_it():
    bare = score({})
    assert score({"actor1_known": 1}) > bare
    assert score({"actor1_known": 1, "actor2_known": 1, "place_score": 0.9, "place_exact": 1}) > score(
        {"actor1_known": 1}
    )


def test_a_feature_without_a_weight_is_an_error():
    with pytest.raises(KeyError, match="weather"):
        score({"weather": 1.0})


@given(st.floats(0, 1))
def test_another_document_raises_it_and_keeps_it_a_chance(value):
    assert min(value, 0.99) <= told_elsewhere(value) + 0.005 <= 1


def test_levels_are_ordered():
    assert [level(value) for value in (0.1, 0.5, 0.95)] == ["low", "medium", "high"]


def test_what_the_words_mean_was_measured_and_falls_with_them():
    facts = confidence.measured()
    assert facts["high"] > facts["medium"] > facts["low"] > 0
    assert facts["n"] > 100
    assert {"measured_on", "date"} <= facts.keys()
    assert [level(facts["from"][word]) for word in ("high", "medium")] == ["high", "medium"]


def test_features_are_kept_only_inside_a_recording():
    features = {"actor1_known": 1.0}
    with confidence.recording() as kept:
        assert confidence.of_report("r1", features) == score(features)
    confidence.of_report("r2", features)
    assert kept == {"r1": features}

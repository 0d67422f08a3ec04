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
    assert [level(value) for value in (0.1, 0.6, 0.95)] == ["low", "medium", "high"]

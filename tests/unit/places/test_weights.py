import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.places.weights import calibrated, chance, load_weights, odds, shares, total


@given(st.floats(0.001, 0.999))
def test_chance_undoes_odds(probability):
    assert chance(odds(probability)) == pytest.approx(probability)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=9))
def test_shares_are_a_distribution(scores):
    found = shares(scores)
    assert sum(found) == pytest.approx(1)
    assert scores[found.index(max(found))] == pytest.approx(max(scores))


def test_no_scores_no_shares():
    assert shares([]) == []


def test_a_feature_without_weight_counts_nothing():
    assert total({"a": 2.0}, {"a": 1.5, "b": 9.0}) == 3.0


@given(st.floats(0, 1), st.floats(0, 1))
def test_calibration_never_turns_an_order_round(one, other):
    knots = load_weights().calibration
    low, high = sorted((one, other))
    assert 0 <= calibrated(knots, low) <= calibrated(knots, high) <= 1


def test_calibration_reads_between_knots():
    knots = ((0.2, 0.1), (0.6, 0.5))
    assert calibrated(knots, 0.0) == 0.1
    assert calibrated(knots, 0.4) == pytest.approx(0.3)
    assert calibrated(knots, 1.0) == 0.5


def test_the_weights_in_the_package_are_whole():
    weights = load_weights()
    assert set(weights.use) == {"literal", "metonym", "embedded"}
    assert 0 < weights.threshold < 1
    assert "none" in weights.first
    assert "none" in weights.resolution
    assert weights.local["never a place"] < 0 < weights.local["is place"]

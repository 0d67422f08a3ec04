"""Independent sources, counted without comparing all with all: the same number as by comparing them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.events.copies import COPY, independent
from geomap.events.likeness import similarity
from geomap.model import Report

WORDS = ["soldats", "army", "village", "attack", "marché", "convoy", "mardi", "killed", "dozens", "near"]


def report(number, quote, source=None, doc_id=None):
    return Report(f"r{number}", doc_id or f"d{number}", source, None, None, quote, 0, len(quote))


def compared(reports):
    """The same by its definition."""
    groups = []
    for one in reports:
        touching = [
            group
            for group in groups
            if any(
                one.doc_id == other.doc_id
                or (one.source and one.source == other.source)
                or similarity(one.quote, other.quote) >= COPY
                for other in group
            )
        ]
        groups = [group for group in groups if group not in touching] + [[one, *(r for g in touching for r in g)]]
    return len(groups)


texts = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
told = st.tuples(texts, st.sampled_from([None, None, "Agence", "Wire"]), st.sampled_from(["d1", "d2", None, None]))


@settings(max_examples=200, deadline=None)
@given(st.lists(told, min_size=1, max_size=12))
def test_it_is_what_comparing_all_gives(given_reports):
    reports = [report(n, quote, source, doc_id) for n, (quote, source, doc_id) in enumerate(given_reports)]
    assert independent(reports) == compared(reports)
    assert independent(reports[::-1]) == compared(reports)


@pytest.mark.parametrize(
    ("changed", "expected"), [(1, 1), (6, 2)], ids=["a word changed is a copy", "half of it is not"]
)
def test_copies_with_changes(changed, expected):
    words = [f"word{n}" for n in range(20)]
    other = [*words[:-changed], *(f"other{n}" for n in range(changed))]
    assert independent([report(1, " ".join(words)), report(2, " ".join(other))]) == expected

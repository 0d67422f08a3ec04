"""What is kept of tokens stays within bounds, and what was forgotten is told again."""

from __future__ import annotations

import pytest

from geomap.knowledge import load_knowledge
from geomap.screening import vocabulary
from geomap.screening.vocabulary import Vocabulary


@pytest.mark.parametrize(("language", "word"), [("fr", "tués"), ("en", "killed")])
def test_tokens_kept_are_bounded(language, word, monkeypatch):
    monkeypatch.setattr(vocabulary, "TOKENS_KEPT", 10)
    marks = Vocabulary(language, load_knowledge())
    before = marks[word]
    assert before is not None
    for number in range(100):
        assert marks[f"zzz{number}"] is None
    assert len(marks) <= 10
    assert marks[word] == before

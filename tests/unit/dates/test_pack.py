"""Language packs: what their patterns may say, and what is refused."""

from __future__ import annotations

import pytest

from geomap.dates import pack
from geomap.dates.grammar import compile_rule
from geomap.dates.readers import READERS
from geomap.languages import lexicon

LANGUAGES = ("fr", "en", "es", "de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_names_a_reader_that_exists(language):
    named = {line["read"] for lines in lexicon(language, "dates")["passes"] for line in lines}
    assert named <= set(READERS)


def test_every_reader_is_used_by_some_language():
    named = {line["read"] for code in LANGUAGES for lines in lexicon(code, "dates")["passes"] for line in lines}
    assert set(READERS) <= named


def test_a_pattern_with_an_unknown_word_is_refused():
    words = pack.load("en").grammar.lexicon
    with pytest.raises(ValueError, match="nothing is PLANET"):
        compile_rule({"find": "PLANET MONTH", "read": "calendar"}, words)


def test_a_rule_can_begin_with_what_its_optional_items_leave():
    words = pack.load("en").grammar.lexicon
    _, first = compile_rule({"find": "the? (early|late)? MONTH YEAR", "read": "calendar"}, words)
    for category in ("=the", "=early", "MONTH"):
        assert set(words.codes.having(category)) <= set(first)
    assert not set(words.codes.having("YEAR")) & set(first)


def test_words_are_known_without_their_accents():
    assert "fevrier" in pack.load("fr").grammar.lexicon.entries

"""The number words of the language packs, which several rooms read."""

import pytest

from geomap.languages import cardinals


@pytest.mark.parametrize(
    ("code", "word", "value"),
    [
        ("fr", "quatre-vingt-douze", 92),
        ("fr", "cents", 100),
        ("en", "nineteen", 19),
        ("es", "veintidós", 22),
        ("de", "zwölf", 12),
    ],
)
def test_what_a_word_says(code, word, value):
    assert cardinals(code)[word] == value


def test_a_language_without_a_pack_has_none():
    assert not cardinals("xx")

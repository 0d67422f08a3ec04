"""Loading is quicker with the same result, and leaves Python as it found it."""

from __future__ import annotations

import gc
import importlib
import re

import platformdirs
import pytest

from geomap.languages.loading import quick_loading

# Sets of letters in and out of order, negated, ranges, with and without case: what `re` may make differently.
PATTERNS = [
    r"(?iu)[a-zà-ÿŒœ']+(?:[-’][a-zà-ÿŒœ']+)*",
    r"[^\W\d_]+",
    r"(?i)[kſ\u212a-\u2130]|[a-f]",
    r"[\u0100-\ufffd]|[^\u0100-\ufffd]",
    r"[]x-]",
]
TEXT = "L'État-major d'ŒUVRE kKſ\u212a 12 Ναι — aujourd’hui [x]-\u4e2d\u6587"


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _name: tmp_path)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_find_the_same(pattern):
    expected = [match.span() for match in re.compile(pattern).finditer(TEXT)]
    re.purge()
    with quick_loading("test"):
        found = [[match.span() for match in re.compile(pattern + again).finditer(TEXT)] for again in ("", "(?:)")]
    assert found == [expected, expected]


def test_python_is_left_as_it_was():
    compiler = importlib.import_module("re._compiler")
    before = compiler._optimize_charset

    def stumble():
        with quick_loading("test"):
            assert compiler._optimize_charset is not before
            assert not gc.isenabled()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stumble()
    assert compiler._optimize_charset is before
    assert gc.isenabled()


def test_another_python_is_left_alone(monkeypatch):
    compiler = importlib.import_module("re._compiler")
    kept = compiler._optimize_charset
    monkeypatch.setattr("importlib.import_module", lambda name: object())
    with quick_loading("test"):
        assert compiler._optimize_charset is kept

"""Expressions whose programs are kept find what they found, with or without names, flags and what is kept."""

from __future__ import annotations

import importlib
import re
import threading

import platformdirs
import pytest

from geomap.languages.expressions import LONG
from geomap.languages.loading import quick_loading

LONG_PATTERNS = [
    (r"(?P<many>" + "|".join(f"mot{n}é?" for n in range(60)) + r")-(?P<end>[A-ZÀ-Ÿ]+)", re.IGNORECASE),
    ("[" + "".join(map(chr, range(0x400, 0x500))) + r"]+|\\d+(?=,)", re.UNICODE),
    (r"(?x) (a|b) " + " # nothing\n " * 30 + r" (?P<last>c+)", 0),
]
TEXT = "Mot7é-FIN mot59-ÉTÉ Добрый день 12, abcc"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _name: tmp_path)
    return tmp_path / "expressions"


def found(pattern):
    return [(match.span(), match.groups(), match.groupdict()) for match in pattern.finditer(TEXT)]


def compiled(expression, flags):
    re.purge()
    with quick_loading("test"):
        return re.compile(expression, flags)


@pytest.mark.parametrize(("expression", "flags"), LONG_PATTERNS)
def test_a_kept_expression_is_the_same(expression, flags, cache, monkeypatch):
    assert len(expression) >= LONG
    re.purge()
    plain = re.compile(expression, flags)
    first = compiled(expression, flags)
    monkeypatch.setattr(importlib.import_module("re._parser"), "parse", None)  # from now on nothing is worked out
    second = compiled(expression, flags)
    for pattern in (first, second):
        assert found(pattern) == found(plain)
        assert (pattern.pattern, pattern.flags, pattern.groups) == (plain.pattern, plain.flags, plain.groups)
        assert dict(pattern.groupindex) == dict(plain.groupindex)


def test_one_expression_with_other_flags_is_another(cache):
    expression, _ = LONG_PATTERNS[0]
    assert len(found(compiled(expression, re.IGNORECASE))) > len(found(compiled(expression, 0)))


def test_what_is_new_joins_what_is_kept(cache, monkeypatch):
    for expression, flags in LONG_PATTERNS:
        compiled(expression, flags)
    monkeypatch.setattr(importlib.import_module("re._parser"), "parse", None)
    assert all(compiled(expression, flags).pattern == expression for expression, flags in LONG_PATTERNS)


def test_a_broken_file_costs_only_time(cache):
    expression, flags = LONG_PATTERNS[0]
    expected = found(compiled(expression, flags))
    (folder,) = cache.iterdir()
    (folder / "codes.npy").write_bytes(b"nothing of the kind")
    assert found(compiled(expression, flags)) == expected
    assert found(compiled(expression, flags)) == expected


def test_other_threads_compile_as_ever(cache):
    expression, flags = LONG_PATTERNS[1]
    made = []
    re.purge()
    with quick_loading("test"):
        thread = threading.Thread(target=lambda: made.append(re.compile(expression, flags)))
        thread.start()
        thread.join()
    assert found(made[0])
    assert not cache.exists()

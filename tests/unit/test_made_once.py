"""What is made once is used as long as it is as it was made, of what it was made; otherwise it is made anew."""

from __future__ import annotations

from dataclasses import replace

import platformdirs
import pytest

from geomap.languages import detect
from geomap.made_once import MadeOnce
from geomap.places import gazetteer
from geomap.places.gazetteer import shapes

TEXTS = {
    "fr": "Des hommes armés ont attaqué un convoi près de la ville, selon des témoins.",
    "en": "Gunmen attacked a convoy near the town, witnesses said.",
    "de": "Bewaffnete griffen nahe der Stadt einen Konvoi an, sagten Zeugen.",
    "es": "Hombres armados atacaron un convoy cerca de la ciudad, según testigos.",
}


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _name: tmp_path / "cache")
    for made in (detect._identifier, shapes.country_shapes):
        made.cache_clear()
    yield tmp_path / "cache"
    for made in (detect._identifier, shapes.country_shapes):
        made.cache_clear()


def write(folder):
    (folder / "a.txt").write_text("all of it")
    (folder / "b.txt").write_text("more")


def test_it_is_there_once_it_was_made(cache):
    kept = MadeOnce("things", 1)
    assert not kept.whole()
    kept.make(write)
    assert kept.whole()
    assert (MadeOnce("things", 1).folder / "a.txt").read_text() == "all of it"
    assert not MadeOnce("things", 2).whole()


@pytest.mark.parametrize(
    ("file", "content"),
    [("a.txt", "all of"), ("a.txt", "all of iT"), ("stamp.json", "{}"), ("stamp.json", "[1]"), ("stamp.json", '{"a')],
)
def test_what_is_not_as_it_was_written_is_made_anew(file, content, cache):
    kept = MadeOnce("things", 1)
    kept.make(write)
    (kept.folder / file).write_text(content)
    assert not kept.whole()
    kept.make(write)
    assert kept.whole()


def test_whole_files_give_way_only_where_that_is_asked_for(cache):
    kept = MadeOnce("things", 1)
    kept.make(write)
    other = lambda folder: (folder / "a.txt").write_text("other")  # noqa: E731
    kept.make(other)
    assert (kept.folder / "a.txt").read_text() == "all of it"
    kept.make(other, anew=True)
    assert kept.whole()
    assert [path.name for path in kept.folder.iterdir() if path.name != "stamp.json"] == ["a.txt"]
    assert list(cache.iterdir()) == [kept.folder]


def test_nothing_half_made_stays(cache):
    def stopped(folder):
        write(folder)
        raise OSError("no room left")

    kept = MadeOnce("things", 1)
    kept.make(stopped)
    assert not kept.whole()
    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_no_error(cache):
    cache.write_text("a file where the folder should be")
    kept = MadeOnce("things", 1)
    kept.make(write)
    assert not kept.whole()
    assert {code: detect.identify(text) for code, text in TEXTS.items()} == {code: code for code in TEXTS}


def test_languages_are_told_alike_from_what_is_kept(cache, monkeypatch):
    from py3langid.langid import LanguageIdentifier

    fresh = {code: detect._identifier().rank(text) for code, text in TEXTS.items()}
    detect._identifier.cache_clear()
    monkeypatch.setattr(LanguageIdentifier, "from_model_file", None)  # what is kept is used
    assert {code: detect._identifier().rank(text) for code, text in TEXTS.items()} == fresh


def test_outlines_are_alike_from_what_is_kept(cache, monkeypatch):
    fresh = shapes.country_shapes()
    shapes.country_shapes.cache_clear()
    monkeypatch.setattr(shapes, "country_features", None)
    kept = shapes.country_shapes()
    assert [replace(one, geometry=None) for one in kept] == [replace(one, geometry=None) for one in fresh]
    assert all(one.geometry.equals_exact(other.geometry, 0) for one, other in zip(kept, fresh, strict=True))
    assert gazetteer.CountryShape is shapes.CountryShape

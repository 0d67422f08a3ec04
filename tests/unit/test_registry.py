"""Plug-ins are found by name, late, and their absence is told in one sentence."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from geomap import registry
from geomap.errors import SetupError, UsageError
from geomap.registry import Registry

THINGS = Registry("odd thing", {"path": "pathlib:Path", "lost": "no_such_package_here:thing"})


def test_a_name_gives_what_it_stands_for():
    from pathlib import Path

    assert THINGS.load("path") is Path


def test_an_unknown_name_is_answered_with_those_there_are():
    with pytest.raises(UsageError, match="no odd thing 'x'; choose one of path, lost"):
        THINGS.load("x")


def test_a_missing_package_is_named():
    with pytest.raises(SetupError, match="needs the package 'no_such_package_here'"):
        THINGS.load("lost")


def test_other_packages_add_entries_but_cannot_replace_ours(monkeypatch):
    points = [EntryPoint("path", "os:sep", "geomap.odd_things"), EntryPoint("more", "os:sep", "geomap.odd_things")]
    monkeypatch.setattr(registry, "entry_points", lambda group: points if group == "geomap.odd_things" else [])
    things = Registry("odd thing", {"path": "pathlib:Path"})
    assert things.names() == ("path", "more")
    assert things.load("path").__name__ == "Path"

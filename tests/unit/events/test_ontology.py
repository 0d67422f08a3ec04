"""The ontology and the lexicons that refer to it: nothing dangling, nothing missing in one language."""

from __future__ import annotations

import pytest

from geomap.errors import SetupError
from geomap.events import words as compiled
from geomap.events.ontology import disorder_of, event_types, kinds
from geomap.languages import lexicon


def test_types_are_acled_s_six_and_diplomacy():
    assert list(event_types()) == [
        "Battles",
        "Explosions/Remote violence",
        "Violence against civilians",
        "Protests",
        "Riots",
        "Strategic developments",
        "Diplomacy",
    ]
    assert sum(len(subs) for name, subs in event_types().items() if name != "Diplomacy") == 25
    assert disorder_of("Riots") == "Demonstrations"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_happening_has_words(language):
    known = compiled.words(language)
    told = {item.kind.name for index in (known.verbs, known.nouns) for items in index.values() for item in items}
    assert set(kinds()) - told == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_class_that_a_condition_names_exists(language):
    known = compiled.words(language)
    named = {
        word[1:]
        for index in (known.verbs, known.nouns)
        for items in index.values()
        for item in items
        for listed in item.conditions.values()
        for word in listed
        if word.startswith("@")
    }
    assert named - set(known.classes) <= {"place", "actors", "named"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_instruments_are_happenings(language):
    assert set(lexicon(language, "events")["instruments"]) <= set(kinds())


@pytest.mark.parametrize(
    "entry",
    [
        {"verbs": ["hit"], "frame": "no_such_frame"},
        {"verbs": ["hit"], "frame": "acts_on", "objects": ["house"]},
    ],
)
def test_a_wrong_entry_is_refused_by_name(entry):
    base = compiled.lexicon("en", "events")
    frames = {"acts_on": compiled.Frame("acts_on", ("subject",), ("object",))}
    assert "acts_on" in base["frames"]
    with pytest.raises(SetupError, match=r"no_such_frame|objects"):
        compiled._add(entry, kinds()["attack"], frames, "en", ({}, {}))

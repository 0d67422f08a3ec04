"""The packs themselves: readable, consistent, fast to load the second time."""

import datetime as dt
import json
from typing import get_args

import pytest

from geomap.errors import SetupError
from geomap.knowledge import load_knowledge
from geomap.knowledge.entries import Category
from geomap.knowledge.reading import entries_of, parse_period, read_packs
from geomap.model import ActorKind


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017-01..2025-01-29", dt.date(2017, 1, 1), dt.date(2025, 1, 29)),
        ("1999..", dt.date(1999, 1, 1), None),
        ("..1994", None, dt.date(1994, 12, 31)),
        ("2011", dt.date(2011, 1, 1), None),
        ("2000-02..2000-02", dt.date(2000, 2, 1), dt.date(2000, 2, 29)),
        ("2003-12..2003-12", dt.date(2003, 12, 1), dt.date(2003, 12, 31)),
        ("", None, None),
    ],
)
def test_periods(text, first, last):
    assert parse_period(text) == (first, last)


def test_packs_are_consistent():
    seen = {}
    for stem, pack in read_packs().items():
        for entry, _ in entries_of(pack) if "entries" in pack else ():
            assert entry.key not in seen, (entry.key, stem, seen.get(entry.key))
            seen[entry.key] = stem
            assert entry.category in get_args(Category)
            assert entry.kind in get_args(ActorKind)
            assert entry.first is None or entry.last is None or entry.first <= entry.last, entry.name
            assert entry.country is None or (len(entry.country) == 2 and entry.country.isupper())
            assert entry.category != "leader" or entry.terms, entry.name


def test_bodies_that_are_spoken_for_and_described_groups_exist():
    knowledge = load_knowledge()
    forces = {
        name for name in (entry.speaks_for for entry in knowledge.entries) if name and knowledge.named(name) is None
    }
    ruled = (
        "Armed Forces",
        "Government of",
        "Opposition (",
        "Protesters (",
        "Politicians (",
        "Religious leaders (",
        "National Army",
        "Local authorities (",
        "Police of",
        "Coast guard of",
    )
    assert [name for name in forces if not any(part in name for part in ruled)] == []
    for people in ("Kurdish", "UN peacekeepers"):
        assert knowledge.described(people, "CD" if people.startswith("UN") else "SY") is not None


def test_a_broken_pack_is_a_clear_set_up_error(tmp_path):
    pack = tmp_path / "broken.yaml"
    pack.write_text("entries: [", encoding="utf-8")
    with pytest.raises(SetupError, match=r"broken\.yaml"):
        load_knowledge(pack)


@pytest.mark.parametrize(
    "entries", ["{FR: {Ligue: {years: yesterday}}}", "{FR: [Ligue]}", "{FR: {Ligue: {years: 2001..20x}}}"]
)
def test_a_pack_of_another_form_is_a_clear_set_up_error(tmp_path, entries):
    pack = tmp_path / "odd.yaml"
    pack.write_text(f"category: armed_group\nkind: Rebel group\nentries: {entries}\n", encoding="utf-8")
    with pytest.raises(SetupError, match=r"odd\.yaml"):
        load_knowledge(pack)


def test_a_bare_date_in_a_pack_is_read_as_a_period(tmp_path):
    pack = tmp_path / "own.yaml"
    pack.write_text(
        "category: armed_group\nkind: Rebel group\nentries: {FR: {Ligue d'Or: {years: 2021-08-15}}}\n", encoding="utf-8"
    )
    for _ in range(2):
        load_knowledge.cache_clear()
        assert load_knowledge(pack).get("ligue-d-or").first == dt.date(2021, 8, 15)


def test_packs_are_cached_and_a_spoilt_cache_is_remade(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_: tmp_path)
    first = read_packs()
    (cached,) = (tmp_path / "knowledge").glob("*.json")
    assert json.loads(cached.read_text(encoding="utf-8")) == json.loads(json.dumps(first, default=str))
    again = read_packs()
    assert again == json.loads(json.dumps(first, default=str))
    cached.write_text("{spoilt", encoding="utf-8")
    assert set(read_packs()) == set(first)


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path, monkeypatch):
    blocker = tmp_path / "file"
    blocker.write_text("", encoding="utf-8")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_: blocker)
    assert "countries" in read_packs()

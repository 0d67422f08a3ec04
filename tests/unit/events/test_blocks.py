"""Which reports are compared: the pairs that share a block, however they are found, and the groups that come of them."""

from __future__ import annotations

import dataclasses
import itertools
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from made_events import made_events

from geomap.events import blocks, grouping, merging
from geomap.events.fusion import fuse
from geomap.events.likeness import days_of, likeness, shingles


def made(count, days, seed):
    """Made-up events, some told in French, in the order of merging."""
    dice = random.Random(seed)
    events = [
        dataclasses.replace(event, language="fr", quote=event.quote.replace("attacked", "a attaqué"))
        if dice.random() < 0.5
        else event
        for event in made_events(count, seed, days)
    ]
    return sorted(events, key=merging._order)


def plainly(events):
    """The same blocks written down simply: each as a list, its members compared with those that follow."""
    members = {}
    for position, event in enumerate(events):
        words = sorted(shingles(event.quote))
        keys = [tuple(words[:3])] if len(words) > 5 else []
        if event.latitude is not None:
            row, column = int((event.latitude - 0.5) // 1), int((event.longitude - 0.5) // 1)
            for day in days_of(event):
                if event.where_prec <= 3:
                    keys += [(day, row + i, column + j) for i in (0, 1) for j in (0, 1)]
                keys.append((day, event.country_code, event.event_type))
        for key in keys:
            members.setdefault(key, []).append(position)
    pairs = set()
    for block in members.values():
        most = 60 if len(block) <= 60 else 30
        pairs |= {(i, j) for at, i in enumerate(block) for j in block[at + 1 : at + 1 + most]}
    return {(i, j) for i, j in pairs if events[i].doc_id != events[j].doc_id}


@pytest.mark.parametrize(("count", "days"), [(40, 5), (400, 90), (500, 4)])
def test_pairs_are_those_of_the_blocks_each_once(monkeypatch, count, days):
    events = made(count, days, seed=count)
    found = list(blocks.in_one_block(events))
    assert set(found) == plainly(events)
    assert len(found) == len(set(found))
    monkeypatch.setattr(blocks, "_AT_ONCE", 100)
    assert list(blocks.in_one_block(events)) == found


def test_nothing_has_no_pairs():
    assert list(blocks.in_one_block([])) == []
    assert list(blocks.in_one_block(made(1, 1, seed=1))) == []


def grouped_plainly(events, pairs, limit, *, apart):
    """Groups of all events at once, nothing remembered: most alike first, joined where all that they tell goes together."""
    ranked = []
    for i, j in pairs:
        found = likeness(events[i], events[j])
        if not found.against and found.score >= limit:
            ranked.append((-found.score, *sorted((events[i].event_id, events[j].event_id)), i, j))
    groups = [[i] for i in range(len(events))]
    for *_, i, j in sorted(ranked):
        [one] = [group for group in groups if i in group]
        [other] = [group for group in groups if j in group]
        if one is other or (apart and {events[k].doc_id for k in one} & {events[k].doc_id for k in other}):
            continue
        found = [likeness(events[a], events[b]) for a in one for b in other]
        if any(pair.against for pair in found):
            continue
        together = sum(pair.score for pair in found) >= 0.9 * limit * len(found)
        if together or (not apart and as_wholes(events, one, other, limit)):
            groups = [group for group in groups if group is not one and group is not other] + [sorted(one + other)]
    return sorted(groups)


def as_wholes(events, one, other, limit):
    return grouping._as_wholes([events[a] for a in one], [events[b] for b in other], limit)


@pytest.mark.parametrize("seed", range(4))
def test_groups_are_those_of_a_plain_reckoning(seed):
    events = made(160, 6, seed)
    pairs = list(blocks.in_one_block(events))
    random.Random(seed).shuffle(pairs)
    expected = grouped_plainly(events, pairs, merging.ACROSS, apart=True)
    found = [members for members, _ in grouping.groups(events, pairs, merging.ACROSS, apart=True)]
    assert sorted(found) == expected
    assert any(len(members) > 2 for members in expected)


@pytest.mark.parametrize("seed", range(3))
def test_groups_of_one_document_are_those_of_a_plain_reckoning(seed):
    events = [
        dataclasses.replace(event, doc_id="d", quote_start=300 * n, quote_end=300 * n + 200)
        for n, event in enumerate(made(45, 3, seed))
    ]
    pairs = [(i, j) for i in range(45) for j in range(i + 1, 45)]
    found = [members for members, _ in grouping.groups(events, pairs, merging.WITHIN)]
    assert sorted(found) == grouped_plainly(events, pairs, merging.WITHIN, apart=False)


def test_what_contradicts_does_so_from_both_sides():
    events = made(120, 4, seed=5)
    for one, other in itertools.pairwise(events):
        assert likeness(one, other) == likeness(other, one)
    march = dataclasses.replace(events[0], event_type="Riots", actor1="A B", actor2="C D", fatalities=None, doc_id="m")
    attack = dataclasses.replace(march, event_type="Violence against civilians", actor1="C D", actor2="A B", doc_id="n")
    assert likeness(march, attack).against == likeness(attack, march).against


def test_fusing_a_group_does_not_depend_on_its_order():
    group = made(6, 2, seed=2)
    assert fuse(group) == fuse(group[::-1])

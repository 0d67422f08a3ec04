"""Two collections side by side."""

import pytest

from geomap.store import compare
from geomap.store.codec import event_of
from geomap.store.pairing import distance_km


def event(event_id, **known):
    defaults = {
        "event_type": "Battles",
        "event_date": "2020-02-01",
        "latitude": 35.0,
        "longitude": 36.0,
        "where_prec": 1,
    }
    return event_of({**defaults, **known, "event_id": event_id})


def pairs(first, second):
    return [(pair.first.event_id, pair.second.event_id) for pair in compare(first, second).pairs]


def test_the_best_pairs_one_to_one():
    first = [event("a", actor1="Army of Mali"), event("b", actor1="Army of Chad")]
    second = [event("x", actor2="army of chad"), event("y", actor2="Mali Army"), event("z", latitude=-35.0)]
    found = compare(first, second)
    assert sorted((pair.first.event_id, pair.second.event_id) for pair in found.pairs) == [("a", "y"), ("b", "x")]
    assert [each.event_id for each in found.only_second] == ["z"]
    assert found.only_first == ()


@pytest.mark.parametrize(
    ("change", "paired"),
    [
        ({"event_date": "2020-02-02"}, True),
        ({"event_date": "2020-02-03"}, False),
        ({"event_date": "2020-01-27", "end_date": "2020-02-01"}, True),
        ({"longitude": 36.1}, True),
        ({"longitude": 36.3}, False),
        ({"longitude": 36.3, "where_prec": 3}, True),
        ({"event_type": "Explosions/Remote violence"}, True),
        ({"event_type": "Protests"}, False),
    ],
)
def test_place_days_and_kind_must_agree(change, paired):
    assert bool(pairs([event("a")], [event("x", **change)])) is paired
    assert bool(pairs([event("x", **change)], [event("a")])) is paired


@pytest.mark.parametrize("change", [{"where_prec": 4}, {"event_date": "2020-01-01", "end_date": "2020-02-01"}])
def test_vague_events_are_paired_only_where_actors_agree(change):
    assert not pairs([event("a", actor1="Mali", **change)], [event("x", actor1="Chad")])
    assert pairs([event("a", actor1="Mali", **change)], [event("x", actor2="Army of Mali")])


@pytest.mark.parametrize(
    "change", [{"event_date": None}, {"where_prec": None}, {"aggregate": True}, {"status": "planned"}]
)
def test_what_cannot_be_compared_is_counted(change):
    found = compare([event("a", **change)], [event("x")])
    assert (found.pairs, found.only_first, found.not_compared) == ((), (), 1)
    assert len(found.only_second) == 1


def test_distances():
    assert distance_km(event("a", latitude=0, longitude=0), event("b", latitude=0, longitude=1)) == pytest.approx(
        111.19, abs=0.05
    )
    assert distance_km(
        event("a", latitude=0, longitude=179.5), event("b", latitude=0, longitude=-179.5)
    ) == pytest.approx(111.19, abs=0.05)


@pytest.mark.parametrize(
    ("ours", "theirs", "paired"),
    [
        ("Islamic State", "IS", True),
        ("Syrian Armed Forces", "Government of Syria", True),
        ("Syrian Democratic Forces", "SDF", True),
        ("Israel Defense Forces", "Government of Syria", False),
        ("Islamic State", "Government of Syria", False),
        ("Brigade of the Hill", "Hill Brigade", True),
        ("Armed group of the Hill", "Armed group of the Lake", False),
        (None, "Government of Syria", True),
        ("Unidentified armed group", "Government of Syria", True),
    ],
)
def test_parties_that_are_named_must_be_the_same_whatever_they_are_called(ours, theirs, paired):
    assert bool(pairs([event("a", actor1=ours)], [event("x", actor2=theirs)])) is paired


@pytest.mark.parametrize(
    ("ours", "theirs", "paired"),
    [
        ("Explosions/Remote violence", "Violence against civilians", True),
        ("Battles", "Violence against civilians", False),
    ],
)
def test_shelling_of_civilians_is_ucdps_one_sided_violence(ours, theirs, paired):
    assert bool(pairs([event("a", event_type=ours)], [event("x", event_type=theirs)])) is paired


def test_a_day_within_a_month_is_nearer_than_a_month_of_the_whole_country():
    month = {"event_date": "2020-02-01", "end_date": "2020-02-29"}
    ours = event("a", actor1="Army of Mali", fatalities=87, **month)
    exact = event("x", actor2="Army of Mali", event_date="2020-02-11", fatalities=88)
    wide = event("y", actor2="Army of Mali", longitude=36.9, where_prec=6, fatalities=275, **month)
    assert pairs([ours], [wide, exact]) == [("a", "x")]

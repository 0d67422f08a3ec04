"""One happening, one event: what is merged, what stays apart, and which report's word stands."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.events import grouping
from geomap.events.copies import independent
from geomap.events.fusion import authority, fuse
from geomap.events.likeness import likeness, similarity
from geomap.events.merging import across, explain, within_document
from geomap.model import Event, Report, Span

COUNTER = itertools.count()
DAY = dt.date(2021, 5, 4)


def _event(**changes):
    """A battle at Tessalit that killed nine, told by one document."""
    number = next(COUNTER)
    quote = changes.pop("quote", "Rebels attacked " + " ".join(f"word{number}x{i}" for i in range(8)))
    doc_id = changes.pop("doc_id", f"doc{number}")
    start = changes.pop("quote_start", 0)
    identity = changes.pop("event_id", f"id{number:05}")
    source, day = changes.pop("source", None), changes.pop("source_date", DAY + dt.timedelta(1))
    fatalities, injured = changes.pop("fatalities", 9), changes.pop("injured", None)
    claimants = changes.pop("claimants", ())
    report = Report(
        identity, doc_id, source, None, day, quote, start, start + len(quote), claimants, fatalities, injured
    )
    event = Event(
        event_id=identity,
        event_type="Battles",
        sub_event_type="Armed clash",
        plover_type="ASSAULT",
        status="occurred",
        event_date=DAY,
        end_date=DAY,
        date_text="Tuesday",
        time_precision=1,
        date_prec=1,
        actor1="Unidentified armed group",
        assoc_actor_1=(),
        actor1_kind="Rebel group",
        inter1="Rebel group",
        actor1_country=None,
        actor2="Malian Armed Forces",
        assoc_actor_2=(),
        actor2_kind="State forces",
        inter2="State forces",
        actor2_country="ML",
        location="Tessalit",
        latitude=20.2,
        longitude=1.01,
        where_prec=1,
        country="Mali",
        country_code="ML",
        iso3="MLI",
        admin1="Kidal",
        admin2=None,
        adm1_pcode=None,
        adm2_pcode=None,
        geonames_id=2449083,
        fatalities=fatalities,
        fatalities_low=fatalities,
        fatalities_high=fatalities,
        fatalities_civilians=None,
        injured=injured,
        claimants=claimants,
        aggregate=False,
        background=False,
        confidence=0.5,
        quote=quote,
        quote_start=start,
        quote_end=start + len(quote),
        spans=(Span("trigger", 7, 15),),
        doc_id=doc_id,
        title=None,
        source=source,
        source_url=None,
        source_date=day,
        source_date_inferred=False,
        language="en",
        reports=(report,),
    )
    return replace(event, **changes)


UNPLACED = {
    "latitude": None,
    "longitude": None,
    "where_prec": None,
    "location": None,
    "admin1": None,
    "geonames_id": None,
}
GAO = {"latitude": 16.27, "longitude": -0.04, "location": "Gao", "admin1": "Gao", "geonames_id": 2457161}
UNDATED = {"event_date": None, "end_date": None, "time_precision": None, "date_prec": None, "date_text": ""}


def test_two_documents_of_one_happening_make_one_event():
    (merged,) = across([_event(), _event(fatalities=11, actor1="Jama'at Nasr al-Islam")])
    assert len(merged.reports) == 2
    assert merged.actor1 == "Jama'at Nasr al-Islam"
    assert (merged.fatalities_low, merged.fatalities_high) == (9, 11)


@pytest.mark.parametrize(
    "changes",
    [
        {"event_date": DAY + dt.timedelta(4), "end_date": DAY + dt.timedelta(4)},
        GAO,
        {"event_type": "Protests", "sub_event_type": "Peaceful protest"},
        {"status": "planned"},
        {"aggregate": True},
        {"actor2": "Chadian Armed Forces", "actor2_country": "TD", "fatalities": 30},
    ],
    ids=["another day", "another town", "another type", "a plan", "a total", "other actors"],
)
def test_different_happenings_stay_apart(changes):
    assert len(across([_event(), _event(**changes)])) == 2


def test_each_sides_version_is_a_report_of_one_event():
    theirs = _event(claimants=("Malian Armed Forces",), fatalities=2)
    ours = _event(claimants=("Islamic State",), fatalities=40)
    (merged,) = across([theirs, ours])
    assert {report.fatalities for report in merged.reports} == {2, 40}
    assert (merged.fatalities_low, merged.fatalities_high) == (2, 40)


def test_the_headline_is_the_latest_of_the_most_authoritative():
    party = _event(claimants=("Malian Armed Forces",), fatalities=8, source_date=DAY + dt.timedelta(3))
    early = _event(claimants=("United Nations",), fatalities=9, source_date=DAY + dt.timedelta(1))
    late = _event(claimants=("United Nations",), fatalities=10, source_date=DAY + dt.timedelta(2))
    (merged,) = across([party, early, late])
    assert (merged.fatalities, merged.fatalities_low, merged.fatalities_high) == (10, 8, 10)


def test_the_id_is_the_earliest_reports_and_the_others_are_aliases():
    late = _event(event_id="a", source_date=DAY + dt.timedelta(2))
    early = _event(event_id="z", source_date=DAY + dt.timedelta(1), alias_ids=("old",))
    (merged,) = across([late, early])
    assert (merged.event_id, merged.alias_ids) == ("z", ("a", "old"))
    assert [report.report_id for report in merged.reports] == ["z", "a"]


def test_copies_of_one_wire_story_are_one_source():
    copy = "Nine soldiers were killed when gunmen attacked an army post near the border on Tuesday, the ministry said."
    events = [_event(quote=copy, source=f"paper {i}") for i in range(4)]
    events.append(
        _event(quote="The army lost nine men at Tessalit, residents told this newspaper by telephone.", source="own")
    )
    (merged,) = across(events)
    assert (len(merged.reports), merged.independent_sources) == (5, 2)


def test_two_articles_of_one_outlet_are_one_source():
    (merged,) = across([_event(source="Le Journal"), _event(source="Le Journal")])
    assert merged.independent_sources == 1


def test_within_a_document_a_retelling_is_merged_and_keeps_its_quote():
    first = _event(doc_id="d", quote="Rebels attacked the post at Tessalit on Tuesday.")
    again = _event(
        doc_id="d",
        quote="In the attack nine soldiers died.",
        quote_start=90,
        spans=(Span("trigger", 7, 13),),
        **UNPLACED,
    )
    (merged,) = within_document([again, first])
    assert [report.quote for report in merged.reports] != []
    assert {report.quote for report in merged.reports} == {first.quote, again.quote}
    assert merged.location == "Tessalit"


def test_another_attack_is_not_the_one_before():
    first = _event(doc_id="d", quote="Rebels attacked the post at Tessalit on Tuesday.", fatalities=None)
    quote = "In another attack two shepherds fled."
    second = _event(
        doc_id="d", quote=quote, quote_start=90, spans=(Span("trigger", 11, 17),), fatalities=None, **UNPLACED
    )
    assert len(within_document([first, second])) == 2
    again = replace(second, quote=quote.replace("another", "the very"))
    assert len(within_document([first, replace(again, spans=(Span("trigger", 12, 18),))])) == 1


def test_within_a_document_another_toll_keeps_two_apart_that_little_else_ties():
    first = _event(doc_id="d", fatalities=25, time_precision=2)
    second = _event(doc_id="d", fatalities=60, quote_start=200, time_precision=2, **UNPLACED)
    assert len(within_document([first, second])) == 2
    assert len(within_document([first, replace(second, fatalities=25)])) == 1


def test_the_sentence_that_counts_the_victims_joins_its_attack():
    blast = {"event_type": "Explosions/Remote violence", "sub_event_type": "Shelling/artillery/missile attack"}
    struck = _event(
        doc_id="d", quote="A missile struck the station.", fatalities=None, spans=(Span("trigger", 10, 16),), **blast
    )
    nobody = {"actor1": None, "actor1_kind": None, "actor2": None, "actor2_kind": None, "actor2_country": None}
    cost = _event(
        doc_id="d",
        quote="At least 50 people were killed.",
        quote_start=40,
        fatalities=50,
        time_precision=2,
        event_type="Violence against civilians",
        sub_event_type="Attack",
        spans=(Span("trigger", 24, 30),),
        **nobody,
    )
    (merged,) = within_document([struck, cost])
    assert (merged.event_type, merged.fatalities) == ("Explosions/Remote violence", 50)


def test_a_counter_attack_is_another_event():
    there = _event(
        doc_id="d",
        actor1="Syrian Armed Forces",
        actor1_kind="State forces",
        actor1_country="SY",
        actor2="Turkish Armed Forces",
        actor2_country="TR",
    )
    back = _event(
        doc_id="d",
        quote_start=150,
        actor1="Turkish Armed Forces",
        actor1_kind="State forces",
        actor1_country="TR",
        actor2="Syrian Armed Forces",
        actor2_country="SY",
        fatalities=None,
        time_precision=2,
        end_date=DAY + dt.timedelta(4),
        **UNPLACED,
    )
    assert len(within_document([there, back])) == 2


def test_an_old_period_does_not_swallow_a_day():
    year = {
        "event_date": dt.date(2021, 1, 1),
        "end_date": dt.date(2021, 12, 31),
        "time_precision": 3,
        "fatalities": None,
    }
    assert len(within_document([_event(doc_id="d"), _event(doc_id="d", quote_start=150, **year, **UNPLACED)])) == 2


def test_undated_reports_do_not_meet_across_documents():
    assert len(across([_event(**UNDATED), _event(**UNDATED)])) == 2


def test_gaps_are_filled_and_the_exact_field_wins():
    vague = _event(
        doc_id="d",
        location="Mali",
        latitude=17.0,
        longitude=-4.0,
        where_prec=6,
        time_precision=2,
        end_date=DAY + dt.timedelta(1),
        injured=4,
    )
    exact = _event(doc_id="d", quote_start=120, fatalities=None)
    merged = fuse([vague, exact])
    assert (merged.location, merged.where_prec, merged.end_date, merged.fatalities, merged.injured) == (
        "Tessalit",
        1,
        DAY,
        9,
        4,
    )


def test_one_event_is_left_as_it_is():
    event = _event()
    assert across([event]) == (event,)


def test_a_correction_holds_when_reports_are_added():
    corrected = _event(
        event_type="Violence against civilians", sub_event_type="Attack", fatalities=4, review_status="corrected"
    )
    (merged,) = across([corrected, _event(fatalities=9), _event(fatalities=9)])
    assert (merged.event_type, merged.fatalities, merged.review_status) == (
        "Violence against civilians",
        4,
        "corrected",
    )
    assert len(merged.reports) == 3


def test_the_same_event_come_in_twice_is_one():
    event = _event()
    assert across([event, event]) == (event,)
    (merged,) = across([_event(), _event()])
    again = across([merged, merged, *merged.reports[:0]])
    assert again == (merged,)


def test_events_that_a_document_tells_apart_stay_apart():
    first, second = _event(doc_id="d", fatalities=25), _event(doc_id="d", quote_start=300, fatalities=70)
    assert len(across([first, second, _event(fatalities=25)])) == 2


def test_explanations_say_why():
    one = _event()
    assert "one event" in explain(one, _event())
    assert "different places" in explain(one, _event(**GAO))


def test_authority_ranks_counters_above_parties():
    ranks = [authority(name) for name in ("United Nations", "Medical sources", "", "Malian Armed Forces")]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] > ranks[-1]


def test_independence_is_at_least_one_and_at_most_the_documents():
    events = [_event() for _ in range(3)]
    assert independent([report for event in events for report in event.reports]) == 3


def test_similarity_is_of_word_pairs():
    assert similarity("the army attacked the rebel post", "the army attacked the rebel post") == 1.0
    assert similarity("the army attacked the rebel post", "post rebel the attacked army the") < 0.5


@st.composite
def _events(draw):
    place = draw(st.sampled_from([{}, GAO, UNPLACED, {"where_prec": 4}]))
    day = DAY + dt.timedelta(draw(st.integers(0, 2)))
    return _event(
        doc_id=draw(st.sampled_from(["d1", "d2", "d3"])),
        event_date=day,
        end_date=day,
        time_precision=draw(st.sampled_from([1, 2])),
        fatalities=draw(st.sampled_from([None, 1, 9, 30])),
        quote_start=draw(st.integers(0, 5)) * 100,
        event_type=draw(st.sampled_from(["Battles", "Explosions/Remote violence"])),
        **place,
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(_events(), max_size=7), st.randoms(use_true_random=False))
def test_merging_does_not_depend_on_order_and_loses_no_report(events, random):
    shuffled = list(events)
    random.shuffle(shuffled)
    merged = across(events)
    assert merged == across(shuffled)
    told = {(report.doc_id, report.quote_start) for event in merged for report in event.reports}
    assert told == {(report.doc_id, report.quote_start) for event in events for report in event.reports}
    ids = [name for event in merged for name in (event.event_id, *event.alias_ids)]
    assert sorted(ids) == sorted(event.event_id for event in events)


def test_the_pairs_compared_grow_with_the_number_of_events_and_not_its_square(monkeypatch):
    def spread(count):
        return [
            _event(
                latitude=10 + (i % 50) * 0.5,
                longitude=(i // 50) % 40 * 0.5,
                event_date=DAY + dt.timedelta(i % 300),
                end_date=DAY + dt.timedelta(i % 300),
            )
            for i in range(count)
        ]

    compared = []
    monkeypatch.setattr(grouping, "likeness", lambda one, other: compared.append(1) or likeness(one, other))
    across(spread(500))
    few = len(compared)
    across(spread(4000))
    assert len(compared) - few < 16 * max(few, 4000)


def test_merged_reports_say_what_they_share_with_the_others():
    (event,) = across([_event(event_id="a", source_date=DAY), _event(event_id="b")])
    first, second = event.reports
    assert first.merged_because == ""
    assert {"the same day", "the same place", "the same toll"} <= set(second.merged_because.split("; "))


def test_the_reason_of_an_earlier_merge_is_kept():
    (once,) = across([_event(event_id="a", source_date=DAY), _event(event_id="b")])
    reasons = {report.report_id: report.merged_because for report in once.reports}
    (again,) = across([once, _event(event_id="c", fatalities=None)])
    assert len(again.reports) == 3
    assert {report.report_id: report.merged_because for report in again.reports} | reasons == {
        report.report_id: report.merged_because for report in again.reports
    }


def test_a_reply_is_not_the_attack():
    gunmen = {
        "actor1": "Rebels of the North",
        "actor1_kind": "Rebel group",
        "actor2": "Malian Armed Forces",
        "doc_id": "d",
    }
    army = {
        "actor1": "Malian Armed Forces",
        "actor1_kind": "State forces",
        "actor1_country": "ML",
        "actor2": None,
        "actor2_kind": None,
    }
    attack = _event(**gunmen, fatalities=None, actor2_kind="State forces", actor2_country="ML")
    reply = _event(**army, fatalities=None, doc_id="d", quote_start=400, spans=())
    assert len(within_document([attack, reply])) == 2


def test_a_strike_stays_one_however_often_its_victims_are_told():
    strike = _event(event_type="Explosions/Remote violence", sub_event_type="Air/drone strike")
    victims = [_event(event_type="Violence against civilians", sub_event_type="Attack") for _ in range(2)]
    merged = fuse([strike, *victims])
    assert (merged.event_type, merged.sub_event_type) == ("Explosions/Remote violence", "Air/drone strike")


def test_a_place_only_taken_over_gives_way_to_one_that_is_said():
    trigger = Span("trigger", 0, 6)
    taken = _event(doc_id="d", spans=(trigger,), location="Gao", latitude=16.3, longitude=-0.04)
    said = _event(doc_id="d", spans=(trigger, Span("place", 7, 12)), where_prec=2, quote_start=200)
    assert fuse([taken, said]).location == "Tessalit"


class TestManyReports:
    """What thousands of reports cost, and what must not depend on how they come in."""

    def reports(self, count, happenings=1):
        return [_event(latitude=20.2 - 3 * (n % happenings), source=f"Wire {n % 50}") for n in range(count)]

    def test_reports_of_one_event_cost_no_more_than_their_number(self, monkeypatch):
        calls = {}
        for count in (140, 280, 560):
            counted = []
            monkeypatch.setattr(grouping, "likeness", lambda *a, _c=counted, **k: _c.append(1) or likeness(*a, **k))
            [one] = across(self.reports(count))
            assert len(one.reports) == count
            calls[count] = len(counted)
        assert calls[280] / calls[140] < 3
        assert calls[560] / calls[280] < 2.6

    def test_partitions_and_order_change_nothing(self):
        events = self.reports(90, happenings=6)
        whole = across(events)
        assert len(whole) == 6
        by_partition = [event for start in range(5) for event in events[start::5]]
        assert across(by_partition) == across(events[::-1]) == whole

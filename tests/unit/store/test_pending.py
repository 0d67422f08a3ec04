"""What a writer reads of a store before it merges: the days in question, and no years between them."""

import datetime as dt

from geomap.store.codec import event_of
from geomap.store.corrections import Corrections
from geomap.store.pending import Changes, spans_of


def on(first, last=None, name="e"):
    quote = "The village was shelled."
    known = {"event_id": name, "doc_id": name, "quote": quote, "event_type": "Battles", "event_date": first}
    return event_of(known | {"end_date": last or first})


def days(*spans):
    return [tuple(map(dt.date.fromisoformat, span)) for span in spans]


def test_days_far_apart_are_spans_of_their_own():
    told = [on("2020-03-01"), on("1995-07-11", "1995-07-13"), on("2020-03-20", "2020-04-02")]
    assert spans_of(told) == days(("1995-07-10", "1995-07-14"), ("2020-02-29", "2020-04-03"))


def test_of_a_long_event_the_ends_are_meant():
    war = on("1975-04-13", "1990-10-13")
    assert spans_of([war]) == days(("1975-04-12", "1975-04-14"), ("1990-10-12", "1990-10-14"))


def test_the_calendar_has_an_end():
    assert spans_of([on("0001-01-01")]) == days(("0001-01-01", "0001-01-02"))
    assert spans_of([on(None)]) == []


def test_a_massacre_recalled_does_not_have_all_years_read():
    asked = []
    changes = Changes()
    changes.told = [on("2020-03-01"), on("1995-07-11", name="f")]
    changes.prepare(Corrections(), lambda query: asked.append((query.since, query.until)) or ())
    assert asked == days(("1995-07-10", "1995-07-12"), ("2020-02-29", "2020-03-02"))
    assert len(changes.events) == 2

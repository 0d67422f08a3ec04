"""Events for the contract suites."""

import dataclasses
import datetime as dt

import pytest

from geomap.model import Event, Report, Span

REPORT = Report(
    report_id="r1",
    doc_id="d1",
    source="Agence X",
    source_url="https://example.org/1",
    source_date=dt.date(2020, 3, 3),
    quote="Les rebelles ont attaqué Saraqeb jeudi.",
    quote_start=120,
    quote_end=159,
    claimants=("SANA", "Ministry of Defence"),
    fatalities=3,
    injured=None,
)
EVENT = Event(
    event_id="e1",
    event_type="Battles",
    sub_event_type="Armed clash",
    plover_type="ASSAULT",
    status="occurred",
    event_date=dt.date(2020, 2, 27),
    end_date=dt.date(2020, 2, 28),
    date_text="jeudi",
    time_precision=1,
    date_prec=2,
    actor1="Hayat Tahrir al-Sham",
    assoc_actor_1=("Group A", "Group B"),
    actor1_kind="Rebel group",
    inter1="Rebel group",
    actor1_country="SY",
    actor2="Syrian Arab Army",
    assoc_actor_2=(),
    actor2_kind="State forces",
    inter2="State forces",
    actor2_country="SY",
    location="Saraqeb",
    latitude=35.8644,
    longitude=36.8058,
    where_prec=1,
    country="Syria",
    country_code="SY",
    iso3="SYR",
    admin1="Idlib",
    admin2="Idlib District",
    adm1_pcode=None,
    adm2_pcode=None,
    geonames_id=164640,
    fatalities=3,
    fatalities_low=0,
    fatalities_high=5,
    fatalities_civilians=None,
    injured=None,
    claimants=("SANA", "Ministry of Defence"),
    aggregate=False,
    background=False,
    confidence=0.8125,
    quote=REPORT.quote,
    quote_start=120,
    quote_end=159,
    spans=(Span("trigger", 17, 24), Span("place", 25, 32)),
    doc_id="d1",
    title="Combats à Saraqeb",
    source="Agence X",
    source_url="https://example.org/1",
    source_date=dt.date(2020, 3, 3),
    source_date_inferred=True,
    language="fr",
    reports=(REPORT,),
    independent_sources=1,
    review_status="unreviewed",
    alias_ids=("old1", "old2"),
)


@pytest.fixture
def make_event():
    """An event with some fields changed; its id, document and report follow each other unless they are given."""

    def make(event_id="e1", **changes):
        doc_id = changes.setdefault("doc_id", f"d-{event_id}")
        report = dataclasses.replace(REPORT, report_id=event_id, doc_id=doc_id)
        changes.setdefault("reports", (report,))
        changes.setdefault("alias_ids", ())
        return dataclasses.replace(EVENT, event_id=event_id, **changes)

    return make


@pytest.fixture
def events(make_event):
    """Events of every kind that a format must hold: placed and not, dated and not, with hostile text."""
    hostile = "=cmd|' /C calc'!A0 \"quoted\", <script>alert(1)</script>\n${x} \x1b[31m \u202e שלום 🙂"
    return [
        EVENT,
        make_event("unplaced", latitude=None, longitude=None, where_prec=None, location=None, geonames_id=None),
        make_event("undated", event_date=None, end_date=None, time_precision=None, date_prec=None, date_text=""),
        make_event("hostile", quote=hostile, title=hostile, actor1=hostile, source=hostile),
        make_event("bare", sub_event_type=None, actor1=None, actor2=None, claimants=(), spans=(), fatalities=None),
        make_event("total", aggregate=True, background=True, fatalities=1500, review_status="confirmed"),
        make_event(
            "far", latitude=-41.2865, longitude=179.99, event_date=dt.date(1989, 1, 1), end_date=dt.date(2019, 12, 31)
        ),
    ]

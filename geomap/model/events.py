"""Events and the reports that tell of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from geomap.model.terms import Role, Status


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch of a quote: offsets count from the quote's first character."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """What one document says of one event.

    `merged_because` says for people why the report was taken to be of the same happening as the event's others, reasons
    joined by "; "; it is empty for the first report and for one that a person joined to them.
    """

    report_id: str
    doc_id: str
    source: str | None
    source_url: str | None
    source_date: dt.date | None
    quote: str
    quote_start: int
    quote_end: int
    claimants: tuple[str, ...] = ()
    fatalities: int | None = None
    injured: int | None = None
    merged_because: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A conflict event; the fields are the GeoJSON properties of docs/methodology.md, in the order they are written.

    Several names in one field (`assoc_actor_1`, `claimants`) are tuples here and joined by "; " in files.
    """

    event_id: str
    event_type: str
    sub_event_type: str | None
    plover_type: str | None
    status: Status
    event_date: dt.date | None
    end_date: dt.date | None
    date_text: str
    time_precision: int | None
    date_prec: int | None
    actor1: str | None
    assoc_actor_1: tuple[str, ...]
    actor1_kind: str | None
    inter1: str | None
    actor1_country: str | None
    actor2: str | None
    assoc_actor_2: tuple[str, ...]
    actor2_kind: str | None
    inter2: str | None
    actor2_country: str | None
    location: str | None
    latitude: float | None
    longitude: float | None
    where_prec: int | None
    country: str | None
    country_code: str | None
    iso3: str | None
    admin1: str | None
    admin2: str | None
    adm1_pcode: str | None
    adm2_pcode: str | None
    geonames_id: int | None
    fatalities: int | None
    fatalities_low: int | None
    fatalities_high: int | None
    fatalities_civilians: int | None
    injured: int | None
    claimants: tuple[str, ...]
    aggregate: bool
    background: bool
    confidence: float
    quote: str
    quote_start: int
    quote_end: int
    spans: tuple[Span, ...]
    doc_id: str
    title: str | None
    source: str | None
    source_url: str | None
    source_date: dt.date | None
    source_date_inferred: bool
    language: str
    reports: tuple[Report, ...]
    independent_sources: int = 1
    review_status: str = "unreviewed"
    alias_ids: tuple[str, ...] = ()

"""Which event fields the map packs, and how.

The names are the GeoJSON properties of an event. The order is the order in which the event panel and the downloads
show them.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["category", "day", "count", "flag", "real", "degrees", "text", "json"]

FIELDS: dict[str, Kind] = {
    "event_id": "text",
    "event_type": "category",
    "sub_event_type": "category",
    "plover_type": "category",
    "status": "category",
    "event_date": "day",
    "end_date": "day",
    "date_text": "text",
    "time_precision": "count",
    "date_prec": "count",
    "actor1": "category",
    "assoc_actor_1": "category",
    "actor1_kind": "category",
    "inter1": "category",
    "actor1_country": "category",
    "actor2": "category",
    "assoc_actor_2": "category",
    "actor2_kind": "category",
    "inter2": "category",
    "actor2_country": "category",
    "location": "category",
    "latitude": "degrees",
    "longitude": "degrees",
    "where_prec": "count",
    "country": "category",
    "country_code": "category",
    "iso3": "category",
    "admin1": "category",
    "admin2": "category",
    "adm1_pcode": "category",
    "adm2_pcode": "category",
    "geonames_id": "count",
    "fatalities": "count",
    "fatalities_low": "count",
    "fatalities_high": "count",
    "fatalities_civilians": "count",
    "injured": "count",
    "claimants": "category",
    "aggregate": "flag",
    "background": "flag",
    "confidence": "real",
    "quote": "text",
    "quote_start": "count",
    "quote_end": "count",
    "spans": "json",
    "doc_id": "text",
    "title": "text",
    "source": "category",
    "source_url": "text",
    "source_date": "day",
    "source_date_inferred": "flag",
    "language": "category",
    "reports": "json",
    "independent_sources": "count",
    "review_status": "category",
    "alias_ids": "category",
}
"""Every property of an event with the way it is packed."""

JOINED = ("assoc_actor_1", "assoc_actor_2", "claimants", "alias_ids")
"""Fields that hold several names, joined by "; " in files and in the page."""

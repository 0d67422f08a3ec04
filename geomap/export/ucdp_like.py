"""A table in the manner of UCDP's Georeferenced Event Dataset, for scripts made for it: lethal events only.

It is a recoding by rule, not UCDP's data; columns and codes are those of the GED codebook. Every row left out is
counted.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geomap.export.delimited import write_table
from geomap.model import Event
from geomap.store import View

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
_STATE = {"State forces"}
_ORGANISED = {"Rebel group", "Political militia", "Identity militia", "External/Other forces"}
_UNARMED = {"Civilians", "Protesters"}


def write(view: View, path: Path) -> list[str]:
    """Write the events that killed somebody."""
    dropped: Counter[str] = Counter()
    write_table(path, COLUMNS, _rows(view, dropped))
    return [
        "this is a recoding in UCDP's columns, not UCDP data; conflict, dyad and country numbers are left empty",
        "whose the dead were is known for civilians only; the others stand in deaths_unknown",
        *(f"{number} events left out: {reason}" for reason, number in dropped.items()),
    ]


def _rows(view: View, dropped: Counter[str]) -> Iterator[dict[str, Any]]:
    for event in view:
        reason = _unfit(event)
        if reason:
            dropped[reason] += 1
        else:
            yield _row(event)


def _unfit(event: Event) -> str:
    """Why UCDP's scheme cannot hold the event, or empty."""
    reasons = {
        "planned, possible or denied": event.status != "occurred",
        "totals over many events": event.aggregate,
        "background": event.background,
        "no deaths reported": not (event.fatalities or event.fatalities_high),
        "without a date": event.event_date is None,
        "without a place": event.latitude is None,
        "none of UCDP's types of violence": type_of_violence(event) is None,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def type_of_violence(event: Event) -> int | None:
    """UCDP's 1 state-based, 2 between organised groups, 3 one-sided against civilians; None for none of them."""
    sides = {inter for inter in (event.inter1, event.inter2) if inter}
    armed = sides & (_STATE | _ORGANISED)
    if event.event_type == "Violence against civilians" or (sides & _UNARMED and armed):
        return 3
    if sides & _STATE and event.inter1 and event.inter2:
        return 1
    return 2 if armed and sides <= _ORGANISED and event.inter2 else None


def _row(event: Event) -> dict[str, Any]:
    day, last = event.event_date, event.end_date
    one_sided = type_of_violence(event) == 3
    best = event.fatalities if event.fatalities is not None else event.fatalities_high or 0
    civilians = event.fatalities_civilians
    if civilians is None:
        civilians = best if one_sided else 0
    low, high = event.fatalities_low, event.fatalities_high
    return {
        **dict.fromkeys(COLUMNS, ""),
        "id": f"geomap-{event.event_id}",
        "relid": f"geomap-{event.event_id}",
        "year": day.year if day else "",
        "code_status": "Machine-extracted" if event.review_status == "unreviewed" else "Reviewed",
        "type_of_violence": type_of_violence(event),
        "dyad_name": " - ".join(filter(None, (event.actor1, event.actor2))),
        "side_a": event.actor1,
        "side_b": event.actor2,
        "number_of_sources": event.independent_sources,
        "source_article": event.source_url,
        "source_office": event.source,
        "source_date": event.source_date.isoformat() if event.source_date else "",
        "source_headline": event.title,
        "source_original": "; ".join(event.claimants),
        "where_prec": event.where_prec,
        "where_coordinates": event.location,
        "adm_1": event.admin1,
        "adm_2": event.admin2,
        "latitude": event.latitude,
        "longitude": event.longitude,
        "geom_wkt": f"POINT ({event.longitude} {event.latitude})",
        "priogrid_gid": priogrid(event.latitude or 0.0, event.longitude or 0.0),
        "country": event.country,
        "event_clarity": 1,
        "date_prec": event.date_prec,
        "date_start": day.isoformat() if day else "",
        "date_end": last.isoformat() if last else "",
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": civilians,
        "deaths_unknown": max(best - civilians, 0),
        "best": best,
        "high": max(best, high if high is not None else best),
        "low": min(best, low if low is not None else best),
    }


def priogrid(latitude: float, longitude: float) -> int:
    """The PRIO-GRID cell: half a degree wide, numbered from 1 at 90 S 180 W eastward, 720 a row."""
    row = min(math.floor((latitude + 90) * 2), 359)
    column = min(math.floor((longitude + 180) * 2), 719)
    return row * 720 + column + 1

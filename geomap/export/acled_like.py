"""A table in the manner of ACLED's export, for scripts and templates made for it.

It is a recoding by rule, not ACLED's data: every row left out and every value changed is counted in the remarks.
Columns and codes are those of ACLED's codebook and its guide to the column changes of March 2023.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from geomap.export.delimited import write_table
from geomap.model import Event
from geomap.store import View

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
_INTERS = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
)  # fmt: skip
_USUAL = {  # for events whose sub-type was left open
    "Battles": "Armed clash",
    "Explosions/Remote violence": "Shelling/artillery/missile attack",
    "Violence against civilians": "Attack",
    "Protests": "Peaceful protest",
    "Riots": "Violent demonstration",
    "Strategic developments": "Other",
}
_TALKS = {"Meeting", "Mediation"}
_EXCESSIVE = "Excessive force against protesters"
_LONGEST_DAYS = 31


def write(view: View, path: Path) -> list[str]:
    """Write the events that ACLED's scheme can hold."""
    dropped: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    write_table(path, COLUMNS, _rows(view, dropped, changed))
    return [
        "this is a recoding in ACLED's columns, not ACLED data",
        *(f"{number} events left out: {reason}" for reason, number in dropped.items()),
        *(f"{number} events changed: {reason}" for reason, number in changed.items()),
    ]


def _rows(view: View, dropped: Counter[str], changed: Counter[str]) -> Iterator[dict[str, Any]]:
    for event in view:
        reason = _unfit(event)
        if reason:
            dropped[reason] += 1
        else:
            yield _row(event, changed)


def _unfit(event: Event) -> str:
    """Why ACLED's scheme cannot hold the event, or empty."""
    first, last = event.event_date, event.end_date
    reasons = {
        "planned, possible or denied": event.status != "occurred",
        "totals over many events": event.aggregate,
        "background": event.background,
        "without a place": event.latitude is None,
        "place known only to the country, or at sea": event.where_prec not in _GEO_PRECISION,
        "without a date": first is None,
        "date vaguer than a month": bool(first and last and (last - first).days >= _LONGEST_DAYS),
        "diplomacy other than talks": event.event_type == "Diplomacy" and event.sub_event_type not in _TALKS,
        "of a type that ACLED does not have": event.event_type not in _USUAL and event.event_type != "Diplomacy",
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _row(event: Event, changed: Counter[str]) -> dict[str, Any]:
    kind, sub = event.event_type, event.sub_event_type
    if kind == "Diplomacy":
        kind, sub = "Strategic developments", "Agreement"
        changed["talks written as Strategic developments, Agreement"] += 1
    elif sub is None:
        sub = _USUAL[kind]
        changed["an open sub-type written as the usual one of its type"] += 1
    deaths = event.fatalities_low if event.fatalities_low is not None else event.fatalities
    if deaths is None:
        changed["no toll reported, written as 0"] += 1
    elif deaths != event.fatalities:
        changed["conflicting tolls, the lowest written"] += 1
    day = event.event_date
    return {
        **dict.fromkeys(COLUMNS, ""),
        "event_id_cnty": f"geomap-{event.event_id}",
        "event_date": day.isoformat() if day else "",
        "year": day.year if day else "",
        "time_precision": event.time_precision or 3,
        "disorder_type": disorder_type(kind, sub),
        "event_type": kind,
        "sub_event_type": sub,
        "actor1": event.actor1,
        "assoc_actor_1": "; ".join(event.assoc_actor_1),
        "inter1": event.inter1,
        "actor2": event.actor2,
        "assoc_actor_2": "; ".join(event.assoc_actor_2),
        "inter2": event.inter2,
        "interaction": interaction(event.inter1, event.inter2),
        "civilian_targeting": "Civilian targeting" if _targets_civilians(event, kind, sub) else "",
        "iso": iso_number(event.country_code or ""),
        "country": event.country,
        "admin1": event.admin1,
        "admin2": event.admin2,
        "location": event.location,
        "latitude": event.latitude,
        "longitude": event.longitude,
        "geo_precision": _GEO_PRECISION[event.where_prec or 0],
        "source": event.source,
        "notes": f"{event.quote} [reported by {'; '.join(event.claimants) or 'unknown'}]",
        "fatalities": deaths or 0,
    }


def disorder_type(kind: str, sub: str | None) -> str:
    """ACLED's grouping of event types."""
    if kind == "Strategic developments":
        return kind
    if sub == _EXCESSIVE:
        return "Political violence; Demonstrations"
    return "Demonstrations" if kind == "Protests" or sub == "Violent demonstration" else "Political violence"


def interaction(inter1: str | None, inter2: str | None) -> str:
    """Both actors' kinds, in the order of ACLED's codes; "... only" where there is one."""
    kinds = sorted((inter for inter in (inter1, inter2) if inter in _INTERS), key=_INTERS.index)
    return f"{kinds[0]} only" if len(kinds) == 1 else "-".join(kinds)


def _targets_civilians(event: Event, kind: str, sub: str | None) -> bool:
    harmed = kind == "Violence against civilians" or sub == _EXCESSIVE
    return harmed or (kind in {"Explosions/Remote violence", "Riots"} and event.inter2 in {"Civilians", "Protesters"})


@cache
def iso_number(code: str) -> int | str:
    """The numeric ISO 3166-1 code of a country's alpha-2 code, empty where there is none."""
    import pycountry

    country = pycountry.countries.get(alpha_2=code) if code else None
    return int(country.numeric) if country else ""

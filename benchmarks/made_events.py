"""Made-up events for tests of the map and its benchmark: seeded, so that every run draws the same ones.

Places, actors and sentences are invented or general; nothing here is news.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from geomap.model import Event, Report, Span

TOWNS = [  # name, latitude, longitude, province, its GeoNames id
    ("Idlib", 35.9306, 36.6339, "Idlib", 169387),
    ("Maarrat an Numan", 35.6434, 36.6685, "Idlib", 169387),
    ("Saraqib", 35.8644, 36.8058, "Idlib", 169387),
    ("Aleppo", 36.2012, 37.1612, "Aleppo", 170062),
    ("Al Bab", 36.3705, 37.5157, "Aleppo", 170062),
    ("Hama", 35.1318, 36.7578, "Hama", 170015),
    ("Homs", 34.7268, 36.7234, "Homs", 169575),
    ("Tadmur", 34.5600, 38.2672, "Homs", 169575),
    ("Raqqa", 35.9528, 39.0079, "Raqqa", 172957),
    ("Deir ez-Zor", 35.3354, 40.1408, "Deir ez-Zor", 170792),
    ("Damascus", 33.5102, 36.2913, "Damascus", 170652),
    ("Daraa", 32.6189, 36.1021, "Daraa", 170905),
]
STATE = "Syrian Armed Forces"
REBEL = "Hayat Tahrir al-Sham"
KINDS: list[tuple[str, str, str, str | None]] = [
    ("Battles", "Armed clash", STATE, REBEL),
    ("Explosions/Remote violence", "Air/drone strike", "Turkish Armed Forces", STATE),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack", STATE, "Civilians (Syria)"),
    ("Violence against civilians", "Attack", "Unidentified armed group", "Civilians (Syria)"),
    ("Protests", "Peaceful protest", "Protesters (Syria)", None),
    ("Riots", "Violent demonstration", "Rioters (Syria)", None),
    ("Strategic developments", "Arrests", STATE, "Civilians (Syria)"),
    ("Diplomacy", "Meeting", "Government of Turkey", "Government of Russia"),
]
CLAIMANTS = ["", "", "", "Turkish Ministry of National Defence", "SANA", "Turkish Ministry of National Defence; SANA"]
SOURCES = ["Northern Wire", "Levant Daily", "Agence du Sud", "Harbour News", "Radio Plaine"]


def made_event(number: int, dice: random.Random, first: dt.date, days: int) -> Event:
    """One event with every field set as the pipeline would set it."""
    event_type, sub_type, actor1, actor2 = dice.choices(KINDS, weights=[22, 18, 20, 12, 10, 4, 8, 6])[0]
    name, latitude, longitude, province, province_id = dice.choice(TOWNS)
    precision = dice.choices([1, 2, 3, 4, 5, 6], weights=[50, 20, 4, 14, 4, 8])[0]
    day: dt.date | None = first + dt.timedelta(days=min(days - 1, int(abs(dice.gauss(0.5, 0.28)) % 1 * days)))
    if dice.random() < 0.03:
        day = None
    length = dice.choice([0, 0, 0, 0, 1, 6]) if day else 0
    deaths = dice.choice([None, None, 0, 1, 2, 3, 5, 8, 13, 36])
    claimants = tuple(filter(None, dice.choice(CLAIMANTS).split("; ")))
    verb = dice.choice(["attacked", "shelled", "met", "struck"])
    target = actor2 or "the square"
    where = {4: f"{province} governorate", 6: "Syria"}.get(precision, name)
    when = day.strftime("%A") if day else "earlier"
    quote = f"{actor1} {verb} {target} in {where} on {when}, killing {deaths or 'several'} people, a resident said."
    spans = []
    for role, word in (("actor1", actor1), ("trigger", verb), ("actor2", target), ("place", where), ("date", when)):
        at = quote.index(word)
        spans.append(Span(role, at, at + len(word)))  # type: ignore[arg-type]
    published = (day or first) + dt.timedelta(days=1 + length)
    reports = tuple(
        Report(
            report_id=f"r{number:07d}{k}",
            doc_id=f"d{number // 3:07d}",
            source=dice.choice(SOURCES),
            source_url=f"https://news.example.org/{number}/{k}",
            source_date=published + dt.timedelta(days=k),
            quote=quote,
            quote_start=120,
            quote_end=120 + len(quote),
            claimants=claimants if k == 0 else ("SANA",),
            fatalities=None if deaths is None else deaths + 3 * k,
        )
        for k in range(dice.choice([1, 1, 1, 2, 3]))
    )
    lead = reports[0]
    exact = precision in (1, 2)
    return Event(
        event_id=f"{dice.getrandbits(64):016x}",
        event_type=event_type,
        sub_event_type=sub_type,
        plover_type="ASSAULT" if event_type != "Diplomacy" else "CONSULT",
        status=dice.choices(["occurred", "planned", "possible", "denied"], weights=[88, 6, 3, 3])[0],  # type: ignore[arg-type]
        event_date=day,
        end_date=day + dt.timedelta(days=length) if day else None,
        date_text=when,
        time_precision=(1 if length == 0 else 2) if day else None,
        date_prec=(1 if length == 0 else 2) if day else None,
        actor1=actor1,
        assoc_actor_1=("Syrian National Army",) if dice.random() < 0.1 else (),
        actor1_kind="State forces",
        inter1="State forces",
        actor1_country="SY",
        actor2=actor2,
        assoc_actor_2=(),
        actor2_kind=None,
        inter2=None,
        actor2_country=None,
        location=where,
        latitude=None if precision == 6 else latitude + (dice.gauss(0, 0.04) if exact else 0.0),
        longitude=None if precision == 6 else longitude + (dice.gauss(0, 0.05) if exact else 0.0),
        where_prec=precision,
        country="Syria",
        country_code="SY",
        iso3="SYR",
        admin1=None if precision == 6 else province,
        admin2=None,
        adm1_pcode=None,
        adm2_pcode=None,
        geonames_id=province_id if precision == 4 else None,
        fatalities=deaths,
        fatalities_low=deaths,
        fatalities_high=None if deaths is None else deaths + 3 * (len(reports) - 1),
        fatalities_civilians=None,
        injured=dice.choice([None, None, 4, 12]),
        claimants=claimants,
        aggregate=dice.random() < 0.04,
        background=dice.random() < 0.06,
        confidence=round(dice.uniform(0.3, 0.97), 3),
        quote=quote,
        quote_start=120,
        quote_end=120 + len(quote),
        spans=tuple(spans),
        doc_id=lead.doc_id,
        title=f"{event_type} near {name}",
        source=lead.source,
        source_url=lead.source_url,
        source_date=lead.source_date,
        source_date_inferred=dice.random() < 0.1,
        language="en",
        reports=reports,
        independent_sources=len({report.source for report in reports}),
        review_status=dice.choices(["unreviewed", "confirmed", "corrected"], weights=[90, 7, 3])[0],
    )


def made_events(count: int, seed: int = 7, days: int = 120) -> list[Event]:
    """A list of made-up events over `days` days from 1 January 2020."""
    dice = random.Random(seed)
    return [made_event(number, dice, dt.date(2020, 1, 1), days) for number in range(count)]


def made_columns(count: int, seed: int = 7, days: int = 1500) -> dict[str, Any]:
    """Columns of `count` events, drawn with repetition from some thousand made-up ones but each with its own place and quote."""
    import dataclasses

    import numpy as np

    base = made_events(4000, seed, days)
    chance = np.random.default_rng(seed)
    pick = chance.integers(0, len(base), count)
    columns: dict[str, Any] = {}
    for field in dataclasses.fields(Event):
        if field.name in ("reports", "spans", "alias_ids"):
            continue
        values = [getattr(event, field.name) for event in base]
        if field.name in ("assoc_actor_1", "assoc_actor_2", "claimants"):
            values = ["; ".join(names) or None for names in values]
        columns[field.name] = [values[k] for k in pick]
    for name, spread in (("latitude", 0.6), ("longitude", 0.8)):
        known = np.array([np.nan if v is None else v for v in columns[name]], dtype=float)
        columns[name] = known + chance.normal(0, spread, count) * (np.array(columns["where_prec"]) <= 2)
    columns["event_id"] = [f"{k:016x}" for k in chance.integers(0, 2**63, count)]
    columns["quote"] = [f"{quote} Report {k}." for k, quote in enumerate(columns["quote"])]
    return columns

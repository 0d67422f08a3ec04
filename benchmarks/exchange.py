"""Time and peak memory of writing, reading and filtering many events, each in a process of its own.

usage: python benchmarks/exchange.py [--events 1000000] [--formats geojson,gpkg,...] > benchmarks/exchange.md
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import multiprocessing
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from geomap.export import FORMATS, export
from geomap.model import Event
from geomap.store import Box, Query, View, read_events
from geomap.store.codec import event_of

PROTOTYPE = event_of({
    "event_id": "e", "event_type": "Battles", "sub_event_type": "Armed clash", "event_date": "2020-02-27", "time_precision": 1,
    "date_prec": 1, "actor1": "Rebels", "actor1_kind": "Rebel group", "actor2": "Army", "actor2_kind": "State forces", "location": "Gao",
    "latitude": 1.0, "longitude": 2.0, "where_prec": 1, "country": "Mali", "country_code": "ML", "iso3": "MLI", "admin1": "Gao",
    "fatalities": 3, "claimants": "Army", "quote": "The army said that three rebels died in a clash near the town on Thursday.",
    "quote_end": 74, "spans": [{"role": "trigger", "start": 14, "end": 18}], "doc_id": "d", "source": "Agency", "language": "en",
    "reports": [{"report_id": "r", "doc_id": "d", "quote": "The army said that three rebels died.", "claimants": "Army"}],
})  # fmt: skip
RANGE = {"since": "2020-02-01", "until": "2020-02-28", "box": Box(0, 0, 40, 40)}


class Invented:
    """Events spread over ten years and the inhabited world, the same at each reading."""

    def __init__(self, count: int) -> None:
        self.count = count

    def scan(self, query: Query) -> Iterator[Event]:  # noqa: D102 - a source of views
        chance = random.Random(1)
        for _ in range(self.count):
            day = dt.date(2015, 1, 1) + dt.timedelta(chance.randrange(3650))
            place = {"latitude": chance.uniform(-60, 70), "longitude": chance.uniform(-180, 180)}
            event = dataclasses.replace(
                PROTOTYPE, event_id=f"{chance.getrandbits(64):016x}", event_date=day, end_date=day, **place
            )
            if query.matches(event):
                yield event


def measured(work: Callable[[], object]) -> tuple[float, float, object]:
    """Seconds, peak megabytes and result of some work in a fresh process."""
    receiver, sender = multiprocessing.Pipe(duplex=False)

    def run() -> None:
        start = time.perf_counter()
        result = work()
        sender.send((time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, result))

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    answer = receiver.recv()
    process.join()
    return answer


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--formats", default="geojson,gpkg,fgb,parquet,csv,kml")
    given = options.parse_args()
    print(f"# Writing, reading and filtering {given.events:,} events\n")
    print(
        f"`python benchmarks/exchange.py --events {given.events}`, {os.cpu_count()} cores, {dt.datetime.now(dt.UTC).date()}. ",
        end="",
    )
    print(f"The filter: {RANGE['since']} to {RANGE['until']} in a box of 40 by 40 degrees.\n")
    print(
        "| format | write s | peak MB | size MB | filter s | peak MB | found |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name in given.formats.split(","):
            path = Path(folder, f"events{FORMATS[name].suffixes[0]}")
            seconds, memory, _ = measured(lambda path=path: export(View(Invented(given.events)), path) and None)
            row = f"| {name} | {seconds:.0f} | {memory:.0f} | {path.stat().st_size / 1e6:.0f} |"
            if name != "kml":
                seconds, memory, found = measured(lambda path=path: len(read_events(path).where(**RANGE)))
                row += f" {seconds:.1f} | {memory:.0f} | {found} |"
            else:
                row += " | | |"
            print(row, flush=True)
            path.unlink()


if __name__ == "__main__":
    main()

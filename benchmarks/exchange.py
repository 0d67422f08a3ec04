"""Time and peak memory of writing, reading and filtering many events, each in a process of its own.

usage: python benchmarks/exchange.py [--events 1000000] [--formats geojson,gpkg,...] [--filter geojson,gpkg] > benchmarks/exchange.md

Seconds are of the wall, then of the processor: on a shared machine the second say more.
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
    "date_prec": 1, "actor1": "Rebels", "actor1_kind": "Rebel group", "inter1": "Rebel group", "actor2": "Army", "actor2_kind": "State forces", "inter2": "State forces", "location": "Gao",
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


@dataclasses.dataclass
class Measure:
    """What some work cost: seconds of the wall and of the processor, peak megabytes; and what it gave."""

    seconds: float
    processor: float
    megabytes: float
    result: object

    def cells(self) -> str:
        """As cells of a table."""
        return f"{self.seconds:.0f} | {self.processor:.0f} | {self.megabytes:.0f}"


def measured(work: Callable[[], object]) -> Measure:
    """The cost of some work in a fresh process."""
    receiver, sender = multiprocessing.Pipe(duplex=False)

    def run() -> None:
        start, began = time.perf_counter(), time.process_time()
        result = work()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sender.send(Measure(time.perf_counter() - start, time.process_time() - began, memory, result))

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    sender.close()
    answer: Measure = receiver.recv()
    process.join()
    return answer


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--formats", default="gpkg,geojson,geojsonl,parquet,fgb,csv,kml,kmz,acled-like,ucdp-like,xlsx")
    options.add_argument("--filter", default="geojson,gpkg")
    given = options.parse_args()
    load = " ".join(f"{number:.0f}" for number in os.getloadavg())
    print(f"# Writing, reading and filtering {given.events:,} events\n")
    print(
        f"`python benchmarks/exchange.py --events {given.events}`, {os.cpu_count()} cores, {dt.datetime.now(dt.UTC).date()}, ",
        end="",
    )
    print(f"load of the machine at the start {load} (1, 5 and 15 minutes). ", end="")
    print(f"The filter: {RANGE['since']} to {RANGE['until']} in a box of 40 by 40 degrees.\n")
    print("| format | write s | processor s | peak MB | size MB | filter s | processor s | peak MB | found |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in given.formats.split(","):
            path = Path(folder, f"events{next(iter(FORMATS[name].suffixes), '.csv')}")
            view = View(Invented(given.events))
            work = measured(lambda path=path, view=view, name=name: export(view, path, format=name) and None)
            row = f"| {name} | {work.cells()} | {path.stat().st_size / 1e6:.0f} |"
            if name in given.filter.split(","):
                found = measured(lambda path=path: len(read_events(path).where(**RANGE)))
                row += f" {found.cells()} | {found.result} |"
            else:
                row += " | | | |"
            print(row, flush=True)
            path.unlink()


if __name__ == "__main__":
    main()

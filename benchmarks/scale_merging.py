"""Merging reports of one event: made-up reports, more and more of them, and a single event told by very many.

A thousand towns, some of which have most of the happenings; each happening is told by one report to a dozen, in
documents of their own, in the words of each. First all within one year, so that its days fill up; then over as many
years as it takes for a year to have 50,000 reports, as a wire that is read for longer has. Time and memory must grow with
the number of reports, not with its square: the last column says how the time grew between two rows (1 is with the
number, 2 with its square).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import random
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from made_events import made_event

from geomap.events import merge
from geomap.model import Event

WITHIN_A_YEAR = (4_000, 16_000, 64_000)
OVER_YEARS = (16_000, 64_000, 250_000)
A_YEAR = 50_000  # reports
TOWNS = 1_000
COUNTRIES = [a + b for a in "BCDEFG" for b in "ADEGHKLMNR"]
YEAR = 365


def reports(count: int, days: int = YEAR, *, alike: bool = False) -> Iterator[Event]:
    """Reports of happenings in so many days; with `alike` all of a single one."""
    dice, number, first = random.Random(3), 0, dt.date(2024, 1, 1)
    towns = [
        (dice.uniform(-30, 50), dice.uniform(-15, 100), f"Town {n}", COUNTRIES[n % len(COUNTRIES)])
        for n in range(TOWNS)
    ]
    weights = [1 / (1 + n) for n in range(TOWNS)]
    while number < count:
        latitude, longitude, name, country = dice.choices(towns, weights)[0]
        place = {
            "latitude": latitude,
            "longitude": longitude,
            "location": name,
            "country_code": country,
            "admin1": None,
        }
        base = dataclasses.replace(
            made_event(number, dice, first, days),
            **place,
            where_prec=1,
            aggregate=False,
            status="occurred",
            alias_ids=(),
        )
        for _ in range(count if alike else dice.choice([1, 1, 1, 2, 3, 5, 12])):
            if number >= count:
                return
            words = f"{base.quote} {' '.join(f'{dice.getrandbits(20):x}' for _ in range(6))}"
            told = dataclasses.replace(
                base.reports[0], report_id=f"e{number}", doc_id=f"d{number}", quote=words, source=f"Wire {number % 90}"
            )
            yield dataclasses.replace(base, event_id=f"e{number}", doc_id=f"d{number}", quote=words, reports=(told,))
            number += 1


def table(given: Iterable[tuple[int, Callable[[], Iterator[Event]]]]) -> None:
    """A row a size."""
    print("| reports | events | seconds | reports/s | peak memory, MB | grows as reports to the power |")
    print("| --- | --- | --- | --- | --- | --- |")
    before: tuple[int, float] | None = None
    for size, made in given:
        told = list(made())
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        begun = time.process_time()
        events = merge(told)
        spent = time.process_time() - begun
        power = f"{math.log(spent / before[1]) / math.log(size / before[0]):.2f}" if before else ""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"| {size:,} | {len(events):,} | {spent:.1f} | {size / spent:,.0f} | {peak:,.0f}, {held:,.0f} before merging | {power} |",
            flush=True,
        )
        before = (size, spent)
        del told, events


def main(numbers: list[int]) -> None:
    """All tables; with numbers only the second, of these sizes."""
    if not numbers:
        print("Within a year:\n")
        table((size, partial(reports, size)) for size in WITHIN_A_YEAR)
    print(f"\nOver years, {A_YEAR:,} in each:\n")
    table((size, partial(reports, size, max(1, YEAR * size // A_YEAR))) for size in numbers or OVER_YEARS)
    if not numbers:
        print("\nOne event told by all:\n")
        table((size, partial(reports, size, alike=True)) for size in (100, 200, 400, 800, 1600))

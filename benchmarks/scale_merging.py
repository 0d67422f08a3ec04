"""Merging reports of one event: made-up reports of one year, more and more of them, and a single event told by very many.

A year of a thousand towns, some of which have most of the happenings; each happening is told by one report to a dozen,
in documents of their own, in the words of each. Time and memory must grow with the number of reports, not with its
square: the last column says how the time grew between two rows (1 is with the number, 2 with its square).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import random
import resource
import time
from collections.abc import Iterator

from made_events import made_event

from geomap.events import merge
from geomap.model import Event

SIZES = (2_000, 8_000, 32_000)
TOWNS = 1_000
COUNTRIES = [a + b for a in "BCDEFG" for b in "ADEGHKLMNR"]
YEAR = 365


def reports(count: int, *, alike: bool = False) -> Iterator[Event]:
    """Reports of happenings in a year; with `alike` all of a single one."""
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
            made_event(number, dice, first, YEAR),
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


def table(sizes: tuple[int, ...], *, alike: bool) -> None:
    """A row a size."""
    print("| reports | events | seconds | reports/s | peak memory, MB | grows as reports to the power |")
    print("| --- | --- | --- | --- | --- | --- |")
    before: tuple[int, float] | None = None
    for size in sizes:
        given = list(reports(size, alike=alike))
        begun = time.process_time()
        events = merge(given)
        spent = time.process_time() - begun
        power = f"{math.log(spent / before[1]) / math.log(size / before[0]):.2f}" if before else ""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {size:,} | {len(events):,} | {spent:.1f} | {size / spent:,.0f} | {peak:,.0f} | {power} |", flush=True)
        before = (size, spent)


def main(numbers: list[int]) -> None:
    """Both tables; the numbers are the sizes of the first."""
    table(tuple(numbers) or SIZES, alike=False)
    print("\nOne event told by all:\n")
    table((100, 200, 400), alike=True)

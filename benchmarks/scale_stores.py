"""PostGIS and GeoPackage side by side: loading, look-ups cold and warm, disk, four writers at once, which indexes are used.

usage: python benchmarks/scale.py stores [EVENTS] [LOOK-UPS]     by default 1,000,000 events and 200 look-ups of each kind

Stores are made in the folder GEOMAP_SCALE (by default a new one, deleted at the end) and used again where they are there; they are those of
`scale.py serve`. Cold means: the server has just started, and the system holds none of the store's pages.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import math
import multiprocessing
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import serving_events
from scale_serve import database, postgis_server

from geomap.errors import SetupError, UsageError
from geomap.store import Box, Query, open_reading, open_store, read_events

COLD = 12
WRITERS, BATCHES, BATCH = 4, 10, 200
KINDS = ("days, box and actor", "days and box", "days", "box", "actor")
TRIALS = {  # what is asked of an index -> the ways to index that
    "days && daterange(%(since)s, %(until)s, '[]')": {
        "GiST on days (kept)": "USING gist (days)",
        "BRIN on days": "USING brin (days range_inclusion_ops)",
    },
    "event_date <= %(until)s AND end_date >= %(since)s": {
        "B-tree on end_date, event_date": "(end_date, event_date)",
        "BRIN on event_date, end_date": "USING brin (event_date, end_date)",
    },
}


def main(numbers: list[int]) -> None:
    """Measures both stores and prints rows of tables."""
    events, times = [*numbers, *(1_000_000, 200)[len(numbers) :]]
    kept = os.environ.get("GEOMAP_SCALE")
    folder = Path(kept or tempfile.mkdtemp(prefix="geomap-scale-"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    try:
        path = folder / f"events-{events}.gpkg"
        if not path.exists():
            loaded("GeoPackage", events, lambda: serving_events.fill_geopackage(path, events))
        started = time.perf_counter()
        with database(folder / f"postgis-{events}", events) as (url, cluster):
            print(f"PostGIS ready: {time.perf_counter() - started:.0f} s (loading included where it was not there)")
            for name, place in (("GeoPackage", path), ("PostGIS", url)):
                size = open_store(place).size()
                print(f"{name}: {size / 1e6:,.0f} MB, {size / events:,.0f} bytes an event", flush=True)
            took = statistics.median(connecting(url) for _ in range(20))
            print(f"PostGIS: {took:.1f} ms of each look-up go by until a new connection answers")
            look_ups(events, times, path, url, cluster)
            plans(url, times)
            writers("PostGIS, beside all these", url, url)
            writers("PostGIS, empty", fresh(url), url)
        writers("GeoPackage, empty", folder / "writers.gpkg")
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def loaded(name: str, events: int, work: Callable[[], object]) -> None:
    """Prints how long loading took."""
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(f"{name}: loaded in {seconds:.0f} s, {events / seconds:,.0f} events a second", flush=True)


def wanted(kind: str, dice: random.Random) -> dict[str, Any]:
    """A look-up: a season, ten degrees square, one of the groups."""
    since = serving_events.FIRST + dt.timedelta(dice.randrange(serving_events.DAYS - 90))
    west, south = dice.uniform(-10, 60), dice.uniform(0, 40)
    asked: dict[str, Any] = {}
    if "days" in kind:
        asked |= {"since": since, "until": since + dt.timedelta(90)}
    if "box" in kind:
        asked["box"] = Box(west, south, west + 10, south + 10)
    if "actor" in kind:
        asked["actors"] = "syrian armed forces" if "," in kind else f"group {dice.randrange(2_000)}"
    return asked


def look_ups(events: int, times: int, path: Path, url: str, cluster: Path) -> None:
    """Median and 99th percentile of each kind, warm and cold; both stores must find the same."""
    print(
        f"\n| look-up in {events:,} events | store | found (median) | warm, ms: median | 99 % | cold, ms: median | worst of {COLD} |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    port = urlsplit(url).port or 0
    for kind in KINDS:
        count = times if kind in KINDS[:2] else max(5, times // 10)
        dice = random.Random(kind)
        asked = [wanted(kind, dice) for _ in range(count)]
        results = {}
        for name, place in (("GeoPackage", path), ("PostGIS", url)):
            timed(place, asked[0])
            found, warm = zip(*(timed(place, each) for each in asked), strict=True)
            cold = []
            for each in asked[-COLD:]:
                if name == "PostGIS":
                    postgis_server.pause(cluster)
                forget(cluster if name == "PostGIS" else path.parent)
                if name == "PostGIS":
                    postgis_server.resume(cluster, port)
                cold.append(timed(place, each)[1])
            results[name] = found
            size = statistics.median(len(ids) for ids in found)
            print(
                f"| {kind} | {name} | {size:.0f} | {statistics.median(warm):.1f} | {percentile(warm, 99):.1f} | "
                f"{statistics.median(cold):.1f} | {max(cold):.1f} |",
                flush=True,
            )
        if results["GeoPackage"] != results["PostGIS"]:
            sys.exit(f"{kind}: the stores differ")


def timed(place: Path | str, asked: dict[str, Any]) -> tuple[frozenset[str], float]:
    """What a store finds, connecting included, and the milliseconds that it takes."""
    start = time.perf_counter()
    found = [event.event_id for event in read_events(place).where(**asked)]
    return frozenset(found), 1000 * (time.perf_counter() - start)


def connecting(url: str) -> float:
    """Milliseconds until a new connection has answered something of PostGIS'."""
    start = time.perf_counter()
    with psycopg.connect(url) as connection:
        connection.execute("SELECT ST_MakeEnvelope(0, 0, 1, 1, 4326)").fetchone()
    return 1000 * (time.perf_counter() - start)


def percentile(values: Sequence[float], share: int) -> float:
    """The value that this share of them do not exceed."""
    return sorted(values)[math.ceil(len(values) * share / 100) - 1]


def forget(folder: Path) -> None:
    """Let the system drop the pages that it holds of the files in a folder."""
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)


def plans(url: str, times: int) -> None:
    """Which index on days PostgreSQL uses, with events in no order of days and in that order, as a growing set is nearly."""
    print("\n| index | events lie | size | made in, s | plan | ms, median |\n| --- | --- | --- | --- | --- | --- |")
    with psycopg.connect(url, autocommit=True) as connection:
        for order in ("at random", "by day"):
            connection.execute("DROP TABLE IF EXISTS trial")
            by = "event_date NULLS LAST" if order == "by day" else "position"
            connection.execute(f"CREATE TABLE trial AS SELECT * FROM geomap_events ORDER BY {by}".encode())  # noqa: S608 - own names
            for condition, ways in TRIALS.items():
                for name, way in ways.items():
                    start = time.perf_counter()
                    connection.execute(f"CREATE INDEX trial_index ON trial {way}".encode())
                    seconds = time.perf_counter() - start
                    connection.execute("VACUUM ANALYZE trial")
                    size = connection.execute("SELECT pg_relation_size('trial_index') / 1024").fetchone()
                    told = [explained(connection, condition, number) for number in range(max(5, times // 10))]
                    used = ", ".join(sorted({plan for plan, _ in told}))
                    middle = statistics.median(ms for _, ms in told)
                    print(
                        f"| {name} | {order} | {size[0] if size else 0:,} kB | {seconds:.1f} | {used} | {middle:.1f} |",
                        flush=True,
                    )
                    connection.execute("DROP INDEX trial_index")
        connection.execute("DROP TABLE trial")


def explained(connection: psycopg.Connection[Any], condition: str, number: int) -> tuple[str, float]:
    """How PostgreSQL looks a season up, and its milliseconds in the server."""
    asked = wanted("days", random.Random(number))
    question = f"EXPLAIN (ANALYZE, FORMAT json) SELECT * FROM trial WHERE {condition}"  # noqa: S608 - own words
    row = connection.execute(question.encode(), asked).fetchone()
    assert row  # noqa: S101 - EXPLAIN gives one
    plan = row[0][0]["Plan"]
    while plan["Node Type"] in ("Gather", "Gather Merge"):
        plan = plan["Plans"][0]
    return str(plan["Node Type"]), row[0][0]["Execution Time"]


def fresh(url: str) -> str:
    """The address of an empty store in the same database."""
    with psycopg.connect(url) as connection:
        connection.execute("DROP SCHEMA IF EXISTS writers CASCADE")
        connection.execute("CREATE SCHEMA writers")
    return f"{url}?options=-csearch_path%3Dwriters%2Cpublic"


def writers(name: str, place: Path | str, url: str = "") -> None:
    """Four processes that add batches at once: events a second, and whether all are there at the end."""
    if url:
        forget_writers(url)  # those of a run that was cut off
    before = held(place)
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=write, args=(place, number)) for number in range(WRITERS)]
    start = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - start
    if any(worker.exitcode for worker in workers):
        sys.exit(f"{name}: a writer failed")
    total = WRITERS * BATCHES * BATCH
    lost = before + total - held(place)
    print(
        f"{name}: {WRITERS} writers at once, {BATCHES} batches of {BATCH} each: {total / seconds:,.0f} events a second, {lost} lost",
        flush=True,
    )
    if url:
        forget_writers(url)


def forget_writers(url: str) -> None:
    """Takes out what writers have added."""
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM geomap_events WHERE event_id LIKE 'writer%'")


def held(place: Path | str) -> int:
    """How many events a store holds, counted by the database; 0 where there is none yet."""
    try:
        reading = open_reading(place)
    except (SetupError, UsageError):
        return 0
    try:
        return reading.count(Query())
    finally:
        reading.close()


def write(place: Path | str, number: int) -> None:
    """What one of the writers does."""
    made = serving_events.made(BATCHES * BATCH)
    for part in range(BATCHES):
        events = [
            dataclasses.replace(event, event_id=f"writer{number}-{part}-{place_of}")
            for place_of, event in enumerate(itertools.islice(made, BATCH))
        ]
        with open_store(place).writer() as writer:
            writer.upsert(events)
            writer.record([f"writer{number}-{part}"])

"""The web service over a large store: requests a second, latency, memory, the page in a browser, a database that stops.

usage: python benchmarks/scale.py serve [EVENTS] [SECONDS] [CLIENTS]     by default 1,000,000 events, 60 seconds, 32 clients;
more than three million are measured in PostGIS only

Stores are made in the folder GEOMAP_SCALE (by default a new one, deleted at the end) and used again where they are there.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests" / "support")]

import postgis_server  # noqa: E402
import serving_events  # noqa: E402

MOST_IN_A_FILE = 3_000_000
"""Events that are also put into a GeoPackage, which takes hours beyond."""

PAN = """
const [done] = [arguments[arguments.length - 1]];
const page = geomapPage.now;
const start = performance.now();
page.map.panBy([500, 0], { animate: false });
const look = () => {
  const { source } = page.layer;
  if (source.complete && source.asked.size === 0) done(performance.now() - start);
  else setTimeout(look, 4);
};
setTimeout(look, 20);
"""


def main(numbers: list[int]) -> None:
    """Measures both stores and prints a table's rows."""
    events, seconds, clients = [*numbers, *(1_000_000, 60, 32)[len(numbers) :]]
    kept = os.environ.get("GEOMAP_SCALE")
    folder = Path(kept or tempfile.mkdtemp(prefix="geomap-scale-"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    try:
        if events <= MOST_IN_A_FILE:
            path = folder / f"events-{events}.gpkg"
            if not path.exists():
                timed("GeoPackage written", lambda: serving_events.fill_geopackage(path, events))
            measure("GeoPackage", str(path), seconds, clients)
        with database(folder / f"postgis-{events}", events) as (url, cluster):
            measure("PostGIS", url, seconds, clients)
            outage(url, cluster, seconds, clients)
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def database(cluster: Path, events: int) -> Iterator[tuple[str, Path]]:
    """The address of a database with the events, and the folder of its server."""
    if postgis_server.programs() is None:
        sys.exit("PostgreSQL with PostGIS is not installed (Debian: postgresql, postgresql-postgis)")
    known = cluster.with_suffix(".url")
    if known.exists():
        before, port = known.read_text("utf-8").strip(), postgis_server.free_port()
        url = urlsplit(before)._replace(netloc=f"{urlsplit(before).netloc.rpartition(':')[0]}:{port}").geturl()
        postgis_server.resume(cluster, port)
    else:
        if cluster.exists():  # of a run that was cut off while it wrote
            postgis_server.stop(cluster)
        url = postgis_server.start(cluster)
        timed("PostGIS written", lambda: serving_events.fill_database(url, events))
        known.write_text(url, "utf-8")
    try:
        yield url, cluster
    finally:
        postgis_server.pause(cluster, well=True)


@contextlib.contextmanager
def service(store: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a service over a store, and its process."""
    command = [sys.executable, "-m", "geomap", "serve", store, "--port", "0", "--quiet", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        try:
            yield process.stdout.readline().strip().rstrip("/"), process
        finally:
            process.terminate()
            process.wait(30)


def measure(name: str, store: str, seconds: int, clients: int) -> None:
    """Prints what a service over one store does."""
    with service(store) as (address, process):
        timed(f"{name}: page drawn and what it shows first counted", lambda: prepared(address))
        in_browser(name, address)
        for mix in ("map", "any"):
            with watched(process.pid) as memory:
                told = load(address, mix, seconds, clients)
            print(
                f"{name}: mix {mix}: {told['rate']:.0f} requests a second of {clients} clients; "
                f"tiles {told['tiles']['median']:.0f} ms, 99 % within {told['tiles']['p99']:.0f} ms; "
                f"items {told['items']['median']:.0f} ms, 99 % within {told['items']['p99']:.0f} ms; "
                f"memory {memory[0]:.0f} MB at first, {memory[len(memory) // 2]:.0f} half-way, {memory[-1]:.0f} at the end; statuses {told['statuses']}",
                flush=True,
            )


def prepared(address: str) -> None:
    """Waits until the page is drawn and its first counts and tiles (zooms 0 to 3, 85 of them) are there."""
    ask(f"{address}/map")
    misses = 0.0
    while misses < 86:
        with urllib.request.urlopen(f"{address}/metrics", timeout=120) as answer:  # noqa: S310
            told = answer.read().decode()
        misses = float(told.partition('geomap_cache{what="misses"} ')[2].partition("\n")[0])
        time.sleep(0.2)


def load(address: str, mix: str, seconds: int, clients: int) -> dict:
    """What the clients, in a process of their own, say."""
    command = [sys.executable, HERE / "serving_load.py", address, mix, str(seconds), str(clients)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@contextlib.contextmanager
def watched(pid: int) -> Iterator[list[float]]:
    """Resident memory of a process in MB, second by second while the block runs."""
    seen, over = [resident(pid)], threading.Event()

    def look() -> None:
        while not over.wait(1):
            seen.append(resident(pid))

    watcher = threading.Thread(target=look)
    watcher.start()
    yield seen
    over.set()
    watcher.join()


def resident(pid: int) -> float:
    """Resident memory in MB."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def in_browser(name: str, address: str) -> None:
    """First paint, then pans, in Chromium."""
    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        print(f"{name}: Chromium is not installed; the page is not measured")
        return
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--window-size=1280,800"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        driver.set_script_timeout(60)
        driver.get(f"{address}/map")
        painted = None
        while painted is None:
            painted = driver.execute_script(
                "return performance.getEntriesByName('geomap-painted')[0]?.startTime ?? null"
            )
            time.sleep(0.05)
        again = []
        for zoom in (3, 6, 9):
            driver.execute_script("geomapPage.now.map.setZoom(arguments[0], { animate: false })", zoom)
            driver.execute_async_script(PAN)
            again += [driver.execute_async_script(PAN) for _ in range(5)]
        again.sort()
        print(
            f"{name}: first whole picture {painted / 1000:.2f} s after the address was opened; "
            f"after a pan of 500 pixels all is there in {again[len(again) // 2]:.0f} ms, at most {again[-1]:.0f} ms",
            flush=True,
        )
    finally:
        driver.quit()


def outage(url: str, cluster: Path, seconds: int, clients: int) -> None:
    """Stops the database for a third of the time while clients ask: what they are told, and what is left behind."""
    with service(url) as (address, process):
        prepared(address)
        load(address, "map", max(2, seconds // 6), clients)  # so that all threads and connections are there before
        before = held(process.pid, url)
        told: list[dict] = []
        asking = threading.Thread(target=lambda: told.append(load(address, "map", seconds, clients)))
        asking.start()
        time.sleep(seconds / 3)
        postgis_server.pause(cluster)
        time.sleep(seconds / 3)
        postgis_server.resume(cluster, urlsplit(url).port or 0)
        back = time.monotonic()
        while not ask(f"{address}/health"):
            time.sleep(0.1)
        took = time.monotonic() - back
        asking.join()
        load(address, "map", max(2, seconds // 6), clients)
        print(
            f"PostGIS stopped for {seconds / 3:.0f} s under load: statuses {told[0]['statuses']}; answers again {took:.1f} s after its start; "
            f"before {before}, afterwards {held(process.pid, url)}; told {told[0]['refusals']}",
            flush=True,
        )


def held(pid: int, url: str) -> str:
    """What a service holds on to."""
    import psycopg

    with psycopg.connect(url) as connection:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'geomap serve'"
        row = connection.execute(asked).fetchone()
    files, threads = (len(list(Path(f"/proc/{pid}/{what}").iterdir())) for what in ("fd", "task"))
    return f"{resident(pid):.0f} MB, {files} files, {threads} threads, {row[0] if row else 0} connections"


def ask(address: str) -> bool:
    """Whether there is an answer."""
    try:
        with urllib.request.urlopen(address, timeout=120) as answer:  # noqa: S310
            return bool(answer.read())
    except OSError:
        return False


def timed(what: str, work) -> object:
    """Does something and prints how long it took."""
    start = time.monotonic()
    done = work()
    print(f"{what}: {time.monotonic() - start:.1f} s", flush=True)
    return done


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]])

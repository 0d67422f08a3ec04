"""How large, how quick: the map at 1,000, 100,000 and 1,000,000 events, beside folium's own clusters, in headless Chromium.

    python benchmarks/map.py [1000 100000 1000000] [--table events.csv] [--write]

Prints a table; `--write` puts it into benchmarks/map.md. Events are made up (`made_events.py`), each with its own place, id and quote.
The comparison needs the package xstatic-leaflet-markercluster, whose script is put into the page so that it needs no network.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import os
import platform
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any, ClassVar

import folium
import pandas as pd
from folium.plugins import FastMarkerCluster, MarkerCluster
from made_events import made_columns, made_events

from geomap.places import open_gazetteer
from geomap.render import draw
from geomap.render.page import EventMap, Raw

HERE = Path(__file__).parent
TARGETS = {1_000: (1.5, 1.0, 16, 1), 100_000: (12, 1.5, 16, 4), 1_000_000: (100, 3.0, 50, 30)}
BRUSH = """
const done = arguments[arguments.length - 1];
const { time, layer } = geomapPage.now;
const { low, high } = time.histogram;
const length = Math.ceil((high - low) / 6);
const moves = [];
const frames = [];
let last = 0;
let step = 0;
// Each of 60 places is moved to three times, and the quickest counts: what slows a single move is mostly some other program.
const move = (now) => {
  if (last) frames.push(now - last);
  last = now;
  const place = step % 60;
  const from = low + Math.round(((high - low - length) * place) / 60);
  const start = performance.now();
  time.choose(from, from + length, true);
  layer.repaintNow();
  moves[place] = Math.min(moves[place] ?? Infinity, performance.now() - start);
  step += 1;
  if (step < 180) requestAnimationFrame(move);
  else done([moves, frames]);
};
requestAnimationFrame(move);
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("counts", nargs="*", type=int, default=list(TARGETS))
    options.add_argument("--table", type=Path, help="a table of real events to draw as well")
    options.add_argument("--write", action="store_true", help="write benchmarks/map.md")
    options.add_argument("--keep", type=Path, help="keep the maps in this folder")
    given = options.parse_args()
    gazetteer = open_gazetteer()
    ground = {"areas": gazetteer.area, "countries": gazetteer.country_shapes(), "towns": gazetteer.near}
    draw(made_events(50), **ground)  # areas and the coarse world are made once and kept
    rows: list[list[Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        where = given.keep or Path(folder)
        where.mkdir(parents=True, exist_ok=True)
        for count in given.counts:
            rows.append(
                measure(f"geomap, {count:,}", where, lambda path, n=count: own_map(n, path, ground), brush=True)
            )
            if count <= 100_000:
                rows += [
                    measure(f"{name}, {count:,}", where, lambda path, n=count, m=maker: m(n, path))
                    for name, maker in rivals()
                ]
        if given.table:
            rows.append(
                measure(
                    f"geomap, {given.table.name}", where, lambda path: table_map(given.table, path, ground), brush=True
                )
            )
    text = report(rows)
    print(text)
    if given.write:
        (HERE / "map.md").write_text(text, encoding="utf-8")


def own_map(count: int, path: Path, ground: dict[str, Any]) -> float:
    events: Any = made_events(count) if count <= 1_000 else made_columns(count)
    start = time.perf_counter()
    draw(events, title=f"{count:,} made-up events", lang="en", **ground).save(path)
    return time.perf_counter() - start


def table_map(table: Path, path: Path, ground: dict[str, Any]) -> float:
    start = time.perf_counter()
    draw(pd.read_csv(table), title=table.stem, lang="en", **ground).save(path)
    return time.perf_counter() - start


def rivals() -> list[tuple[str, Any]]:
    """Folium's two ways to cluster, if the script they need is at hand."""
    spec = importlib.util.find_spec("xstatic")
    if spec is None:
        print("skipped: folium's clusters (pip install --no-deps xstatic-leaflet-markercluster)")
        return []
    return [("MarkerCluster", marker_cluster), ("FastMarkerCluster", fast_marker_cluster)]


def bare_map() -> EventMap:
    from xstatic.pkg import leaflet_markercluster

    code = next(Path(leaflet_markercluster.BASE_DIR).rglob("leaflet.markercluster.js")).read_text("utf-8")
    drawn = EventMap(title="comparison", language="en", location=[35.0, 38.0], zoom_start=6)
    drawn.get_root().header.add_child(Raw("<script>var L = window.L || {};</script>"))
    drawn.cluster_script = f"<script>{code}</script>"
    return drawn


def finish(drawn: EventMap, path: Path) -> None:
    """Write the map with the cluster script after Leaflet's and a mark once it has been painted."""
    root = drawn.get_root()
    root.html.add_child(Raw(drawn.cluster_script), name="clusters")
    root.tail.add_child(
        Raw(
            "<script>requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('geomap-painted')))</script>"
        )
    )
    drawn.save(path)


class OwnMarkerCluster(MarkerCluster):
    """Without links to scripts elsewhere: theirs is in the page."""

    default_js: ClassVar[list[Any]] = []
    default_css: ClassVar[list[Any]] = []


class OwnFastMarkerCluster(FastMarkerCluster):
    """Likewise."""

    default_js: ClassVar[list[Any]] = []
    default_css: ClassVar[list[Any]] = []


def placed(count: int) -> tuple[Any, list[str]]:
    columns = made_columns(count)
    table = pd.DataFrame({name: columns[name] for name in ("latitude", "longitude", "quote")}).dropna()
    return table[["latitude", "longitude"]].to_numpy().tolist(), table["quote"].tolist()


def marker_cluster(count: int, path: Path) -> float:
    points, quotes = placed(count)
    start = time.perf_counter()
    drawn = bare_map()
    cluster = OwnMarkerCluster().add_to(drawn)
    for point, quote in zip(points, quotes, strict=True):
        folium.Marker(point, tooltip=quote).add_to(cluster)
    finish(drawn, path)
    return time.perf_counter() - start


def fast_marker_cluster(count: int, path: Path) -> float:
    points, quotes = placed(count)
    start = time.perf_counter()
    drawn = bare_map()
    callback = "function (row) { return L.marker([row[0], row[1]]).bindTooltip(row[2]); }"
    rows = [[*point, quote] for point, quote in zip(points, quotes, strict=True)]
    OwnFastMarkerCluster(rows, callback=callback).add_to(drawn)
    finish(drawn, path)
    return time.perf_counter() - start


def measure(name: str, folder: Path, make: Any, *, brush: bool = False) -> list[Any]:
    path = folder / (name.replace(", ", "-").replace(",", "") + ".html")
    seconds = make(path)
    size = path.stat().st_size / 1e6
    paints, moves, frames = [], [], []
    for _ in range(3 if size < 50 else 2):
        driver = chromium()
        try:
            driver.get(path.as_uri())
            paints.append(wait_painted(driver))
            if brush:
                moves, frames = driver.execute_async_script(BRUSH)
        finally:
            driver.quit()
    row = [name, size, min(paints) / 1000, high(moves), high(frames), seconds]
    print(row, flush=True)
    return row


def high(values: list[float]) -> float | None:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 2 else None


def wait_painted(driver: Any) -> float:
    end = time.monotonic() + 180
    while time.monotonic() < end:
        found = driver.execute_script("return performance.getEntriesByName('geomap-painted')[0]?.startTime")
        if found:
            return float(found)
        time.sleep(0.05)
    raise TimeoutError(driver.execute_script("return document.body.innerText.slice(0, 300)"))


def chromium() -> Any:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    options.page_load_strategy = "none"
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
    for flag in [*flags.split(), "--window-size=1280,800", f"--user-data-dir={tempfile.mkdtemp()}"]:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_script_timeout(120)
    return driver


def report(rows: list[list[Any]]) -> str:
    lines = [
        "# The map's figures",
        "",
        f"Made by `python benchmarks/map.py` on {dt.datetime.now(dt.UTC).date().isoformat()}, {os.cpu_count()} cores with a load of {os.getloadavg()[1]:.0f}, {platform.python_implementation()} {platform.python_version()}, headless Chromium without GPU, 1280x800.",
        "Made-up events, each with its own place, id and quote; the basemap is in the file. First full paint counts from opening the file.",
        "It is the best of three. A brush move is filtering, clustering and painting in script: 60 places, each the best of three.",
        "A frame is what passes between two moves on the screen (all of them), on a machine shared with other work.",
        "",
        "| map | file, MB | first full paint, s | brush move, 95th percentile, ms | frame, 95th percentile, ms | made in Python, s |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, size, paint, move, frame, seconds in rows:
        said = ["–" if value is None else f"{value:.1f}" for value in (move, frame)]
        lines.append(f"| {name} | {size:.1f} | {paint:.2f} | {said[0]} | {said[1]} | {seconds:.1f} |")
    lines += [
        "",
        "Wanted (file, paint, brush move, Python): "
        + "; ".join(
            f"{count:,}: {size} MB, {paint} s, {move} ms, {python} s"
            for count, (size, paint, move, python) in TARGETS.items()
        )
        + ".",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()

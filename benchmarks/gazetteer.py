"""Measure the gazetteer: time to build, size on disk, time to open, look up and scan, and resident memory.

usage: python benchmarks/gazetteer.py [--json]

Builds into a temporary folder, so the user's index stays as it is. Each part runs in a process of its own, so that memory and
imports are those of a user's run. Time is the processor's for what is computed (other programs do not count) and the clock's
for the build, which is printed beside.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMITS = {
    "build clock s": 30.0,
    "build processor s": 30.0,
    "size MB": 150.0,
    "open ms": 100.0,
    "look up a name ms": 0.1,
    "resident after opening MB": 100.0,
    "resident after use MB": 100.0,
}
NAMES = """
Alep Idlib Damas Moscou Kyiv Kharkiv Donetsk Bamako Gao Ménaka Ouagadougou Djibo Niamey Tillabéri Goma Beni Bangui Bria
Khartoum Nyala Juba Malakal Mogadiscio Baidoa Sanaa Hodeida Bagdad Mossoul Beyrouth Gaza Kaboul Kunduz Peshawar Quetta
Springfield Paris Victoria Santiago Aleppo Damascus Moscow Timbuktu Nord-Kivu Sinaï Turkey Ukraine Syrie Mali RDC Quvexo
""".split()  # noqa: SIM905 - a list to read
SENTENCE = "Selon l'armée, des combats ont opposé jeudi à {} et près de {} des soldats à des rebelles venus de {}. "


def main() -> None:
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": cache}
        for part in ("build", "use"):
            done = subprocess.run(
                [sys.executable, __file__, f"--part={part}"],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )
            figures.update(json.loads(done.stdout))
    if "--json" in sys.argv:
        print(json.dumps(figures, indent=1))
        return
    for name, figure in figures.items():
        limit = LIMITS.get(name)
        verdict = "" if limit is None else f"   (limit {limit:g}: {'kept' if figure <= limit else 'NOT KEPT'})"
        print(f"{name:32} {figure:10.3f}{verdict}")


def build() -> dict[str, float]:
    from geomap.places.gazetteer import build_gazetteer

    clock, processor = time.perf_counter(), time.process_time()
    folder = build_gazetteer()
    return {
        "build clock s": time.perf_counter() - clock,
        "build processor s": time.process_time() - processor,
        "build peak memory MB": peak_mb(),
        "size MB": sum(path.stat().st_size for path in folder.iterdir()) / 1e6,
    }


def use() -> dict[str, float]:
    from geomap.places.gazetteer import fold, open_gazetteer

    bare = resident_mb()
    start = time.perf_counter()
    gazetteer = open_gazetteer(own=Path(os.environ["XDG_CACHE_HOME"]) / "nothing")
    figures = {"open ms": (time.perf_counter() - start) * 1e3, "resident after opening MB": resident_mb()}
    start = time.process_time()
    for name in NAMES:
        gazetteer.find(name)
    figures["first look-up of a name ms"] = (time.process_time() - start) / len(NAMES) * 1e3
    start = time.process_time()
    for _ in range(200):
        for name in NAMES:
            gazetteer.find(name)
    figures["look up a name ms"] = (time.process_time() - start) / len(NAMES) / 200 * 1e3
    keys = [fold(name) for name in NAMES]
    start = time.process_time()
    for _ in range(1000):
        for key in keys:
            gazetteer.has_name(key)
    figures["ask whether a name is known us"] = (time.process_time() - start) / len(keys) / 1000 * 1e6
    text = "".join(SENTENCE.format(*NAMES[i % 40 : i % 40 + 3]) for i in range(10_000))
    start = time.process_time()
    found = sum(1 for _ in gazetteer.scan(text))
    figures["scan text MB/s"] = len(text.encode()) / 1e6 / (time.process_time() - start)
    figures["names found in the text"] = found
    figures["text MB"] = len(text.encode()) / 1e6
    start = time.process_time()
    for name in NAMES:
        gazetteer.find_similar(name)
    figures["find similar names ms"] = (time.process_time() - start) / len(NAMES) * 1e3
    points = [(latitude, longitude) for latitude in range(-40, 60, 5) for longitude in range(-120, 140, 10)]
    start = time.process_time()
    for latitude, longitude in points:
        gazetteer.near(latitude, longitude, 25)
    figures["towns within 25 km ms"] = (time.process_time() - start) / len(points) * 1e3
    del text
    figures["resident after use MB"] = resident_mb()
    figures["of that Python and its libraries MB"] = bare
    start = time.perf_counter()
    gazetteer.area(170062)
    figures["first area of a country ms"] = (time.perf_counter() - start) * 1e3
    return figures


def resident_mb() -> float:
    """Resident memory now, from /proc where there is one, else the peak."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return peak_mb()


def peak_mb() -> float:
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    parts = {"--part=build": build, "--part=use": use}
    chosen = next((parts[argument] for argument in sys.argv if argument in parts), None)
    if chosen is None:
        main()
    else:
        print(json.dumps(chosen()))

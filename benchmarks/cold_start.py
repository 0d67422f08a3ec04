"""Times `geomap map` on one article from shell to map, each in a process of its own: new, and read before; how much is imports.

usage: python benchmarks/cold_start.py [RUNS] [TREE...]      medians of RUNS (5); trees of other commits take turns with this one

Caches of the gazetteer, the models and so on are warm: a first run of each kind is not counted.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from throughput import documents

HERE = Path(__file__).resolve().parents[1]
LANGUAGES = ("fr", "en")
LENGTHS = range(2_000, 4_000)


def run(tree: Path, article: Path, *options: str, python: tuple[str, ...] = ()) -> tuple[float, float, str]:
    """Wall and processor seconds of one process, and what it wrote to stderr."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    command = [sys.executable, *python, "-m", "geomap", "map", str(article), "-o", f"{article}.html", "-q", *options]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment, cwd=tree, capture_output=True, text=True, check=True)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.stderr


def imports(tree: Path, article: Path) -> float:
    """Seconds of imports in one run, as Python times them."""
    lines = run(tree, article, "--no-cache", python=("-X", "importtime"))[2].splitlines()
    spent = [
        line.split(":")[1].split("|")[0] for line in lines if line.startswith("import time:") and "self" not in line
    ]
    return sum(map(float, spent)) / 1_000_000


def main() -> None:
    """Runs all in turn and prints medians."""
    runs, trees = int((sys.argv[1:] or ["5"])[0]), [*map(Path, sys.argv[2:]), HERE]
    with tempfile.TemporaryDirectory() as folder:
        articles = {code: Path(folder) / f"{code}.md" for code in LANGUAGES}
        for code, path in articles.items():
            text = next(one.text for one in documents(0) if one.language == code and len(one.text) in LENGTHS)
            path.write_text(text, encoding="utf-8")
        spent: dict[tuple[Path, str, str], list[tuple[float, float]]] = defaultdict(list)
        for number in range(runs + 1):
            for tree in trees:
                for code, article in articles.items():
                    for kind, options in (("new", ("--no-cache",)), ("read before", ())):
                        measured = run(tree, article, *options)[:2]
                        if number:
                            spent[tree, code, kind].append(measured)
        for (tree, code, kind), measured in spent.items():
            wall, processor = (statistics.median(column) for column in zip(*measured, strict=True))
            print(f"{tree.name}, {code}, {kind}: {wall:.1f} s, {processor:.1f} s of processor time; medians of {runs}")
        for tree in trees:
            print(f"{tree.name}, fr, new: {imports(tree, articles['fr']):.1f} s of imports")


if __name__ == "__main__":
    main()

"""Times `geomap extract` and `geomap places` beside spaCy on the same articles, in one run: a stage at a time, and by processes.

usage: python benchmarks/throughput.py stages [DOCUMENTS]      one process, processor time, the parts taking turns
       python benchmarks/throughput.py workers [DOCUMENTS]     one and two workers, wall time, loading apart, medians of RUNS
       python benchmarks/throughput.py beside [DOCUMENTS]      both cores, wall time: two workers beside spaCy's own two processes
       python benchmarks/throughput.py screening [DOCUMENTS]   with the quick look before reading and without it, processor time
       python benchmarks/throughput.py again [DOCUMENTS]       a re-run with nothing new, and with one new article
       python benchmarks/throughput.py growth SIZE...          seeded variations of the articles, time and memory by size

Reads the bulk corpus from the folder in GEOMAP_SHARED, else from ../shared beside the project. Everything is loaded
and warm before the clock starts. Quote the ratios: machines differ, and other work disturbs all parts alike only
within one run. spaCy runs as published (its own matrix products); geomap's models are its own copies.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from published import Published

from geomap import pipeline, stages
from geomap.engines import Processes, batches
from geomap.model import Document
from geomap.screening import worth_reading

SHARED = Path(os.environ.get("GEOMAP_SHARED") or Path(__file__).resolve().parents[2] / "shared")
CHUNK = 50
RUNS = 5
CHANGED_NAMES = 0.1
STEP = 3_000
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{4,}\b")


def documents(count: int) -> list[Document]:
    """A seeded draw of the bulk articles; all of them for 0."""
    lines = (SHARED / "corpora/bulk/bulk-fr-en.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    chosen = random.Random(7).sample(rows, count) if count else rows
    return [Document(row["doc_id"], row["text"], language=row["language"]) for row in chosen]


def variations(count: int) -> Iterator[Document]:
    """As many articles as wanted, no two alike: numbers and some names changed, paragraphs in another order."""
    originals = documents(0)
    chance = random.Random(11)
    for number in range(count):
        original = originals[number % len(originals)]
        text = re.sub(r"\b[1-9]\d?\b", lambda _: str(chance.randint(1, 28)), original.text)
        for name in sorted(set(_NAME.findall(text))):
            if chance.random() < CHANGED_NAMES:
                text = re.sub(rf"\b{name}\b", _another(name, chance), text)
        paragraphs = text.split("\n")
        chance.shuffle(paragraphs)
        yield replace(original, doc_id=f"{original.doc_id}-{number}", text="\n".join(paragraphs))


def _another(name: str, chance: random.Random) -> str:
    """A name that nobody has met, two letters of this one changed: a vocabulary grows as in new articles."""
    letters = list(name)
    for place in chance.sample(range(1, len(letters)), 2):
        letters[place] = chance.choice("aeiou" if letters[place] in "aeiou" else "bdfgklmnprst")
    return "".join(letters)


def by_stage(count: int) -> None:
    """Processor time of one process, chunk by chunk in turn."""
    chosen, kit, published = documents(count), pipeline.Resources(), Published()
    parts: dict[str, Callable[[list[Document]], object]] = {
        "spaCy NER, shared layer too": published.ner,
        "spaCy NER, nothing else": published.ner_alone,
        "spaCy, all parts": published.full,
        "geomap places": lambda chunk: list(pipeline.places(chunk, resources=kit)),
        "geomap extract": lambda chunk: stages.events_of(chunk, kit),
    }
    for run in parts.values():
        run(chosen[:CHUNK])
    spent: dict[str, float] = defaultdict(float)
    for start in range(0, len(chosen), CHUNK):
        for name, run in parts.items():
            begun = time.process_time()
            run(chosen[start : start + CHUNK])
            spent[name] += time.process_time() - begun
    characters = sum(len(document.text) for document in chosen)
    print(f"{len(chosen)} articles, {characters:,} characters, processor time of one process")
    print("| | documents/s | characters/s | geomap extract's speed beside it |\n| --- | --- | --- | --- |")
    for name, seconds in spent.items():
        ratio = seconds / spent["geomap extract"]
        print(f"| {name} | {len(chosen) / seconds:.1f} | {characters / seconds:,.0f} | {ratio:.2f} |")
    print(f"peak memory {_peak():.0f} MB")


def by_look(count: int) -> None:
    """Processor time of reading all and of looking first, chunk by chunk in turn, and of the look alone."""
    chosen, all_kit, kit = documents(count), pipeline.Resources(read_all=True), pipeline.Resources()
    parts: dict[str, Callable[[list[Document]], list[Any]]] = {
        "all read": lambda chunk: stages.events_of(chunk, all_kit),
        "looked at first": lambda chunk: stages.events_of(chunk, kit),
        "the look alone": lambda chunk: worth_reading(chunk, kit.knowledge),
    }
    for run in parts.values():
        run(chosen[:CHUNK])
    spent: dict[str, float] = defaultdict(float)
    found: dict[str, list[Any]] = defaultdict(list)
    for start in range(0, len(chosen), CHUNK):
        for name, run in parts.items():
            begun = time.process_time()
            found[name] += run(chosen[start : start + CHUNK])
            spent[name] += time.process_time() - begun
    aside = [document for document, worth in zip(chosen, found["the look alone"], strict=True) if not worth]
    characters = [sum(len(document.text) for document in some) for some in (aside, chosen)]
    events = [sum(len(reading[1]) for reading in found[name]) for name in ("all read", "looked at first")]
    print(f"{len(aside)} of {len(chosen)} articles set aside, {characters[0] / characters[1]:.1%} of the characters")
    print(f"{events[0]} events read, {events[1]} after the look")
    for name, seconds in spent.items():
        print(
            f"{name}: {1000 * seconds / len(chosen):.1f} ms an article, {seconds / spent['all read']:.3f} of reading all"
        )


def by_workers(count: int) -> None:
    """Wall time of one and two workers in turn, in processes of their own: loading included, and for what is beyond half of the articles."""
    chosen = documents(count)
    half = chosen[: count // 2]
    _ = pipeline.Resources().gazetteer  # compiled before the clock starts
    whole: dict[int, list[float]] = defaultdict(list)
    rest: dict[int, list[float]] = defaultdict(list)
    for _ in range(RUNS):
        for workers in (1, 2):
            halfway, done = (_read_by(workers, part) for part in (half, chosen))
            whole[workers].append(done)
            rest[workers].append(done - halfway)
    for name, spent in (("loading included", whole), (f"the last {len(chosen) - len(half)} alone", rest)):
        one, two = (statistics.median(spent[workers]) for workers in (1, 2))
        print(
            f"{len(chosen)} articles, {name}: {one:.1f} s, two workers {two:.1f} s, {one / two:.2f} times as fast; medians of {RUNS}"
        )


def _read_by(workers: int, chosen: list[Document]) -> float:
    """Seconds that processes of their own take, one or several."""
    engine = Processes(workers, alone=True)
    begun = time.perf_counter()
    for _ in engine.map(partial(stages.event_run, pipeline.Resources()), batches(chosen)):
        pass
    return time.perf_counter() - begun


def beside(count: int) -> None:
    """Wall time on two cores, the parts taking turns, models loaded and warm before the clock starts."""
    chosen, warming, published = documents(2 * count)[:count], documents(2 * count)[count:], Published(processes=2)
    parts: dict[str, Callable[[], float]] = {
        "spaCy NER, shared layer too": lambda: _seconds(partial(published.ner, chosen)),
        "spaCy NER, nothing else": lambda: _seconds(partial(published.ner_alone, chosen)),
        "spaCy, all parts": lambda: _seconds(partial(published.full, chosen)),
        "geomap extract": lambda: _read_warm(warming, chosen),
    }
    spent: dict[str, list[float]] = defaultdict(list)
    for _ in range(RUNS):
        for name, run in parts.items():
            spent[name].append(run())
    print(f"{count} articles, two processes each, wall time, medians of {RUNS}")
    print("| | articles/s | geomap extract's speed beside it |\n| --- | --- | --- |")
    geomap = statistics.median(spent["geomap extract"])
    for name, seconds in spent.items():
        middle = statistics.median(seconds)
        print(f"| {name} | {count / middle:.1f} | {middle / geomap:.2f} |")


def _seconds(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def _read_warm(warming: list[Document], chosen: list[Document]) -> float:
    """Seconds that two workers take for articles, once they have read others."""
    left, begun = len(warming), time.perf_counter()
    run = partial(stages.event_run, pipeline.Resources())
    for result in Processes(2, alone=True).map(run, batches([*warming, *chosen])):
        if left > 0:
            left -= len(result.documents) + len(result.failures)
            begun, early = time.perf_counter(), -left
    return (time.perf_counter() - begun) * len(chosen) / (len(chosen) - early)


def again(count: int) -> None:
    """A re-run of documents that were read before."""
    chosen = documents(count)
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "documents.sqlite"
        for name, wanted in (("first", chosen[1:]), ("again", chosen[1:]), ("one new", chosen)):
            begun = time.perf_counter()
            pipeline.extract(wanted, cache=cache, merge=False)
            print(f"{name}: {time.perf_counter() - begun:.2f} s for {len(wanted)} articles")


def growth(sizes: list[int]) -> None:
    """Time a document and memory as the corpus grows, and within it; each size in this process, after the smaller ones."""
    for size in sizes:
        begun = step = time.process_time()
        done = told = 0

        def passed(count: int, size: int = size) -> None:
            nonlocal done, told, step
            done += count
            if done - told >= STEP and done < size:
                now = time.process_time()
                print(
                    f"  {done:,} of {size:,}: the last {1000 * (now - step) / (done - told):.0f} ms each, {_memory()}",
                    flush=True,
                )
                told, step = done, now

        extraction = pipeline.extract(variations(size), merge=False, passed=passed)
        spent = time.process_time() - begun
        print(
            f"{size:,} articles: {1000 * spent / size:.0f} ms each, {len(extraction.events):,} events, {_memory()}",
            flush=True,
        )


def _memory() -> str:
    """Memory of this process now, where the system tells, and at its most."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    now = [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")]
    return "".join(f"{megabytes:.0f} MB, " for megabytes in now) + f"peak {_peak():.0f} MB"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Runs what was asked for."""
    what, *numbers = sys.argv[1:] or ["stages"]
    counts = [int(number) for number in numbers]
    if what == "growth":
        growth(counts or [300, 3_000])
    else:
        {"stages": by_stage, "workers": by_workers, "screening": by_look, "beside": beside, "again": again}[what](
            counts[0] if counts else 600
        )


if __name__ == "__main__":
    main()

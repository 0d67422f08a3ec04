"""Fuzzes the readers and parsers for a bounded time: `make fuzz`, or `python benchmarks/fuzz/run.py --seconds 60`.

Each target runs in a process of its own, driven by atheris (coverage of our code steers it) where that is installed
and by plain random changes where it is not. Whatever is not a `GeomapError`, takes longer or keeps more memory than the
bounds below is written to `.fuzz/findings/<target>/` with its traceback, once for each place it comes from, and the
run goes on. What a run learns is kept in `.fuzz/corpus/` for the next one.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
import traceback
import warnings
from pathlib import Path

ROOT = Path(__file__).parents[2] / ".fuzz"
LONGEST, LONGEST_SLOW = 4096, 512
SECONDS, SECONDS_PER_KB = 2.0, 0.5
"""What one input may take: a floor for what loads, and a slope."""
MEGABYTES = 256
"""How much the process may grow on one input of at most 4 kB: parsers of native libraries come with pools of their own."""


class TooLongError(Exception):
    """An input took longer than its size allows."""


class TooLargeError(Exception):
    """An input made the process grow by more than its size allows."""


class Watched:
    """A target with the bounds held over it, whose findings are written down rather than raised."""

    def __init__(self, name: str) -> None:
        import targets

        self.target = targets.TARGETS[name]
        self.folder = ROOT / "findings" / name
        self.runs = 0
        self.warm = False
        self.found: set[str] = set()
        self.slowest = 0.0
        self.grown = 0
        signal.signal(signal.SIGALRM, self._late)

    def _late(self, *_: object) -> None:
        raise TooLongError

    def __call__(self, data: bytes) -> None:
        """Run it once."""
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.process_time()
        if self.warm:  # the first ones load models and libraries; four times, since others work on this machine
            signal.setitimer(signal.ITIMER_REAL, 4 * (SECONDS + SECONDS_PER_KB * len(data) / 1000))
        try:
            self.target(data)
        except (Exception, RecursionError) as error:  # noqa: BLE001 - finding them is the work
            self._note(data, error)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        taken = time.process_time() - started
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        if self.warm:
            self.slowest, self.grown = max(self.slowest, taken), max(self.grown, int(grown))
            if taken > SECONDS + SECONDS_PER_KB * len(data) / 1000:
                self._note(data, TooLongError(f"{taken:.1f} s for {len(data)} bytes"))
            if grown > MEGABYTES:
                self._note(data, TooLargeError(f"{grown:.0f} MB for {len(data)} bytes"))
        self.runs += 1

    def _note(self, data: bytes, error: BaseException) -> None:
        frames = traceback.extract_tb(error.__traceback__)[-3:]
        place = "|".join([type(error).__name__, *(f"{Path(frame.filename).name}:{frame.name}" for frame in frames)])
        key = hashlib.sha256(place.encode()).hexdigest()[:10]
        if key in self.found:
            return
        self.found.add(key)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{key}.input").write_bytes(data)
        (self.folder / f"{key}.txt").write_text(f"{place}\n{error}\n\n{''.join(traceback.format_exception(error))}")


def one(name: str, seconds: float, seed: int) -> None:
    """Fuzz one target in this process; its figures go to a file beside the findings."""
    import targets
    from containers import beginnings

    warnings.simplefilter("ignore")
    faulthandler.enable()
    watched = Watched(name)
    begin = beginnings(name)
    for data in begin:
        watched(data)
    watched.warm = True
    longest = LONGEST_SLOW if name in targets.SLOW else LONGEST
    figures = ROOT / "figures" / f"{name}.json"
    figures.parent.mkdir(parents=True, exist_ok=True)

    def write() -> None:
        figures.write_text(json.dumps({
            "target": name, "runs": watched.runs, "findings": len(watched.found),
            "slowest_s": round(watched.slowest, 2), "most_grown_mb": watched.grown,
        }))  # fmt: skip

    corpus = ROOT / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for data in begin:
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    until = time.monotonic() + seconds
    if os.environ.get("GEOMAP_FUZZ_PLAIN") or not _atheris(watched, name, corpus, (seconds, longest, seed), write):
        draw = random.Random(seed)
        while time.monotonic() < until:
            watched(changed(draw.choice(begin), draw)[:longest])
        write()


def _atheris(watched: Watched, name: str, corpus: Path, bounds: tuple[float, int, int], write: object) -> bool:
    """Let atheris drive until the time is over; it ends the process itself. False where it is not installed."""
    try:
        import atheris
    except ImportError:
        return False
    seconds, longest, seed = bounds
    until = time.monotonic() + seconds
    last = [0.0]

    def run(data: bytes) -> None:
        watched(data)
        if time.monotonic() - last[0] > 1:
            last[0] = time.monotonic()
            write()  # type: ignore[operator]
        if time.monotonic() > until:
            write()  # type: ignore[operator]
            os._exit(0)

    options = [
        f"-max_len={longest}",
        f"-seed={seed}",
        "-timeout=0",
        "-rss_limit_mb=0",
        "-verbosity=0",
        "-close_fd_mask=3",
    ]
    crashes = ROOT / "crashes" / name
    crashes.mkdir(parents=True, exist_ok=True)
    atheris.Setup([name, *options, f"-artifact_prefix={crashes}/", str(corpus)], run)
    atheris.Fuzz()
    return True


def changed(data: bytes, draw: random.Random) -> bytes:
    """The bytes with a few of them changed, taken out, doubled or put in: the way without atheris."""
    out = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 4, 16))):
        at, length = draw.randrange(len(out) + 1), draw.choice((1, 1, 2, 8, 40))
        way = draw.randrange(4)
        if way == 0:
            out[at : at + length] = draw.randbytes(length)
        elif way == 1:
            del out[at : at + length]
        elif way == 2:
            out[at:at] = out[at : at + length] * draw.choice((1, 3, 30))
        else:
            out[at:at] = draw.choice(
                (b"\x00", b"\xff\xfe", b"[[[[", b"1e999", b"\xed\xa0\x80", b"&a;", b"NaN", b'"', b"-1")
            )
    return bytes(out)


def many(names: list[str], seconds: float, seed: int) -> int:
    """Fuzz each target for its share of the time, one after another, and print the figures."""
    for name in names:
        command = [sys.executable, __file__, "--one", name, "--seconds", str(seconds / len(names)), "--seed", str(seed)]
        done = subprocess.run(command, check=False, capture_output=True, timeout=seconds / len(names) + 300)
        figures = ROOT / "figures" / f"{name}.json"
        line = json.loads(figures.read_text()) if figures.exists() else {"target": name}
        line["ended"] = done.returncode
        if done.returncode:
            (ROOT / "figures" / f"{name}.stderr").write_bytes(done.stderr[-20_000:])
        with (ROOT / "figures.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps({**line, "seconds": round(seconds / len(names), 1)}) + "\n")
        print(json.dumps(line), flush=True)
    return 1 if any((ROOT / "findings").glob("*/*.input")) else 0


def _instrumented() -> contextlib.AbstractContextManager[object]:
    try:
        import atheris
    except ImportError:
        return contextlib.nullcontext()
    instrumented: contextlib.AbstractContextManager[object] = atheris.instrument_imports(include=["geomap"])
    return instrumented


def main() -> int:
    """The command."""
    sys.path.insert(0, str(Path(__file__).parent))
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("targets", nargs="*", help="names of targets; all without")
    asked.add_argument("--seconds", type=float, default=300, help="for all of them together")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--one", help="run this target in this process")
    asked.add_argument("--again", nargs=2, metavar=("TARGET", "FILE"), help="run one input and show what it raises")
    given = asked.parse_args()
    if given.again:
        import targets

        targets.TARGETS[given.again[0]](Path(given.again[1]).read_bytes())
        return 0
    if given.one:
        with _instrumented():
            one(given.one, given.seconds, given.seed)
        return 0
    import targets

    return many(given.targets or list(targets.TARGETS), given.seconds, given.seed)


if __name__ == "__main__":
    sys.exit(main())

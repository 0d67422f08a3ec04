"""Kills geomap at random moments and checks what is left: `python benchmarks/kills.py --times 240`, or `make faults`.

A scenario is a command and the files it finds. Each round lays those files anew, starts the command in a forked process
(so that models are loaded once), kills it with SIGKILL after a random part of the time it needs, and checks that

- the store opens and holds each document's events as they were before or as they are after, never some of them;
- every other output is absent, as it was before, or whole;
- the same command run again ends in the same bytes as one that was never killed.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

PROJECT = Path(__file__).parents[1]
ARTICLES = ("01-idlib.txt", "02-indelimane.md", "06-niamey.txt", "08-yangon.md")
STORES = {".geojson", ".gpkg"}
Lay: TypeAlias = Callable[[Path], None]


@dataclasses.dataclass(frozen=True)
class Scenario:
    """What is run in a folder, and what it leaves.

    Attributes:
        lay: Puts the files there that the command finds.
        run: The command, in that folder.
        outputs: The files it leaves, whose bytes are compared.
    """

    lay: Lay
    run: Callable[[], None]
    outputs: tuple[str, ...]


def _command(*words: str) -> Callable[[], None]:
    def run() -> None:
        from geomap.cli import app

        app([*words, "-q"], standalone_mode=False)

    return run


def _articles(folder: Path) -> None:
    (folder / "in").mkdir()
    for name in ARTICLES:
        shutil.copy(PROJECT / "seeds" / name, folder / "in" / name)


def _articles_and(store: str) -> Lay:
    """The articles, and a store that holds the events of two others and an older reading of one of them."""

    def lay(folder: Path) -> None:
        from geomap.store import open_store, read_events

        _articles(folder)
        sample = list(read_events(PROJECT / "data" / "events.geojson"))
        with open_store(folder / store).writer() as writer:
            writer.upsert(sample[-8:])
            writer.record(sorted({event.doc_id for event in sample[-8:]}))

    return lay


def _many(count: int, start: int = 0) -> list[object]:
    """Events of the sample again and again, each copy with ids and a document of its own; three to a document."""
    from geomap.store import read_events

    sample = list(read_events(PROJECT / "data" / "events.geojson"))
    return [
        dataclasses.replace(
            event := sample[number % len(sample)],
            event_id=f"e{number:05}",
            doc_id=f"d{number // 3:05}",
            reports=tuple(dataclasses.replace(report, doc_id=f"d{number // 3:05}") for report in event.reports[:1]),
        )
        for number in range(start, start + count)
    ]


def _stored(store: str, count: int) -> Lay:
    def lay(folder: Path) -> None:
        from geomap.store import open_store

        with open_store(folder / store).writer() as writer:
            writer.upsert(_many(count))

    return lay


def _rewritten(store: str, count: int) -> Callable[[], None]:
    """Half of the store's documents read again with other events, and as many new ones."""

    def run() -> None:
        from geomap.store import open_store

        fresh = _many(count, count // 2)
        with open_store(store).writer() as writer:
            for event in fresh:
                writer.remove_document(event.doc_id)  # type: ignore[attr-defined]
            writer.upsert(
                dataclasses.replace(event, fatalities_low=7, fatalities=7, fatalities_high=7) for event in fresh
            )  # type: ignore[type-var]
            writer.record(sorted({event.doc_id for event in fresh}))  # type: ignore[attr-defined]

    return run


def _watch(store: str) -> Callable[[], None]:
    """A watch of the articles that keeps each by itself, so that there are many moments to be killed at."""

    def run() -> None:
        from geomap.watch import loop

        loop.ARTICLES_AT_ONCE = 1
        _command("watch", "in", store, "--once", "--engine", "in-process", "--no-cache")()

    return run


def _watched(store: str) -> Lay:
    """Articles of which two were watched before, one of them with another text then."""

    def lay(folder: Path) -> None:
        _articles(folder)
        texts = {path: path.read_bytes() for path in (folder / "in").iterdir()}
        first, _, *others = sorted(texts)
        for path in others:
            path.unlink()
        first.write_text("---\npublished: 2020-03-04\n---\nAn earlier text: two soldiers were killed in Gao on Monday.")
        _watch(store)()
        for path in (first, *others):
            path.write_bytes(texts[path])

    return lay


SCENARIOS: Mapping[str, Scenario] = {
    "extract .geojson": Scenario(_articles, _command("extract", "in", "-o", "s.geojson"), ("s.geojson",)),
    "extract .gpkg": Scenario(_articles_and("s.gpkg"), _command("extract", "in", "-o", "s.gpkg"), ("s.gpkg",)),
    "map": Scenario(
        _articles_and("s.geojson"),
        _command("map", "in", "-o", "m.html", "--events", "s.geojson"),
        ("s.geojson", "m.html"),
    ),
    **{
        f"export {suffix}": Scenario(
            _stored("s.geojson", 400), _command("export", "s.geojson", "-o", f"out{suffix}"), (f"out{suffix}",)
        )
        for suffix in (".csv", ".xlsx", ".kmz", ".gpkg", ".parquet")
    },
    "store .geojson": Scenario(_stored("s.geojson", 600), _rewritten("s.geojson", 600), ("s.geojson",)),
    "store .gpkg": Scenario(_stored("s.gpkg", 600), _rewritten("s.gpkg", 600), ("s.gpkg",)),
    "watch .geojson": Scenario(_watched("s.geojson"), _watch("s.geojson"), ("s.geojson",)),
    "watch .gpkg": Scenario(_watched("s.gpkg"), _watch("s.gpkg"), ("s.gpkg",)),
    "vacuum .gpkg": Scenario(_stored("s.gpkg", 600), _command("store", "vacuum", "s.gpkg"), ("s.gpkg",)),
}


IN_POSTGIS = ("extract postgresql", "store postgresql", "correct postgresql")  # see kills_postgis.py


class Broken(AssertionError):  # noqa: N818 - what it says
    """Something that a killed process must not leave."""


class Killer:
    """One scenario, laid once and killed many times."""

    def __init__(self, name: str, root: Path, scenario: Scenario | None = None) -> None:
        self.name, self.scenario = name, scenario or SCENARIOS[name]
        self.before, self.after = root / "before", root / "after"
        self.before.mkdir(parents=True)
        self._child(self.before, lambda: self.scenario.lay(self.before), None)
        self.anew(self.after)
        self._child(self.after, self.scenario.run, None)  # the first also loads what the next ones find loaded
        self.anew(self.after)
        started = time.monotonic()
        self._child(self.after, self.scenario.run, None)
        self.seconds = time.monotonic() - started
        self.trial = root / "trial"

    def anew(self, folder: Path) -> None:
        """Make a folder what the command finds."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.before, folder)

    def content(self, folder: Path, name: str) -> object:
        """What must be the same whenever the command has ended."""
        return (folder / name).read_bytes()

    def once(self, share: float) -> str:
        """Kill it after this share of its time; what came of it.

        Raises:
            Broken: Something is left that must not be.
        """
        self.anew(self.trial)
        started = time.monotonic()
        killed = self._child(self.trial, self.scenario.run, share * self.seconds)
        if not killed:
            self.seconds = min(self.seconds, time.monotonic() - started)  # the machine was busier when it was measured
        state = [self._left(name) for name in self.scenario.outputs]
        self._child(self.trial, self.scenario.run, None)
        for name in self.scenario.outputs:
            if self.content(self.trial, name) != self.content(self.after, name):
                raise Broken(f"{self.name}: {name} differs after the run that followed")
        return "ended first" if not killed else "/".join(state)

    def _left(self, name: str) -> str:
        left, before, after = (folder / name for folder in (self.trial, self.before, self.after))
        if left.suffix in STORES and left.exists() and not name.startswith("out"):
            return self._documents(left, before, after)
        if not left.exists():
            if before.exists():
                raise Broken(f"{self.name}: {name} is gone")
            return "absent"
        for state, folder in (("before", before), ("after", after)):
            if folder.exists() and left.read_bytes() == folder.read_bytes():
                return state
        raise Broken(f"{self.name}: half of {name} is left")

    def _documents(self, left: Path, before: Path, after: Path) -> str:
        found, old, new = (_by_document(path) for path in (left, before, after))
        for doc_id in {*found, *old, *new}:
            if found.get(doc_id) not in (old.get(doc_id), new.get(doc_id)):
                raise Broken(f"{self.name}: the store holds a part of {doc_id}")
        return "after" if found == new else "before" if found == old else "between"

    def _child(self, folder: Path, run: Callable[[], None], seconds: float | None) -> bool:
        """Run in a forked process in the folder; whether it had to be killed."""
        child = os.fork()
        if not child:
            code = 1
            try:
                os.chdir(folder)
                warnings.simplefilter("ignore")
                run()
                code = 0
            finally:
                os._exit(code)
        until = time.monotonic() + (120 if seconds is None else seconds)
        while time.monotonic() < until:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                if status:
                    raise Broken(f"{self.name}: ended with status {status}")
                return False
            time.sleep(0.0005)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if seconds is None:
            raise Broken(f"{self.name}: did not end within two minutes")
        return True


def _by_document(path: Path | str) -> dict[str, list[str]]:
    """The events of each document in a store, as JSON lines."""
    from geomap.store import feature, problems, read_events

    found: dict[str, list[str]] = {}
    if not isinstance(path, Path) or path.exists():
        wrong = next(problems(read_events(path)), None)
        if wrong:
            raise Broken(f"{path}: {wrong}")
        for event in read_events(path):
            found.setdefault(event.doc_id, []).append(json.dumps(feature(event), sort_keys=True))
    return {doc_id: sorted(events) for doc_id, events in found.items()}


@contextmanager
def killer_of(name: str, folder: Path) -> Iterator[Killer]:
    """The killer of a scenario, with a database server where it needs one."""
    if name in SCENARIOS:
        yield Killer(name, folder)
    else:
        from kills_postgis import database_killer

        with database_killer(name, folder) as killer:
            yield killer


def warm() -> None:
    """Load what every command needs, so that forked processes have it."""
    from geomap import pipeline
    from geomap.model import Document

    texts = (("fr", "Trois civils ont été tués lundi à Gao."), ("en", "Two soldiers were killed on Friday in Kano."))
    pipeline.extract([Document(language, text, language=language) for language, text in texts])


def main() -> int:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=240, help="kills, shared evenly among the scenarios")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("scenarios", nargs="*", default=[*SCENARIOS, *IN_POSTGIS])
    given = asked.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    warm()
    draw = random.Random(given.seed)
    broken = killed = 0
    for name in given.scenarios:
        with tempfile.TemporaryDirectory() as folder, killer_of(name, Path(folder)) as killer:
            states: Counter[str] = Counter()
            wanted = -(-given.times // len(given.scenarios))
            while states.total() - states["ended first"] < wanted and states.total() < 3 * wanted:
                try:
                    states[killer.once(draw.uniform(0.0, 1.0))] += 1
                except Broken as error:
                    states["BROKEN"] += 1
                    print(f"  {error}", flush=True)
        broken += states["BROKEN"]
        killed += states.total() - states["ended first"]
        told = ", ".join(f"{count} {state}" for state, count in states.most_common())
        print(f"{name} ({killer.seconds:.2f} s): {told}", flush=True)
    print(f"{killed} kills, {broken} broken")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())

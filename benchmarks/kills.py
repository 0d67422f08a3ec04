"""Kills geomap at random moments and checks what is left: `python benchmarks/kills.py --times 240`, or `make faults`.

A scenario is a command and the files it finds. Each round lays those files anew, starts the command in a forked process
(so that models are loaded once), kills it with SIGKILL, by turns after a random part of the time it needs and at a random
one of the steps by which it changes files or speaks to its database, and checks that

- the store opens and holds each document's events as they were before or as they are after, never some of them;
- every other output is absent, as it was before, or whole;
- the same command run again ends in the same bytes as one that was never killed.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kill_scenarios import SCENARIOS
from killer import ENDED, Broken, Killer

IN_POSTGIS = ("extract postgresql", "store postgresql", "correct postgresql")  # see kills_postgis.py
MEASURED_EVERY = 8


@contextmanager
def killer_of(name: str, folder: Path) -> Iterator[Killer]:
    """The killer of a scenario, with a database server where it needs one."""
    if name in SCENARIOS:
        yield Killer(name, folder, SCENARIOS[name])
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


def _states(killer: Killer, wanted: int, draw: random.Random) -> Counter[str]:
    """What was left by so many kills."""
    states: Counter[str] = Counter()
    while states.total() - states[ENDED] < wanted and states.total() < 3 * wanted:
        number = states.total()
        if number and number % MEASURED_EVERY == 0:
            killer.measure()
        kill = killer.at_step if number % 2 else killer.once
        try:
            states[kill(draw.random())] += 1
        except Broken as error:
            states["BROKEN"] += 1
            print(f"  {error}", flush=True)
    return states


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
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder, killer_of(name, Path(folder)) as killer:
            states = _states(killer, -(-given.times // len(given.scenarios)), draw)
        broken += states["BROKEN"]
        killed += states.total() - states[ENDED]
        told = ", ".join(f"{count} {state}" for state, count in states.most_common())
        spent = time.monotonic() - began
        print(f"{name} ({killer.seconds:.2f} s, {killer.steps} steps; {spent:.0f} s for all): {told}", flush=True)
    print(f"{killed} kills, {broken} broken")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())

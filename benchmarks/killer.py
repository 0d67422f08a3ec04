"""Kills a command at a moment that was chosen, and says what it left: see kills.py.

A moment is a share of the time that the command needs, or a step: the command changing a file, or waiting for its
database. Steps are few and thick where a command commits, so what they hit, time alone would hardly hit at all.
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
import signal
import struct
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kill_scenarios import Scenario


STORES = {".geojson", ".gpkg"}
ENDED = "ended first"
_LONGEST = 120.0  # seconds that a command may take
_CHANGES = frozenset(
    {"os.rename", "os.remove", "os.link", "os.truncate", "os.mkdir", "os.rmdir", "os.chmod", "os.utime"}
)
_WRITING = os.O_WRONLY | os.O_RDWR


class Steps:
    """Counts the steps of a forked command, and ends it at one of them.

    Args:
        last: The step at which to end; 0 never does.
    """

    def __init__(self, last: int = 0) -> None:
        self._last = last
        self._shared = mmap.mmap(-1, 8)  # the parent reads what the child counts

    @property
    def count(self) -> int:
        """How many steps there were."""
        return int(struct.unpack("q", self._shared[:8])[0])

    def watch(self) -> None:
        """Count from now on, in this process."""
        sys.addaudithook(self._heard)
        if "psycopg" in sys.modules:
            self._watch_database()

    def _heard(self, what: str, told: tuple[object, ...]) -> None:
        if what in _CHANGES or (what == "open" and isinstance(told[2], int) and told[2] & _WRITING):
            self.step()

    def _watch_database(self) -> None:
        import psycopg

        waited = psycopg.Connection.wait

        def wait(*given: object, **more: object) -> object:
            self.step()
            answer = waited(*given, **more)  # type: ignore[arg-type]
            self.step()
            return answer

        psycopg.Connection.wait = wait  # type: ignore[method-assign,assignment]

    def step(self) -> None:
        """Count a step; the last ends this process."""
        count = self.count + 1
        self._shared[:8] = struct.pack("q", count)
        if count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


class Broken(AssertionError):  # noqa: N818 - what it says
    """Something that a killed process must not leave."""


class Killer:
    """One scenario, laid once and killed many times."""

    def __init__(self, name: str, root: Path, scenario: Scenario) -> None:
        self.name, self.scenario = name, scenario
        self.before, self.after, self.trial = root / "before", root / "after", root / "trial"
        self.before.mkdir(parents=True)
        self._child(self.before, lambda: self.scenario.lay(self.before))
        self.anew(self.after)
        self._child(self.after, self.scenario.run)  # the first also loads what the next ones find loaded
        self.measure()

    def measure(self) -> None:
        """See how long the command takes now, and in how many steps: machines are busier at one time than at another."""
        self.anew(self.after)
        steps, started = Steps(), time.monotonic()
        self._child(self.after, self.scenario.run, steps=steps)
        self.seconds, self.steps = time.monotonic() - started, steps.count

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
        started = time.monotonic()
        state = self._tried(seconds=share * self.seconds)
        if state == ENDED:  # the machine was busier when it was measured
            self.seconds = min(self.seconds, time.monotonic() - started)
        return state

    def at_step(self, share: float) -> str:
        """Kill it at the step that is this share of all of them on; what came of it.

        Raises:
            Broken: Something is left that must not be.
        """
        return self._tried(steps=Steps(1 + int(share * self.steps)))

    def _tried(self, *, seconds: float | None = None, steps: Steps | None = None) -> str:
        self.anew(self.trial)
        killed = self._child(self.trial, self.scenario.run, seconds, steps)
        state = [self._left(name) for name in self.scenario.outputs]
        self._child(self.trial, self.scenario.run)
        for name in self.scenario.outputs:
            if self.content(self.trial, name) != self.content(self.after, name):
                raise Broken(f"{self.name}: {name} differs after the run that followed")
        return "/".join(state) if killed else ENDED

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
        found, old, new = (by_document(path) for path in (left, before, after))
        for doc_id in {*found, *old, *new}:
            if found.get(doc_id) not in (old.get(doc_id), new.get(doc_id)):
                raise Broken(f"{self.name}: the store holds a part of {doc_id}")
        return "after" if found == new else "before" if found == old else "between"

    def _child(
        self, folder: Path, run: Callable[[], None], seconds: float | None = None, steps: Steps | None = None
    ) -> bool:
        """Run in a forked process in the folder; whether it was killed, after so many seconds or at its last step."""
        child = os.fork()
        if not child:
            code = 1
            try:
                os.chdir(folder)
                warnings.simplefilter("ignore")
                if steps:
                    steps.watch()
                run()
                if steps:
                    steps.step()  # all is done, but the process has not ended
                code = 0
            finally:
                os._exit(code)
        until = time.monotonic() + (_LONGEST if seconds is None else seconds)
        while time.monotonic() < until:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                at_its_step = steps is not None and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
                if status and not at_its_step:
                    raise Broken(f"{self.name}: ended with status {status}")
                return at_its_step
            time.sleep(0.0005)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if seconds is None:
            raise Broken(f"{self.name}: did not end within two minutes")
        return True


def by_document(path: Path | str) -> dict[str, list[str]]:
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

"""The watch itself: sources that are due are read, new articles kept, then what was read is noted; again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from geomap.errors import DocumentError, GeomapError
from geomap.model import Document
from geomap.watch.batches import planned
from geomap.watch.clock import Clock
from geomap.watch.faults import FetchError
from geomap.watch.found import Article, Found, Met, Stamp, Trouble
from geomap.watch.intervals import Intervals
from geomap.watch.sources import Source
from geomap.watch.state import Notes, Schedule, State

ARTICLES_AT_ONCE = 500
"""After so many articles they are kept, though the sources may have more."""

_DAY = 86400.0
_LONGEST_WITHOUT_STORE = 300.0


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a batch of articles.

    Attributes:
        events: How many events they gave.
        failures: Articles that could not be done.
    """

    events: int
    failures: tuple[DocumentError, ...] = ()


Absorb: TypeAlias = Callable[[Sequence[Document | DocumentError], Sequence[str]], Kept]
"""Keeps the events of articles, in one step: takes documents, and ids of documents that they take the place of."""


class Tell(Protocol):
    """Where messages go: a level (info, warning, error), what happened, and the facts."""

    def __call__(self, level: str, what: str, /, **facts: Any) -> None:
        """Tell."""


@dataclass(slots=True)
class _Batch:
    articles: list[Article] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)


class Watch:
    """Reads sources again and again.

    Args:
        sources: What to read.
        state: What was read before.
        absorb: Keeps new articles.
        intervals: When to come back.
        clock: The time.
        tell: Where messages go.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        state: State,
        absorb: Absorb,
        *,
        intervals: Intervals,
        clock: Clock,
        tell: Tell,
    ) -> None:
        self._sources = list(sources)
        self._state = state
        self._absorb = absorb
        self._intervals = intervals
        self._clock = clock
        self._tell = tell
        self._store_failures = 0
        state.watch_only(source.name for source in self._sources)

    def once(self) -> bool:
        """Read each source once, those that failed before only when their time has come.

        Returns:
            Whether all went well.

        Raises:
            GeomapError: The articles cannot be kept.
        """
        now = self._clock.now()
        ready = []
        for source in self._sources:
            schedule = self._state.schedule(source.name)
            if schedule.failures and schedule.due > now:
                self._tell("warning", "source left alone", source=source.name, reason=schedule.reason)
            else:
                ready.append(source)
        return self._sweep(ready) and len(ready) == len(self._sources)

    def forever(self) -> None:
        """Read sources whenever they are due, until interrupted."""
        tidied = 0.0
        while True:
            now = self._clock.now()
            due = {source.name: self._due(source) for source in self._sources}
            ready = [source for source in self._sources if due[source.name] <= now]
            if not ready:
                self._clock.wait(min(due.values()) - now)
                continue
            try:
                self._sweep(ready)
                self._store_failures = 0
                if now - tidied > _DAY:
                    self._state.forget(now)
                    tidied = now
            except GeomapError as error:
                self._store_failures += 1
                seconds = min(self._intervals.after_failure(self._store_failures), _LONGEST_WITHOUT_STORE)
                self._tell("error", "articles not kept", reason=str(error), retry_in=round(seconds))
                self._clock.wait(seconds)

    def _due(self, source: Source) -> float:
        """When to read a source next: as noted, sooner where the interval was made shorter since."""
        noted = self._state.schedule(source.name)
        if noted.failures or noted.read is None:
            return noted.due
        return min(noted.due, noted.read + self._intervals.longest)

    def _sweep(self, sources: Iterable[Source]) -> bool:
        batch, well = _Batch(), True
        for source in sources:
            new = 0
            try:
                for found in source.read(self._state):
                    new += isinstance(found, Article)
                    self._note(batch, found)
                    if len(batch.articles) >= ARTICLES_AT_ONCE:
                        well = self._keep(batch) and well
                        batch = _Batch()
                before, schedule = self._state.schedule(source.name), self._good(source)
                if new or before.failures or before.read is None:
                    self._tell("info", "source read", source=source.name, new=new)
            except FetchError as error:
                schedule, well = self._bad(source, error), False
            batch.notes.schedules.append(schedule)
        return self._keep(batch) and well

    def _note(self, batch: _Batch, found: Found) -> None:
        match found:
            case Article():
                batch.articles.append(found)
            case Met():
                batch.notes.met.append((found.origin, found.key))
            case Stamp():
                batch.notes.stamps[found.origin] = found.stamp
            case Trouble():
                self._tell("warning", "page not read", page=found.name, reason=found.reason)

    def _good(self, source: Source) -> Schedule:
        now = self._clock.now()
        return Schedule(source.name, now + self._intervals.after_success(), 0, "", now)

    def _bad(self, source: Source, error: FetchError) -> Schedule:
        now, before = self._clock.now(), self._state.schedule(source.name)
        wait = self._intervals.after_failure(before.failures + 1)
        if error.lasting:
            wait = max(wait, self._intervals.after_failure(100))
        due = max(now + wait, error.until or 0.0)
        self._tell("warning", "source not read", source=source.name, reason=str(error), retry_in=round(due - now))
        return Schedule(source.name, due, before.failures + 1, error.reason, before.read)

    def _keep(self, batch: _Batch) -> bool:
        """Keep the articles, then note that they are kept; in this order, so that none is lost between the two."""
        plan = planned(batch.articles, self._state)
        kept = self._absorb(plan.documents, plan.replaced) if plan.documents or plan.replaced else None
        batch.notes.articles = plan.articles
        self._state.write(batch.notes, self._clock.now())
        if kept is None:
            return True
        self._tell("info", "articles kept", articles=len(plan.documents) - len(kept.failures), events=kept.events)
        for failure in kept.failures:
            self._tell("warning", "article not done", article=failure.name, reason=failure.reason)
        return not kept.failures

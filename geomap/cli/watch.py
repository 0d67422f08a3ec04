"""`geomap watch`: folders and feeds read again and again into a store."""

from __future__ import annotations

import dataclasses
import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli import work
from geomap.cli.log import Log
from geomap.cli.options import Job, with_job_options
from geomap.cli.screen import SOME_FAILED
from geomap.cli.stopping import Stopping
from geomap.errors import DocumentError, SetupError, UsageError
from geomap.model import Document

if TYPE_CHECKING:
    from geomap.pipeline import Resources
    from geomap.store import Store
    from geomap.watch import Absorb, Fetcher


@with_job_options
def watch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE... STORE",
            help="Folders and files of articles, and RSS or Atom feeds (https://...); last of all the store: .geojson, "
            ".gpkg or postgresql://user@host/name.",
            show_default=False,
        ),
    ],
    *,
    every: Annotated[
        str, typer.Option("--every", metavar="TIME", help="How often each source is read: 90s, 10m, 2h, 1d.")
    ] = "10m",
    once: Annotated[
        bool, typer.Option("--once", help="Read each source once and leave, as for cron; exit code 1 where one failed.")
    ] = False,
    articles: Annotated[
        bool,
        typer.Option(
            "--articles", help="Read the pages that a feed's entries lead to, not only what the feed tells of them."
        ),
    ] = False,
    contact: Annotated[
        str,
        typer.Option(
            "--contact",
            metavar="TEXT",
            envvar="GEOMAP_CONTACT",
            help="An address at which owners of sites can reach you; it is sent to them.",
        ),
    ] = "",
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private",
            help="Let feeds lead to addresses of this machine and of private networks; else only those of feeds you named.",
        ),
    ] = False,
    proxy: Annotated[
        str | None, typer.Option("--proxy", metavar="URL", help="A web proxy to go through, such as http://proxy:3128.")
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            "--state",
            metavar="FILE",
            help="Where to note what was read; by default beside the store (events.watch.sqlite), for a database in "
            "your folder of states.",
        ),
    ] = None,
    log: Annotated[str, typer.Option("--log", metavar="FORM", help="Lines on stderr: plain or json.")] = "plain",
    job: Job,
) -> None:
    """Read folders and feeds again and again, and add the events of new and changed articles to a store.

    Each article is read once, also over restarts. Naming a feed is asking for it to be fetched: its site's robots.txt
    is obeyed, requests are spaced out, and nothing is asked for that has not changed. SIGTERM and Ctrl-C end it.
    """
    if len(inputs) < 2:
        raise UsageError("name what to watch and then the store, as in `geomap watch articles/ events.geojson`")
    *names, place = inputs
    tell = Log(log, quiet=job.quiet)
    from geomap.store import open_store
    from geomap.watch import Intervals, State, SystemClock, Watch, seconds_of, source_of

    store, seconds, clock = open_store(place), seconds_of(every), SystemClock()
    asks = _fetcher(contact, proxy, allow_private=allow_private)
    sources = [source_of(name, asks, every=seconds, articles=articles) for name in dict.fromkeys(names)]
    stopping = Stopping()
    keeping = _Keeping(store, work.resources_of(dataclasses.replace(job, quiet=True)), job, tell)
    with closing(State(state or _state_of(place))) as noted, _until_stopped(stopping, tell):
        store.view()  # a database out of reach is told now
        watched = Watch(
            sources,
            noted,
            keeping.absorb(stopping),
            intervals=Intervals(seconds, random.Random()),  # noqa: S311 (it spreads requests, no more)
            clock=clock,
            tell=tell,
        )
        tell("info", "watching", sources=len(sources), store=store.name, every=every)
        if not once:
            watched.forever()
        elif not watched.once():
            raise typer.Exit(SOME_FAILED)


@contextmanager
def _until_stopped(stopping: Stopping, tell: Log) -> Iterator[None]:
    """End the block well when a signal asks for it."""
    with stopping.heeded():
        try:
            yield
        except KeyboardInterrupt:
            tell("info", "stopped")


def _fetcher(contact: str, proxy: str | None, *, allow_private: bool) -> Callable[[], Fetcher]:
    """Makes the one that asks the web, once, where there is something to ask for."""
    made: list[Fetcher] = []

    def make() -> Fetcher:
        try:
            from geomap.watch import Fetcher, Manners, SystemClock
        except ModuleNotFoundError as error:
            raise SetupError(f"feeds need the package {error.name}; install geomap[watch]") from error
        if not made:
            made.append(Fetcher(Manners(contact, allow_private=allow_private, proxy=proxy), SystemClock()))
        return made[0]

    return make


def _state_of(place: str) -> Path:
    """Where it is noted by default what was read for a store."""
    if "://" not in place:
        return Path(place).with_suffix(".watch.sqlite")
    from platformdirs import user_state_path

    return user_state_path("geomap") / f"watch-{hashlib.sha256(place.encode()).hexdigest()[:16]}.sqlite"


@dataclasses.dataclass(frozen=True)
class _Keeping:
    """How new articles become events of the store."""

    store: Store
    resources: Resources
    job: Job
    tell: Log

    def absorb(self, stopping: Stopping) -> Absorb:
        """What a watch does with new articles; it is interrupted while they are read, not while they are kept."""
        from geomap import pipeline
        from geomap.documents import filling
        from geomap.watch import Kept

        job = self.job
        filled = filling(job.published, job.source, job.language)

        def keep(documents: Sequence[Document | DocumentError], replaced: Sequence[str]) -> Kept:
            names = {one.doc_id: one.name for one in documents if isinstance(one, Document)}
            extraction = pipeline.extract(
                [filled(one) if isinstance(one, Document) else one for one in documents],
                resources=self.resources,
                merge=not job.no_merge,
                workers=job.workers or 1,
                engine=job.engine or (None if job.geocoder else "apart"),
                scheduler=job.scheduler,
                cache=None if job.no_cache else work.remembered(),
            )
            for warning in extraction.warnings:
                self.tell("warning", "article undated", reason=warning)
            read = [names[doc_id] for doc_id in extraction.documents]
            with stopping.finishing():
                work.keep(self.store, extraction, read, merge=not job.no_merge, replaced=replaced)
            return Kept(len(extraction.events), extraction.failures)

        return keep

"""`geomap watch`: folders and feeds read again and again into a store."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from geomap.cli import work
from geomap.cli.log import Log
from geomap.cli.options import Job, with_job_options
from geomap.cli.screen import SOME_FAILED
from geomap.cli.stopping import Stopping
from geomap.cli.watch_status import show
from geomap.cli.watching import Keeping, fetcher_of, listed, state_of
from geomap.errors import UsageError


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
    sources_from: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="A file that lists more sources, one a line; # begins a remark."),
    ] = None,
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
            help="Ask feeds and pages of this machine and of private networks too; else only a feed that you named by "
            "such an address, and what is on its own host.",
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
    status: Annotated[
        bool,
        typer.Option(
            "--status",
            help="Show how it stands with each source, and leave; exit code 1 where one is an hour overdue, which says "
            "that nobody watches.",
        ),
    ] = False,
    log: Annotated[str, typer.Option("--log", metavar="FORM", help="Lines on stderr: plain or json.")] = "plain",
    job: Job,
) -> None:
    """Read folders and feeds again and again, and add the events of new and changed articles to a store.

    Each article is read once, also over restarts. Naming a feed is asking for it to be fetched: its site's robots.txt
    is obeyed, requests are spaced out, and nothing is asked for that has not changed. SIGTERM and Ctrl-C end it.
    """
    *names, place = inputs
    from geomap.store import open_store
    from geomap.watch import Intervals, State, SystemClock, Watch, seconds_of, source_of

    store, seconds, clock = open_store(place), seconds_of(every), SystemClock()
    noted_in = state or state_of(store, place)
    if status:
        show(noted_in, clock.now())
        return
    names += listed(sources_from) if sources_from else []
    if not names:
        raise UsageError("name what to watch and then the store, as in `geomap watch articles/ events.geojson`")
    tell = Log(log, quiet=job.quiet)
    asks = fetcher_of(contact, proxy, allow_private=allow_private)
    sources = [source_of(name, asks, every=seconds, articles=articles) for name in dict.fromkeys(names)]
    stopping = Stopping()
    keeping = Keeping(store, work.resources_of(dataclasses.replace(job, quiet=True)), job, tell)
    with tell.adopting(), closing(State(noted_in)) as noted, _until_stopped(stopping, tell):
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

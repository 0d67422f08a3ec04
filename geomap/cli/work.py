"""Steps that several commands share: reading documents, extracting, writing text wholly or not at all."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from geomap.cli.options import Job
from geomap.cli.screen import note, progress, warn
from geomap.errors import DocumentError, UsageError
from geomap.model import Document

if TYPE_CHECKING:
    from geomap.pipeline import Extraction, Resources
    from geomap.project import Project
    from geomap.store import Store, View

STDOUT = Path("-")


def documents(
    sources: list[str], published: str | None = None, source: str | None = None, language: str | None = None
) -> Iterator[Document | DocumentError]:
    """The documents that the user names, with failures in their place; and what holds of those that do not tell."""
    from geomap.documents import read

    return read(sources, published=published, source=source, language=language)


def resources_of(job: Job) -> Resources:
    """What the stages need, as the options of the job say."""
    return resources_for(
        job.year,
        job.geocoder,
        job.geocoder_url,
        job.geocoder_agent,
        config=job.config,
        read_all=job.read_all,
        quiet=job.quiet,
    )


def resources_for(
    year: int | None = None,
    geocoder: str | None = None,
    url: str | None = None,
    agent: str | None = None,
    *,
    config: Path | None = None,
    read_all: bool = False,
    quiet: bool = False,
) -> Resources:
    """What the stages need: the project's settings, and an online geocoder where the user named one."""
    from geomap.pipeline import Resources

    project = _project(config, quiet=quiet)
    if geocoder is None:
        return Resources(assume_year=year, project=project, read_all=read_all)
    from geomap.places import OnlineGeocoder, OnlineSettings

    if not agent:
        raise UsageError(f"--geocoder {geocoder} needs --geocoder-agent with an address that its owners can write to")
    fallback = OnlineGeocoder(OnlineSettings(geocoder, user_agent=agent, url=url))
    return Resources(assume_year=year, fallback=fallback, project=project, read_all=read_all)


def _project(config: Path | None, *, quiet: bool) -> Project:
    """The project file that the user named, else the one of the working folder or the nearest above it."""
    from geomap.project import NO_PROJECT, find_project, read_project

    path = config or find_project(Path.cwd())
    if path is None:
        return NO_PROJECT
    note(f"settings of {path} are heeded", quiet=quiet)
    return read_project(path)


def extract_from(sources: list[str], job: Job, resources: Resources) -> tuple[Extraction, list[str]]:
    """Extract the events of all documents, each that fails being a value; with the names of those read."""
    from geomap import pipeline
    from geomap.documents import count
    from geomap.engines import cores

    names: dict[str, str] = {}

    def watched(items: Iterable[Document | DocumentError]) -> Iterator[Document | DocumentError]:
        for item in items:
            if isinstance(item, Document):
                names[item.doc_id] = item.name
            yield item

    articles = documents(sources, job.published, job.source, job.language)
    load_gazetteer(resources, quiet=job.quiet)
    with progress("documents read", quiet=job.quiet, total=lambda: count(sources)) as passed:
        extraction = pipeline.extract(
            watched(articles),
            resources=resources,
            merge=not job.no_merge,
            workers=job.workers or cores(),
            engine=job.engine,
            scheduler=job.scheduler,
            cache=None if job.no_cache else remembered(),
            passed=passed,
        )
    for warning in extraction.warnings:
        warn(warning)
    aside = len(extraction.set_aside)
    if aside:
        told = f"{aside} of {len(extraction.documents)} documents hardly tell an event and were only looked through"
        note(f"{told}; --read-all reads them", quiet=job.quiet)
    return extraction, [names[doc_id] for doc_id in extraction.documents]


def remembered() -> Path:
    """The file of the user's cache folder in which events of documents are kept (on Linux under XDG_CACHE_HOME)."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("geomap")) / "documents.sqlite"


def load_gazetteer(resources: Resources, *, quiet: bool) -> None:
    """Open the gazetteer before anything else shows progress: the first time it is built, under a bar of its own."""
    from geomap.places import open_gazetteer

    resources.gazetteer = open_gazetteer(progress=(lambda _what, _share: None) if quiet else None)


def keep(
    store: Store, extraction: Extraction, names: Iterable[str], *, merge: bool = True, replaced: Iterable[str] = ()
) -> None:
    """Put what was extracted into a store, in the place of what the same documents gave before, merged with the rest.

    Only events of the days in question are compared, so that a large store stays quick. Documents that are `replaced`
    by others are taken out too.
    """
    with store.writer() as writer:
        for doc_id in (*extraction.documents, *replaced):
            writer.remove_document(doc_id)
        if merge:
            writer.merge(extraction.events)
        else:
            writer.upsert(extraction.events)
        writer.record(extraction.documents, extraction.failures, names, extraction.settings)


def joined(rows: View, extraction: Extraction, *, merge: bool = True) -> View:
    """Events of tables with those extracted, reports of one happening merged; only the days in question are compared."""
    from geomap.events import merge as merge_reports
    from geomap.store import View, days_of

    found = View.of(extraction.events, extraction.run())
    days = days_of(extraction.events)
    if not (merge and days):
        return View.joined([rows, found])
    nearby = list(rows.between(*days))
    taken = {event.event_id for event in nearby}
    one = {event.event_id: event for event in merge_reports([*nearby, *extraction.events])}
    kept = [one.pop(event.event_id, None) if event.event_id in taken else event for event in rows]
    return View.of([*filter(None, kept), *one.values()], rows.run.joined(found.run))


@contextmanager
def text_output(path: Path) -> Iterator[TextIO]:
    """A text stream to a file that appears whole or not at all, or to standard output for "-"."""
    if path == STDOUT:
        yield sys.stdout
        sys.stdout.flush()
        return
    from geomap.store import whole_file

    with whole_file(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


def write_records(records: Iterable[Mapping[str, Any] | DocumentError], path: Path) -> tuple[int, list[DocumentError]]:
    """Write records as JSON Lines; gives their number, and the failures met among them."""
    failures: list[DocumentError] = []
    written = 0
    with text_output(path) as stream:
        for record in records:
            if isinstance(record, DocumentError):
                failures.append(record)
            else:
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
                written += 1
    return written, failures

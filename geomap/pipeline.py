"""The order of the stages; nothing else but the command line knows more than one room.

    documents -> languages -> dates, places -> actors -> events -> merged events

Each stage is a pure function over a batch; what is heavy (models, gazetteer, knowledge) is in `Resources` and loaded
once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.engines import Engine, InProcess, Terms, batches, isolated, open_engine
from geomap.errors import DocumentError, UsageError
from geomap.model import Document, Event
from geomap.project import NO_PROJECT, read_project
from geomap.resources import Resources
from geomap.stages import analyses_for_dates, event_run, publications, with_any_language, with_language

if TYPE_CHECKING:
    from geomap.store import Run as StoredRun
    from geomap.store import View

__all__ = [
    "Extraction",
    "Resources",
    "dates",
    "extract",
    "extract_view",
    "places",
]

Input = Document | DocumentError


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a run gave.

    Attributes:
        events: The events, reports of one happening merged.
        failures: The documents that could not be done, each with its reason.
        documents: Ids of the documents that were done, in order.
        sources: Names of the sources of the documents read, sorted.
        warnings: What people should know of the result, a sentence each.
        settings: What the project file settled, as JSON values; empty without one.
        set_aside: Ids of those of the documents that were only looked through, since they hardly tell an event.
    """

    events: tuple[Event, ...]
    failures: tuple[DocumentError, ...]
    documents: tuple[str, ...]
    sources: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    set_aside: tuple[str, ...] = ()

    def run(self) -> StoredRun:
        """The documents behind the events, as a store keeps them."""
        from geomap.store import Run

        return Run().plus(self.documents, self.failures, settings=self.settings)


def extract(
    documents: Iterable[Input],
    *,
    resources: Resources | None = None,
    assume_year: int | None = None,
    merge: bool = True,
    config: Path | str | None = None,
    read_all: bool = False,
    workers: int = 1,
    engine: str | None = None,
    scheduler: str | None = None,
    cache: Path | None = None,
    passed: Callable[[int], object] | None = None,
) -> Extraction:
    """Reads documents into events.

    Args:
        documents: What `geomap.documents.read` gives: documents, and errors in the place of those it could not read.
        resources: Loaded models and look-ups to use again; by default new ones.
        assume_year: Year to settle on where a text leaves its year open.
        merge: Whether reports of one event in several documents become one event.
        config: A project file (`geomap.toml`) to heed, where no `resources` are given; the command line finds it by
            itself, this function does not.
        read_all: Whether to read documents in full that hardly tell an event, where no `resources` are given; by
            default they are only looked through.
        workers: Local processes to share the work; the events do not depend on it. A script that asks for more than
            one needs the `if __name__ == "__main__"` that Python's multiprocessing asks for.
        engine: Where the work is done, by name (in-process, processes, dask, ...); by default as `workers` says.
        scheduler: Address of the scheduler of a cluster, for the engine dask; without one it makes a cluster of
            `workers` processes here.
        cache: File in which each document's events are kept, so that a document is not read again by the same code,
            models and settings; None keeps nothing. An online geocoder's answers may change: with one nothing is kept.
        passed: Told how many documents were done, whenever some were.

    Returns:
        The events with the failures and what else there is to say of the run.

    Raises:
        SetupError: A model or the gazetteer cannot be loaded.
        UsageError: An entry of the project file is wrong, or there is no such engine.
    """
    from geomap.events import merge as merge_reports

    kit = resources or Resources(
        assume_year=assume_year, project=read_project(config) if config else NO_PROJECT, read_all=read_all
    )
    events: list[Event] = []
    failures: list[DocumentError] = []
    read: list[str] = []
    set_aside: list[str] = []
    sources: set[str] = set()
    undated: list[str] = []
    for batch in _engine(kit, engine, Terms(workers, scheduler, kit.versions), cache).map(
        partial(event_run, kit), batches(documents)
    ):
        failures.extend(batch.failures)
        for document, (publication, found, was_read) in zip(batch.documents, batch.results, strict=True):
            read.append(document.doc_id)
            set_aside.extend(() if was_read else (document.doc_id,))
            sources.update({document.source} if document.source else ())
            events.extend(found)
            if publication.day is None:
                undated.append(document.name or document.doc_id)
        if passed:
            passed(len(batch.documents) + len(batch.failures))
    return Extraction(
        events=tuple(merge_reports(events)) if merge else tuple(events),
        failures=tuple(failures),
        documents=tuple(read),
        sources=tuple(sorted(sources)),
        warnings=tuple(
            f"{name}: nothing fixes when it was published, so relative dates are left open (give --published or --year)"
            for name in undated
        ),
        settings=kit.project.provenance(),
        set_aside=tuple(set_aside),
    )


def extract_view(documents: Iterable[Input], **options: Any) -> View:
    """Reads documents into a view of events; the options are those of `extract`."""
    from geomap.store import View

    extraction = extract(documents, **options)
    return View.of(extraction.events, extraction.run())


def places(
    documents: Iterable[Input], *, explain: bool = False, resources: Resources | None = None
) -> Iterator[dict[str, Any] | DocumentError]:
    """Finds the place names of documents.

    Args:
        documents: Documents, and errors in the place of those that could not be read.
        explain: Whether to add the candidates considered for each.
        resources: Loaded models and look-ups to use again.

    Yields:
        A JSON-ready record a mention, in order; errors where a document could not be done.
    """
    from geomap.languages import parse, segment
    from geomap.places import locate, mention_record, worth_parsing

    kit = resources or Resources()

    def stage(batch: list[Document]) -> list[list[dict[str, Any]]]:
        cut = [segment(document) for document in batch]
        analyses = parse(cut, worth_parsing(cut, kit.gazetteer, kit.knowledge, kit.place_rules))
        found = locate(
            analyses, kit.gazetteer, kit.knowledge, explain=explain, fallback=kit.fallback, rules=kit.place_rules
        )
        return [
            [mention_record(analysis.document, mention, explain=explain) for mention in mentions]
            for analysis, mentions in zip(analyses, found, strict=True)
        ]

    yield from _records(documents, stage, with_language)


def dates(
    documents: Iterable[Input], *, assume_year: int | None = None, resources: Resources | None = None
) -> Iterator[dict[str, Any] | DocumentError]:
    """Finds the date expressions of documents, with the publication day they are read against.

    Args:
        documents: Documents, and errors in the place of those that could not be read.
        assume_year: Year to settle on where a text leaves its year open.
        resources: Loaded look-ups to use again.

    Yields:
        A JSON-ready record an expression, in order; errors where a document could not be done.
    """
    from geomap.dates import date_record, find_dates

    kit = resources or Resources(assume_year=assume_year)

    def stage(batch: list[Document]) -> list[list[dict[str, Any]]]:
        analyses = analyses_for_dates(batch)
        spans = find_dates(analyses, publications(analyses, kit), nested=True)
        return [
            [date_record(analysis.document, span) for span in found]
            for analysis, found in zip(analyses, spans, strict=True)
        ]

    yield from _records(documents, stage, with_any_language)


def _engine(kit: Resources, name: str | None, terms: Terms, cache: Path | None) -> Engine:
    """Where the work is done, and what was read before not again."""
    from geomap.engines import Memory, Remembering

    if kit.fallback is not None:  # one process keeps to the server's rate, and its answers are not ours to keep
        if name not in {None, "in-process"}:
            raise UsageError(
                f"an online geocoder is asked by one process alone; leave out --engine {name} or --geocoder"
            )
        return InProcess()
    engine = open_engine(name, terms)
    return Remembering(engine, Memory(cache), kit.fingerprint()) if cache else engine


def _records(
    documents: Iterable[Input],
    stage: Callable[[list[Document]], list[list[dict[str, Any]]]],
    prepare: Callable[[Document], Document],
) -> Iterator[dict[str, Any] | DocumentError]:
    for read in InProcess().map(lambda: isolated(stage, prepare), batches(documents)):
        yield from read.failures
        for records in read.results:
            yield from records

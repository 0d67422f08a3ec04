"""The stages as functions of a batch of documents, as engines run them.

Pure, and at module level, so that another process can be told of them; what is heavy comes in `Resources`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from geomap.engines import isolated
from geomap.model import Document, Event

if TYPE_CHECKING:
    from geomap.engines import Run
    from geomap.model import Analysis, Publication
    from geomap.resources import Resources


# What reading a document gave: when it appeared, its events, and whether it was read or set aside after a quick look.
Reading: TypeAlias = "tuple[Publication, tuple[Event, ...], bool]"


def events_of(batch: list[Document], kit: Resources) -> list[Reading]:
    """The main job on one batch: a quick look at each document, and a reading of those that may tell an event."""
    from geomap.languages import segment
    from geomap.screening import worth_reading

    cut = [segment(document) for document in batch]
    days = publications(cut, kit)
    worth = [True] * len(batch) if kit.read_all else worth_reading([each.document for each in cut], kit.knowledge)
    chosen = [i for i, read in enumerate(worth) if read]
    events = dict(zip(chosen, _read([cut[i] for i in chosen], [days[i] for i in chosen], kit), strict=True))
    return [(day, events.get(i, ()), worth[i]) for i, day in enumerate(days)]


def _read(cut: list[Analysis], days: list[Publication], kit: Resources) -> list[tuple[Event, ...]]:
    """Reads documents that are cut into sentences: each stage takes what the earlier ones gave."""
    from geomap.actors import identify
    from geomap.dates import find_dates
    from geomap.events import assemble
    from geomap.languages import parse, release
    from geomap.places import locate

    if not cut:
        return []
    analyses = parse(cut)
    spans = find_dates(analyses, days)
    mentions = locate(analyses, kit.gazetteer, kit.knowledge, fallback=kit.fallback, rules=kit.place_rules)
    actors = identify(analyses, mentions, kit.knowledge, days)
    events = assemble(analyses, days, spans, mentions, actors, kit.knowledge, gazetteer=kit.gazetteer)
    release(analyses)
    return events


def event_run(kit: Resources) -> Run[Reading]:
    """The main job as an engine runs it; at module level, and its resources not yet loaded, so that it can be pickled."""
    return isolated(partial(events_of, kit=kit), with_language)


def publications(analyses: list[Analysis], kit: Resources) -> list[Publication]:
    """When each document appeared."""
    from geomap.dates import infer_publication

    return infer_publication(analyses, kit.knowledge, assume_year=kit.assume_year)


def analyses_for_dates(batch: list[Document]) -> list[Analysis]:
    """Documents parsed where there is a model, and else cut into sentences."""
    from geomap.languages import analyse, readable, segment

    parsed = {i: document for i, document in enumerate(batch) if document.language in readable()}
    analyses = dict(zip(parsed, analyse(list(parsed.values())), strict=True))
    return [analyses.get(i) or segment(document, document.language) for i, document in enumerate(batch)]


def with_language(document: Document) -> Document:
    """A document that says which language it is in, one whose events geomap reads."""
    from geomap.languages import language_of

    return replace(document, language=language_of(document))


def with_any_language(document: Document) -> Document:
    """The same, of any language that has a pack, if only for its dates."""
    from geomap.languages import identify, installed

    code = (document.language or identify(document.text)).lower().split("-")[0]
    return replace(document, language=code) if code in installed() else with_language(document)

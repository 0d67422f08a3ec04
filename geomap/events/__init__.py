"""Events: who did what to whom, where, when, with how many dead, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from geomap.doors import opened_on_use

if TYPE_CHECKING:
    from geomap.events.ontology import Kind
    from geomap.events.words import Item
    from geomap.events.words import words as trigger_words
    from geomap.knowledge import Knowledge
    from geomap.model import ActorMention, Analysis, DateSpan, Event, PlaceMention, Publication

__all__ = ["Item", "Kind", "assemble", "measured_confidence", "merge", "trigger_words"]

__getattr__ = opened_on_use(__name__, {"Item": "words", "Kind": "ontology", "trigger_words": "words:words"})


def assemble(
    analyses: Sequence[Analysis],
    publications: Sequence[Publication],
    dates: Sequence[Sequence[DateSpan]],
    places: Sequence[Sequence[PlaceMention]],
    actors: Sequence[Sequence[ActorMention]],
    knowledge: Knowledge,
    *,
    gazetteer: object = None,
) -> list[tuple[Event, ...]]:
    """Assembles the events of documents from what the earlier rooms found; all arguments are parallel.

    Args:
        analyses: Parsed documents.
        publications: When each appeared.
        dates: The date expressions of each, in text order.
        places: The place names of each, in text order.
        actors: The actor mentions of each, in text order.
        knowledge: What `geomap.knowledge.load_knowledge` gave.
        gazetteer: Where a country's own point is looked up, when an event's country is known from its actors alone.

    Returns:
        The events of each document in text order; several reports of one happening in a document are one event.
    """
    from geomap.events.assembly import document_events
    from geomap.events.context import Context

    return [
        document_events(Context(analysis, publication, spans, mentions, who, knowledge, gazetteer))
        for analysis, publication, spans, mentions, who in zip(
            analyses, publications, dates, places, actors, strict=True
        )
    ]


def merge(events: Iterable[Event]) -> tuple[Event, ...]:
    """Merges reports of one event in several documents into one event each.

    Args:
        events: Events of any number of documents.

    Returns:
        The events, merged ones with all their reports; sorted by date of publication, document and place in the text.
    """
    from geomap.events.merging import across

    return across(events)


def measured_confidence() -> dict[str, Any]:
    """What "high", "medium" and "low" confidence were measured to mean.

    Returns:
        For each word the share of events whose type, place and date were all right; "measured_on", "n" and "date" say on
        what, on how many events and when; "from" gives the least confidence that is called high, and medium. In this
        form `geomap.render.draw` takes it as `run["confidence"]`.
    """
    from geomap.events.confidence import measured

    return measured()

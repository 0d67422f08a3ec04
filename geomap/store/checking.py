"""Whether what a store holds is sound."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.model import Event
from geomap.store.view import View


def problems(view: View) -> Iterator[str]:
    """What is wrong in a collection of events, a sentence each.

    Raises:
        DocumentError: A record cannot be read at all.
    """
    seen: set[str] = set()
    for event in view:
        if event.event_id in seen:
            yield f"{event.event_id}: the id is there twice; extract the documents into a new file"
        seen.add(event.event_id)
        for reason in _unsound(event):
            yield f"{event.event_id}: {reason}"


def _unsound(event: Event) -> Iterator[str]:
    if event.quote and event.quote_end - event.quote_start != len(event.quote):
        yield "the quote is not as long as its offsets say; extract its document again"
    if any(span.end > len(event.quote) for span in event.spans):
        yield "a mark lies outside the quote; extract its document again"
    tolls = (event.fatalities_low, event.fatalities, event.fatalities_high)
    known = [toll for toll in tolls if toll is not None]
    if known != sorted(known):
        yield "the tolls are not in order (low, headline, high); correct them"
    if event.doc_id and event.reports and all(report.doc_id != event.doc_id for report in event.reports):
        yield "no report is from the document that leads; extract that document again"

"""A version of the events that may be passed on: less exact where exactness can hurt somebody.

Places of shelters, hospitals, camps, convoys and sexual violence are widened to their district, aid and evacuations
still to come are dropped, and names of private persons are left out of quotes. What counts as such a place stands in
the language packs (`sensitive.yaml`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from geomap.languages import installed, lexicon
from geomap.model import Event, Place, Report, Span

HIDDEN = "[…]"
"""What stands in a quote where a name was left out."""

Names = Callable[[str, str], Sequence[tuple[int, int]]]
"""Gives the stretches of a text (text, language) that name private persons."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Events to pass on, and what was done to them.

    Attributes:
        events: What is left, in the old order.
        widened: How many places were made less exact.
        dropped: How many planned doings were left out.
    """

    events: tuple[Event, ...]
    widened: int
    dropped: int


def shareable(
    events: Iterable[Event],
    *,
    nearest: Callable[[float, float], Place | None],
    get: Callable[[int], Place | None],
    private_names: Names | None = None,
) -> Shared:
    """Make events fit for sharing.

    Args:
        events: Events as extracted.
        nearest: Gives the town nearest to a latitude and longitude (the gazetteer's `reverse`).
        get: Gives a place by its GeoNames id (the gazetteer's `get`).
        private_names: Finds names of private persons in a quote; None leaves quotes as they are.
    """
    kept, widened, dropped = [], 0, 0
    for event in events:
        if event.status in ("planned", "possible") and _says(event, "plans"):
            dropped += 1
            continue
        shared = _without_names(event, private_names) if private_names is not None else event
        if event.sub_event_type == "Sexual violence" or _says(event, "places"):
            widened += 1
            shared = _widened(shared, nearest, get)
        kept.append(shared)
    return Shared(tuple(kept), widened, dropped)


def _says(event: Event, topic: str) -> bool:
    """Whether an event's quote, place or title speaks of what the language's list names."""
    text = " ".join([event.quote, event.location or "", event.title or "", *(report.quote for report in event.reports)])
    found = _pattern(event.language, topic)
    return found is not None and found.search(_folded(text)) is not None


@cache
def _pattern(language: str, topic: str) -> re.Pattern[str] | None:
    """One expression for a list of words; of a language without a list, all lists together."""
    codes = [language] if lexicon(language, "sensitive") else sorted(installed())
    words = [_folded(word) for code in codes for word in lexicon(code, "sensitive").get(topic, ())]
    if not words:
        return None
    end = "" if topic == "plans" else r"\b"
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))}){end}")


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()


def _widened(
    event: Event, nearest: Callable[[float, float], Place | None], get: Callable[[int], Place | None]
) -> Event:
    """Put an event in the middle of its district, else of its province, else nowhere but in its country."""
    hidden = _hide_place(event)
    if event.where_prec is not None and event.where_prec >= 3:
        return hidden
    placed = event.latitude is not None and event.longitude is not None
    town = nearest(event.latitude, event.longitude) if placed else None  # type: ignore[arg-type]
    for identifier, precision in ((town.admin2_id, 3), (town.admin1_id, 4)) if town else ():
        division = get(identifier) if identifier is not None else None
        if division is not None:
            return replace(
                hidden,
                location=division.name,
                latitude=division.latitude,
                longitude=division.longitude,
                where_prec=precision,
                geonames_id=division.geonames_id,
            )
    return replace(hidden, location=event.country, latitude=None, longitude=None, where_prec=6, geonames_id=None)


def _hide_place(event: Event) -> Event:
    """Leave the place's name out of the quote, and out of the reports, whose quotes are not marked, altogether."""
    cuts = [(span.start, span.end) for span in event.spans if span.role == "place"]
    if not cuts and event.location and event.location in event.quote:
        at = event.quote.index(event.location)
        cuts = [(at, at + len(event.location))]
    quote, spans = _cut(event.quote, event.spans, cuts)
    reports = tuple(replace(report, quote=quote if report.quote == event.quote else "") for report in event.reports)
    return replace(event, quote=quote, spans=spans, reports=reports, title=None)


def _without_names(event: Event, private_names: Names) -> Event:
    quote, spans = _cut(event.quote, event.spans, private_names(event.quote, event.language))

    def named(report: Report) -> Report:
        return replace(report, quote=_cut(report.quote, (), private_names(report.quote, event.language))[0])

    return replace(event, quote=quote, spans=spans, reports=tuple(map(named, event.reports)))


def _cut(text: str, spans: Sequence[Span], cuts: Sequence[tuple[int, int]]) -> tuple[str, tuple[Span, ...]]:
    """Replace stretches of a text by `HIDDEN` and move the marks that do not touch them."""
    for start, end in sorted(cuts, reverse=True):
        moved = len(HIDDEN) - (end - start)
        text = text[:start] + HIDDEN + text[end:]
        spans = [
            replace(span, start=span.start + moved, end=span.end + moved) if span.start >= end else span
            for span in spans
            if span.end <= start or span.start >= end
        ]
    return text, tuple(spans)

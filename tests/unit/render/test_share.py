"""What a map made for sharing must not tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from geomap.model import Event, Place, Span
from geomap.render.share import HIDDEN, shareable

TOWN = Place(1, "Saraqib", 35.86, 36.81, "PPL", "SY", "Idlib", 10, "Saraqib District", 20)
DISTRICT = Place(20, "Saraqib District", 35.8, 36.9, "ADM2", "SY", "Idlib", 10)
PROVINCE = Place(10, "Idlib", 35.93, 36.63, "ADM1", "SY")


def share(events: list[Event], places: dict[int, Place] | None = None, **options: Any) -> Any:
    known = {20: DISTRICT, 10: PROVINCE} if places is None else places
    return shareable(events, nearest=lambda *_: TOWN, get=known.get, **options)


def quoted(make_event: Callable[..., Event], quote: str, place: str, **changes: Any) -> Event:
    at = quote.index(place)
    spans = (Span("place", at, at + len(place)), Span("trigger", 0, quote.index(" ")))
    report = make_event().reports[0]
    return make_event(quote=quote, spans=spans, location=place, reports=(report,), **changes)


@pytest.mark.parametrize(
    ("language", "quote"),
    [
        ("en", "Shelling hit a hospital in Saraqib on Monday."),
        ("fr", "Bombardé, l’hôpital de Saraqib a fermé."),
        ("fr", "Bombardé, le camp de déplacés de Saraqib brûle."),
    ],
)
def test_a_sensitive_place_is_widened_to_its_district(
    make_event: Callable[..., Event], language: str, quote: str
) -> None:
    shared = share([quoted(make_event, quote, "Saraqib", language=language)])
    (event,) = shared.events
    assert shared.widened == 1
    assert (event.location, event.where_prec, event.latitude, event.geonames_id) == ("Saraqib District", 3, 35.8, 20)
    assert "Saraqib" not in event.quote
    assert HIDDEN in event.quote
    assert "Saraqib" not in "".join(report.quote for report in event.reports)
    assert event.title is None
    assert [span.role for span in event.spans] == ["trigger"]
    assert event.quote[event.spans[0].start : event.spans[0].end] == quote.split(" ", maxsplit=1)[0]


def test_sexual_violence_is_widened_whatever_the_words(make_event: Callable[..., Event]) -> None:
    (event,) = share([make_event(sub_event_type="Sexual violence")]).events
    assert event.where_prec == 3


def test_without_a_district_the_province_and_without_that_the_country(make_event: Callable[..., Event]) -> None:
    hospital = quoted(make_event, "Shelling hit a hospital in Saraqib.", "Saraqib")
    (event,) = share([hospital], {10: PROVINCE}).events
    assert (event.where_prec, event.location) == (4, "Idlib")
    (event,) = share([hospital], {}).events
    assert (event.where_prec, event.latitude, event.location) == (6, None, "Syria")


def test_other_events_stay_as_they_are(make_event: Callable[..., Event]) -> None:
    event = quoted(make_event, "Shelling hit a military camp in Saraqib.", "Saraqib")
    assert share([event]).events == (event,)


def test_aid_and_evacuations_to_come_are_dropped_and_past_ones_kept(make_event: Callable[..., Event]) -> None:
    ahead = make_event(quote="An aid convoy will leave on Friday.", status="planned")
    past = make_event(quote="An aid convoy left on Friday.")
    talks = make_event(quote="The presidents will meet on Friday.", status="planned")
    shared = share([ahead, past, talks])
    assert shared.dropped == 1
    assert len(shared.events) == 2


def test_private_names_are_left_out_everywhere(make_event: Callable[..., Event]) -> None:
    quote = "Jane Roe was arrested in Homs."
    report = make_event().reports[0]
    event = make_event(
        quote=quote,
        spans=(Span("actor2", 0, 8), Span("place", 25, 29)),
        reports=(type(report)(**{**{f: getattr(report, f) for f in report.__slots__}, "quote": quote}),),
    )
    (shared,) = share(
        [event], private_names=lambda text, _: [(text.index("Jane Roe"), text.index("Jane Roe") + 8)]
    ).events
    assert "Roe" not in shared.quote + shared.reports[0].quote
    assert [(span.role, shared.quote[span.start : span.end]) for span in shared.spans] == [("place", "Homs")]

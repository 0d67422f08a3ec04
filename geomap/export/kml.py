"""KML 2.2: places with time spans and a style for each event type, for Google Earth and its kin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from geomap.export.characters import xml_text
from geomap.model import Event
from geomap.store import View

_COLOURS = {  # Okabe and Ito's palette, which people with any colour vision tell apart; KML writes aabbggrr
    "Battles": "ff005ed5",
    "Explosions/Remote violence": "ff009fe6",
    "Violence against civilians": "ffa779cc",
    "Protests": "ffb27200",
    "Riots": "ff42e4f0",
    "Strategic developments": "ff739e00",
    "Diplomacy": "ffe9b456",
}
_KINDS = list(_COLOURS)
_OTHER = "ff7a7a7a"
_SHOWN = (
    "event_id", "event_type", "sub_event_type", "status", "actor1", "actor2", "location", "where_prec", "fatalities",
    "injured", "claimants", "source_url", "source", "country", "admin1", "confidence", "doc_id", "language", "quote",
    "quote_start", "quote_end",
)  # fmt: skip


# Without it viewers show a table of all the data, as HTML.
_BALLOON = "<BalloonStyle><text>$[description]</text></BalloonStyle>"


def write(view: View, path: Path) -> list[str]:
    """Write the events that have a place; the others are counted."""
    with path.open("wb") as stream:
        return write_to(view, stream)


def write_to(events: Iterable[Event], stream: IO[bytes]) -> list[str]:
    """Write KML to an open stream, event by event."""
    about = "Extracted from texts by a program; read the quote and the source before use."
    stream.write(b'<?xml version="1.0" encoding="utf-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n')
    stream.write(f"{_leaf('name', 'Conflict events')}{_leaf('description', about)}\n".encode())
    for number, colour in enumerate((*_COLOURS.values(), _OTHER)):
        # The reader's own icon, tinted: the address of another would be fetched.
        icon = f"<IconStyle>{_leaf('color', colour)}</IconStyle>"
        stream.write(f'<Style id="type{number}">{icon}{_BALLOON}</Style>\n'.encode())
    left_out = 0
    for event in events:
        if event.latitude is None:
            left_out += 1
        else:
            stream.write(_placemark(event).encode())
    stream.write(b"</Document></kml>\n")
    return [f"{left_out} events without a place were left out: KML shows places only"] if left_out else []


def _leaf(name: str, text: str) -> str:
    return f"<{name}>{escape(xml_text(text))}</{name}>"


def _html(*lines: str) -> str:
    """Lines as HTML, which is what viewers take a description for: nothing in a text may be a tag."""
    return "<br>".join(escape(line) for line in lines)


def _placemark(event: Event) -> str:
    said = "; ".join(event.claimants) or "attribution unknown"
    number = _KINDS.index(event.event_type) if event.event_type in _KINDS else len(_KINDS)
    days = ""
    if event.event_date and event.end_date:
        begin, end = _leaf("begin", event.event_date.isoformat()), _leaf("end", event.end_date.isoformat())
        days = f"<TimeSpan>{begin}{end}</TimeSpan>"
    parts = (
        _leaf("name", " \N{EN DASH} ".join(filter(None, (event.event_type, event.location)))),
        _leaf("description", _html(event.quote, f"(reported by: {said}; source: {event.source or 'unknown'})")),
        days,
        _leaf("styleUrl", f"#type{number}"),
        f"<ExtendedData>{''.join(_data(event))}</ExtendedData>",
        f"<Point>{_leaf('coordinates', f'{event.longitude},{event.latitude}')}</Point>",
    )
    return f"<Placemark>{''.join(parts)}</Placemark>\n"


def _data(event: Event) -> Iterator[str]:
    for name in _SHOWN:
        value = getattr(event, name)
        if value not in (None, ()):
            text = "; ".join(value) if isinstance(value, tuple) else str(value)
            yield f'<Data name="{name}">{_leaf("value", text)}</Data>'

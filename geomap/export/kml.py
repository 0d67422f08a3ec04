"""KML 2.2: places with time spans and a style for each event type, for Google Earth and its kin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.sax.saxutils import XMLGenerator

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
    "injured", "claimants", "source_url",
)  # fmt: skip


def write(view: View, path: Path) -> list[str]:
    """Write the events that have a place; the others are counted."""
    with path.open("wb") as stream:
        return write_to(view, stream)


def write_to(events: Iterable[Event], stream: IO[bytes]) -> list[str]:
    """Write KML to an open stream."""
    xml = _Writer(stream)
    left_out = 0
    with xml.within("kml", xmlns="http://www.opengis.net/kml/2.2"), xml.within("Document"):
        xml.leaf("name", "Conflict events")
        xml.leaf("description", "Extracted from texts by a program; read the quote and the source before use.")
        for number, colour in enumerate((*_COLOURS.values(), _OTHER)):
            with xml.within("Style", id=f"type{number}"), xml.within("IconStyle"):
                xml.leaf("color", colour)  # of the reader's own icon: the address of another would be fetched
        for event in events:
            if event.latitude is None:
                left_out += 1
            else:
                _placemark(xml, event)
    xml.endDocument()
    return [f"{left_out} events without a place were left out: KML shows places only"] if left_out else []


class _Writer(XMLGenerator):
    """Writes elements one by one, so that the number of events does not matter."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream, "utf-8")
        self.startDocument()

    @contextmanager
    def within(self, element: str, **attributes: str) -> Iterator[None]:
        self.startElement(element, attributes)  # type: ignore[arg-type]  # a mapping is all that it needs
        yield
        self.endElement(element)
        self.ignorableWhitespace("\n")

    def leaf(self, element: str, text: str) -> None:
        with self.within(element):
            self.characters(xml_text(text))


def _placemark(xml: _Writer, event: Event) -> None:
    with xml.within("Placemark"):
        xml.leaf("name", " \N{EN DASH} ".join(filter(None, (event.event_type, event.location))))
        said = "; ".join(event.claimants) or "attribution unknown"
        xml.leaf("description", f"{event.quote}\n(reported by: {said}; source: {event.source or 'unknown'})")
        if event.event_date and event.end_date:
            with xml.within("TimeSpan"):
                xml.leaf("begin", event.event_date.isoformat())
                xml.leaf("end", event.end_date.isoformat())
        number = _KINDS.index(event.event_type) if event.event_type in _KINDS else len(_KINDS)
        xml.leaf("styleUrl", f"#type{number}")
        with xml.within("ExtendedData"):
            for name in _SHOWN:
                value = getattr(event, name)
                if value not in (None, ()):
                    with xml.within("Data", name=name):
                        xml.leaf("value", "; ".join(value) if isinstance(value, tuple) else str(value))
        with xml.within("Point"):
            xml.leaf("coordinates", f"{event.longitude},{event.latitude}")

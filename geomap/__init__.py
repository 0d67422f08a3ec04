"""geomap reads reports of conflicts and maps the events they tell of, with the evidence for every dot.

    import geomap

    events = geomap.extract(geomap.read("seeds/"))
    geomap.draw(events.between("2020-02-01", "2020-03-31")).save("maps/spring.html")

Importing it is light: spaCy, pandas and folium come with the first call that needs them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from geomap.errors import DocumentError, GeomapError, SetupError, UsageError
from geomap.model import Document, Event

if TYPE_CHECKING:
    from geomap.documents import read
    from geomap.pipeline import draw
    from geomap.pipeline import extract_view as extract
    from geomap.places import open_gazetteer
    from geomap.store import View, open_store, read_events

__version__ = "0.1.0"

_HOMES = {
    "View": ("geomap.store", "View"),
    "draw": ("geomap.pipeline", "draw"),
    "extract": ("geomap.pipeline", "extract_view"),
    "open_gazetteer": ("geomap.places", "open_gazetteer"),
    "open_store": ("geomap.store", "open_store"),
    "read": ("geomap.documents", "read"),
    "read_events": ("geomap.store", "read_events"),
}

__all__ = [
    "Document",
    "DocumentError",
    "Event",
    "GeomapError",
    "SetupError",
    "UsageError",
    "View",
    "draw",
    "extract",
    "open_gazetteer",
    "open_store",
    "read",
    "read_events",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'geomap' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)

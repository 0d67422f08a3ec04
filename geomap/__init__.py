"""geomap reads reports of conflicts and maps the events they tell of, with the evidence for every dot.

    import geomap

    events = geomap.extract(geomap.read("seeds/"))
    geomap.draw(events.between("2020-02-01", "2020-03-31")).save("maps/spring.html")

Importing it is light: spaCy, pandas and folium come with the first call that needs them.
"""

from typing import TYPE_CHECKING

from geomap.doors import opened_on_use
from geomap.errors import DocumentError, GeomapError, SetupError, UsageError
from geomap.model import Document, Event

if TYPE_CHECKING:
    from geomap.documents import read
    from geomap.pipeline import extract_view as extract
    from geomap.places import open_gazetteer
    from geomap.presentation import draw
    from geomap.store import View, open_store, read_events

__version__ = "0.1.0"

_HOMES = {
    "View": "store",
    "draw": "presentation",
    "extract": "pipeline:extract_view",
    "open_gazetteer": "places",
    "open_store": "store",
    "read": "documents",
    "read_events": "store",
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

__getattr__ = opened_on_use(__name__, _HOMES)

"""The gazetteer's door: names of the world's places, embedded, with the user's own laid over them.

Importing it is light; the index is built on first use and memory-mapped afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.places.gazetteer.areas import Area
    from geomap.places.gazetteer.cache import open_gazetteer, progress_bar
    from geomap.places.gazetteer.entries import NameKind
    from geomap.places.gazetteer.folding import fold
    from geomap.places.gazetteer.geodesy import distance_km
    from geomap.places.gazetteer.lookup import Gazetteer, Match, PlaceName
    from geomap.places.gazetteer.scanning import NameSpan
    from geomap.places.gazetteer.shapes import CountryShape

_HOMES = {
    "Area": "areas",
    "CountryShape": "shapes",
    "Gazetteer": "lookup",
    "Match": "lookup",
    "NameKind": "entries",
    "NameSpan": "scanning",
    "PlaceName": "lookup",
    "distance_km": "geodesy",
    "fold": "folding",
    "open_gazetteer": "cache",
    "progress_bar": "cache",
}

__all__ = [
    "Area",
    "CountryShape",
    "Gazetteer",
    "Match",
    "NameKind",
    "NameSpan",
    "PlaceName",
    "distance_km",
    "fold",
    "open_gazetteer",
    "progress_bar",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

"""The gazetteer's door: names of the world's places, embedded, with the user's own laid over them.

Importing it is light; the index is built on first use and memory-mapped afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.doors import opened_on_use

if TYPE_CHECKING:
    from geomap.places.gazetteer.adding import Home, add_boundaries, add_country, add_places
    from geomap.places.gazetteer.areas import Area
    from geomap.places.gazetteer.boundaries import PCodes
    from geomap.places.gazetteer.cache import build_gazetteer, open_gazetteer, progress_bar
    from geomap.places.gazetteer.designators import bare_name
    from geomap.places.gazetteer.entries import NameKind
    from geomap.places.gazetteer.folding import fold
    from geomap.places.gazetteer.geodesy import distance_km
    from geomap.places.gazetteer.lookup import Gazetteer, Match, PlaceName
    from geomap.places.gazetteer.own import Addition, list_additions, own_folder, remove_addition
    from geomap.places.gazetteer.scanning import NameSpan
    from geomap.places.gazetteer.shapes import CountryShape
    from geomap.places.gazetteer.sources.regions import own_id

_HOMES = {
    "Addition": "own",
    "Area": "areas",
    "CountryShape": "shapes",
    "Gazetteer": "lookup",
    "Home": "adding",
    "Match": "lookup",
    "NameKind": "entries",
    "NameSpan": "scanning",
    "PCodes": "boundaries",
    "PlaceName": "lookup",
    "add_boundaries": "adding",
    "add_country": "adding",
    "add_places": "adding",
    "bare_name": "designators",
    "build_gazetteer": "cache",
    "distance_km": "geodesy",
    "fold": "folding",
    "list_additions": "own",
    "open_gazetteer": "cache",
    "own_folder": "own",
    "own_id": "sources.regions",
    "progress_bar": "cache",
    "remove_addition": "own",
}

__all__ = [
    "Addition",
    "Area",
    "CountryShape",
    "Gazetteer",
    "Home",
    "Match",
    "NameKind",
    "NameSpan",
    "PCodes",
    "PlaceName",
    "add_boundaries",
    "add_country",
    "add_places",
    "bare_name",
    "build_gazetteer",
    "distance_km",
    "fold",
    "list_additions",
    "open_gazetteer",
    "own_folder",
    "own_id",
    "progress_bar",
    "remove_addition",
]

__getattr__ = opened_on_use(__name__, _HOMES)

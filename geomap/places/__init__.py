"""Places: the place names of documents, how each is used, and where it is.

`locate` reads analyses and gives every toponym mention: recognised by statistical entities, gazetteer and context
together, told apart from governments that act under a place's name, and resolved with the whole document, or honestly
left unresolved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.doors import opened_on_use

if TYPE_CHECKING:
    from geomap.places.gazetteer import Gazetteer, open_gazetteer
    from geomap.places.locating import locate, worth_parsing
    from geomap.places.online import OnlineGeocoder, OnlineSettings
    from geomap.places.records import mention_record
    from geomap.places.rules import PlaceRules

_HOMES = {
    "OnlineGeocoder": "online",
    "OnlineSettings": "online",
    "PlaceRules": "rules",
    "Gazetteer": "gazetteer",
    "locate": "locating",
    "mention_record": "records",
    "open_gazetteer": "gazetteer",
    "worth_parsing": "locating",
}

__all__ = [
    "Gazetteer",
    "OnlineGeocoder",
    "OnlineSettings",
    "PlaceRules",
    "locate",
    "mention_record",
    "open_gazetteer",
    "worth_parsing",
]

__getattr__ = opened_on_use(__name__, _HOMES)

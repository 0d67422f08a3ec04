"""The map: one self-contained HTML page drawn through folium.

Door of the room. `draw` takes events and gives a `folium.Map` that more layers can be added to; its `save` writes one
file that opens with no network. `CountryShape` is what may lie
underneath. `shareable` makes events fit for passing on.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.render.basemap import CountryShape
    from geomap.render.drawing import draw
    from geomap.render.page import EventMap
    from geomap.render.share import Shared, shareable

_HOMES = {
    "CountryShape": "basemap",
    "EventMap": "page",
    "Shared": "share",
    "draw": "drawing",
    "shareable": "share",
}

__all__ = ["CountryShape", "EventMap", "Shared", "draw", "shareable"]


def __getattr__(name: str) -> Any:
    """Imports folium and its kin only when a map is really drawn."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

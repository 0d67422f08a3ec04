"""The map: one self-contained HTML page drawn through folium.

Door of the room. `draw` takes events and gives a `folium.Map` that more layers can be added to; its `save` writes one
file that opens with no network. `CountryShape` is what may lie
underneath. `shareable` makes events fit for passing on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.doors import opened_on_use

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

__getattr__ = opened_on_use(__name__, _HOMES)  # folium and its kin come only when a map is really drawn

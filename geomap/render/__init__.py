"""The map: one self-contained HTML page drawn through folium.

Door of the room. `draw` takes events and gives a `folium.Map` that more layers can be added to; its `save` writes one
file that opens with no network. `CountryShape` is what may lie
underneath. `shareable` makes events fit for passing on. `draw_service` gives the page of a web service, which asks for
what it shows, and `with_policy` any page of ours its Content-Security-Policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.doors import opened_on_use

if TYPE_CHECKING:
    from geomap.render.basemap import CountryShape
    from geomap.render.drawing import draw
    from geomap.render.page import EventMap
    from geomap.render.security import with_policy
    from geomap.render.service import draw_service
    from geomap.render.share import Shared, shareable

_HOMES = {
    "CountryShape": "basemap",
    "EventMap": "page",
    "Shared": "share",
    "draw": "drawing",
    "draw_service": "service",
    "shareable": "share",
    "with_policy": "security",
}

__all__ = ["CountryShape", "EventMap", "Shared", "draw", "draw_service", "shareable", "with_policy"]

__getattr__ = opened_on_use(__name__, _HOMES)  # folium and its kin come only when a map is really drawn

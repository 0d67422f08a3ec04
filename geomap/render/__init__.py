"""The map: one self-contained HTML page drawn through folium.

Door of the room. `draw` takes events and gives a `folium.Map` that more layers can be added to; its `save` writes one file that
opens with no network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.render.drawing import draw
    from geomap.render.page import EventMap

__all__ = ["EventMap", "draw"]


def __getattr__(name: str) -> object:
    """Import folium and its kin only when a map is really drawn."""
    if name == "draw":
        from geomap.render.drawing import draw

        return draw
    if name == "EventMap":
        from geomap.render.page import EventMap

        return EventMap
    raise AttributeError(name)

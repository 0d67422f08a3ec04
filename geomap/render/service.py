"""The page of a web service: the map as it is in a file, but for the events, which it asks the service for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geomap.render.basemap import extent, pack_basemap
from geomap.render.blocks import BlockWriter
from geomap.render.drawing import ZOOMING, name_by_content, view_of
from geomap.render.frame import to_frame
from geomap.render.layer import EventLayer
from geomap.render.page import EventMap, Page
from geomap.render.settings import languages_of, page_settings
from geomap.render.text import SCRIPTS

if TYPE_CHECKING:
    from geomap.render.basemap import CountryShape, Towns
    from geomap.render.drawing import Theme

SERVICE_SCRIPTS = (
    *SCRIPTS,
    *(f"service/{name}.js" for name in ("asking", "filters", "events", "tiles", "layer", "list", "page")),
)
"""The scripts of the page: those of every map, and what asks a service."""


def draw_service(
    spots: Sequence[tuple[float, float]],
    *,
    run: Mapping[str, Any] | None = None,
    countries: Sequence[CountryShape] | None = None,
    towns: Towns | None = None,
    aliases: Mapping[str, Sequence[str]] | None = None,
    title: str | None = None,
    lang: str | None = None,
    theme: Theme = "auto",
) -> str:
    """Draw the page of a web service.

    The page asks for `summary`, `tiles/Z/X/Y.mvt`, `collections/events/items` and `assets/`, relative to its own
    address, and for nothing else.

    Args:
        spots: Longitudes and latitudes around which there are events; the ground is drawn finely there.
        run: As for `draw`.
        countries: As for `draw`.
        towns: As for `draw`.
        aliases: As for `draw`.
        title: Headline; by default said in the map's language.
        lang: As for `draw`.
        theme: As for `draw`.

    Returns:
        The HTML text.
    """
    frame = to_frame({"longitude": [spot[0] for spot in spots], "latitude": [spot[1] for spot in spots]})
    writer = BlockWriter()
    settings: dict[str, Any] = {
        "service": {"box": extent(frame)},
        "columns": {},
        "basemap": pack_basemap(countries, towns, frame, languages_of(lang), writer) if countries else None,
        **page_settings(lang=lang, theme=theme, title=title, subtitle=None, run=run, aliases=aliases),
        "colour_by": "event_type",
        "online_tiles": False,
    }
    early, late = writer.written()
    made = EventMap(
        title=title or settings["strings"]["title"], language=lang or "en", **view_of(frame), **ZOOMING[True]
    )
    made.add_child(EventLayer(settings, early, late, SERVICE_SCRIPTS))
    name_by_content(made, settings, early, late)
    page = made.get_root()
    assert isinstance(page, Page)  # noqa: S101 - EventMap puts itself into one
    page.served = True
    return page.render()

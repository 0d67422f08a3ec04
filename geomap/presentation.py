"""What people see of events: the map, the page of a web service, the version that may be passed on.

    events -> (made fit for sharing) -> map

As in `pipeline.py`, rooms are put together here and nothing is worked out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from geomap.model import Event
from geomap.resources import Resources

if TYPE_CHECKING:
    import folium

    from geomap.knowledge import Knowledge
    from geomap.render import Shared
    from geomap.store import Reading

__all__ = ["draw", "for_sharing", "service_page"]


def draw(events: object, *, resources: Resources | None = None, **options: Any) -> folium.Map:
    """Draws events as a map with the embedded basemap and areas; the options are those of `geomap.render.draw`.

    Args:
        events: Events, a view of them, a GeoDataFrame, or a GeoJSON FeatureCollection.
        resources: Loaded look-ups to use again.
        **options: `title`, `subtitle`, `lang`, `theme`, `tiles`, `run`, ...

    Returns:
        A folium.Map: add layers to it, show it in a notebook, `save()` it as one HTML file.
    """
    from geomap.events import measured_confidence
    from geomap.render import draw as draw_map

    kit = resources or Resources()
    return draw_map(
        events,
        areas=kit.gazetteer.area,
        countries=kit.gazetteer.country_shapes(),
        towns=kit.gazetteer.near,
        aliases=_aliases(kit.knowledge),
        **{**options, "run": {"confidence": measured_confidence(), **(options.get("run") or {})}},
    )


def service_page(
    reading: Reading,
    *,
    resources: Resources | None = None,
    title: str | None = None,
    lang: str | None = None,
    theme: Literal["auto", "light", "dark"] = "auto",
) -> str:
    """Draws the page of a web service over a store; see `geomap.render.draw_service`.

    Args:
        reading: The store, as `geomap.store.open_reading` gives it.
        resources: Loaded look-ups to use again.
        title: Headline.
        lang: Language of the interface; None follows the reader's browser.
        theme: "light", "dark" or "auto".

    Returns:
        The HTML text.
    """
    from geomap.events import measured_confidence
    from geomap.render import draw_service

    kit = resources or Resources()
    run = reading.run()
    return draw_service(
        reading.spots(),
        run={"confidence": measured_confidence(), "documents_read": len(run.documents)},
        countries=kit.gazetteer.country_shapes(),
        towns=kit.gazetteer.near,
        aliases=_aliases(kit.knowledge),
        title=title,
        lang=lang,
        theme=theme,
    )


def for_sharing(events: Iterable[Event], *, resources: Resources | None = None) -> Shared:
    """Makes events fit to be passed on: see `geomap.render.shareable` and "Do no harm" in docs/methodology.md.

    Args:
        events: Events as extracted.
        resources: Loaded look-ups to use again.

    Returns:
        What may be passed on, and what was done to it.
    """
    from geomap.actors import private_names
    from geomap.render import shareable

    kit = resources or Resources()

    return shareable(
        events,
        nearest=kit.gazetteer.reverse,
        get=kit.gazetteer.get,
        private_names=lambda text, language: private_names(text, language, kit.knowledge),
    )


def _aliases(knowledge: Knowledge) -> dict[str, list[str]]:
    """Other names of groups and organisations, so that a map's actor filter finds them too."""
    return {
        entry.name: [name for names in entry.aliases.values() for name in names]
        for entry in knowledge.entries
        if entry.aliases and not entry.speaks_for
    }

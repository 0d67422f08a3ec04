"""From events to a map: the one function that puts the room's parts together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from geomap.errors import UsageError
from geomap.render.areas import AreaLookup, pack_areas
from geomap.render.basemap import CountryShape, Towns, extent, pack_basemap
from geomap.render.blocks import BlockWriter
from geomap.render.derived import DERIVED, pack_derived
from geomap.render.fields import FIELDS
from geomap.render.frame import Frame, to_frame
from geomap.render.layer import EventLayer
from geomap.render.pack import FIRST, pack
from geomap.render.page import EventMap
from geomap.render.settings import languages_of, page_settings
from geomap.store import foreign_tables

if TYPE_CHECKING:
    import folium

Theme = Literal["auto", "light", "dark"]
ZOOMING: dict[bool, dict[str, Any]] = {True: {"zoom_snap": 0.25, "wheel_px_per_zoom_level": 90}, False: {}}
"""Our own ground is sharp at any zoom; tiles are only at whole ones."""


def draw(
    events: object,
    *,
    run: Mapping[str, Any] | None = None,
    areas: AreaLookup | None = None,
    countries: Sequence[CountryShape] | None = None,
    towns: Towns | None = None,
    aliases: Mapping[str, Sequence[str]] | None = None,
    title: str | None = None,
    subtitle: str | None = None,
    lang: str | None = None,
    theme: Theme = "auto",
    tiles: str | folium.TileLayer | None = None,
    attribution: str | None = None,
    group_by: str | None = None,
    colour_by: str = "event_type",
    changes: Mapping[str, str] | None = None,
) -> EventMap:
    """Draw events as a map that opens anywhere, with no network.

    Args:
        events: Events, a DataFrame or GeoDataFrame, a mapping of columns, or a GeoJSON FeatureCollection. Coordinates
            are decimal degrees, WGS 84; days are dates or ISO text.
        run: What the map's header and notes say of how the events came about. All keys are optional: `documents_read`
            (a number), `documents_failed` (names), `sources` (names), `confidence` ({"high": 0.9, "medium": 0.6,
            "low": 0.3, "from": {"high": 0.7, "medium": 0.5}, "measured_on": "..."}, the measured share of right events for
            each word), `shared` (True for a
            map made with --share).
        areas: Gives the extent of a province or district by its GeoNames id (the gazetteer's `area`); without it, such
            events are drawn as circles.
        countries: Shapes to draw underneath (the gazetteer's `country_shapes()`); None leaves the ground empty.
        towns: Gives towns around a point for labels (the gazetteer's `near`).
        aliases: Other names of actors, which the actor filter finds too: canonical name to names.
        title: Headline of the map; by default said in the map's language.
        subtitle: Line under it; by default the period and the countries.
        lang: Language of the interface (ISO 639-1). None follows the reader's browser. Any language may be named:
            strings that are not translated are English, and right-to-left languages turn the page round.
        theme: "light", "dark", or "auto" for the reader's own setting.
        tiles: An online tile set (folium's names or a URL); None, the default, needs no network.
        attribution: Credit that the tile set asks for.
        group_by: A field whose values never share a cluster; they also head the table.
        colour_by: The field that gives marks their colour and shape.
        changes: What has become of events since an earlier version, "new" or "changed" by event id; with it the page
            can show these alone.

    Returns:
        A `folium.Map`: add layers to it, show it in a notebook, `save()` it as one HTML file.

    Raises:
        UsageError: The events cannot be read, or a field named is not there.
    """
    frame = to_frame(events)
    if theme not in ("auto", "light", "dark"):
        message = f"There is no theme {theme!r}: choose auto, light or dark."
        raise UsageError(message)
    for option, name in (("group_by", group_by), ("colour_by", colour_by)):
        if (
            name is not None
            and name not in frame.columns
            and name not in frame.extras
            and not (name in FIELDS and option == "colour_by")
        ):
            message = f"{option} names the field {name!r}, which these events do not have."
            raise UsageError(message)
    writer = BlockWriter()
    chosen = [name for name in (colour_by, group_by) if name]
    columns = pack(frame, writer, (*FIRST, *chosen), chosen) | pack_derived(frame, writer, changes)
    settings: dict[str, Any] = {
        "count": frame.count,
        "columns": columns,
        "first_columns": [*FIRST, *DERIVED, *(name for of in chosen for name in (of, f"by.{of}") if name not in FIRST)],
        "areas": pack_areas(frame, areas, writer),
        "basemap": pack_basemap(countries, towns, frame, languages_of(lang), writer) if countries else None,
        **page_settings(lang=lang, theme=theme, title=title, subtitle=subtitle, run=run, aliases=aliases),
        "group_by": f"by.{group_by}" if f"by.{group_by}" in columns else group_by,
        "colour_by": f"by.{colour_by}" if f"by.{colour_by}" in columns else colour_by,
        "kept": [table.name for table in foreign_tables() if table.kept],
        "online_tiles": tiles is not None,
    }
    early, late = writer.written()
    made = EventMap(
        title=title or settings["strings"]["title"],
        language=lang or "en",
        tiles=tiles,
        attr=attribution,
        **view_of(frame),
        **ZOOMING[tiles is None],
    )
    made.add_child(EventLayer(settings, early, late))
    name_by_content(made, settings, early, late)
    return made


def name_by_content(made: EventMap, settings: Mapping[str, Any], *texts: str) -> None:
    """Give the map and its layers ids that depend on what they show, where folium draws lots: same events, same page."""
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True, default=str).encode("utf-8", "replace"))
    for text in texts:
        digest.update(text.encode("utf-8", "replace"))
    for number, element in enumerate((made, *made._children.values())):  # noqa: SLF001 - branca keeps children there
        element._id = hashlib.sha256(digest.digest() + bytes([number])).hexdigest()[:32]  # noqa: SLF001


def view_of(frame: Frame) -> dict[str, Any]:
    """Where the map opens before the page knows its own size; the script then fits the events."""
    box = extent(frame)
    if box is None:
        return {"location": [20.0, 10.0], "zoom_start": 2}
    west, south, east, north = box
    span = max(east - west, (north - south) * 1.5, 0.5)
    return {
        "location": [(south + north) / 2, (west + east) / 2],
        "zoom_start": int(np.clip(np.log2(360 / span) + 1, 2, 12)),
    }

"""The folium map that holds all it needs, and the page around it."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import folium
from branca.element import Element, Figure
from folium.template import Template

from geomap.errors import SetupError
from geomap.render.security import with_policy
from geomap.render.text import RIGHT_TO_LEFT, leaflet_script, leaflet_style

FARTHEST_ZOOM = 18


class Raw(Element):
    """Text that goes into the page as it is; branca's `Element` would read it as a template, braces and all."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Raw"
        self.text = text

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 - branca's signature
        """Give the text."""
        return self.text


class Page(Figure):
    """The HTML page: folium's figure with a language, a policy, and room for data after the scripts.

    Texts that the first picture does not need come last, so that the browser draws the map before it has read them.
    """

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.language|e }}" dir="{{ this.direction }}">\n<head>\n'
        "<title>{{ this.title|e }}</title>\n{{ this.header.render(**kwargs) }}\n</head>\n<body>\n"
        "{{ this.html.render(**kwargs) }}\n<script>\n{{ this.script.render(**kwargs) }}\n</script>\n"
        "{{ this.tail.render(**kwargs) }}\n</body>\n</html>\n"
    )

    def __init__(self, title: str, language: str) -> None:
        super().__init__(height="640px", title=title)
        self.language = language
        self.served = False
        self.direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        self.tail = Element()
        self.tail._parent = self  # noqa: SLF001 - as branca's Figure does for its own parts

    def render(self, **kwargs: Any) -> str:
        """Render the whole page with its Content-Security-Policy."""
        return with_policy(super().render(**kwargs), _tile_hosts(self), served=self.served)


class EventMap(folium.Map):
    """A `folium.Map` whose page fetches nothing: Leaflet is inside it.

    folium's `default_js` and `default_css` are lists shared by all maps; this class has its own, empty ones. Plug-ins
    that load scripts from elsewhere do not work in a page that may load nothing.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's name, emptied on purpose
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <style>
                html, body { width: 100%; height: 100%; margin: 0; padding: 0; }
                #{{ this.get_name() }} { position: relative; width: 100%; height: 100%; }
            </style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}
            });
        {% endmacro %}
        """
    )

    def __init__(self, *, title: str, language: str, tiles: Any = None, **options: Any) -> None:
        super().__init__(tiles=tiles, max_zoom=FARTHEST_ZOOM, maxZoom=FARTHEST_ZOOM, zoom_control=False, **options)
        Page(title, language).add_child(self)

    def render(self, **kwargs: Any) -> str:
        """Put Leaflet and then everything that was added to the map into the page."""
        page = self.get_root()
        if isinstance(page, Figure):
            page.header.add_child(Raw(f"<style>{leaflet_style()}</style>"), name="leaflet_style")
            switches = "<script>var L_NO_TOUCH = false, L_DISABLE_3D = false;</script>"
            page.header.add_child(Raw(f"{switches}\n<script>{leaflet_script()}</script>"), name="leaflet_script")
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""  # folium's maps write into their page instead

    def save(self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **kwargs: Any) -> None:
        """Write the page to a file, whole or not at all.

        The text goes to a file beside the target, which takes its place only when everything has been written.

        Args:
            outfile: A path, or an open binary file.
            close_file: Whether an open file is closed afterwards.
            kwargs: Passed on to folium's templates.

        Raises:
            SetupError: The file cannot be written.
        """
        page = self.get_root().render(**kwargs).encode("utf-8", "replace")
        if not isinstance(outfile, str | bytes | Path):
            outfile.write(page)
            if close_file:
                outfile.close()
            return
        _write_whole(Path(os.fsdecode(outfile)), page)


def _write_whole(target: Path, content: bytes) -> None:
    beside = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name}.", suffix=".part", delete=False
        ) as part:
            beside = part.name
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(target)
    except OSError as error:
        if beside:
            with suppress(OSError):
                Path(beside).unlink()
        raise SetupError(
            f"The map could not be written to {target} ({error.strerror or error}): "
            "free some space or choose another place with -o."
        ) from error


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _tile_hosts(element: Element) -> list[str]:
    """Origins of all tile layers in the map, with a wildcard for sub-domains written as {s}."""
    hosts = []
    for child in element._children.values():  # noqa: SLF001 - branca keeps children there and nowhere else
        url = getattr(child, "tiles", None)
        if isinstance(child, folium.raster_layers.TileLayer) and isinstance(url, str):
            parts = urlsplit(url)
            hosts.append(f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}")
        hosts += _tile_hosts(child)
    return hosts

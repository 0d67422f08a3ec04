"""Text on its way into markup and scripts, and what the page's assets say."""

from __future__ import annotations

import base64
import importlib.util
import json
import re
from functools import cache
from importlib import resources
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from geomap.errors import SetupError

SCRIPTS = (
    "base.js",
    "data.js",
    "strings.js",
    "events.js",
    "filters.js",
    "filterkinds.js",
    "facets.js",
    "pane.js",
    "basemap.js",
    "areas.js",
    "marks.js",
    "clusters.js",
    "eventlayer.js",
    "histogram.js",
    "time.js",
    "selection.js",
    "quote.js",
    "panel.js",
    "table.js",
    "beside.js",
    "state.js",
    "download.js",
    "about.js",
    "layout.js",
    "column.js",
    "theme.js",
    "shims.js",
    "app.js",
)
"""The page's own scripts in the order in which they are joined."""
LANGUAGES = ("en", "fr")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi", "sd", "ug"})
_LEAFLET = "js_lib_leaflet"


def as_script(value: Any) -> str:
    """Spell a value as JSON that is safe between script tags: no `<`, and no line separators of JavaScript."""
    spelled = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return spelled.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def read_asset(name: str) -> str:
    """Read one of our own assets."""
    return resources.files("geomap.render.assets").joinpath(name).read_text("utf-8")


@cache
def own_script(scripts: tuple[str, ...] = SCRIPTS) -> str:
    """Join the page's scripts into one, in a scope of its own; only `geomapPage` is seen from outside."""
    parts = "\n".join(read_asset(name) for name in scripts)
    return _between_tags(f'var geomapPage = (function () {{\n"use strict";\n{parts}\nreturn page;\n}})();')


@cache
def own_style() -> str:
    """The page's style sheet."""
    return read_asset("page.css")


@cache
def strings(language: str) -> dict[str, str]:
    """Interface strings in a language; what it lacks is English."""
    table: dict[str, str] = json.loads(read_asset("strings/en.json"))
    if language in LANGUAGES and language != "en":
        table = {**table, **json.loads(read_asset(f"strings/{language}.json"))}
    return table


@cache
def palette() -> dict[str, Any]:
    """Colours and shapes of event types, and the look of the basemap."""
    loaded: dict[str, Any] = json.loads(read_asset("palette.json"))
    return loaded


@cache
def leaflet_script() -> str:
    """Leaflet's script with its licence notice, and its marker pictures as data."""
    code = (_leaflet_folder() / "leaflet.js").read_text("utf-8")
    code = f"/*!\n{_leaflet_licence()}*/\n" + re.sub(r"//# sourceMappingURL=\S+\s*$", "", code)
    icons = {
        "iconUrl": _picture("marker-icon.png"),
        "iconRetinaUrl": _picture("marker-icon-2x.png"),
        "shadowUrl": _picture("marker-shadow.png"),
    }
    return _between_tags(f"{code}\nL.Icon.Default.imagePath = '';\nL.Icon.Default.mergeOptions({json.dumps(icons)});")


@cache
def leaflet_style() -> str:
    """Leaflet's style sheet with its pictures as data."""
    sheet = (_leaflet_folder() / "leaflet.css").read_text("utf-8")
    return re.sub(r"url\(images/([\w.-]+)\)", lambda found: f"url({_picture(found[1])})", sheet)


def _leaflet_licence() -> str:
    """The conditions under which Leaflet may be passed on, which every page that holds it must carry."""
    return (distribution("django-js-lib-leaflet").read_text("LICENSE") or "").replace("*/", "* /")


def _picture(name: str) -> str:
    raw = (_leaflet_folder() / "images" / name).read_bytes()
    return "data:image/png;base64," + base64.b64encode(raw).decode("ascii")


def _leaflet_folder() -> Path:
    """Find Leaflet's files in the package that carries them, without importing it (it wants Django)."""
    spec = importlib.util.find_spec(_LEAFLET)
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise SetupError("Leaflet's files are missing; install them with: pip install django-js-lib-leaflet==1.9.4.1")
    return Path(places[0]) / "static" / _LEAFLET


def _between_tags(code: str) -> str:
    """Make a script safe between script tags: an escaped slash means the same in strings and expressions."""
    return re.sub(r"</(?=script)", r"<\\/", code, flags=re.IGNORECASE).replace("<!--", "<\\!--").replace("\r\n", "\n")

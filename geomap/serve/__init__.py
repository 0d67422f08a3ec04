"""The serve room: a read-only web service over a store, with the map page, OGC API - Features and vector tiles.

The door: `Settings` says where and for whom, `make_app` gives the ASGI application, `listen` runs it until it is told
to stop, `token_from` finds the token. The room writes nothing and fetches nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.doors import opened_on_use

if TYPE_CHECKING:
    from geomap.serve.app import make_app
    from geomap.serve.running import listen
    from geomap.serve.settings import Settings, token_from

_HOMES = {"Settings": "settings", "listen": "running", "make_app": "app", "token_from": "settings"}

__all__ = ["Settings", "listen", "make_app", "token_from"]

__getattr__ = opened_on_use(__name__, _HOMES)

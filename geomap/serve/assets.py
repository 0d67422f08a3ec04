"""Scripts of others that the map page loads from the service itself; see `vendor/README.md`."""

from __future__ import annotations

import re
from importlib import resources

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from geomap.serve.answers import problem, tagged

SCRIPTS = {"pbf.js", "point-geometry.js", "vector-tile.js"}

_BARE = re.compile(r"from '@mapbox/([\w-]+)'")


def script(name: str) -> str:
    """A script, with the packages that it imports named by their address here."""
    code = resources.files("geomap.serve").joinpath("vendor", name).read_text("utf-8")
    return _BARE.sub(r"from './\1.js'", code)


def routes() -> APIRouter:
    """The route of the scripts."""
    router = APIRouter()

    @router.get("/assets/{name}", include_in_schema=False)
    def asset(request: Request, name: str) -> Response:
        if name not in SCRIPTS:
            return problem(404, "There is nothing at this address.")
        code = script(name)
        return tagged(request, code, lambda: Response(code, media_type="text/javascript"))

    return router

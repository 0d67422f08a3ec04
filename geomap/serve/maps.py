"""What the map page asks for: itself, vector tiles, and what its filters show."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameters
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from geomap.serve.answers import JSON, TILE, tagged
from geomap.serve.parameters import Filters, query_from
from geomap.serve.service import Service
from geomap.store import Tile


def routes(service: Service) -> APIRouter:
    """The routes of the map page."""
    router = APIRouter()

    @router.get("/map", summary="The map", tags=["Map"], include_in_schema=False)
    def page(request: Request) -> Response:
        text = service.page()
        return tagged(request, text, lambda: HTMLResponse(text))

    @router.get("/tiles/{zoom}/{column}/{row}.mvt", summary="A vector tile (Mapbox) of what matches", tags=["Map"])
    def tile(request: Request, zoom: int, column: int, row: int, asked: Annotated[Filters, Parameters()]) -> Response:
        query, wanted = query_from(asked), Tile(zoom, column, row)

        return tagged(request, service.version(), lambda: Response(service.tile(query, wanted), media_type=TILE))

    @router.get("/summary", summary="Counts of what matches: by day, type, country, actor, source", tags=["Map"])
    def counts(request: Request, asked: Annotated[Filters, Parameters()]) -> Response:
        query = query_from(asked)

        return tagged(request, service.version(), lambda: Response(service.summary(query), media_type=JSON))

    return router

"""OGC API - Features, Part 1: Core, over one collection, `events`."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from fastapi import Query as Parameters
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from geomap.errors import UsageError
from geomap.export import rows_as_csv
from geomap.model import Event
from geomap.serve.answers import GEOJSON, OPENAPI, as_json, base_of, link, problem, tagged, wants_html
from geomap.serve.parameters import MOST_EVENTS, ItemsAsked, query_from
from geomap.serve.service import COLLECTION, Service
from geomap.store import EVENT_FIELDS, Query, feature, row

CONFORMS_TO = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "oas30", "geojson")
)
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def routes(service: Service) -> APIRouter:
    """The routes of the standard."""
    router, asked = APIRouter(), _Features(service)
    of_one = f"/collections/{COLLECTION}"
    for path, answer, summary, tag in (
        ("/", asked.landing, "What there is here", "Capabilities"),
        ("/conformance", asked.conformance, "What of OGC API is kept to", "Capabilities"),
        ("/collections", asked.collections, "The collections", "Capabilities"),
        (of_one, asked.collection, "The collection of events", "Capabilities"),
        (f"{of_one}/items", asked.items, "Events that match", "Events"),
        (f"{of_one}/items/{{event_id:path}}", asked.item, "One event", "Events"),
    ):
        router.add_api_route(path, answer, summary=summary, tags=[tag], response_class=Response)
    return router


class _Features:
    """The answers."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def _base(self, request: Request) -> str:
        return base_of(request, self._service.settings)

    def _here(self, request: Request) -> str:
        return f"{self._base(request)}/collections/{COLLECTION}"

    def landing(self, request: Request) -> Response:
        if wants_html(request):
            return RedirectResponse("map", 302)
        base = self._base(request)
        links = [
            link(f"{base}/", "self", "this page"),
            link(f"{base}/api", "service-desc", "the API in OpenAPI 3.0", OPENAPI),
            link(f"{base}/api.html", "service-doc", "the API for people", "text/html"),
            link(f"{base}/conformance", "conformance", "what of OGC API is kept to"),
            link(f"{base}/collections", "data", "the collections"),
            link(f"{base}/map", "alternate", "the map", "text/html"),
        ]
        return as_json({"title": self._service.title, "description": _DESCRIPTION, "links": links})

    def conformance(self) -> Response:
        return as_json({"conformsTo": list(CONFORMS_TO)})

    def collections(self, request: Request) -> Response:
        def made() -> Response:
            links = [link(f"{self._base(request)}/collections", "self", "the collections")]
            return as_json({"links": links, "collections": [_collection(self._service, self._here(request))]})

        return tagged(request, self._service.version(), made)

    def collection(self, request: Request) -> Response:
        return tagged(
            request, self._service.version(), lambda: as_json(_collection(self._service, self._here(request)))
        )

    def items(self, request: Request, asked: Annotated[ItemsAsked, Parameters()]) -> Response:
        write = _table if _format(request, asked) == "csv" else self._features
        query, limit = query_from(asked), min(asked.limit, MOST_EVENTS)

        def made() -> Response:
            page = self._service.reading.page(query, limit=limit, offset=asked.offset, after=asked.after)
            return write(request, query, page.events, _following(request, self._here(request), page.after))

        return tagged(request, self._service.version(), made)

    def item(self, request: Request, event_id: str) -> Response:
        if request.query_params.keys() - {"f"} or request.query_params.get("f", "json") != "json":
            raise UsageError("an event is given as GeoJSON (f=json), without other parameters")
        here = self._here(request)

        def made() -> Response:
            event = self._service.reading.get(event_id)
            if event is None:
                return problem(404, "there is no event of this id; it may have been merged with another or taken out")
            links = [
                link(f"{here}/items/{quote(event_id, safe='')}", "self", "this event", GEOJSON),
                link(here, "collection", "the collection"),
            ]
            return as_json({**feature(event), "links": links}, GEOJSON)

        return tagged(request, self._service.version(), made)

    def _features(self, request: Request, query: Query, events: Sequence[Event], following: str | None) -> Response:
        here, asked = self._here(request), f"?{request.url.query}" if request.url.query else ""
        links = [link(f"{here}/items{asked}", "self", "this page", GEOJSON), link(here, "collection", "the collection")]
        if following:
            links.append(link(following, "next", "the next page", GEOJSON))
        answer = {
            "type": "FeatureCollection",
            "links": links,
            "numberMatched": self._service.count(query),
            "numberReturned": len(events),
            "features": [feature(event) for event in events],
        }
        return as_json(answer, GEOJSON)


_DESCRIPTION = "Conflict events read out of reports, each with the sentence and the source it rests on."


def _collection(service: Service, here: str) -> dict[str, Any]:
    extent = service.reading.extent()
    spatial = {"bbox": [list(extent.box or (-180, -90, 180, 90))], "crs": CRS84}
    first, last = extent.days or (None, None)
    moments = [f"{first}T00:00:00Z" if first else None, f"{last}T23:59:59Z" if last else None]
    return {
        "id": COLLECTION,
        "title": service.title,
        "description": _DESCRIPTION,
        "itemType": "feature",
        "crs": [CRS84],
        "extent": {
            "spatial": spatial,
            "temporal": {"interval": [moments], "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"},
        },
        "links": [
            link(here, "self", "this collection"),
            link(f"{here}/items", "items", "its events as GeoJSON", GEOJSON),
            link(f"{here}/items?f=csv", "items", "its events as a table", "text/csv"),
        ],
    }


def _format(request: Request, asked: ItemsAsked) -> str:
    chosen = asked.f or ("csv" if request.headers.get("accept", "").startswith("text/csv") else "json")
    if chosen not in {"json", "csv"}:
        raise UsageError(f"events are given as json or csv, not as {chosen!r}")
    return chosen


def _following(request: Request, here: str, after: int | None) -> str | None:
    """The address of the next page: the same filters, from where this page ended."""
    if after is None:
        return None
    kept = [pair for pair in request.query_params.multi_items() if pair[0] not in {"after", "offset"}]
    return f"{here}/items?{urlencode([*kept, ('after', str(after))])}"


def _table(_request: Request, _query: Query, events: Sequence[Event], following: str | None) -> Response:
    stream = io.StringIO(newline="")
    rows_as_csv(stream, EVENT_FIELDS, map(row, events))
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    return Response(stream.getvalue(), media_type="text/csv; charset=utf-8; header=present", headers=headers)

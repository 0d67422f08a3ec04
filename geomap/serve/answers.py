"""How answers look: JSON with a tag by which a caller asks only for what has changed, and problems in one sentence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from geomap.serve.settings import Settings

GEOJSON = "application/geo+json"
JSON = "application/json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
TILE = "application/vnd.mapbox-vector-tile"
SECONDS_TO_RETRY = 5
_CODES = {
    400: "InvalidParameterValue",
    401: "Unauthorized",
    404: "NotFound",
    405: "MethodNotAllowed",
    503: "ServiceUnavailable",
}


def as_json(value: Any, media_type: str = JSON, status: int = 200) -> Response:
    """A value as JSON."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(text.encode("utf-8", "replace"), status, media_type=media_type)


def problem(status: int, description: str, headers: Mapping[str, str] | None = None) -> Response:
    """What went wrong, as OGC API - Features 7.5.1 asks: a code and a sentence."""
    answer = as_json({"code": _CODES.get(status, "ServerError"), "description": description}, status=status)
    answer.headers["Cache-Control"] = "no-store"
    if status == 503:
        answer.headers["Retry-After"] = str(SECONDS_TO_RETRY)
    answer.headers.update(headers or {})
    return answer


def tagged(request: Request, version: str, make: Callable[[], Response]) -> Response:
    """The answer with its tag, made only where the caller does not have it already.

    Args:
        request: What is asked; its address and what it accepts are part of the tag.
        version: What else the answer depends on.
        make: Makes the answer.
    """
    asked = "\n".join((version, str(request.url), request.headers.get("accept", "")))
    tag = f'W/"{hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept"}
    known = {each.strip() for each in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    answer = make()
    answer.headers.update(headers)
    return answer


def wants_html(request: Request) -> bool:
    """Whether the caller is a browser with a page in mind."""
    asked = request.query_params.get("f")
    return asked == "html" if asked else "text/html" in request.headers.get("accept", "")


def base_of(request: Request, settings: Settings) -> str:
    """The service's address as callers know it, without a slash at the end."""
    return (settings.url or str(request.base_url)).rstrip("/")


def link(address: str, relation: str, title: str, media_type: str = JSON) -> dict[str, str]:
    """A link of OGC API's."""
    return {"href": address, "rel": relation, "type": media_type, "title": title}

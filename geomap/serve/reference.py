"""The API described: as OpenAPI 3.0 for programs, and as a page of ours for people, which needs no script and no network."""

from __future__ import annotations

import html
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from geomap.render import with_policy
from geomap.serve.answers import OPENAPI, as_json, base_of, tagged
from geomap.serve.service import Service

_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>TITLE</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{border-top:1px solid #bbb;padding:.3rem .6rem .3rem 0;text-align:start;vertical-align:top}
code{background:#8882;padding:.1rem .3rem;border-radius:.2rem}summary{cursor:pointer;margin:.6rem 0}</style></head>
<body><main><h1>TITLE</h1>"""


def described(app: FastAPI) -> dict[str, Any]:
    """The API in OpenAPI 3.0.3: what FastAPI writes of it, without what only OpenAPI 3.1 knows."""
    document: dict[str, Any] = _without_nulls(app.openapi())
    for path in document["paths"].values():
        for operation in path.values():
            answers = operation["responses"]
            if "422" in answers:  # FastAPI's own number for wrong parameters; ours is 400, as OGC API asks
                answers["400"] = {"description": "A parameter makes no sense"}
                del answers["422"]
            answers["503"] = {"description": "The store does not answer now; ask again later"}
    document.pop("components", None)  # they describe FastAPI's own errors only
    return {**document, "openapi": "3.0.3"}


def _without_nulls(part: Any) -> Any:
    """JSON Schema's unions with null as OpenAPI 3.0 has them: a parameter that may be left out."""
    if isinstance(part, list):
        return [_without_nulls(each) for each in part]
    if not isinstance(part, dict):
        return part
    kept = {name: _without_nulls(value) for name, value in part.items() if not (name == "default" and value is None)}
    choices = [choice for choice in kept.pop("anyOf", []) if choice != {"type": "null"}]
    return {**(choices[0] if choices else {}), **kept}


def routes(service: Service, app: FastAPI) -> APIRouter:
    """The two descriptions."""
    router = APIRouter()

    @router.get("/api", summary="The API in OpenAPI 3.0", tags=["Capabilities"])
    def api(request: Request) -> Response:
        document = {**described(app), "servers": [{"url": base_of(request, service.settings)}]}
        return tagged(request, app.version, lambda: as_json(document, OPENAPI))

    @router.get("/api.html", summary="The API for people", tags=["Capabilities"])
    def for_people(request: Request) -> Response:
        return tagged(request, app.version, lambda: HTMLResponse(_page(described(app))))

    return router


def _page(document: dict[str, Any]) -> str:
    title = html.escape(document["info"]["title"])
    parts = [
        _HEAD.replace("TITLE", title),
        f"<p>{html.escape(document['info'].get('description', ''))} The same for programs: <a href='api'>OpenAPI</a>.</p>",
    ]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            parts.append(
                f"<h2><code>{method.upper()} {html.escape(path)}</code></h2><p>{html.escape(operation['summary'])}</p>"
            )
            parts.append(_parameters(operation.get("parameters", [])))
    return with_policy("".join([*parts, "</main></body></html>"]))


def _parameters(parameters: list[dict[str, Any]]) -> str:
    if not parameters:
        return ""
    rows = "".join(
        f"<tr><td><code>{html.escape(each['name'])}</code></td><td>{html.escape(each['schema'].get('type', ''))}</td>"
        f"<td>{html.escape(each.get('description', ''))}</td></tr>"
        for each in parameters
    )
    return f"<details><summary>Parameters</summary><table><tbody>{rows}</tbody></table></details>"

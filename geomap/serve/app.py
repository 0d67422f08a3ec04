"""The ASGI application: the routes put together, and what becomes of errors."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from geomap.errors import DocumentError, SetupError, UsageError
from geomap.serve import features, maps, reference, watching
from geomap.serve.access import Guard
from geomap.serve.answers import problem
from geomap.serve.assets import routes as asset_routes
from geomap.serve.service import Service
from geomap.serve.settings import Settings
from geomap.store import Reading

_LOG = logging.getLogger(__name__)
_LEAST_COMPRESSED = 1000


def make_app(reading: Reading, settings: Settings, draw: Callable[[], str]) -> FastAPI:
    """The service over a store.

    Args:
        reading: The store; it is closed when the service ends.
        settings: Where and for whom.
        draw: Makes the map page, an HTML text; called once.
    """
    service = Service(reading, settings, draw)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=service.prepare, daemon=True).start()
        yield
        service.ended = True
        reading.close()

    app = FastAPI(
        title=service.title,
        description="Conflict events with the sentences they rest on.",
        version="1.0",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    figures = watching.Figures(service)
    for router in (
        features.routes(service),
        maps.routes(service),
        asset_routes(),
        reference.routes(service, app),
        watching.routes(service, figures),
    ):
        app.include_router(router)
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.add_middleware(GZipMiddleware, minimum_size=_LEAST_COMPRESSED, compresslevel=5)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(watching.Measured, figures=figures)
    return app


class HeadAsGet:
    """Answers HEAD as GET; the server leaves the body out."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            inner = {**scope, "method": "GET"}
            await self.app(inner, receive, send)
            scope.update({name: inner[name] for name in ("route",) if name in inner})
        else:
            await self.app(scope, receive, send)


def _makes_no_sense(_: Request, error: Exception) -> Response:
    return problem(400, f"{str(error)[:1].upper()}{str(error)[1:]}.")


def _wrong_parameter(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what the handler is registered for
    first = error.errors()[0]
    name = str(first["loc"][-1])[:60]
    why = "there is no such parameter" if first["type"] == "extra_forbidden" else first["msg"].lower()
    return problem(400, f"The parameter {name!r}: {why}.")


def _not_now(_: Request, error: Exception) -> Response:
    return problem(503, f"{str(error)[:1].upper()}{str(error)[1:]}.")


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - likewise
    said = {404: "There is nothing at this address.", 405: "The service only gives, so it is asked with GET."}
    return problem(error.status_code, said.get(error.status_code, str(error.detail)), error.headers)


def _failed(request: Request, error: Exception) -> Response:
    _LOG.error("%s failed: %s", request.url.path, error, exc_info=error)
    return problem(500, "Something went wrong here; the log of the service says what.")


_HANDLERS = {
    UsageError: _makes_no_sense,
    RequestValidationError: _wrong_parameter,
    SetupError: _not_now,
    DocumentError: _failed,
    HTTPException: _refused,
    Exception: _failed,
}

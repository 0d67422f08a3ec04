"""Health, and figures for Prometheus: requests by route and status, how long they took, how often an answer was kept."""

from __future__ import annotations

import time

from fastapi import APIRouter
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geomap.serve.answers import as_json
from geomap.serve.service import Service

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Figures:
    """The figures of one service."""

    def __init__(self, service: Service) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("geomap_requests", "Requests answered", ["route", "status"], registry=self.registry)
        self.seconds = Histogram(
            "geomap_request_seconds", "Time to answer", ["route"], buckets=_SECONDS, registry=self.registry
        )
        cached = Gauge("geomap_cache", "Answers kept: hits, misses, bytes", ["what"], registry=self.registry)
        for what in service.cache.figures():
            cached.labels(what).set_function(lambda what=what: service.cache.figures()[what])  # type: ignore[misc]


class Measured:
    """Counts and times every request by its route, never by its address, which callers make up.

    Args:
        app: What is measured.
        figures: Where it is noted.
    """

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self.app = app
        self.figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, and note what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self.figures.requests.labels(route, str(status)).inc()
            self.figures.seconds.labels(route).observe(time.perf_counter() - start)


def routes(service: Service, figures: Figures) -> APIRouter:
    """Health and metrics."""
    router = APIRouter()

    @router.get("/health", summary="Whether the store answers", tags=["Operation"])
    def health() -> Response:
        service.reading.version()
        answer = as_json({"status": "ok"})
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @router.get("/metrics", summary="Figures for Prometheus", tags=["Operation"])
    def metrics() -> Response:
        text = generate_latest(figures.registry)
        return Response(text, media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})

    return router

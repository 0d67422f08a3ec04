"""Listening: uvicorn in this process, until SIGTERM or Ctrl-C; what is being answered then is answered to the end."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from geomap.errors import SetupError
from geomap.serve.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

_SECONDS_TO_END = 10


def listen(app: FastAPI, settings: Settings, ready: Callable[[str], None]) -> None:
    """Answer requests until told to stop.

    Args:
        app: The service.
        settings: Where it listens.
        ready: Called with the address once others can reach it.

    Raises:
        SetupError: The address cannot be had.
    """
    import uvicorn

    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP, so that asyncio turns off Nagle's algorithm, which would hold back the end of an answer for 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(2048)  # who comes before the service has begun waits
    except OSError as error:
        listener.close()
        raise SetupError(
            f"{settings.host}:{settings.port} cannot be listened at ({error.strerror or error}); choose another --port"
        ) from error
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_SECONDS_TO_END,
        timeout_keep_alive=30,
        h11_max_incomplete_event_size=32 * 1024,
    )
    server = uvicorn.Server(config)
    # uvicorn ends well on these signals and then raises them again; by then there is nothing left to end.
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    shown = f"[{settings.host}]" if family == socket.AF_INET6 else settings.host
    ready(settings.url or f"http://{shown}:{listener.getsockname()[1]}/")
    try:
        server.run([listener])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

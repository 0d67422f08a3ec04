"""A web service that runs in a thread of the test's own process, on a free port of this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def running(reading: Any, draw: Callable[[], str], **settings: Any) -> Iterator[str]:
    """The address, without a slash at the end, of a service over a store while the block runs."""
    import uvicorn

    from geomap.serve import Settings, make_app

    listener = socket.create_server(("127.0.0.1", 0))
    app = make_app(reading, Settings(**settings), draw)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, server_header=False))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()

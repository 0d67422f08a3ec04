"""A web site on this machine whose answers a test writes, and a clock that passes as fast as a test wants."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """What is asked for is noted; what is answered is set.

    Attributes:
        url: Its address, without a slash at the end.
        answers: By path: an answer, or what makes one of the request's headers.
        asked: Path and headers of each request, in order.
    """

    url: str = ""
    answers: dict[str, Answer | Callable[[Message], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, Message]] = field(default_factory=list)

    def paths(self) -> list[str]:
        """What was asked for, in order, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def feed(self, path: str = "/feed", *entries: str, **headers: str) -> None:
        """Answer with a feed of entries, the ETag being a matter of its text, and 304 to who has that."""
        body = rss(*entries)
        tag = f'"{hash(body)}"'

        def answer(asked: Message) -> Answer:
            if asked.get("If-None-Match") == tag:
                return 304, {"ETag": tag}, b""
            return 200, {"Content-Type": "application/rss+xml", "ETag": tag, **headers}, body

        self.answers[path] = answer


def entry(text: str, *, guid: str | None = None, link: str | None = None, title: str = "News") -> str:
    """An entry of a feed."""
    parts = [f"<title>{title}</title>", f"<description>{text}</description>"]
    parts += [f"<guid>{guid}</guid>"] if guid else []
    parts += [f"<link>{link}</link>"] if link else []
    return f"<item>{''.join(parts)}<pubDate>Tue, 03 Mar 2020 10:00:00 GMT</pubDate></item>"


def rss(*entries: str) -> bytes:
    """An RSS feed."""
    head = "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Wire</title>"
    return f"{head}{''.join(entries)}</channel></rss>".encode()


class Handler(BaseHTTPRequestHandler):
    """Answers from the table of its site."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        """Answer."""
        self.site.asked.append((self.path, self.headers))
        found = self.site.answers.get(self.path, (404, {}, b"none"))
        status, headers, body = found(self.headers) if callable(found) else found
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Be silent."""


@contextmanager
def serving() -> Iterator[Site]:
    """A site that is there as long as the block."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"site": site}))
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class FakeClock:
    """A clock that waits in no time; `limit` is when a test has seen enough, and ends it as Ctrl-C would."""

    time: float = 1_700_000_000.0
    waited: list[float] = field(default_factory=list)
    limit: float = float("inf")

    def now(self) -> float:
        """The time."""
        return self.time

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        if seconds > 0:
            self.waited.append(seconds)
            self.time = min(self.time + seconds, self.limit)
        if self.time >= self.limit:
            raise KeyboardInterrupt

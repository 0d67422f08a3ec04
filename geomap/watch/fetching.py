"""One GET over the web, with manners: rules of the site, pauses, limits on size, time and redirects."""

from __future__ import annotations

import base64
import email.utils
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from geomap.errors import UsageError
from geomap.watch.addresses import is_private_literal, looked_up, origin, shown
from geomap.watch.clock import Clock
from geomap.watch.faults import FetchError
from geomap.watch.guarding import PRIVATE, Guarded, Resolve
from geomap.watch.pacing import PAUSE, Turns
from geomap.watch.robots import AGENT, LARGEST, Robots
from geomap.watch.unpacking import ACCEPTED, body

MOST_BYTES = 10_000_000
"""Largest feed or page, unpacked."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_GONE = frozenset({401, 402, 403, 404, 410, 451})
_LONGEST_PAUSE = 86400.0
_HEADER = re.compile(r"[^\x20-\x7e]")


@dataclass(frozen=True, slots=True)
class Manners:
    """How the web is asked.

    Attributes:
        contact: An address that owners of sites can write to; it is part of the User-Agent.
        allow_private: Whether private addresses may be asked, whoever names them.
        proxy: A proxy to go through; it then looks names up, so that only addresses written as such are judged.
        pause: Least seconds between two requests to a host.
        connect_seconds: Longest wait for a connection.
        read_seconds: Longest wait for a further piece of an answer.
        whole_seconds: Longest time for one answer.
    """

    contact: str = ""
    allow_private: bool = False
    proxy: str | None = None
    pause: float = PAUSE
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    whole_seconds: float = 120.0

    def agent(self) -> str:
        """The header User-Agent."""
        try:
            number = version("geomap")
        except PackageNotFoundError:
            number = "0"
        contact = _HEADER.sub("", self.contact).strip()
        return f"{AGENT}/{number}" + (f" (+{contact})" if contact else "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Attributes:
        url: Where, after redirects.
        status: 200 to 299, or 304.
        headers: Headers by name in lower case.
        body: The body, unpacked.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Fetcher:
    """Asks web servers, one request after another.

    Args:
        manners: How.
        clock: The time.
        resolve: Looks host names up.

    Raises:
        UsageError: The proxy is none.
    """

    def __init__(self, manners: Manners, clock: Clock, resolve: Resolve = looked_up) -> None:
        self._manners = manners
        self._clock = clock
        self._turns = Turns(clock, manners.pause)
        self._robots = Robots(self._robots_txt, clock)
        # No connection is kept: one address may serve many hosts, each with a certificate of its own.
        try:
            inner = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0), proxy=manners.proxy)
        except (ValueError, httpx.InvalidURL, ImportError) as error:
            raise UsageError(f"--proxy: this is no proxy that can be used ({error}); give http://host:port") from error
        self._transport: httpx.BaseTransport = inner if manners.proxy else Guarded(inner, resolve)
        self._headers = {
            "User-Agent": manners.agent(),
            "Accept-Encoding": ACCEPTED,
            "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5",
        }

    def get(self, url: str, *, home: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Fetches an address if its site allows it.

        Args:
            url: The address.
            home: The feed that the user named and that led here: where that is at "localhost" or at a private address
                by number, what is on its host and port may be asked.
            headers: Further headers.

        Returns:
            An answer of status 2xx, or 304 where `headers` make that possible.

        Raises:
            FetchError: It cannot be read this time.
        """
        answer = self._follow(url, home, dict(headers or {}), MOST_BYTES, heed=True)
        if answer.status in range(200, 300) or answer.status == httpx.codes.NOT_MODIFIED:
            return answer
        until = self._pause_wanted(answer)
        if until:
            self._turns.close(origin(answer.url)[1], until)
        raise FetchError(
            shown(answer.url), f"the answer was {answer.status}", until=until, lasting=answer.status in _GONE
        )

    def now(self) -> float:
        """The time, in seconds since 1970."""
        return self._clock.now()

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def _robots_txt(self, url: str, private: bool) -> tuple[int, bytes]:
        answer = self._follow(url, url if private else "", {}, LARGEST, heed=False)
        return answer.status, answer.body

    def _follow(self, url: str, home: str, headers: dict[str, str], limit: int, *, heed: bool) -> Answer:
        where = url
        for _ in range(_MOST_REDIRECTS + 1):
            site = origin(where)
            private = self._manners.allow_private or bool(
                home and site == origin(home) and is_private_literal(site[1])  # a name may change its address later
            )
            if not private and is_private_literal(site[1]):
                raise FetchError(shown(where), "a private address is not asked without --allow-private", lasting=True)
            delay = self._robots.delay(where, site, private=private) if heed else 0.0
            self._turns.take(site[1], shown(where), delay)
            answer = self._ask(where, headers, limit, private=private)
            if answer.status not in _REDIRECTS:
                return answer
            target = answer.headers.get("location")
            if not target:
                raise FetchError(shown(where), f"the answer was {answer.status} without saying where to")
            where = _joined(where, target)
        raise FetchError(shown(url), f"it is redirected more than {_MOST_REDIRECTS} times", lasting=True)

    def _ask(self, url: str, headers: dict[str, str], limit: int, *, private: bool) -> Answer:
        manners, name = self._manners, shown(url)
        timeout = httpx.Timeout(manners.read_seconds, connect=manners.connect_seconds)
        try:
            request = httpx.Request(
                "GET",
                url,
                headers={**self._headers, **headers, **_authority(url)},
                extensions={"timeout": timeout.as_dict(), PRIVATE: private},
            )
            response = self._transport.handle_request(request)
            response.request = request
            try:
                return self._read(url, response, limit)
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, ValueError) as error:
            raise FetchError(name, f"it cannot be reached ({_said(error)})") from error

    def _read(self, url: str, response: httpx.Response, limit: int) -> Answer:
        told = {key.lower(): value for key, value in response.headers.items()}
        read = b""
        if response.status_code in range(200, 300):
            encoding = told.get("content-encoding", "")
            read = body(self._in_time(url, response.iter_raw()), encoding, limit, shown(url))
        return Answer(url, response.status_code, told, read)

    def _in_time(self, url: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
        began = self._clock.now()
        for chunk in chunks:
            yield chunk
            if self._clock.now() - began > self._manners.whole_seconds:
                raise FetchError(shown(url), f"the answer took longer than {self._manners.whole_seconds:.0f} s")

    def _pause_wanted(self, answer: Answer) -> float | None:
        """Until when the server wants to be left alone, a day at most: its header Retry-After, in seconds or as a date."""
        told = answer.headers.get("retry-after", "").strip()
        now = self._clock.now()
        if told.isascii() and told.isdigit():
            seconds = float(told[:9])
        else:
            try:
                seconds = email.utils.parsedate_to_datetime(told).timestamp() - now
            except (ValueError, TypeError, OverflowError):
                return None
        return now + min(seconds, _LONGEST_PAUSE) if seconds > 0 else None


def _authority(url: str) -> dict[str, str]:
    """The name and password that an address holds, as a header."""
    parts = urlsplit(url)
    if not parts.username:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError as error:
        raise FetchError(shown(base), "it is redirected to what is no address", lasting=True) from error


def _said(error: Any) -> str:
    return _HEADER.sub(" ", str(error)).strip()[:200] or type(error).__name__

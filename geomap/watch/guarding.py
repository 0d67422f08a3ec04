"""Which addresses may be asked: of the open internet only, unless the user names others.

A name is looked up once and the address that was judged is the one connected to, so that a name server cannot answer
otherwise the second time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import httpx

from geomap.watch.addresses import PORTS, is_public, looked_up, shown
from geomap.watch.faults import FetchError

PRIVATE = "geomap_private"
"""The extension of a request that may go to a private address."""

Resolve: TypeAlias = Callable[[str, int], list[str]]


class Guarded(httpx.BaseTransport):
    """Connects to addresses that were judged, each request to the one it was judged by.

    Args:
        inner: What does the connecting.
        resolve: Looks host names up.
    """

    def __init__(self, inner: httpx.BaseTransport, resolve: Resolve = looked_up) -> None:
        self._inner = inner
        self._resolve = resolve

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask one address after another until one can be connected to.

        Raises:
            FetchError: The name has no address, or one that may not be asked.
            httpx.TransportError: As httpx does.
        """
        url = request.url
        request.extensions = {**request.extensions, "sni_hostname": _host(url)}
        failed: httpx.TransportError | None = None
        for address in self._addresses(request):
            request.url = url.copy_with(host=address)
            try:
                return self._inner.handle_request(request)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
        raise failed or FetchError(shown(str(url)), "its name has no address")

    def close(self) -> None:
        """Close all connections."""
        self._inner.close()

    def _addresses(self, request: httpx.Request) -> list[str]:
        url = request.url
        try:
            found = self._resolve(_host(url), url.port or PORTS[url.scheme])
        except (OSError, UnicodeError) as error:
            raise FetchError(shown(str(url)), f"its name cannot be looked up ({_said(error)})") from error
        private = [address for address in found if not is_public(address)]
        if private and not request.extensions.get(PRIVATE):
            raise FetchError(
                shown(str(url)),
                f"{url.host} is at the private address {private[0]}, which is not asked without --allow-private",
                lasting=True,
            )
        return found


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii")


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)

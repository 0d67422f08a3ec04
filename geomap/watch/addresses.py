"""Which addresses may be asked: of the open web only, unless the user names others.

A name is looked up once and the address that was judged is the one connected to, so that a name server cannot answer
otherwise the second time.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx

from geomap.watch.faults import FetchError

PRIVATE = "geomap_private"
"""The extension of a request that may go to a private address."""

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
Resolve = Callable[[str, int], list[str]]


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host in lower case and port of an address.

    Raises:
        FetchError: It is none of http or https.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise FetchError(shown(url), f"this is no web address ({error})", lasting=True) from error
    if parts.scheme.lower() not in _PORTS or not host:
        raise FetchError(shown(url), "only addresses of http:// and https:// are read", lasting=True)
    scheme = parts.scheme.lower()
    return scheme, host.lower(), port or _PORTS[scheme]


def shown(url: str) -> str:
    """An address as it may stand in messages: without name and password."""
    head, separator, rest = url.partition("://")
    place, slash, path = rest.partition("/")
    return f"{head}{separator}{place.rpartition('@')[2]}{slash}{path}"


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also where it is wrapped in an IPv6 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64 or ip in _COMPATIBLE:
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if not all(is_public(str(one)) for one in inner if one is not None):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def is_private_literal(host: str) -> bool:
    """Whether a host, as written, is this machine or an address that is not public."""
    try:
        return host == "localhost" or host.endswith(".localhost") or not is_public(host.strip("[]"))
    except ValueError:
        return False


def looked_up(host: str, port: int) -> list[str]:
    """The addresses of a host name, as the system finds them, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[0]) for *_, where in found))


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

    def _addresses(self, request: httpx.Request) -> Iterator[str]:
        url = request.url
        try:
            found = self._resolve(_host(url), url.port or _PORTS[url.scheme])
        except (OSError, UnicodeError) as error:
            raise FetchError(shown(str(url)), f"its name cannot be looked up ({_said(error)})") from error
        private = [address for address in found if not is_public(address)]
        if private and not request.extensions.get(PRIVATE):
            raise FetchError(
                shown(str(url)),
                f"{url.host} is at the private address {private[0]}, which is not asked without --allow-private",
                lasting=True,
            )
        yield from found


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii")


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)

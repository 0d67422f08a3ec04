"""Addresses of the web: what they name, and which of them are of the open internet."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from geomap.watch.faults import FetchError

PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


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
    if parts.scheme.lower() not in PORTS or not host:
        raise FetchError(shown(url), "only addresses of http:// and https:// are read", lasting=True)
    scheme = parts.scheme.lower()
    return scheme, host.lower(), port or PORTS[scheme]


def shown(url: str) -> str:
    """An address as it may stand in messages: without name and password."""
    head, separator, rest = url.partition("://")
    place, slash, path = rest.partition("/")
    return f"{head}{separator}{place.rpartition('@')[2]}{slash}{path}"


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also where it is wrapped in an IPv6 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        inner = (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ()))
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

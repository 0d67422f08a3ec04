"""Where a service listens and whom it answers."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from geomap.errors import SetupError, UsageError

TOKEN_VARIABLE = "GEOMAP_TOKEN"  # noqa: S105 - a variable's name
SHORTEST_TOKEN = 16
_NAMES_OF_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a service listens and whom it answers.

    Attributes:
        host: Address to listen at.
        port: Port to listen at; 0 takes a free one.
        token: What callers must know; None asks nothing, which is allowed on this machine's own address only.
        url: The address under which others reach it, where a proxy stands before it ("https://maps.example.org/raids").
        title: Headline of the map and name of the collection; None for geomap's own.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = field(default=None, repr=False)
    url: str | None = None
    title: str | None = None

    def __post_init__(self) -> None:
        """Refuse to stand open to others without a token."""
        if self.token is not None and len(self.token) < SHORTEST_TOKEN:
            raise UsageError(
                f"the token is shorter than {SHORTEST_TOKEN} characters; make one with `openssl rand -hex 24`"
            )
        if self.token is None and not is_loopback(self.host):
            raise UsageError(
                f"{self.host} can be reached by others, so callers must know a token; give --token-file or set {TOKEN_VARIABLE}"
            )
        if self.url is not None and (
            urlsplit(self.url).scheme not in {"http", "https"} or not urlsplit(self.url).hostname
        ):
            raise UsageError(f"{self.url} is no web address; write it like https://maps.example.org/events")

    @property
    def hosts(self) -> frozenset[str] | None:
        """Names by which callers may address the service; None for any.

        Without a token only this machine's own names will do, so that no web page can reach the service under a name
        of its own (DNS rebinding).
        """
        if self.token is not None:
            return None
        own = urlsplit(self.url).hostname if self.url else None
        return _NAMES_OF_LOOPBACK | {self.host} | ({own} if own else set())


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def token_from(file: Path | None) -> str | None:
    """The token of a file, else of the environment; None where there is neither.

    Raises:
        SetupError: The file cannot be read.
        UsageError: It is empty.
    """
    if file is None:
        return os.environ.get(TOKEN_VARIABLE) or None
    try:
        token = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(
            f"{file}: the token cannot be read; check that the file is there and who may read it"
        ) from error
    if not token:
        raise UsageError(f"{file} is empty; write a token into it, such as that of `openssl rand -hex 24`")
    return token

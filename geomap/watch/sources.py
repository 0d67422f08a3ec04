"""What the user named, as something that can be read again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from geomap.errors import UsageError
from geomap.watch.addresses import is_private_literal, origin
from geomap.watch.faults import FetchError
from geomap.watch.found import Found
from geomap.watch.state import State

if TYPE_CHECKING:
    from geomap.watch.fetching import Fetcher

LEAST_SECONDS = 60.0
"""Feeds of others are asked for at most once a minute."""


class Source(Protocol):
    """A folder, a file or a feed."""

    @property
    def name(self) -> str:
        """What it is called in messages and in the state file."""

    def read(self, state: State) -> Iterator[Found]:
        """What is new or changed in it."""


def is_address(text: str) -> bool:
    """Whether a source is on the web."""
    return text.lower().startswith(("http://", "https://"))


def source_of(text: str, fetcher: Callable[[], Fetcher], *, every: float, articles: bool = False) -> Source:
    """The source that a word of the command line names.

    Args:
        text: A path, or an address of http or https.
        fetcher: Gives the `Fetcher` for addresses; asked only where there is one.
        every: Seconds between two readings.
        articles: Whether to read the pages behind a feed's links.

    Raises:
        UsageError: There is no such file or folder, the address is none, or the interval is impolite.
        SetupError: A package for addresses is missing.
    """
    if text == "-":
        raise UsageError("standard input cannot be read again and again; name a folder, a file or a feed")
    if not is_address(text):
        if "://" in text:
            raise UsageError(f"{text}: only feeds at http:// and https:// are read, and folders and files")
        from geomap.watch.folders import Folder

        return Folder(text)
    asks = fetcher()  # it says so where the packages that it needs are missing
    from geomap.watch.feeds import Feed

    try:
        feed = Feed(text, asks, articles=articles)
    except FetchError as error:
        raise UsageError(str(error)) from error
    if every < LEAST_SECONDS and not is_private_literal(origin(text)[1]):
        raise UsageError(f"{feed.name}: a feed of others is read at most once a minute; give --every 1m or more")
    return feed

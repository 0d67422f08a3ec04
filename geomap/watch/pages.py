"""The pages behind a feed's links: read where that can be done, asked for again where it may go better another time."""

from __future__ import annotations

import dataclasses

from geomap.documents import full_article
from geomap.errors import DocumentError
from geomap.model import Document
from geomap.watch.addresses import shown
from geomap.watch.faults import FetchError
from geomap.watch.fetching import Fetcher
from geomap.watch.found import Article, Trouble

TRIES = 5
"""How often a page is asked for before the text of the feed is kept for good."""

_KINDS = frozenset({"text/html", "application/xhtml+xml", ""})
_SECONDS = 120.0  # for the pages of one reading of a feed; the rest have their turn at the next one
_ACCEPT = {"Accept": "text/html, application/xhtml+xml"}


class Pages:
    """The pages of one reading of a feed.

    Args:
        home: The feed's address.
        fetcher: Asks for them.
    """

    def __init__(self, home: str, fetcher: Fetcher) -> None:
        self._home = home
        self._fetcher = fetcher
        self._until = fetcher.now() + _SECONDS

    def of(self, article: Article) -> tuple[Article, Trouble | None]:
        """The article with the text of its page; as it is, but for the tries left, where that cannot be had."""
        told = article.document
        if not isinstance(told, Document) or not told.url or self._fetcher.now() > self._until:
            return article, None
        try:
            whole = full_article(shown(told.url), self._page(told.url), told)
        except (FetchError, DocumentError) as error:
            left = self._left(article.tries, error)
            then = "it is asked for again" if left else "the text of the feed is kept"
            return dataclasses.replace(article, tries=left), Trouble(error.name, f"{error.reason}; {then}")
        return dataclasses.replace(article, document=whole, tries=0), None

    def _page(self, link: str) -> bytes:
        answer = self._fetcher.get(link, home=self._home, headers=_ACCEPT)
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in _KINDS:
            raise FetchError(shown(link), f"it is no web page but {kind[:60]!r}", lasting=True)
        return answer.body

    @staticmethod
    def _left(tries: int, error: FetchError | DocumentError) -> int:
        if isinstance(error, DocumentError) or error.lasting:
            return 0
        return tries if error.until else tries - 1  # a site that wants a pause is not one that fails

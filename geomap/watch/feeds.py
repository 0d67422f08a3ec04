"""RSS and Atom feeds on the web as sources: asked whether they have changed, read where they have."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from geomap.documents import Item, feed_entries
from geomap.errors import DocumentError
from geomap.model import Document
from geomap.watch.addresses import origin, shown
from geomap.watch.faults import FetchError
from geomap.watch.fetching import Answer, Fetcher
from geomap.watch.found import Article, Found, Met, Stamp, digest_of
from geomap.watch.pages import TRIES, Pages
from geomap.watch.state import State

_NOT_MODIFIED = 304


class Feed:
    """A feed.

    Args:
        url: Its address.
        fetcher: Asks for it.
        articles: Whether the pages behind its links are read too.

    Raises:
        FetchError: It is no address of http or https.
    """

    def __init__(self, url: str, fetcher: Fetcher, *, articles: bool = False) -> None:
        origin(url)
        self.name = shown(url)
        self._url = url
        self._fetcher = fetcher
        self._articles = articles

    def read(self, state: State) -> Iterator[Found]:
        """What is new or changed in it.

        Raises:
            FetchError: It cannot be read this time.
        """
        before = _stamp(state.stamp(self.name))
        conditions = {"If-None-Match": before.get("etag"), "If-Modified-Since": before.get("modified")}
        answer = self._fetcher.get(
            self._url, home=self._url, headers={name: value for name, value in conditions.items() if value}
        )
        now = _stamp_of(answer)
        if answer.status == _NOT_MODIFIED or now["digest"] == before.get("digest"):
            kept = before if answer.status == _NOT_MODIFIED else now
            yield Stamp(self.name, json.dumps(kept, sort_keys=True))
            return
        try:
            entries = list(feed_entries(self.name, answer.body))
        except DocumentError as error:
            raise FetchError(self.name, error.reason) from error
        pages, whole = Pages(self._url, self._fetcher), True
        for item in entries:
            found = self._sifted(state, item)
            if isinstance(found, Article) and found.tries:
                found, trouble = pages.of(found)
                whole = whole and not found.tries
                yield from () if trouble is None else (trouble,)
            yield found
        if whole:  # else the feed is read whole the next time too, though it has not changed
            yield Stamp(self.name, json.dumps(now, sort_keys=True))

    def _sifted(self, state: State, item: Item) -> Article | Met:
        digest = digest_of(item.document)
        known = state.known(self.name, item.key)
        wanted = self._articles and bool(item.link) and isinstance(item.document, Document)
        if known and known.digest == digest and not (wanted and known.tries):
            return Met(self.name, item.key)
        same = known and known.digest == digest
        tries = (known.tries if known and same else TRIES) if wanted else 0
        return Article(self.name, item.key, digest, _named(item, self._url), tries)


def _named(item: Item, base: str) -> Document | DocumentError:
    """The article by a name that does not change as the feed grows, its address whole."""
    link = _whole(base, item.link)
    name = shown(link) if link else item.key
    if isinstance(item.document, DocumentError):
        return type(item.document)(name, item.document.reason)
    return dataclasses.replace(item.document, name=name, url=shown(link) if link else item.document.url)


def _whole(base: str, link: str | None) -> str | None:
    try:
        return urljoin(base, link) if link else None
    except ValueError:  # it will be told when it is asked for
        return link


def _stamp_of(answer: Answer) -> dict[str, str]:
    told = {"etag": answer.headers.get("etag", ""), "modified": answer.headers.get("last-modified", "")}
    kept = {name: value for name, value in told.items() if value and len(value) <= 1000}
    return {**kept, "digest": hashlib.sha256(answer.body).hexdigest()}


def _stamp(text: str | None) -> dict[str, Any]:
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}

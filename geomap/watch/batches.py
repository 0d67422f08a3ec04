"""What is to be kept of a batch of articles: each text once, and in the place of what changed articles were before."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geomap.errors import DocumentError
from geomap.model import Document
from geomap.watch.found import Article, same_text
from geomap.watch.state import Known, State


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done.

    Attributes:
        documents: Documents to read, and why others cannot be.
        replaced: Ids of documents that are nowhere any more.
        articles: What is then known of the articles.
    """

    documents: list[Document | DocumentError]
    replaced: list[str]
    articles: list[Known]


def planned(articles: Iterable[Article], state: State) -> Plan:
    """Plan what to do with new and changed articles.

    Args:
        articles: What sources gave; of two with one origin and key the later holds.
        state: What was read before.
    """
    last = list({(article.origin, article.key): article for article in articles}.values())
    names = [(article.origin, article.key) for article in last]
    documents: list[Document | DocumentError] = []
    known: list[Known] = []
    for article in last:
        document = article.document
        if isinstance(document, DocumentError):
            known.append(Known(article.origin, article.key, article.digest, ""))
            documents.append(document)
            continue
        now = Known(article.origin, article.key, article.digest, document.doc_id, article.tries)
        before = state.known(now.origin, now.key)
        if before and (before.doc_id, before.digest) == (now.doc_id, now.digest):  # only its page was asked for in vain
            known.append(now)
            continue
        other = _holder(now, known, _others(state.holders(document.doc_id), names))
        if other is None:
            documents.append(document)
        elif not same_text(other.digest, now.digest):
            reason = f"{other.origin} holds another text under the doc_id {document.doc_id!r} too; rename one of them"
            documents.append(DocumentError(document.name, reason))
            now = dataclasses.replace(now, doc_id="")
        known.append(now)
    return Plan(documents, _replaced(known, state), known)


def _holder(now: Known, batch: Iterable[Known], stored: Iterable[Known]) -> Known | None:
    """Another article that is the same document."""
    return next((one for one in (*batch, *stored) if one.doc_id == now.doc_id), None)


def _others(known: Iterable[Known], names: Sequence[tuple[str, str]]) -> list[Known]:
    taken = set(names)
    return [one for one in known if (one.origin, one.key) not in taken]


def _replaced(articles: Sequence[Known], state: State) -> list[str]:
    names = [(article.origin, article.key) for article in articles]
    before = [state.known(*name) for name in names]
    old = {one.doc_id for one in before if one and one.doc_id} - {article.doc_id for article in articles}
    return sorted(doc_id for doc_id in old if not _others(state.holders(doc_id), names))

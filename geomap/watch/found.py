"""What a reading of a source gives, in the order in which it may be written down."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TypeAlias

from geomap.errors import DocumentError
from geomap.model import Document


@dataclass(frozen=True, slots=True)
class Article:
    """A new or changed article.

    Attributes:
        origin: The feed or file that it came from.
        key: What it is called there.
        digest: A hash of all that its source tells of it.
        document: It, or why it cannot be read.
        tries: How often its page is still to be asked for.
    """

    origin: str
    key: str
    digest: str
    document: Document | DocumentError
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Met:
    """An article that is as it was."""

    origin: str
    key: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Everything of an origin was given; by this it is told later whether it has changed."""

    origin: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong and does not concern the source as a whole."""

    name: str
    reason: str


Found: TypeAlias = Article | Met | Stamp | Trouble


def digest_of(document: Document | DocumentError) -> str:
    """A hash of the text of an article, then one of all that is told of it."""
    if isinstance(document, DocumentError):
        return f"{_hash(document.reason)} "
    facts = (
        document.doc_id,
        document.title,
        document.published,
        document.language,
        document.url,
        document.source,
        document.spans,
    )
    return f"{_hash(document.text)} {_hash(repr(facts))}"


def same_text(first: str, second: str) -> bool:
    """Whether two digests are of the same text."""
    return first.partition(" ")[0] == second.partition(" ")[0]


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

"""Markdown: its prose without the markup, so that links and emphasis do not cut names in two."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.documents.encoding import decode, tidy
from geomap.documents.metadata import document
from geomap.documents.plain import front_matter
from geomap.documents.raw import Raw
from geomap.errors import DocumentError
from geomap.model import Document

if TYPE_CHECKING:
    from markdown_it.token import Token


def read(raw: Raw) -> Iterator[Document | DocumentError]:
    """The one document of a Markdown file; the first heading is its title where the front matter gives none."""
    from markdown_it import MarkdownIt

    known, body = front_matter(tidy(decode(raw.read(), raw.name)), raw.name)
    tokens = MarkdownIt("commonmark", {"html": False}).parse(body)
    blocks = [(before.type == "heading_open", _prose(token)) for before, token in _blocks(tokens)]
    if "title" not in known:
        known["title"] = next((text for heading, text in blocks if heading), None)
    yield document(raw.name, "\n\n".join(text for _, text in blocks if text), known)


def _blocks(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """Each inline block with the token that opens it."""
    for before, token in itertools.pairwise(tokens):
        if token.type == "inline":
            yield before, token


def _prose(token: Token) -> str:
    parts = {"softbreak": "\n", "hardbreak": "\n", "image": ""}
    return "".join(parts.get(child.type, child.content) for child in token.children or ()).strip()

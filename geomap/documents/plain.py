"""Plain text, with an optional YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from geomap.documents.encoding import decode, tidy
from geomap.documents.metadata import KNOWN_NAMES
from geomap.documents.press import articles
from geomap.documents.raw import Raw
from geomap.errors import DocumentError
from geomap.model import Document

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.{1,20000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST_TITLE = 200


class _PlainLoader(yaml.BaseLoader):
    """Reads YAML as texts, lists and mappings, without aliases: a few lines of those can fill the memory.

    So a time zone moves no day, `language: no` is Norwegian, and no number is too long to be shown.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse an alias."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def read(raw: Raw) -> Iterator[Document | DocumentError]:
    """The one document of a text file.

    Its text is what follows the front matter, to the character (line ends and control characters aside). The first
    line serves as title where no other is given and it stands alone without a full stop; it stays in the text.
    """
    text = tidy(decode(raw.read(), raw.name))
    known, body = front_matter(text, raw.name)
    if "title" not in known and "headline" not in known:
        known["title"] = _opening_title(body)
    yield from articles(raw.name, body, known)


def front_matter(text: str, name: str) -> tuple[dict[str, Any], str]:
    """The metadata at the head of a text between two lines of three dashes, and the text after it.

    A block that is no YAML mapping with a known key is part of the text.

    Raises:
        DocumentError: The block has known keys but is not YAML.
    """
    match = _FRONT.match(text)
    if not match:
        return {}, text
    try:
        known = yaml.load(match[1], Loader=_PlainLoader)  # noqa: S506 - it makes texts, lists and mappings only
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if any(line.partition(":")[0].strip().lower() in KNOWN_NAMES for line in match[1].splitlines()):
            reason = "the front matter is not YAML; put values that hold a colon or begin with a quote into quotes"
            raise DocumentError(name, reason) from error
        return {}, text
    if not isinstance(known, dict) or not KNOWN_NAMES & {str(key).lower() for key in known}:
        return {}, text
    return {str(key).lower(): value for key, value in known.items()}, text[match.end() :].lstrip("\n")


def _opening_title(text: str) -> str | None:
    lines = text.lstrip().split("\n", 2)
    first = lines[0].strip()
    alone = len(lines) > 2 and not lines[1].strip()
    return first if alone and len(first) <= _LONGEST_TITLE and not first.endswith((".", "…", ":", ";", ",")) else None

"""The text of a piece of HTML that is prose throughout, such as a mail or a feed's entry."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol"}
)
_SILENT = frozenset({"script", "style", "title", "template"})


def prose(html: str) -> str:
    """The words a reader sees, paragraphs set apart by an empty line."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    blocks = "".join(reader.parts).split("\f")
    return "\n\n".join(text for block in blocks if (text := re.sub(r"\s+", " ", block).strip()))


class _Reader(HTMLParser):
    """Collects text, with a form feed between blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\f")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(self._silent - (tag in _SILENT), 0)
        if tag in _BLOCKS:
            self.parts.append("\f")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\f", " "))

"""Characters that a file format cannot hold."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """The text with each character that XML 1.0 has no way to write replaced by one that it has."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)

"""Which language a text is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.errors import UnsupportedLanguageError
from geomap.languages.packs import pack, readable

if TYPE_CHECKING:
    from geomap.model import Document

# Beyond a few thousand characters the guess no longer changes, only its cost.
_SAMPLE = 4_000
_SHORT = 160


def identify(text: str) -> str:
    """ISO 639-1 code of a text's language, as py3langid tells it.

    A text too short to tell is taken for the likeliest of the languages that geomap reads.
    """
    from py3langid import langid

    sample = text[:_SAMPLE]
    code = str(langid.classify(sample)[0])
    if code not in readable() and len(sample) < _SHORT:
        return next((str(candidate) for candidate, _ in langid.rank(sample) if candidate in readable()), code)
    return code


def language_of(document: Document) -> str:
    """The language that a document states or, where it states none, shows.

    Raises:
        UnsupportedLanguageError: geomap has no events pack for it; the message names those it has.
    """
    code = (document.language or identify(document.text)).lower().split("-")[0]
    if code not in readable():
        known = ", ".join(f"{pack(c).name} ({c})" for c in readable())
        reason = (
            f"its language looks like {code!r}, which geomap does not read yet; it reads {known} "
            "(set `language` if this is wrong)"
        )
        raise UnsupportedLanguageError(document.name or document.doc_id, reason)
    return code

"""Which language a text is in."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from geomap.errors import UnsupportedLanguageError
from geomap.languages.packs import pack, readable

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

    from geomap.model import Document

# Beyond a few thousand characters the guess no longer changes, only its cost.
_SAMPLE = 4_000
_SURE = 0.5
"""py3langid's probability from which its first guess is believed; below it a short text may be in any of several."""


@functools.cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify(text: str) -> str:
    """ISO 639-1 code of a text's language, as py3langid tells it.

    Where py3langid itself is unsure, as of a few words, it is the likeliest of the languages that geomap reads.
    """
    ranked = _identifier().rank(text[:_SAMPLE])
    code, chance = ranked[0]
    if chance >= _SURE:
        return str(code)
    return next((str(candidate) for candidate, _ in ranked if candidate in readable()), str(code))


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

"""Which language a text is in."""

from __future__ import annotations

import contextlib
import functools
import json
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from geomap.errors import UnsupportedLanguageError
from geomap.languages.packs import pack, readable
from geomap.made_once import MadeOnce

if TYPE_CHECKING:
    from pathlib import Path

    from py3langid.langid import LanguageIdentifier

    from geomap.model import Document

# Beyond a few thousand characters the guess no longer changes, only its cost.
_SAMPLE = 4_000
_SURE = 0.5
"""py3langid's probability from which its first guess is believed; below it a short text may be in any of several."""


# Raise this when the arrays are kept otherwise.
_LAYOUT = 1
_ARRAYS = ("nb_ptc", "nb_pc", "tk_nextmove", "tk_output", "tk_row")
_CLASSES = "classes.json"


@functools.cache
def _identifier() -> LanguageIdentifier:
    """Loads py3langid's model, whose arrays are kept unpacked: to unpack them takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    kept = MadeOnce("py3langid", _LAYOUT, version("py3langid"), version("numpy"))
    if kept.whole():
        with contextlib.suppress(OSError, ValueError):  # another process may be making it anew
            return _unpacked(kept.folder)
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    kept.make(functools.partial(_keep, identifier))
    return identifier


def _unpacked(folder: Path) -> LanguageIdentifier:
    from py3langid.langid import LanguageIdentifier

    probabilities, priors, moves, outputs, rows = (
        np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _ARRAYS
    )
    classes = json.loads((folder / _CLASSES).read_bytes())
    return LanguageIdentifier(
        probabilities, priors, classes, memoryview(moves.data), outputs.tolist(), norm_probs=True, tk_row=rows.tolist()
    )


def _keep(identifier: LanguageIdentifier, folder: Path) -> None:
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", np.asarray(getattr(identifier, name)))
    (folder / _CLASSES).write_text(json.dumps(identifier.nb_classes), encoding="utf-8")


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

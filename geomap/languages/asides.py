"""Words of time between a verb and its object, kept from parsers that stumble over them.

"Des hommes armés ont tué mardi trois soldats": models trained on prose hang the soldiers on the day. Such a word is left out
before parsing and hung on its verb afterwards.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geomap.languages.packs import Asides

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ANNOTATED = ["LEMMA", "POS", "TAG", "MORPH", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START", "HEAD"]
_HEAD = _ANNOTATED.index("HEAD")
_ENTITY = [_ANNOTATED.index("ENT_IOB"), _ANNOTATED.index("ENT_TYPE")]
_INSIDE, _OUTSIDE = 1, 2  # spaCy's ENT_IOB of a token within an entity that began before it, and of one in none
_VERBAL = frozenset({"VERB", "AUX"})
_SIGN = 1 << 64


@dataclass(frozen=True, slots=True)
class Shortened:
    """A sentence and what of it is to be parsed.

    Attributes:
        whole: All its tokens.
        parsed: Those without the words left out; the same object where none are.
        kept: Index in `whole` of each token of `parsed`.
    """

    whole: Doc
    parsed: Doc
    kept: tuple[int, ...]


def shorten(doc: Doc, asides: Asides) -> Shortened:
    """Leaves out the words of time that stand between a verb and what follows it.

    Args:
        doc: The tokens of a sentence.
        asides: What the language's pack says of such words.
    """
    from spacy.tokens import Doc

    left_out = _left_out(doc, asides) if asides.words else set()
    kept = tuple(i for i in range(len(doc)) if i not in left_out)
    if not left_out:
        return Shortened(doc, doc, kept)
    words, spaces = [doc[i].text for i in kept], [bool(doc[i].whitespace_) for i in kept]
    return Shortened(doc, Doc(doc.vocab, words, spaces), kept)


def _left_out(doc: Doc, asides: Asides) -> set[int]:
    lows = [token.lower_ for token in doc]
    found: set[int] = set()
    for i, low in enumerate(lows):
        if low not in asides.words or i == 0 or lows[i - 1] in asides.not_after or not lows[i - 1][-1].isalpha():
            continue
        end = i + 2 if lows[i + 1 : i + 2] and lows[i + 1] in asides.longer else i + 1
        followed = end < len(lows) and (lows[end][0].isalnum())
        further = lows[end + 1 : end + 2]
        dated = followed and lows[end][0].isdigit() and bool(asides.months.intersection(further))
        counted = followed and doc[end].like_num and bool(asides.partitives.intersection(further))
        if followed and not dated and not counted and lows[end] not in asides.not_before:
            found.update(range(i, end))
    return found


def restore(shortened: Sequence[Shortened]) -> list[Doc]:
    """Puts the words left out back, each hung on the verb before it; the sentences in whole, annotated."""
    return [_restored(one) if one.parsed is not one.whole else one.whole for one in shortened]


def _restored(one: Shortened) -> Doc:
    whole: Any = one.whole
    parsed: Any = one.parsed
    kept = one.kept
    rows: Any = parsed.to_array(_ANNOTATED)
    full = np.zeros((len(whole), len(_ANNOTATED)), dtype="uint64")
    full[list(kept)] = rows
    for token in parsed:
        full[kept[token.i], _HEAD] = (kept[token.head.i] - kept[token.i]) % _SIGN
    left_out = sorted(set(range(len(whole))).difference(kept), reverse=True)
    for i in left_out:
        first = i - 1 not in left_out
        head = kept[_verb_before(parsed, bisect_left(kept, i)).i] if first else i - 1
        full[i] = _aside(whole, i, "obl:mod" if first else "nmod", head)
        if i + 1 < len(whole) and full[i + 1, _ENTITY[0]] == _INSIDE:  # an entity runs on over the word
            full[i, _ENTITY] = full[i + 1, _ENTITY]
    whole.from_array(_ANNOTATED, full)
    return one.whole


def _verb_before(parsed: Doc, i: int) -> Any:
    """The verb that a word between tokens `i - 1` and `i` says the time of: the nearest before it, else the root."""
    for token in reversed(parsed[:i]):
        if token.pos_ in _VERBAL:
            return token.head if token.pos_ == "AUX" and token.head.pos_ == "VERB" else token
    return parsed[:].root


def _aside(whole: Doc, i: int, label: str, head: int) -> list[int]:
    strings = whole.vocab.strings
    noun, morphology = strings.add("NOUN"), whole.vocab.morphology.add("Gender=Masc|Number=Sing")
    place = (head - i) % _SIGN
    return [strings.add(whole[i].lower_), noun, noun, morphology, strings.add(label), _OUTSIDE, 0, _SIGN - 1, place]

"""What a named group that nobody listed is, by the words of its name and by what the text says around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.actors.lexicon import Words
from geomap.knowledge import fold
from geomap.model import ActorKind

_AROUND = 90  # characters either side of a mention


def kind_of_name(name: str, text: str, mentions: Sequence[int], lexicon: Words) -> ActorKind:
    """The kind of a group, organisation or party.

    Args:
        name: Its name.
        text: The document.
        mentions: Offsets at which the document mentions it; empty where only the name is to speak.
        lexicon: The actor words of the language.

    Returns:
        What the words of the name say; of a movement, a front or a council, which may be armed or not, what the words
        around the mentions say.
    """
    kinds = [lexicon.group_names[word] for word in _words(name) if word in lexicon.group_names]
    if not kinds:
        return "Other"
    if not mentions or not any(word in lexicon.open_names for word in _words(name)):
        return kinds[0]
    around = [word for at in mentions for word in _words(text[max(0, at - _AROUND) : at + len(name) + _AROUND])]
    armed, civil = _counts(around, lexicon)
    if civil > armed:
        return "Other"
    return kinds[0] if kinds[0] != "Other" or not armed else "Rebel group"


def is_armed(text: str, start: int, end: int, lexicon: Words) -> bool:
    """Whether the words around a mention speak more of arms than of politics.

    Args:
        text: The document.
        start: Offset of the mention.
        end: Offset after it.
        lexicon: The actor words of the language.
    """
    around = _words(text[max(0, start - _AROUND) : start]) + _words(text[end : end + _AROUND])
    armed, civil = _counts(around, lexicon)
    return armed > civil


def _counts(around: Sequence[str], lexicon: Words) -> tuple[int, int]:
    """How many words speak of arms and how many of politics."""
    armed = sum(word in lexicon.armed_context for word in around)
    return armed, sum(word in lexicon.civil_context for word in around)


def _words(text: str) -> list[str]:
    found = re.findall(r"[^\W_]+", fold(text))
    return [form for word in found for form in ((word, word.removesuffix("s")) if len(word) > 3 else (word,))]

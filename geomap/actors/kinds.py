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
    armed = sum(word in lexicon.armed_context for word in around)
    civil = sum(word in lexicon.civil_context for word in around)
    if civil > armed:
        return "Other"
    return kinds[0] if kinds[0] != "Other" or not armed else "Rebel group"


def _words(text: str) -> list[str]:
    found = re.findall(r"[^\W_]+", fold(text))
    return [form for word in found for form in ((word, word.removesuffix("s")) if len(word) > 3 else (word,))]

"""Digests of news: headlines that open with a country and a colon ("Mali: two killed."), told again by what follows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.subject import VIOLENT

if TYPE_CHECKING:
    from geomap.model import Sentence

# An item of a digest tells its headline again within this many sentences.
_ITEM = 2
_LONGEST_HEADLINE = 160


def without_headlines(groups: Sequence[Group], context: Context) -> list[Group]:
    """Leaves out what a digest's headlines tell, where the same item tells it again.

    Args:
        groups: Triggers in text order, those of one happening together.
        context: The document.

    Returns:
        The others, in text order.
    """
    opening = {s.index for s in context.analysis.sentences if _is_headline(s, context)}
    if not opening:
        return list(groups)
    told: dict[int, set[str]] = {}
    for group in groups:
        told.setdefault(group.main.sentence.index, set()).add(_sort(group))
    return [
        group
        for group in groups
        if group.main.sentence.index not in opening
        or _sort(group) not in _told_after(group.main.sentence.index, told, opening)
    ]


def _is_headline(sentence: Sentence, context: Context) -> bool:
    """Whether a short sentence opens with a place name and a colon, and is not the document's last."""
    places = context.places_in(sentence)
    if not places or sentence.end - sentence.start > _LONGEST_HEADLINE or places[0].start != sentence.start:
        return False
    last = sentence.index == context.analysis.sentences[-1].index
    return context.text[places[0].end : sentence.end].lstrip().startswith(":") and not last


def _told_after(index: int, told: dict[int, set[str]], opening: set[int]) -> set[str]:
    """The sorts of happening that the sentences after a headline tell, as far as the next headline."""
    found: set[str] = set()
    for after in range(index + 1, index + 1 + _ITEM):
        if after in opening:
            break
        found |= told.get(after, set())
    return found


def _sort(group: Group) -> str:
    """Violence is one sort: a headline counts the dead of what its item calls a clash."""
    kind = group.main.item.kind
    return "violence" if kind.event_type in VIOLENT else kind.name

"""Which reports of several documents are to be compared: those that share a block, of days and places or of words.

The work grows with the number of reports and not with its square, and is done in arrays: a million reports have some
fifteen million places in blocks.
"""

from __future__ import annotations

import hashlib
import math
from array import array
from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from geomap.events.likeness import days_of, shingles
from geomap.model import Event

if TYPE_CHECKING:
    from numpy.typing import NDArray

    _Positions: TypeAlias = NDArray[np.int64]

# In a block with more reports than this each is compared with half as many that follow it.
LARGEST_BLOCK = 60
# Degrees of a cell's sides. An event is filed under the four cells nearest to it, so that any two within half a cell share one.
_CELL = 1.0
# The finest precisions, whose points are compared by cells.
_FINE = 3
# Words of a quote that it must have to be filed under its words, and how many of them are the block.
_FEWEST_WORDS, _WORDS = 6, 3
# Places in blocks that are looked through at once; it bounds memory, not what is found.
_AT_ONCE = 1 << 16


def in_one_block(events: Sequence[Event]) -> Iterator[tuple[int, int]]:
    """Finds pairs that share a block: a day and a neighbourhood, a day, a country and a type, or the words of the quote.

    Args:
        events: Events in their order; it decides which of a large block are compared.

    Yields:
        Positions of two events of different documents, the smaller first; each pair once.
    """
    for first, second in _pairs(events):
        yield from (
            (i, j) for i, j in zip(first.tolist(), second.tolist(), strict=True) if events[i].doc_id != events[j].doc_id
        )


def _pairs(events: Sequence[Event]) -> Iterator[tuple[_Positions, _Positions]]:
    block, member = _filed(events)
    if not len(block):
        return
    order = np.argsort(block, kind="stable")  # by block, and in each by event
    block, member = block[order], member[order]
    following = _following(block)
    by_member = np.argsort(member, kind="stable")
    count = len(events)
    for some in _portions(member[by_member], by_member):
        left, found, step = some, [], 0
        while len(left := left[following[left] > step]):
            step += 1
            found.append(member[left] * count + member[left + step])
        if found:
            pairs = np.unique(np.concatenate(found))
            yield pairs // count, pairs % count


def _portions(member: _Positions, places: _Positions) -> Iterator[_Positions]:
    """Places in blocks, those of one event in one portion, so that a pair is found in one portion only."""
    start = 0
    while start < len(places):
        end = min(start + _AT_ONCE, len(places))
        end = int(np.searchsorted(member, member[end - 1], side="right"))
        yield places[start:end]
        start = end


def _following(block: _Positions) -> _Positions:
    """For each place, how many of those after it in its block it is compared with."""
    starts = np.flatnonzero(np.r_[True, block[1:] != block[:-1]])
    sizes = np.diff(np.r_[starts, len(block)])
    after = np.repeat(starts + sizes, sizes) - np.arange(len(block)) - 1
    most = np.where(sizes <= LARGEST_BLOCK, LARGEST_BLOCK, LARGEST_BLOCK // 2)
    following: _Positions = np.minimum(after, np.repeat(most, sizes)).astype(np.int8)
    return following


def _filed(events: Sequence[Event]) -> tuple[_Positions, _Positions]:
    """The numbers of the blocks of all events, and beside each the position of its event."""
    numbers: dict[Hashable, int] = {}
    blocks, members = array("q"), array("q")
    for position, event in enumerate(events):
        before = len(blocks)
        blocks.extend(_blocks(event, numbers))
        members.extend([position] * (len(blocks) - before))
    return np.frombuffer(blocks, dtype=np.int64), np.frombuffer(members, dtype=np.int64)


def _blocks(event: Event, numbers: dict[Hashable, int]) -> Iterator[int]:
    """Blocks as numbers: of days and places from 0, of words below 0.

    Args:
        event: An event.
        numbers: The numbers of neighbourhoods, and of countries with types, that were met so far.
    """
    words = shingles(event.quote)
    if len(words) >= _FEWEST_WORDS:
        yield _hashed("\n".join(sorted(words)[:_WORDS]))
    if event.latitude is None or event.longitude is None:
        return
    where: list[Hashable] = []
    if (event.where_prec or 1) <= _FINE:
        row, column = math.floor(event.latitude / _CELL - 0.5), math.floor(event.longitude / _CELL - 0.5)
        where += [(row + i, column + j) for i in (0, 1) for j in (0, 1)]
    if event.country_code:
        where.append((event.country_code, event.event_type))
    places = [numbers.setdefault(place, len(numbers)) for place in where]
    for day in days_of(event):
        yield from (day.toordinal() << 32 | place for place in places)


def _hashed(words: str) -> int:
    digest = hashlib.blake2b(words.encode(), digest_size=8).digest()
    return -1 - (int.from_bytes(digest, "big") >> 1)

"""Which reports are copies of one text or come from one source, found without comparing each with every other."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence

from geomap.events.disjoint import DisjointSets
from geomap.events.likeness import shingles, similarity
from geomap.model import Report

# Quotes that share this much of their word pairs are copies of one text.
COPY = 0.7


def independent(reports: Sequence[Report]) -> int:
    """How many independent sources stand behind reports: a document, an outlet, or copies of one text count once."""
    sources = DisjointSets(len(reports))
    first: dict[Hashable, int] = {}
    for number, report in enumerate(reports):
        for key in _keys(report):
            sources.unite(number, first.setdefault(key, number))
    different = {shingles(report.quote): number for number, report in enumerate(reports)}
    for one, other in _maybe_copies(different):
        if not sources.together(one, other) and similarity(reports[one].quote, reports[other].quote) >= COPY:
            sources.unite(one, other)
    return max(1, sources.count())


def _keys(report: Report) -> Iterator[Hashable]:
    """What two reports of one source have in common, where that is the very same."""
    yield ("document", report.doc_id)
    if report.source:
        yield ("source", report.source)
    words = shingles(report.quote)
    if words:
        yield ("words", words)


def _maybe_copies(texts: dict[frozenset[str], int]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that may be copies.

    Two sets that share a part of their union also share one of their few rarest members, so many that the rest would
    not be enough (prefix filtering of set similarity joins).
    """
    often = Counter(word for words in texts for word in words)
    holding: dict[str, list[int]] = defaultdict(list)
    for words, number in texts.items():
        few = len(words) - math.ceil(COPY * len(words)) + 2  # one more than needed, for what floating point rounds
        rarest = sorted(words, key=lambda word: (often[word], word))[:few]
        yield from ((number, other) for other in {other for word in rarest for other in holding[word]})
        for word in rarest:
            holding[word].append(number)

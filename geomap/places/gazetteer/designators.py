"""Taking the designator off a division's name: "Idlib Governorate", "Muhafazat Halab", "Gouvernorat d'Alep"."""

from __future__ import annotations

from functools import cache, lru_cache

from geomap.places.gazetteer.folding import fold
from geomap.places.gazetteer.sources.packs import load_pack


@cache
def _leading() -> frozenset[tuple[str, ...]]:
    return _words("leading")


@cache
def _trailing() -> frozenset[tuple[str, ...]]:
    return _words("trailing")


@cache
def _english_trailing() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(word).split()) for word in load_pack("designators")["trailing"]["en"])


@cache
def _links() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(word).split()) for word in load_pack("designators")["links"])


def _words(side: str) -> frozenset[tuple[str, ...]]:
    lists = load_pack("designators")[side].values()
    return frozenset(tuple(fold(word).split()) for words in lists for word in words)


_LONGEST = 3
# The words of designators come tens of thousands of times.
_folded = lru_cache(maxsize=65_536)(fold)


def bare_name(name: str) -> str:
    """Return the name without its designator, or empty where it has none.

    Args:
        name: A division's name as written, in any language of the list.
    """
    words = name.split()
    bare = _without_trailing(words, _trailing()) or _without_leading(words)
    return " ".join(bare) if bare else ""


def english_bare_name(name: str) -> str:
    """Return the name without an English designator behind it ("Aleppo Governorate"), or empty where it has none."""
    return " ".join(_without_trailing(name.split(), _english_trailing()))


def _without_trailing(words: list[str], designators: frozenset[tuple[str, ...]]) -> list[str]:
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        if tuple(_folded(word) for word in words[-count:]) in designators:
            return words[:-count]
    return []


def _without_leading(words: list[str]) -> list[str]:
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        if tuple(_folded(word) for word in words[:count]) in _leading():
            return _without_link(words[count:])
    return []


def _without_link(words: list[str]) -> list[str]:
    for elision in ("d'", "d’", "l'", "l’"):
        if words[0].lower().startswith(elision) and len(words[0]) > len(elision):
            return [words[0][len(elision) :], *words[1:]]
    for count in range(min(2, len(words) - 1), 0, -1):
        if tuple(_folded(word) for word in words[:count]) in _links():
            return _without_link(words[count:])
    return words

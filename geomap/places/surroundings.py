"""The words around a place name that say what it is and where about it something happened.

Designators ("gouvernorat d'Idlib", "Idlib province"), parts ("le nord du Mali", "northern Syria"), nearness, distance and bearing
("20 km north of Kobani"), pairs ("between A and B"), borders and routes.
"""

from __future__ import annotations

from dataclasses import dataclass

from geomap.places.lexicon import PlaceWords
from geomap.places.recognise import Name
from geomap.places.views import View

_CLOSE = frozenset({"", "'", "’", "-"})
_REACH = 7


@dataclass(slots=True)
class Surroundings:
    """What stands around one name.

    Attributes:
        levels: Levels its designator may mean, empty without one.
        adjective: Word between designator and name ("syrien" in "gouvernorat syrien d'Idlib"), perhaps a demonym.
        part: The words for a part of it ("northern", "nord"), or empty.
        bearing: Bearing of `part` in degrees from north, None where it has none.
        kilometres: Distance from it, None where none is given.
        beside: Whether the place meant lies beside it rather than in it ("near X", "north of X" with a town).
        border: Whether a border of it is meant.
        route: Whether it ends a road, railway or the like.
        between: Whether it is the first of a pair ("between X and Y", "from X to Y" behind a route).
        phrase: The words that widen or move it, as written, for `location`.
    """

    levels: tuple[str, ...] = ()
    adjective: str = ""
    part: str = ""
    bearing: float | None = None
    kilometres: float | None = None
    beside: bool = False
    border: bool = False
    route: bool = False
    between: bool = False
    phrase: str = ""


def surroundings(name: Name, words: PlaceWords) -> Surroundings:
    """Read the words on both sides of a name."""
    found = Surroundings()
    seen, first = name.view, name.span.first
    left = _left_words(seen, first)
    _designator(found, seen, name, words, left)
    _part(found, seen, first, words, left)
    near = words.near.search(seen.text[max(0, name.span.start - 60) : name.span.start])
    if near and not found.part:
        found.beside, found.phrase = True, near[1]
    _line(found, words, left)
    return found


def _left_words(seen: View, first: int) -> list[int]:
    """Indices of the words in front of a name, nearest first, up to a sign that separates."""
    indices: list[int] = []
    i = first
    while i > 0 and len(indices) < _REACH and seen.gap(i).strip() in _CLOSE:
        i -= 1
        indices.append(i)
    return indices


def _designator(found: Surroundings, seen: View, name: Name, words: PlaceWords, left: list[int]) -> None:
    behind = name.span.last + 1
    if behind < len(seen.words) and seen.gap(behind) in {" ", "-"} and seen.lows[behind] in words.levels:
        found.levels = words.levels[seen.lows[behind]]
    elif behind + 1 < len(seen.words) and seen.gap(behind) == " " == seen.gap(behind + 1):
        pair = f"{seen.lows[behind]} {seen.lows[behind + 1]}"
        found.levels = words.levels.get(pair, found.levels)
    own = seen.lows[name.span.last]
    if name.span.last > name.span.first and own in words.after and own in words.levels:
        found.levels = words.levels[own]
    if found.levels:
        return
    linked = False
    for steps, i in enumerate(left):
        low = seen.lows[i]
        if low in words.levels:
            found.levels = words.levels[low]
            if steps and seen.lows[left[steps - 1]] not in words.linkers | words.articles:
                found.adjective = seen.lows[left[steps - 1]]
            return
        if low in words.linkers:
            linked = True
        elif low not in words.articles and (not linked or found.adjective):
            return
        elif low not in words.articles:
            found.adjective = low
    found.adjective = ""


def _part(found: Surroundings, seen: View, first: int, words: PlaceWords, left: list[int]) -> None:
    lows = [seen.lows[i] for i in left]
    if lows and lows[0] in words.positions and not seen.caps[left[0]]:
        found.part, found.bearing, found.phrase = lows[0], words.directions.get(lows[0]), seen.words[left[0]]
        return
    steps = 0
    while steps < len(lows) and lows[steps] in words.linkers | words.articles:
        steps += 1
    if steps == 0 or steps >= len(lows) or not any(low in words.linkers for low in lows[:steps]) or lows[steps] not in words.parts:
        return
    found.part, found.bearing = lows[steps], words.directions.get(lows[steps])
    found.phrase = seen.text[seen.starts[left[steps]] : seen.starts[first]]
    found.kilometres = _distance(seen, words, left[steps + 1 :])
    found.beside = found.kilometres is not None


def _distance(seen: View, words: PlaceWords, left: list[int]) -> float | None:
    """Kilometres in "about 20 km (north of)", reading backwards."""
    for position, i in enumerate(left[:4]):
        unit = words.units.get(seen.lows[i])
        if unit is None:
            continue
        if position + 1 < len(left) and seen.words[left[position + 1]].isdigit():
            number = seen.words[left[position + 1]]
            j = left[position + 1]
            whole = seen.words[j - 1] if j and seen.gap(j) in {",", "."} and seen.words[j - 1].isdigit() else ""
            return unit * (float(f"{whole}.{number}") if whole and len(number) < 3 else float(whole + number))  # noqa: PLR2004 (thousands)
    return None


def _line(found: Surroundings, words: PlaceWords, left: list[int]) -> None:
    pass

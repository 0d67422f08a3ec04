"""The words around a place name that say what it is and where about it something happened.

Designators ("gouvernorat d'Idlib", "Idlib province"), parts ("le nord du Mali", "northern Syria"), nearness, distance
and bearing ("20 km north of Kobani"), pairs ("between A and B"), borders and routes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.places.lexicon import PlaceWords
from geomap.places.recognise import Name
from geomap.places.views import View

_CLOSE = frozenset({"", "'", "’", "-"})
_REACH = 7
_WINDOW = 60


@dataclass(slots=True)
class Surroundings:
    """What stands around one name.

    Attributes:
        levels: Levels its designator may mean, empty without one.
        adjective: Word between designator and name ("syrien" in "gouvernorat syrien d'Idlib"), perhaps a demonym.
        part: The words for a part of it ("northern", "nord"), or empty.
        inner: Whether that part lies in the place itself ("eastern Goma", "dans l'est de Goma") and not outside it ("east of Goma").
        bearing: Bearing of `part` in degrees from north, None where it has none.
        kilometres: Distance from it, None where none is given.
        beside: Whether the place meant lies beside it rather than in it ("near X", "north of X" with a town).
        offshore: Whether the sea before it is meant ("off the coast of X").
        border: Whether a border of it is meant.
        route: Whether it ends a road, railway or the like.
        between: Whether it is the first of a pair ("between X and Y", "from X to Y" behind a route).
        phrase: The words in front that widen or move it, as written, for `location`.
        suffix: The word behind that does ("border").
    """

    levels: tuple[str, ...] = ()
    adjective: str = ""
    part: str = ""
    bearing: float | None = None
    inner: bool = False
    kilometres: float | None = None
    beside: bool = False
    offshore: bool = False
    border: bool = False
    route: bool = False
    between: bool = False
    phrase: str = ""
    suffix: str = ""


def surroundings(name: Name, words: PlaceWords) -> Surroundings:
    """Read the words on both sides of a name."""
    found = Surroundings()
    seen, first = name.view, name.span.first
    left = _left_words(seen, first)
    _designator(found, seen, name, words, left)
    _near(found, seen, name, words)
    if not found.beside:
        _part(found, seen, first, words, left)
    if not found.part:
        _away(found, seen, first, words, left)
    _line(found, seen, name, words)
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
    found.levels = _behind(seen, name, words)
    if found.levels:
        return
    linked = False
    for i in left:
        low = seen.lows[i]
        if low in words.levels:
            found.levels = words.levels[low]
            return
        if low in words.linkers:
            linked = True
        elif low not in words.articles and (not linked or found.adjective):
            break
        elif low not in words.articles:
            found.adjective = low
    found.adjective = ""


def _behind(seen: View, name: Name, words: PlaceWords) -> tuple[str, ...]:
    """Levels of a designator behind the name ("Idlib province"), or that ends it ("Rapides Parish")."""
    behind, last = name.span.last + 1, name.span.last
    if behind < len(seen.words) and seen.gap(behind) in {" ", "-"}:
        pair = f"{seen.lows[behind]} {seen.lows[behind + 1]}" if behind + 1 < len(seen.words) else ""
        levels = words.levels.get(pair) or words.levels.get(seen.lows[behind])
        if levels:
            return levels
    if last > name.span.first and seen.lows[last] in words.after:
        return words.levels.get(seen.lows[last], ())
    return ()


def _part(found: Surroundings, seen: View, first: int, words: PlaceWords, left: list[int]) -> None:
    """A part of the place or a bearing from it: "northern Syria", "le nord du Mali", "20 km north of Kobani"."""
    lows = [seen.lows[i] for i in left]
    if lows and lows[0] in words.positions and not seen.caps[left[0]]:
        found.part, found.bearing, found.phrase = lows[0], words.directions.get(lows[0]), seen.words[left[0]]
        found.inner = True
        return
    steps = 0
    while steps < len(lows) and (
        lows[steps] in words.linkers or lows[steps] in words.articles or _is_designator(words, lows, steps)
    ):
        steps += 1
    if steps >= len(lows) or not any(low in words.linkers for low in lows[:steps]):
        return
    part = next(
        (end for end in (steps + 1, steps) if end < len(lows) and f"{lows[end]}-{lows[end - 1]}" in words.parts), steps
    )
    if lows[steps] not in words.parts and part == steps:
        return
    found.part = lows[steps] if part == steps else f"{lows[part]}-{lows[part - 1]}"
    found.bearing = words.directions.get(found.part)
    before = lows[part + 1 : part + 3]
    found.inner = found.part in words.inner_parts or (
        len(before) == 2 and before[0] in words.articles and before[1] in words.part_of
    )
    found.phrase = seen.text[seen.starts[left[part]] : seen.starts[first]]
    found.kilometres = _distance(seen, words, left[part + 1 :])
    found.beside = found.kilometres is not None


def _is_designator(words: PlaceWords, lows: list[str], step: int) -> bool:
    """Whether a word is a designator between the name and what stands in front ("the north of the province of X")."""
    return step > 0 and lows[step] in words.levels and lows[step] not in words.parts


def _distance(seen: View, words: PlaceWords, left: list[int]) -> float | None:
    """Kilometres in "about 20 km (north of)", reading backwards."""
    for position, i in enumerate(left[:4]):
        unit = words.units.get(seen.lows[i])
        if unit is None:
            continue
        for before in left[position + 1 : position + 3]:
            if seen.words[before].isdigit():
                return unit * _number(seen, before)
            if seen.lows[before] in words.numbers:
                return unit * words.numbers[seen.lows[before]]
    return None


def _away(found: Surroundings, seen: View, first: int, words: PlaceWords, left: list[int]) -> None:
    """A distance without a bearing: "30 km from X", "à une vingtaine de kilomètres de X"."""
    steps = 0
    while steps < len(left) and (seen.lows[left[steps]] in words.articles or seen.lows[left[steps]] in words.levels):
        steps += 1
    if not steps < len(left) - 1 or seen.lows[left[steps]] not in words.away:
        return
    if seen.lows[left[steps + 1]] not in words.units:
        return
    found.kilometres = _distance(seen, words, left[steps + 1 :])
    if found.kilometres is not None:
        found.beside, found.phrase = True, seen.text[seen.starts[left[steps + 1]] : seen.starts[first]]


def _number(seen: View, i: int) -> float:
    """The number that ends with word `i`: "1,200" and "1 200" are thousands, "2.5" and "2,5" are not."""
    digits = seen.words[i]
    if i and seen.words[i - 1].isdigit() and seen.gap(i) in {",", ".", " ", "\u00a0", "\u202f"}:
        if len(digits) == 3:
            return float(seen.words[i - 1] + digits)
        if seen.gap(i) in {",", "."}:
            return float(f"{seen.words[i - 1]}.{digits}")
    return float(digits)


def _as_written(phrase: re.Match[str]) -> str:
    """The first group of a match, with the apostrophe that elides its last word: "près d'"."""
    after = phrase.string[phrase.end(1) : phrase.end(1) + 1]
    return phrase[1].strip() + (after if after in {"'", "’"} else "")


def _near(found: Surroundings, seen: View, name: Name, words: PlaceWords) -> None:
    front = seen.text[max(0, name.span.start - _WINDOW) : name.span.start]
    sea = words.offshore.search(front)
    if sea:
        found.offshore, found.phrase = True, _as_written(sea)
        return
    near = words.near.search(front)
    if not near:
        return
    found.beside, found.phrase = True, _as_written(near)
    before = [i for i in range(len(seen.words)) if seen.ends[i] <= name.span.start - len(near[0]) + 1]
    found.kilometres = _distance(seen, words, before[::-1][:4])


def _line(found: Surroundings, seen: View, name: Name, words: PlaceWords) -> None:
    """Borders, roads and pairs: "the border with X", "X border", "the road from X to Y", "between X and Y"."""
    left = [seen.lows[i] for i in range(max(0, name.span.first - _REACH), name.span.first)]
    near_words = left[-3:]
    behind = name.span.last + 1
    right = seen.lows[behind] if behind < len(seen.words) and seen.gap(behind) in {" ", "-"} else ""
    beside = right in words.borders or any(low in words.borders for low in near_words)
    if beside and not _is_border_town(found, seen, behind, words):
        found.border, found.suffix = True, right if right in words.borders else ""
        if not found.part:
            found.phrase = _border_phrase(seen, name, words, right)
    if left and (
        left[-1] in words.between or (len(left) > 1 and left[-1] in words.articles and left[-2] in words.between)
    ):
        found.between = True
    if any(low in words.routes for low in left[-4:]) and not found.levels:
        found.route = True


def _is_border_town(found: Surroundings, seen: View, behind: int, words: PlaceWords) -> bool:
    """Whether a border only says which kind of town it is ("the border town of X", "X border city")."""
    if "town" in found.levels or "commune" in found.levels:
        return True
    return behind + 1 < len(seen.words) and "town" in words.levels.get(seen.lows[behind + 1], ())


def _border_phrase(seen: View, name: Name, words: PlaceWords, right: str) -> str:
    if right in words.borders:
        return ""
    first = next(i for i in range(max(0, name.span.first - 3), name.span.first) if seen.lows[i] in words.borders)
    return seen.text[seen.starts[first] : seen.starts[name.span.first]]

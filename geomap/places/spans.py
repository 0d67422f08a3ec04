"""Stretches of a sentence that might be a place's name.

They come from the gazetteer, the statistical entities and patterns alike.
Nothing is decided here: overlapping stretches are all offered, and `recognise` chooses among them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from geomap.places.codes import code_of
from geomap.places.gazetteer import fold
from geomap.places.lexicon import PlaceWords
from geomap.places.views import View

_LONGEST = 7
_MOST_SMALL = 2
_NAMES_KEPT = 65_536
_APOSTROPHES = frozenset({"'", "’", "‘", "`", "ʿ", "ʼ"})
# Small words that names hold, in the languages that names come from.
_CONNECTORS = frozenset(
    [
        *(
            "de",
            "du",
            "des",
            "d",
            "da",
            "do",
            "dos",
            "das",
            "del",
            "della",
            "di",
            "la",
            "le",
            "les",
            "l",
            "lo",
            "los",
            "las",
        ),
        *(
            "el",
            "al",
            "of",
            "the",
            "and",
            "et",
            "y",
            "e",
            "sur",
            "sous",
            "en",
            "upon",
            "on",
            "under",
            "aux",
            "au",
            "a",
            "à",
        ),
        *(
            "lès",
            "lez",
            "der",
            "den",
            "dem",
            "am",
            "an",
            "im",
            "van",
            "von",
            "zu",
            "in",
            "ul",
            "az",
            "ez",
            "as",
            "ash",
            "at",
        ),
        *("ar", "ad", "ed", "es"),
    ]
)
_INNER_GAPS = re.compile(r"[ \u00a0\-‑–'’‘`ʿʼ]{1,2}|\. |-\s?|\.")
_ABBREVIATED = frozenset({"st", "ste", "ft", "mt", "mts", "pt", "n", "s", "e", "w"})
_TRAILING = frozenset(
    ["de", "du", "des", "d", "of", "the", "and", "et", "la", "le", "les", "l", "al", "el", "en", "sur", "y"]
)


@dataclass(slots=True)
class Span:
    """A possible place name: words `first` to `last`, inclusive, of sentence `number`; offsets count within it.

    Attributes:
        kinds: Where it came from: "gazetteer", "entity", "pattern", "code".
        code: ISO 3166 code where an abbreviation says it.
        inside: Whether it is part of a longer name that the gazetteer lists.
        countries: Countries of the gazetteer's entries of this name, the best known's first, filled in later.
        features: Evidence for and against, filled in later.
        chance: Probability that it names a place, filled in later.
    """

    number: int
    first: int
    last: int
    start: int
    end: int
    text: str
    kinds: set[str] = field(default_factory=set)
    code: str = ""
    inside: bool = False
    countries: tuple[str, ...] = ()
    features: dict[str, float] = field(default_factory=dict)
    chance: float = 0.0


def _joins(gap: str, before: str) -> bool:
    """Whether what stands between two words may stand inside a name; a full stop only behind an abbreviation."""
    return bool(_INNER_GAPS.fullmatch(gap)) and ("." not in gap or before in _ABBREVIATED)


class SpanFinder:
    """Finds the possible names in sentences of one language.

    Args:
        words: The language's lexicon.
        has_name: The gazetteer's look-up.
    """

    def __init__(self, words: PlaceWords, has_name: Callable[[str], bool]) -> None:
        self._words = words
        # Nouns that open a name in small letters: "mer Noire", "golfe d'Aden", "îles Kerguelen".
        self._small_openers = words.small | {
            low for low, levels in words.levels.items() if {"water", "area"} & {*levels}
        }
        self._known = functools.lru_cache(maxsize=_NAMES_KEPT)(lambda text: has_name(fold(text)))

    def spans(self, view: View, number: int) -> list[Span]:
        """All possible names of one sentence, each stretch once."""
        found: dict[tuple[int, int], Span] = {}

        def offer(first: int, last: int, kind: str, code: str = "") -> None:
            span = found.get((first, last))
            if span is None:
                start, end = view.starts[first], view.ends[last]
                if self._dotted(view, last):
                    end += 1
                span = found[first, last] = Span(number, first, last, start, end, view.text[start:end])
            span.kinds.add(kind)
            span.code = span.code or code

        self._listed(view, offer)
        self._patterns(view, offer)
        self._after_words_of_place(view, offer)
        self._entities(view, offer)
        spans = list(found.values())
        longer = [span for span in spans if span.last > span.first and "gazetteer" in span.kinds]
        for span in spans:
            span.inside = any(
                other is not span and other.first <= span.first and span.last <= other.last for other in longer
            )
        return spans

    def _listed(self, view: View, offer: Callable[..., None]) -> None:
        for first in range(len(view.words)):
            if not view.caps[first] and view.lows[first] not in self._small_openers:
                continue
            for last in self._loose_extents(view, first):
                text = view.text[view.starts[first] : view.ends[last]]
                code = code_of(view, first, last, text, self._words)
                if code:
                    offer(first, last, "code", code=code)
                if self._may_end(view, last) and (view.caps[first] or last > first) and self._known(text):
                    offer(first, last, "gazetteer")

    def _may_end(self, view: View, last: int) -> bool:
        """Whether a listed name may end here: not on a designator ("Anbar province") or a connector."""
        low = view.lows[last]
        return view.caps[last] or (low not in self._words.levels and low not in _CONNECTORS)

    def _dotted(self, view: View, last: int) -> bool:
        """Whether the last word is an abbreviation whose full stop belongs to the name ("Calif.", "Memphis St.")."""
        word = view.words[last]
        if view.text[view.ends[last] : view.ends[last] + 1] != ".":
            return False
        return word + "." in self._words.after_town or (
            view.lows[last] + "." in self._words.after and last > 0 and view.caps[last - 1]
        )

    def _extents(self, view: View, first: int) -> Iterator[int]:
        """Last words of a name that begins at `first`: over capitals and connectors, to a capital or a number."""
        last = first
        yield first
        while last + 1 < len(view.words) and last - first < _LONGEST:
            gap = view.gap(last + 1)
            if gap != " " and not _joins(gap, view.lows[last]):
                return
            last += 1
            if view.caps[last] or view.words[last].isdigit():
                yield last
            elif view.lows[last] not in _CONNECTORS and gap not in _APOSTROPHES:
                return

    def _loose_extents(self, view: View, first: int) -> Iterator[int]:
        """Like `_extents`, but over up to two more small words, for names that are listed ("Arabie saoudite")."""
        last, small = first, 0
        yield first
        while last + 1 < len(view.words) and last - first < _LONGEST:
            gap = view.gap(last + 1)
            if gap != " " and not _joins(gap, view.lows[last]):
                return
            last += 1
            small += not (view.caps[last] or view.lows[last] in _CONNECTORS or gap in _APOSTROPHES)
            if small > _MOST_SMALL:
                return
            yield last

    def _patterns(self, view: View, offer: Callable[..., None]) -> None:
        """Runs of capitals with a noun of place ("Rapides Parish") or an adjective of position ("Eastern Ghouta")."""
        for i, low in enumerate(view.lows):
            behind = low in self._words.after and view.caps[i] and i > 0 and view.caps[i - 1] and view.gap(i) == " "
            if behind:
                for first in self._run_back(view, i):
                    offer(first, i, "pattern")
            leading = low in self._words.before and (view.caps[i] or low in self._words.small)
            if (leading or (low in self._words.positions and view.caps[i])) and i + 1 < len(view.words):
                for last in self._run_on(view, i):
                    offer(i, last, "pattern")

    def _after_words_of_place(self, view: View, offer: Callable[..., None]) -> None:
        """Capitalised runs right behind a preposition of place or a designator: villages that nobody lists."""
        for i in range(1, len(view.words)):
            low = view.lows[i - 1]
            opens = i == 1 and "place" in self._words.classes.get(low, ())
            if not view.caps[i] or (view.caps[i - 1] and not opens) or view.gap(i) not in {" ", "'", "’"}:
                continue
            if (
                "place" in self._words.classes.get(low, ())
                or low in self._words.levels
                or (low in self._words.linkers and i > 1 and view.lows[i - 2] in self._words.levels)
            ):
                last = i
                while last + 1 < len(view.words) and view.caps[last + 1] and view.gap(last + 1) in {" ", "-", "'", "’"}:
                    last += 1
                offer(i, last, "pattern")

    def _run_back(self, view: View, i: int) -> Iterator[int]:
        first = i - 1
        while first >= 0 and view.caps[first] and view.gap(first + 1) in {" ", "-", ". "} and i - first < _LONGEST:
            yield first
            first -= 1

    def _run_on(self, view: View, i: int) -> Iterator[int]:
        for last in self._extents(view, i):
            if last > i:
                yield last

    def _entities(self, view: View, offer: Callable[..., None]) -> None:
        for entity in view.entities:
            if entity.label == "people":
                continue
            inside = [
                i for i, start in enumerate(view.starts) if entity.start <= start and view.ends[i] <= entity.end + 1
            ]
            trimmed = self._trim(view, inside)
            if trimmed:
                offer(trimmed[0], trimmed[-1], "entity")

    def _trim(self, view: View, inside: list[int]) -> list[int]:
        """An entity without the articles, designators and small words around the name."""
        while inside and not (view.caps[inside[0]] or view.lows[inside[0]] in self._words.small):
            inside = inside[1:]
        while inside and not (
            view.caps[inside[-1]]
            or view.words[inside[-1]][0].isdigit()
            or (view.gap(inside[-1]) == "-" and len(inside) > 1)
        ):
            inside = inside[:-1]
        while inside and (view.lows[inside[0]] in self._words.articles):
            inside = inside[1:]
        while inside and (view.lows[inside[-1]] in _TRAILING or (view.lows[inside[-1]] == "s" and len(inside) > 1)):
            inside = inside[:-1]
        return inside

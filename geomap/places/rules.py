"""What the user has settled about names: this one is a government, that one no place, this one lies there.

Names are compared folded and whole: a rule for "Tripoli" says nothing about "Tripoli Street".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from geomap.model import Place, PlaceMention, Use
from geomap.places.candidates import Option
from geomap.places.gazetteer import fold
from geomap.places.recognise import Name
from geomap.places.resolve import Group
from geomap.places.spans import Span
from geomap.places.views import View

Verdict = Literal["government", "blocked", "fixed"]


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """Names that are not weighed but known, by their folded form (`geomap.places.gazetteer.fold`).

    Attributes:
        governments: Names that always stand for a government, never for the place.
        blocked: Names that are no places at all.
        fixed: Names that always mean one place.
        source: Where people find the rules: a file's name.
    """

    governments: frozenset[str] = frozenset()
    blocked: frozenset[str] = frozenset()
    fixed: Mapping[str, Place] = field(default_factory=dict)
    source: str = ""

    def verdict(self, name: str) -> Verdict | None:
        """What is settled about a name as written; None for all others."""
        folded = fold(name)
        if folded in self.governments:
            return "government"
        if folded in self.blocked:
            return "blocked"
        return "fixed" if folded in self.fixed else None

    def use(self, name: str) -> Use | None:
        """How a name is used by the rules; None where the text is to tell."""
        uses: Mapping[str | None, Use] = {"government": "metonym", "blocked": "embedded"}
        return uses.get(self.verdict(name))

    def settle(self, groups: Iterable[Group]) -> None:
        """Leave the groups of fixed names the one entry that is meant, and those of blocked names none."""
        for group in groups:
            if group.name in self.blocked:
                group.options, group.settled = [], True
            elif group.name in self.fixed:
                group.options, group.settled = [Option(self.fixed[group.name])], True

    def applied(self, mention: PlaceMention) -> PlaceMention:
        """A mention as the rules leave it: marked as settled, with the reason, and without a point where it is no place."""
        verdict = self.verdict(mention.text)
        if verdict is None:
            return mention
        mention = replace(mention, settled=True, why=f"{self.source} says that this name is {_TOLD[verdict]}.")
        if verdict == "fixed":
            return mention
        return replace(mention, latitude=None, longitude=None, where_prec=None)

    def added_to(self, names: Sequence[Name], views: Sequence[View]) -> list[Name]:
        """The names found, and with them every other stretch that a rule speaks of.

        A longer name that holds the stretch ("Tripoli Street") stays; shorter ones inside it give way to it.
        """
        found = list(names)
        for name in self._names_in(views):
            others = [other for other in found if other.start < name.end and name.start < other.end]
            if all(name.start <= other.start and other.end <= name.end for other in others):
                found = [other for other in found if other not in others or _same(other, name)]
                if not any(_same(other, name) for other in others):
                    found.append(name)
        return sorted(found, key=lambda name: name.start)

    def _names_in(self, views: Sequence[View]) -> Iterator[Name]:
        known = self.governments | self.blocked | self.fixed.keys()
        if not known:
            return
        longest = max(name.count(" ") for name in known) + 1
        for number, seen in enumerate(views):
            for first in range(len(seen.words)):
                for last in range(first, min(first + longest, len(seen.words))):
                    text = seen.text[seen.starts[first] : seen.ends[last]]
                    if seen.caps[first] and fold(text) in known:
                        span = Span(number, first, last, seen.starts[first], seen.ends[last], text, {"given"})
                        yield Name(span, seen)


_TOLD: Mapping[Verdict, str] = {
    "government": "the government, not the place",
    "blocked": "no place",
    "fixed": "the place given there",
}


def _same(one: Name, other: Name) -> bool:
    return (one.start, one.end) == (other.start, other.end)


NO_RULES = PlaceRules()

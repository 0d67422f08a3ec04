"""Gazetteer entries that a name may mean, each with the evidence that does not depend on the rest of the document."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from types import MappingProxyType
from typing import Any, Protocol

from geomap.model import Place
from geomap.places.gazetteer import fold
from geomap.places.lexicon import PlaceWords

_MOST = 150
_LOG_LARGEST = 7.5
_LOG_MOST_NAMED = 9.2
_SIMILAR_LEAST = 80.0
_MOST_SIMILAR = 12
_COUNTRY_CODE = 2
_SEATS = frozenset({"PPLC", "PPLA", "PPLA2", "PPLG"})
_CHIEF = 0.25
Features = dict[str, float]


class NameKind(Protocol):
    """How a name belongs to an entry."""

    name: str


class Match(Protocol):
    """An entry and how the name matched."""

    place: Place
    kind: NameKind


class Names(Protocol):
    """What resolution asks of a gazetteer."""

    def matches(self, name: str) -> Sequence[Match]:
        """Entries under a name."""

    def find_similar(self, name: str, limit: int = 20, least: float = 70.0) -> Sequence[tuple[Place, float]]:
        """Entries whose names sound alike."""

    def country(self, code: str) -> Place | None:
        """A country by its ISO alpha-2 code."""


@dataclass(slots=True)
class Option:
    """An entry considered for a name, with its features."""

    place: Place
    features: Features = field(default_factory=dict)


_WATER = frozenset({"SEA", "OCN", "GULF", "STRT", "BAY", "CHN"})
_LEVELS = {"ADM1": "admin1", "ADM2": "admin2", "PPLX": "quarter"}
_BEGINNINGS = (("PCL", "country"), ("TERR", "country"), ("ADM", "division"), ("PPL", "town"))


def level_of(place: Place) -> str:
    """The level of an entry.

    Args:
        place: The entry.

    Returns:
        "country", "admin1", "admin2", "division" below those, "quarter", "town", "water" or "region".
    """
    feature = place.feature
    if feature in _LEVELS:
        return _LEVELS[feature]
    if feature in _WATER:
        return "water"
    return next((level for beginning, level in _BEGINNINGS if feature.startswith(beginning)), "region")


_FITS = {
    "country": {"country"},
    "admin1": {"admin1"},
    "admin2": {"admin2", "division"},
    "commune": {"division", "town", "admin2"},
    "town": {"town", "quarter"},
    "quarter": {"quarter", "town"},
    "site": {"town", "quarter"},
    "area": {"region"},
    "line": {"region"},
    "water": {"water", "region"},
}


def fits(place: Place, levels: Iterable[str]) -> bool:
    """Whether an entry is of a level that a designator asked for."""
    own = level_of(place)
    return any(own in _FITS.get(level, ()) for level in levels)


class CandidateFinder:
    """Looks up the entries that names may mean.

    Args:
        gazetteer: Where to look.
        words: The language's lexicon.
        countries: Folded usual names of countries in the language.
        demonym: From a people or an adjective to its country, for names that somebody else marked.
    """

    def __init__(
        self, gazetteer: Names, words: PlaceWords, countries: Collection[str], demonym: Callable[[str], str | None]
    ) -> None:
        self._gazetteer = gazetteer
        self._words = words
        self._countries = countries
        self._demonym = demonym

    def options(self, name: str, code: str, levels: tuple[str, ...]) -> list[Option]:
        """Entries for one name, the best known first.

        Args:
            name: The name as written.
            code: ISO 3166 code where the name is an abbreviation.
            levels: Levels that a designator beside it asks for, empty without one.
        """
        place = coded(code, self._gazetteer) if code else None
        if place:
            return [Option(at_known_point(place), {"coded": 1.0})]
        country = self._demonym(name)
        place = self._gazetteer.country(country) if country else None
        if place:
            return [Option(at_known_point(place), {"demonym": 1.0})]
        found = self._listed(name, levels) or self._similar(name, levels)
        if not levels and self._is_of_water(name):
            found = [option for option in found if level_of(option.place) == "water"] or found
        self._compare(found)
        return found

    def _is_of_water(self, name: str) -> bool:
        """Whether a name says itself that it is a sea's or the like ("Gulf of Aden", "mer Rouge")."""
        parts = fold(name).split()
        return len(parts) > 1 and any("water" in self._words.levels.get(part, ()) for part in (parts[0], parts[-1]))

    def _listed(self, name: str, levels: Sequence[str]) -> list[Option]:
        found: dict[int, Option] = {}
        for variant, note in _variants(name, self._words):
            for match in self._gazetteer.matches(variant)[:_MOST]:
                if match.place.geonames_id not in found:
                    option = found[match.place.geonames_id] = Option(
                        at_known_point(match.place), {note: 1.0} if note else {}
                    )
                    self._describe(option, variant, match.kind.name, levels)
            if found:
                break
        return _without_foreign_names_of_countries(list(found.values()))

    def _similar(self, name: str, levels: Sequence[str]) -> list[Option]:
        found = []
        for place, likeness in self._gazetteer.find_similar(name, _MOST_SIMILAR, _SIMILAR_LEAST):
            option = Option(
                place, {"sounds alike": 1.0, "likeness": (likeness - _SIMILAR_LEAST) / (100.0 - _SIMILAR_LEAST)}
            )
            self._describe(option, name, "", levels)
            found.append(option)
        return found

    def compared(self, name: str, places: Iterable[Place]) -> list[Option]:
        """Entries that somebody else found for a name, with their features."""
        found = [Option(place) for place in places]
        for option in found:
            self._describe(option, name, "alias", ())
        self._compare(found)
        return found

    def _describe(self, option: Option, name: str, kind: str, levels: Sequence[str]) -> None:
        place, features = option.place, option.features
        level = level_of(place)
        features[level] = 1.0
        if kind:
            features[f"{kind.lower()} name"] = 1.0
        if self._is_own_name(place.name, name):
            features["own name"] = 1.0
        if level == "country":
            features["usual country name" if fold(name) in self._countries else "unusual country name"] = 1.0
        features["inhabitants" if level in {"town", "quarter"} else "inhabitants of a division"] = _size(place)
        if place.feature == "PPLC":
            features["capital"] = 1.0
        elif place.feature in {"PPLA", "PPLG"}:
            features["seat"] = 1.0
        if not levels:
            features[f"{level}, unasked"] = 1.0
        elif fits(place, levels):
            features["level asked for"] = features[f"asked for {level}"] = 1.0
        else:
            features["other level"] = 1.0

    def _is_own_name(self, own: str, name: str) -> bool:
        """Whether a name is the entry's first one, its designator aside ("New York City")."""
        folded, first = fold(name), fold(own)
        return first == folded or (first.startswith(folded + " ") and first[len(folded) + 1 :] in self._words.levels)

    def _compare(self, found: Sequence[Option]) -> None:
        """What an entry is beside the others of its name."""
        crowd = math.log2(1 + len(found)) / _LOG_MOST_NAMED
        largest = max((_size(option.place) for option in found), default=0.0)
        own = any("own name" in option.features for option in found)
        for rank, option in enumerate(found):
            place, features = option.place, option.features
            features["rank"] = 1.0 / (1 + rank)
            features["crowd"] = crowd
            features["smaller"] = largest - _size(place)
            if rank == 0 and level_of(place) in {"country", "admin1"}:
                features["first is a division"] = 1.0
            if own and "own name" not in features:
                features["another's own name"] = 1.0
        _pair_seats(found)


def _without_foreign_names_of_countries(found: list[Option]) -> list[Option]:
    """Entries without the countries that only another language calls so, where a place has the name for its own: Beni is no Benin."""
    if not any("own name" in option.features and "country" not in option.features for option in found):
        return found
    foreign = {"unusual country name", "alias name"}
    return [option for option in found if not foreign <= option.features.keys()]


def _pair_seats(found: Sequence[Option]) -> None:
    """Mark divisions with a chief town of their name, where no designator tells them apart: a bare "Idlib" is the town."""
    bare = [
        option for option in found if "level asked for" not in option.features and "other level" not in option.features
    ]
    divisions = {option.place.geonames_id: option for option in bare if level_of(option.place) in {"admin1", "admin2"}}
    for option in bare:
        place = option.place
        if level_of(place) != "town":
            continue
        for above in (place.admin1_id, place.admin2_id):
            division = divisions.get(above or 0)
            if division and (place.feature in _SEATS or place.population >= _CHIEF * division.place.population):
                division.features["its chief town has its name"] = 1.0


def _size(place: Place) -> float:
    return min(math.log10(place.population + 1) / _LOG_LARGEST, 1.2)


@functools.cache
def _known_points() -> Mapping[str, tuple[float, float]]:
    from geomap.yaml_text import from_yaml

    text = (resources.files(__package__) / "points.yaml").read_text(encoding="utf-8")
    return MappingProxyType({code: (float(point[0]), float(point[1])) for code, point in from_yaml(text).items()})


def at_known_point(place: Place) -> Place:
    """A country moved to the point by which it is known (points.yaml); other places as they are."""
    if level_of(place) != "country" or place.country_code not in _known_points():
        return place
    latitude, longitude = _known_points()[place.country_code]
    return replace(place, latitude=latitude, longitude=longitude)


@functools.lru_cache(maxsize=512)
def _subdivision_name(code: str) -> str:
    import pycountry

    subdivisions: Any = pycountry.subdivisions
    found = subdivisions.get(code=code)
    return str(found.name) if found else ""


def coded(code: str, gazetteer: Names) -> Place | None:
    """The country or first-order division of an ISO 3166 code."""
    country = code[:_COUNTRY_CODE]
    if len(code) == _COUNTRY_CODE:
        return gazetteer.country(code)
    for match in gazetteer.matches(_subdivision_name(code)):
        if match.place.feature == "ADM1" and match.place.country_code == country:
            return match.place
    return None


def _variants(name: str, words: PlaceWords) -> Iterator[tuple[str, str]]:
    """The name, then with an abbreviation written out, then without its noun of place or adjective of position."""
    yield name, ""
    parts = name.replace("’", "'").split()
    if parts[0].lower() in {"st", "st.", "ste", "ste."} and len(parts) > 1:
        yield " ".join(["Saint", *parts[1:]]), ""
    if parts[0].lower() in {"mt", "mt.", "ft", "ft."} and len(parts) > 1:
        yield " ".join([{"m": "Mount", "f": "Fort"}[parts[0][0].lower()], *parts[1:]]), ""
    if len(parts) > 1 and parts[-1].lower() in words.after:
        yield " ".join(parts[:-1]), "shortened"
    if len(parts) > 1 and parts[0].lower() in words.positions | words.before | words.small:
        yield " ".join(parts[1:]), "shortened"
    if len(parts) > 1 and parts[0].lower() in words.articles:
        yield " ".join(parts[1:]), ""

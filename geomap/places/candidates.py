"""Gazetteer entries that a name may mean, each with the evidence that does not depend on the rest of the document."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from geomap.model import Place
from geomap.places.gazetteer import fold
from geomap.places.lexicon import PlaceWords

_MOST = 150
_LOG_LARGEST = 7.5
_LOG_MOST_NAMED = 9.2
_SIMILAR_LEAST = 80.0
_COUNTRY_CODE = 2
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


def level_of(place: Place) -> str:
    """The level of an entry: "country", "admin1", "admin2", "division" below those, "quarter", "town", "water" or "region"."""
    feature = place.feature
    if feature.startswith(("PCL", "TERR")):
        return "country"
    if feature == "ADM1":
        return "admin1"
    if feature == "ADM2":
        return "admin2"
    if feature.startswith("ADM"):
        return "division"
    if feature == "PPLX":
        return "quarter"
    if feature.startswith("PPL"):
        return "town"
    if feature in {"SEA", "OCN", "GULF", "STRT", "BAY", "CHN"}:
        return "water"
    return "region"


_FITS = {
    "country": {"country"},
    "admin1": {"admin1"},
    "admin2": {"admin2", "division"},
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


def options(name: str, code: str, levels: Sequence[str], gazetteer: Names, words: PlaceWords) -> list[Option]:
    """Entries for one name, the best known first.

    Args:
        name: The name as written.
        code: ISO 3166 code where the name is an abbreviation.
        levels: Levels that a designator beside it asks for, empty without one.
        gazetteer: Where to look.
        words: The language's lexicon.
    """
    if code:
        place = coded(code, gazetteer)
        return [Option(place, {"coded": 1.0})] if place else []
    found: dict[int, Option] = {}
    for variant, note in _variants(name, words):
        for match in gazetteer.matches(variant)[:_MOST]:
            if match.place.geonames_id not in found:
                found[match.place.geonames_id] = Option(match.place, {note: 1.0} if note else {})
                _describe(found[match.place.geonames_id], name, match.kind.name, levels)
        if found:
            break
    if not found:
        for place, likeness in gazetteer.find_similar(name, 12, _SIMILAR_LEAST):
            found[place.geonames_id] = option = Option(place, {"sounds alike": 1.0, "likeness": likeness / 100.0})
            _describe(option, name, "", levels)
    crowd = math.log2(1 + len(found)) / _LOG_MOST_NAMED
    for rank, option in enumerate(found.values()):
        option.features["rank"] = 1.0 / (1 + rank)
        option.features["crowd"] = crowd
    return list(found.values())


@functools.lru_cache(maxsize=512)
def _subdivision_name(code: str) -> str:
    import pycountry

    found = pycountry.subdivisions.get(code=code)
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
    """The name, then the name with an abbreviation written out, then without its noun of place or adjective of position."""
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


def _describe(option: Option, name: str, kind: str, levels: Sequence[str]) -> None:
    place, features = option.place, option.features
    level = level_of(place)
    features[level] = 1.0
    if kind:
        features[f"{kind.lower()} name"] = 1.0
    if fold(place.name) == fold(name):
        features["own name"] = 1.0
    size = min(math.log10(place.population + 1) / _LOG_LARGEST, 1.2)
    features["inhabitants" if level in {"town", "quarter"} else "inhabitants of a division"] = size
    if place.feature == "PPLC":
        features["capital"] = 1.0
    elif place.feature in {"PPLA", "PPLG"}:
        features["seat"] = 1.0
    if levels:
        features["level asked for" if fits(place, levels) else "other level"] = 1.0
        if fits(place, levels):
            features[f"asked for {level}"] = 1.0
    else:
        features[f"{level}, unasked"] = 1.0

"""The gazetteer as its users see it: the embedded index with what the user added laid over it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.model import Place
from geomap.places.gazetteer.areas import VORONOI_SOURCE, Area, country_area, division_areas, load_areas, save_areas
from geomap.places.gazetteer.entries import NameKind, prominence
from geomap.places.gazetteer.folding import fold, fold_text, skeleton
from geomap.places.gazetteer.layer import Layer, Row
from geomap.places.gazetteer.shapes import CountryShape, country_shapes

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180
_CACHED_PLACES = 20_000
_CACHED_COUNTRIES = 16
_DIVISIONS = frozenset({"ADM1", "ADM2"})
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that bears a name, and how: MAIN, ALIAS, DERIVED (made by rule) or CODE (such as an airport's)."""

    place: Place
    kind: NameKind


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A gazetteer name found in running text: offsets in that text, end exclusive, and the folded name."""

    start: int
    end: int
    folded: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of an entry: its language (ISO 639 or CLDR code, "" where unknown) and kind."""

    name: str
    language: str
    kind: NameKind


class Gazetteer:
    """Look-ups over one or several indexes; later ones win where they hold the same id.

    Open it with `open_gazetteer`. All coordinates are WGS 84 decimal degrees.
    """

    def __init__(self, layers: Sequence[Layer], version: str) -> None:
        self._layers = tuple(reversed(layers))
        self._embedded = layers[0]
        self.version = version
        self._place = lru_cache(maxsize=_CACHED_PLACES)(self._make_place)
        self._areas = lru_cache(maxsize=_CACHED_COUNTRIES)(self._make_areas)
        self._countries: dict[str, Place] | None = None

    def __len__(self) -> int:
        return sum(len(layer) for layer in self._layers)

    def find(self, name: str) -> tuple[Place, ...]:
        """Return every entry of which a name or alias folds like `name`, best known first."""
        return tuple(match.place for match in self.matches(name))

    def matches(self, name: str) -> tuple[Match, ...]:
        """Like `find`, with the kind of name that matched."""
        folded = fold(name)
        found: dict[int, NameKind] = {}
        for layer in self._layers:
            for number, kind in layer.exact(folded):
                identifier = layer.ids[number]
                found[identifier] = min(kind, found.get(identifier, kind))
        matches = [Match(self._place(identifier), kind) for identifier, kind in found.items()]
        if len(self._layers) > 1:
            matches.sort(key=lambda match: (match.kind == NameKind.CODE, *_prominence(match.place)))
        return tuple(matches)

    def find_similar(self, name: str, limit: int = 20, least: float = 70.0) -> tuple[tuple[Place, float], ...]:
        """Return entries with a name that sounds alike, most alike first.

        Args:
            name: A name in Latin letters, perhaps in an unusual transliteration.
            limit: At most so many.
            least: Least likeness of the closest name, 0 to 100 (rapidfuzz's ratio of the folded names).

        Returns:
            Pairs of place and likeness; exact matches are among them.
        """
        from rapidfuzz import fuzz

        folded = fold(name)
        key = skeleton(folded)
        scored: dict[int, float] = {}
        for layer in self._layers if key else ():
            for number in layer.loose(key):
                likeness = max(
                    (fuzz.ratio(folded, fold(other)) for other, _, _ in layer.names(number) if skeleton(fold(other)) == key),
                    default=0.0,
                )
                identifier = layer.ids[number]
                scored[identifier] = max(likeness, scored.get(identifier, 0.0))
        pairs = [(self._place(identifier), likeness) for identifier, likeness in scored.items() if likeness >= least]
        pairs.sort(key=lambda pair: (-pair[1], *_prominence(pair[0])))
        return tuple(pairs[:limit])

    def has_name(self, folded: str) -> bool:
        """Tell whether any entry bears a name; `folded` must come from `fold`."""
        return any(folded in layer.names_trie for layer in self._layers)

    def has_prefix(self, folded_tokens: Sequence[str]) -> bool:
        """Tell whether some name begins with these folded words."""
        prefix = " ".join(folded_tokens)
        for layer in self._layers:
            for key in layer.names_trie.iterkeys(prefix):
                if len(key) == len(prefix) or key[len(prefix)] == " ":
                    return True
        return False

    def longest(self, tokens: Sequence[str], first: int = 0) -> int:
        """Return how many tokens, from `first` on, the longest name takes; 0 where none begins there."""
        line = ""
        ends: dict[int, int] = {}
        for count, token in enumerate(tokens[first : first + 12], start=1):
            folded = fold(token)
            line = f"{line} {folded}" if line and folded else line + folded
            ends[len(line)] = count
        return max((ends.get(len(key), 0) for layer in self._layers for key in layer.names_trie.prefixes(line)), default=0)

    def scan(self, text: str, *, capitalised: bool = True) -> Iterator[NameSpan]:
        """Yield, for every word at which a name begins, the longest name from there. Spans may overlap.

        Args:
            text: Running text.
            capitalised: Only look where a word begins with an upper-case letter, or with one of a script that has no case.
        """
        folded = fold_text(text)
        line = folded.text
        tries = [layer.names_trie for layer in self._layers]
        for word, begin in enumerate(folded.starts):
            origin = folded.origins[word]
            if not text[origin].isalpha() or (capitalised and text[origin].islower()):
                continue
            longest = begin
            window = line[begin : begin + _LONGEST_NAME]
            for trie in tries:
                for key in trie.prefixes(window):
                    end = begin + len(key)
                    if end > longest and end in folded.ends:
                        longest = end
            if longest > begin:
                yield NameSpan(origin, folded.finishes[folded.ends[longest]], line[begin:longest])

    def get(self, geonames_id: int) -> Place | None:
        """Return the entry with this id, or None."""
        return self._place(geonames_id) if self._row(geonames_id) is not None else None

    def names(self, geonames_id: int) -> tuple[PlaceName, ...]:
        """Return every name of an entry."""
        seen: dict[str, PlaceName] = {}
        for layer in self._layers:
            number = layer.number_of(geonames_id)
            if number is not None:
                for name, language, kind in layer.names(number):
                    seen.setdefault(name, PlaceName(name, language, kind))
        return tuple(seen.values())

    def country(self, code: str) -> Place | None:
        """Return the country with this ISO 3166-1 alpha-2 code, or None."""
        if self._countries is None:
            features = ("PCL", "TERR")
            rows = (self._embedded.row(number) for number in range(300))
            self._countries = {row.country_code: self._place(row.geonames_id) for row in rows if row.feature.startswith(features)}
        return self._countries.get(code.upper())

    def children(self, geonames_id: int) -> tuple[Place, ...]:
        """Return the divisions directly below a country or division."""
        found = {layer.ids[number] for layer in self._layers for number in layer.children(geonames_id)}
        return tuple(sorted((self._place(identifier) for identifier in found), key=_prominence))

    def near(self, latitude: float, longitude: float, kilometres: float, limit: int = 10) -> tuple[tuple[Place, float], ...]:
        """Return the populated places within a distance, nearest first, each with its distance in kilometres."""
        tall = kilometres / KM_PER_DEGREE
        wide = min(180.0, tall / max(0.01, math.cos(math.radians(min(89.0, abs(latitude) + tall)))))
        found: dict[int, float] = {}
        for layer in self._layers:
            for number in layer.towns_in_cells(latitude - tall, latitude + tall, longitude - wide, longitude + wide):
                away = distance_km(latitude, longitude, layer.latitudes[number], layer.longitudes[number])
                if away <= kilometres:
                    found.setdefault(layer.ids[number], away)
        nearest = sorted(found.items(), key=lambda item: item[1])[:limit]
        return tuple((self._place(identifier), away) for identifier, away in nearest)

    def reverse(self, latitude: float, longitude: float, kilometres: float = 200.0) -> Place | None:
        """Return the nearest populated place within a distance, or None."""
        reach = 10.0
        while True:
            found = self.near(latitude, longitude, min(reach, kilometres), limit=1)
            if found or reach >= kilometres:
                return found[0][0] if found else None
            reach *= 4

    def area(self, geonames_id: int) -> Area | None:
        """Return the extent of a country or division, or None for anything else and where it is not known."""
        row = self._row(geonames_id)
        if row is None:
            return None
        if row.feature.startswith("PCL") or row.feature == "TERR":
            return country_area(row.country_code)
        if row.feature not in _DIVISIONS:
            return None
        areas = self._areas(row.country_code)
        for identifier in (geonames_id, row.admin1_id):
            if identifier in areas:
                borrowed = identifier != geonames_id
                return Area(areas[identifier], approximate=True, source=VORONOI_SOURCE, borrowed=borrowed)
        country = country_area(row.country_code)
        return country and Area(country.geometry, approximate=True, source=country.source, borrowed=True)

    def country_shapes(self) -> tuple[CountryShape, ...]:
        """Return the outlines of all countries and territories, with names by language and a point for the label."""
        return country_shapes()

    def _make_areas(self, country_code: str) -> dict[int, BaseGeometry]:
        path = self._embedded.folder.parent / "areas" / self._embedded.stamp["version"] / f"{country_code}.npz"
        areas = load_areas(path)
        if areas is None:
            areas = division_areas(country_code, self._embedded.towns_of(country_code))
            # The cache only saves time: a full or read-only disk is no reason to fail.
            with suppress(OSError):
                save_areas(path, areas)
        return areas

    def _row(self, geonames_id: int) -> Row | None:
        for layer in self._layers:
            number = layer.number_of(geonames_id)
            if number is not None:
                return layer.row(number)
        return None

    def _make_place(self, geonames_id: int) -> Place:
        row = self._row(geonames_id)
        if row is None:
            raise KeyError(geonames_id)
        admin1 = self._row(row.admin1_id) if row.admin1_id else None
        admin2 = self._row(row.admin2_id) if row.admin2_id else None
        return Place(
            geonames_id=row.geonames_id,
            name=row.name,
            latitude=row.latitude,
            longitude=row.longitude,
            feature=row.feature,
            country_code=row.country_code,
            admin1=admin1.name if admin1 else "",
            admin1_id=row.admin1_id or None,
            admin2=admin2.name if admin2 else "",
            admin2_id=row.admin2_id or None,
            population=row.population,
        )


def distance_km(latitude1: float, longitude1: float, latitude2: float, longitude2: float) -> float:
    """Return the great-circle distance between two points in kilometres, on a sphere of the Earth's mean radius."""
    north1, north2 = math.radians(latitude1), math.radians(latitude2)
    half_north = math.sin((north2 - north1) / 2)
    half_east = math.sin(math.radians(longitude2 - longitude1) / 2)
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half_north**2 + math.cos(north1) * math.cos(north2) * half_east**2))


def _prominence(place: Place) -> tuple[int, int, int]:
    return prominence(place.feature, place.population, place.geonames_id)

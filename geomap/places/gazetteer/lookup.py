"""The gazetteer as its users see it: the embedded index with what the user added laid over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.model import Place
from geomap.places.gazetteer import scanning
from geomap.places.gazetteer.entries import NameKind, is_country, prominence
from geomap.places.gazetteer.extents import Extents
from geomap.places.gazetteer.folding import fold, skeleton
from geomap.places.gazetteer.geodesy import box_around, distance_km
from geomap.places.gazetteer.scanning import NameSpan
from geomap.places.gazetteer.shapes import CountryShape, country_shapes
from geomap.places.gazetteer.sides import side_of

if TYPE_CHECKING:
    from geomap.places.gazetteer.areas import Area
    from geomap.places.gazetteer.boundaries import Boundaries, PCodes
    from geomap.places.gazetteer.layer import Layer, Row

_CACHED_PLACES = 20_000


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that bears a name, and how: MAIN, ALIAS, DERIVED (made by rule) or CODE (such as an airport's)."""

    place: Place
    kind: NameKind


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of an entry: its language (ISO 639 or CLDR code, "" where unknown) and kind."""

    name: str
    language: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class About:
    """What the embedded part holds and where it lies; `sources` are versions by package."""

    places: int
    names: int
    folder: Path
    size_bytes: int
    sources: Mapping[str, str]


class Gazetteer:
    """Look-ups over one or several indexes; later ones win where they hold the same id.

    Open it with `open_gazetteer`. All coordinates are WGS 84 decimal degrees.

    Args:
        layers: The embedded index, then those of the user's own, in the order they were added.
        version: What the answers depend on; goes into fingerprints.
        boundaries: Boundary files of the user's, in the order they were added.
    """

    def __init__(self, layers: Sequence[Layer], version: str, boundaries: Sequence[Boundaries] = ()) -> None:
        self.version = version
        self._layers = tuple(reversed(layers))
        self._tries = [layer.names_trie for layer in self._layers]
        self._embedded = layers[0]
        self._boundaries = tuple(reversed(boundaries))
        self._extents = Extents(self._embedded, self._boundaries)
        self._place = lru_cache(maxsize=_CACHED_PLACES)(self._make_place)
        self._countries: dict[str, Place] | None = None

    def __len__(self) -> int:
        return sum(len(layer) for layer in self._layers)

    @property
    def about(self) -> About:
        """What the embedded part holds and where it lies."""
        stamp, folder = self._embedded.stamp, self._embedded.folder
        size = sum(path.stat().st_size for path in folder.iterdir())
        return About(stamp["counts"]["places"], stamp["counts"]["names"], folder, size, stamp.get("sources", {}))

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
            matches = _without_doubles(matches)
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
                others = {fold(other) for other, _, _ in layer.names(number)}
                likeness = max((fuzz.ratio(folded, other) for other in others if skeleton(other) == key), default=0.0)
                identifier = layer.ids[number]
                scored[identifier] = max(likeness, scored.get(identifier, 0.0))
        pairs = [(self._place(identifier), likeness) for identifier, likeness in scored.items() if likeness >= least]
        pairs.sort(key=lambda pair: (-pair[1], *_prominence(pair[0])))
        return tuple(pairs[:limit])

    def has_name(self, folded: str) -> bool:
        """Tell whether any entry bears a name; `folded` must come from `fold`."""
        return any(folded in trie for trie in self._tries)

    def has_prefix(self, folded_tokens: Sequence[str]) -> bool:
        """Tell whether some name begins with these folded words, or is them."""
        return scanning.has_prefix(self._tries, folded_tokens)

    def longest(self, tokens: Sequence[str], first: int = 0) -> int:
        """Return how many tokens, from `first` on, the longest name takes; 0 where none begins there."""
        return scanning.longest(self._tries, tokens, first)

    def scan(self, text: str, *, capitalised: bool = True) -> Iterator[NameSpan]:
        """Yield, for every word at which a name begins, the longest name from there. Spans may overlap.

        Args:
            text: Running text.
            capitalised: Only look where a word begins with an upper-case letter, or with one of a script without case.
        """
        return scanning.scan(self._tries, text, capitalised=capitalised)

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
            rows = (self._embedded.row(number) for number in self._embedded.most_prominent())
            countries = {row.country_code: row.geonames_id for row in rows if is_country(row.feature)}
            self._countries = {country: self._place(identifier) for country, identifier in countries.items()}
        return self._countries.get(code.upper())

    def children(self, geonames_id: int) -> tuple[Place, ...]:
        """Return the divisions directly below a country or division, best known first."""
        found = {layer.ids[number] for layer in self._layers for number in layer.children(geonames_id)}
        return tuple(sorted((self._place(identifier) for identifier in found), key=_prominence))

    def side(self, country_code: str, bearing: float | None) -> tuple[float, float] | None:
        """Return the middle of one side of a country, as its provinces lie, or None where it has too few of them.

        Args:
            country_code: ISO 3166-1 alpha-2.
            bearing: Degrees from north; None for the centre of the country.
        """
        country = self.country(country_code)
        provinces = self.children(country.geonames_id) if country is not None else ()
        return side_of([place for place in provinces if place.feature == "ADM1"], bearing)

    def near(
        self, latitude: float, longitude: float, kilometres: float, limit: int = 10
    ) -> tuple[tuple[Place, float], ...]:
        """Return the populated places within a distance, nearest first, each with its distance in kilometres."""
        box = box_around(latitude, longitude, kilometres)
        found: dict[int, float] = {}
        for layer in self._layers:
            for number in layer.towns_in_cells(*box):
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
        """Return the extent of a country or division, or None for anything else and where it is not known.

        Boundaries of the user's own come first. Without them a division's area is approximate, and marked so: the land
        nearest to its towns, or for a division without towns the area above it.
        """
        row = self._row(geonames_id)
        return None if row is None else self._extents.area(row)

    def country_shapes(self) -> tuple[CountryShape, ...]:
        """Return the outlines of all countries and territories, with names by language and a point for the label."""
        return country_shapes()

    def pcodes_at(self, latitude: float, longitude: float) -> PCodes:
        """Return the P-codes of the user's boundaries that a point lies in, empty strings where there are none.

        Only meaningful for a point that is known to its district or better (`where_prec` 3 or less).
        """
        from geomap.places.gazetteer.boundaries import pcodes_at

        return pcodes_at(self._boundaries, latitude, longitude)

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
        adm1_pcode, adm2_pcode = self._pcodes(row)
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
            adm1_pcode=adm1_pcode,
            adm2_pcode=adm2_pcode,
        )

    def _pcodes(self, row: Row) -> tuple[str, str]:
        """A division's P-codes are joined by code or name, a town's read off the map."""
        if not self._boundaries:
            return "", ""
        if row.feature.startswith("PPL"):
            codes = self.pcodes_at(row.latitude, row.longitude)
            return codes.adm1_pcode, codes.adm2_pcode
        first = next((code for each in self._boundaries if (code := each.pcode(row.admin1_id))), "")
        second = next((code for each in self._boundaries if (code := each.pcode(row.admin2_id))), "")
        return first, second


def _prominence(place: Place) -> tuple[int, int, int]:
    return prominence(place.feature, place.population, place.geonames_id)


# A locality of our own list and the same place in a file of the user's lie no farther apart, in kilometres.
_SAME_PLACE_KM = 25.0


def _without_doubles(matches: list[Match]) -> list[Match]:
    """Leave out entries without a GeoNames id where one with an id lies at the same spot: it is the same place."""
    known = [match.place for match in matches if match.place.geonames_id > 0]
    return [
        match
        for match in matches
        if match.place.geonames_id > 0
        or not any(
            distance_km(match.place.latitude, match.place.longitude, place.latitude, place.longitude) < _SAME_PLACE_KM
            for place in known
            if place.feature.startswith("PPL")
        )
    ]

"""The embedded gazetteer as a geopy geocoder; the online ones are in `geomap.places.online`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.model import Place
from geomap.places.gazetteer import fold
from geomap.places.online import OnlineGeocoder, OnlineSettings

if TYPE_CHECKING:
    from geomap.places.gazetteer import Gazetteer

__all__ = ["GazetteerGeocoder", "OnlineGeocoder", "OnlineSettings"]


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """The embedded gazetteer as a geopy geocoder. It works without a network.

    Args:
        gazetteer: An open gazetteer; by default it is opened at the first question.
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        super().__init__(user_agent="geomap")
        self._opened = gazetteer

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer that answers."""
        if self._opened is None:
            from geomap.places.gazetteer import open_gazetteer

            self._opened = open_gazetteer()
        return self._opened

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy passes it to every geocoder
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
    ) -> Location | list[Location] | None:
        """Return the location of a name, such as "Alep", "Idlib, Syria" or "Springfield, Illinois, US".

        Args:
            query: A name; what follows a comma narrows it to a country or division.
            exactly_one: Return the best known place; otherwise a list, best known first.
            timeout: Ignored: nothing is waited for.
            limit: At most so many where a list is asked for.
            country_codes: ISO 3166-1 alpha-2 codes that the place must be in.

        Returns:
            None where there is no such place.

        Raises:
            geopy.exc.GeocoderQueryError: If the query holds no name.
        """
        name, *within = [part.strip() for part in query.split(",")]
        if not fold(name):
            raise GeocoderQueryError("The query holds no place name.")
        codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        places = [place for place in self.gazetteer.find(name) if self._is_within(place, within)]
        if codes:
            wanted = {code.upper() for code in codes}
            places = [place for place in places if place.country_code in wanted]
        return _answer([self._location(place) for place in places[:limit]], exactly_one=exactly_one)

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy passes it to every geocoder
        limit: int = 10,
        kilometres: float = 200.0,
    ) -> Location | list[Location] | None:
        """Return the populated place nearest to a point, or several, nearest first.

        Args:
            query: A point in any of geopy's forms: latitude and longitude in degrees.
            exactly_one: Return the nearest only.
            timeout: Ignored: nothing is waited for.
            limit: At most so many where a list is asked for.
            kilometres: How far the place may be.

        Returns:
            None where there is none so near.

        Raises:
            ValueError: If the query is no point.
        """
        point = Point(query)
        if exactly_one:
            place = self.gazetteer.reverse(point.latitude, point.longitude, kilometres)
            return None if place is None else self._location(place)
        near = self.gazetteer.near(point.latitude, point.longitude, kilometres, limit)
        return _answer([self._location(place) for place, _ in near], exactly_one=False)

    def _is_within(self, place: Place, within: Iterable[str]) -> bool:
        """Whether every part behind the first comma names a country or division that the place lies in."""
        above = {place.admin1_id, place.admin2_id, place.geonames_id}
        for part in within:
            bearers = self.gazetteer.find(part)
            codes = {bearer.country_code for bearer in bearers if bearer.feature.startswith("PCL")}
            if place.country_code not in codes and above.isdisjoint(bearer.geonames_id for bearer in bearers):
                return False
        return True

    def _location(self, place: Place) -> Location:
        country = self.gazetteer.country(place.country_code)
        parts = (place.name, place.admin2, place.admin1, country.name if country else "")
        address = ", ".join(dict.fromkeys(part for part in parts if part))
        return Location(address, Point(place.latitude, place.longitude), asdict(place))


def _answer(locations: list[Location], *, exactly_one: bool) -> Location | list[Location] | None:
    if not locations:
        return None
    return locations[0] if exactly_one else locations

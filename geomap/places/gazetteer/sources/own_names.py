"""Our own additions to the packages: names that they lack, and localities of the news that GeoNames' towns lack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geomap.places.gazetteer.entries import Entry, NameKind
from geomap.places.gazetteer.folding import fold
from geomap.places.gazetteer.sources.packs import load_pack
from geomap.places.gazetteer.sources.regions import own_id

_ROUGH_FEATURE = "LCTY"


def name_divisions(entries: Mapping[int, Entry], codes: Mapping[str, int]) -> None:
    """Give divisions the names of the list; the first name is what people are shown.

    Args:
        entries: All entries by id; changed in place.
        codes: Ids by ISO 3166-2 code.
    """
    pack = load_pack("names")
    by_id = {codes[code]: names for code, names in pack["divisions"].items() if code in codes}
    for identifier, names in {**by_id, **pack["by_id"]}.items():
        entry = entries.get(identifier)
        if entry is None:
            continue
        if "name" in names:
            entry.name = names["name"]
            entry.add_name(entry.name, NameKind.MAIN, "en")
        for code in names.get("codes", ()):
            entry.add_name(code, NameKind.CODE)
        for language in sorted(names.keys() - {"name", "codes"}):
            for name in names[language]:
                entry.add_name(name, NameKind.ALIAS, language)


def name_towns(towns: list[Entry]) -> None:
    """Give towns the names of the list; of several of one name in a country the greatest is meant."""
    wanted = {
        (country, fold(name)): names
        for country, by_name in load_pack("names")["towns"].items()
        for name, names in by_name.items()
    }
    countries = {country for country, _ in wanted}
    found: dict[tuple[str, str], Entry] = {}
    for town in towns:
        if town.country_code in countries:
            key = town.country_code, fold(town.name)
            if key in wanted and (key not in found or found[key].population < town.population):
                found[key] = town
    for key, town in found.items():
        for name in wanted[key]:
            town.add_name(name)


def read_localities(codes: Mapping[str, int]) -> Iterator[Entry]:
    """Yield the localities of the list. Their ids are negative: GeoNames' are not known."""
    for country, places in load_pack("localities").items():
        for place in places:
            names = place["names"]
            entry = Entry(
                geonames_id=own_id(f"{country} {names[0]}"),
                name=names[0],
                latitude=place["latitude"],
                longitude=place["longitude"],
                feature=_ROUGH_FEATURE if place.get("rough") else place.get("feature", "PPL"),
                country_code=country,
                admin1_id=codes.get(place.get("admin1", ""), 0),
            )
            entry.add_name(names[0], NameKind.MAIN)
            for name in names[1:]:
                entry.add_name(name)
            yield entry

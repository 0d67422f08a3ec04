"""What a source hands to the compiler: places and their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum


class NameKind(IntEnum):
    """How good a name is as evidence for its place."""

    MAIN = 0
    ALIAS = 1
    DERIVED = 2
    CODE = 3


# Over a million names share a few hundred pairs of language and kind.
_PAIRS: dict[tuple[str, NameKind], tuple[str, NameKind]] = {}


@dataclass(slots=True)
class Entry:
    """One place on its way into an index.

    Attributes:
        geonames_id: GeoNames' id, negative where it has none.
        name: Name for people.
        latitude: Degrees north; NaN until it is known.
        longitude: Degrees east; NaN until it is known.
        feature: GeoNames' feature code.
        country_code: ISO 3166-1 alpha-2, or empty.
        admin1_id: Id of the first-order division it lies in or is; 0 where unknown.
        admin2_id: Id of the second-order division it lies in or is; 0 where unknown.
        population: Inhabitants, 0 where unknown.
        names: Every name with its language ("" where unknown) and kind.
    """

    geonames_id: int
    name: str
    latitude: float
    longitude: float
    feature: str
    country_code: str
    admin1_id: int = 0
    admin2_id: int = 0
    population: int = 0
    names: dict[str, tuple[str, NameKind]] = field(default_factory=dict)

    def add_name(self, name: str, kind: NameKind = NameKind.ALIAS, language: str = "") -> None:
        """Add a name unless a better kind of the same spelling is there."""
        name = name.strip()
        known = self.names.get(name)
        if name and (known is None or known[1] > kind or (not known[0] and language and known[1] == kind)):
            self.names[name] = _PAIRS.setdefault((language, kind), (language, kind))


# The order in which entries of one name are offered: what a writer means by a bare name most often comes first.
_TIERS = {
    "PCLI": 0, "PCL": 0, "PCLD": 0, "PCLS": 0, "PCLF": 0, "PCLIX": 0, "TERR": 0,
    "CONT": 1, "RGN": 1, "RGNE": 1, "SEA": 1, "OCN": 1, "GULF": 1,
    "ADM1": 2, "PPLC": 2,
}  # fmt: skip
LOWEST_TIER = 3
# A bare name means the town more often than the district around it, which has more inhabitants.
_DISTRICT_WEIGHT = 4
_FORMER = "PCLH"


def prominence(feature: str, population: int, geonames_id: int) -> tuple[int, int, int]:
    """Return a sort key: countries, then large regions, then first-order divisions and capitals, then by population."""
    weight = population // _DISTRICT_WEIGHT if feature == "ADM2" else population
    return (_TIERS.get(feature, LOWEST_TIER), -weight, geonames_id)


def is_country(feature: str) -> bool:
    """Tell whether a feature code is of a country, dependent territory or the like that there is today."""
    return (feature.startswith("PCL") and feature != _FORMER) or feature == "TERR"

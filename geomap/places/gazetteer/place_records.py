"""A place as a user's file gives it, checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from geomap.errors import UsageError
from geomap.places.gazetteer.entries import Entry, NameKind
from geomap.places.gazetteer.sources.regions import own_id

_DEFAULT_FEATURE = "PPL"
# Ids are kept in 32 bits.
_LARGEST_ID = 2**31


class PlaceRecord(Entry):
    """An entry as a file gives it: with codes or names of its divisions that are still to be joined.

    `dump` tells a line of a GeoNames dump, which only completes what is known of an id, from a line of the user's own
    list, which corrects it.
    """

    __slots__ = ("admin1", "admin2", "dump")

    def __init__(self, *, admin1: str = "", admin2: str = "", dump: bool = False, **fields: Any) -> None:
        super().__init__(**fields)
        self.admin1 = admin1
        self.admin2 = admin2
        self.dump = dump


def make_record(where: str, values: Mapping[str, str], aliases: list[str], *, dump: bool = False) -> PlaceRecord:
    """Make a place from the texts of a line, by the field's name.

    Args:
        where: The file and line, for messages.
        values: `name`, `latitude`, `longitude` and whatever else of a place the line holds.
        aliases: Its other names.
        dump: Whether the line is of a GeoNames dump.

    Raises:
        UsageError: If the name is missing or a number makes no sense.
    """
    name, code = values.get("name", "").strip(), values.get("code", "").strip()
    if not name:
        raise UsageError(f"{where}: no name; give the place one or remove it.")
    point = _number(values.get("latitude", "")), _number(values.get("longitude", ""))
    if not (abs(point[0]) <= 90 and abs(point[1]) <= 180):
        raise UsageError(
            f"{where}: {values.get('latitude', '')!r}, {values.get('longitude', '')!r} are no latitude and longitude "
            "in decimal degrees; mend or remove the line."
        )
    identifier = values.get("geonames_id", "").strip()
    if identifier and not (identifier.isdigit() and 0 < int(identifier) < _LARGEST_ID):
        raise UsageError(f"{where}: {identifier} is no GeoNames id; it must be a whole number or empty.")
    feature = values.get("feature", "").strip()
    record = PlaceRecord(
        geonames_id=int(identifier) if identifier else id_without_geonames(code, name, point),
        name=name,
        latitude=point[0],
        longitude=point[1],
        feature=feature if feature.isupper() and feature.isalnum() else _DEFAULT_FEATURE,
        country_code=values.get("country", "").strip(),
        population=int(max(0.0, _number(values.get("population", "0"), 0.0))),
        admin1=values.get("admin1", "").strip(),
        admin2=values.get("admin2", "").strip(),
        dump=dump,
    )
    record.add_name(name, NameKind.MAIN)
    for alias in aliases:
        record.add_name(alias)
    record.add_name(code, NameKind.CODE)
    return record


def id_without_geonames(code: str, name: str, point: tuple[float, float]) -> int:
    """Return a negative id for a place that GeoNames has none for: the same for the same code, or name and point."""
    return own_id(code or f"{name} {point[0]:.4f} {point[1]:.4f}")


def _number(text: str, otherwise: float = math.nan) -> float:
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError:
        return otherwise
    return number if math.isfinite(number) else otherwise

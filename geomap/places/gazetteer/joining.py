"""Finding the country and divisions of places in a user's file: by code, by name, else those of the nearest town."""

from __future__ import annotations

from collections.abc import Iterable

from geomap.places.gazetteer.designators import bare_name
from geomap.places.gazetteer.entries import Entry, NameKind, is_country
from geomap.places.gazetteer.folding import fold
from geomap.places.gazetteer.geodesy import box_around, distance_km
from geomap.places.gazetteer.layer import Layer, Row
from geomap.places.gazetteer.place_records import PlaceRecord, id_without_geonames

# How far the nearest town of the embedded gazetteer may be for its divisions to be taken over, in kilometres.
_REACH_KM = (20.0, 120.0)
# Two points of one town, or of one division, lie no farther apart than this, in kilometres.
_SAME_TOWN_KM = 25.0
_SAME_DIVISION_KM = 150.0
_ALPHA2 = 2


def join_divisions(records: Iterable[PlaceRecord], embedded: Layer) -> tuple[list[Entry], dict[int, int]]:
    """Complete places with what the embedded gazetteer knows.

    Args:
        records: Places as read from a file. Of two with one id the later stands.
        embedded: The embedded index.

    Returns:
        The entries, and the id of what lies directly above each division among them.
    """
    join = _Join(embedded)
    entries: dict[int, Entry] = {}
    parents: dict[int, int] = {}
    for record in records:
        join.complete(record)
        entries[record.geonames_id] = record
        if record.feature in {"ADM1", "ADM2"}:
            above = record.admin1_id if record.feature == "ADM2" else 0
            parents[record.geonames_id] = above or join.country_ids.get(record.country_code, 0)
    return list(entries.values()), parents


class _Join:
    def __init__(self, embedded: Layer) -> None:
        self._embedded = embedded
        self._codes = embedded.codes()
        rows = (embedded.row(number) for number in embedded.most_prominent())
        self.country_ids = {row.country_code: row.geonames_id for row in rows if is_country(row.feature)}

    def complete(self, record: PlaceRecord) -> None:
        """Fill in country, divisions, and the population and rank that only the embedded gazetteer knows."""
        if len(record.country_code) != _ALPHA2 and record.country_code:
            record.country_code = self._country(record.country_code)
        known = self._row(record.geonames_id)
        if known is not None:
            self._take_over(record, known)
        country = record.country_code
        record.admin1_id = record.admin1_id or self._division(
            country, record.admin1, f"{country}.{record.admin1}", "ADM1"
        )
        code = f"{country}.{record.admin1}.{record.admin2}"
        record.admin2_id = record.admin2_id or self._division(country, record.admin2, code, "ADM2")
        if record.feature == "ADM1":
            record.admin1_id = record.geonames_id
        elif record.feature == "ADM2":
            record.admin2_id = record.geonames_id
        elif not is_country(record.feature) and not (record.admin1_id and record.admin2_id and country):
            self._ask_nearest(record)
        bare = bare_name(record.name) if record.feature.startswith("ADM") else ""
        record.add_name(bare, NameKind.ALIAS)

    def _take_over(self, record: PlaceRecord, known: Row) -> None:
        """Let a record of a known id be completed by the embedded entry, and one of a dump corrected by it.

        Dumps made by others carry ids of one place on another of the same name: a town far from where the embedded
        gazetteer has it is a different town.
        """
        away = distance_km(record.latitude, record.longitude, known.latitude, known.longitude)
        town = known.feature.startswith("PPL")
        if record.dump and town and away > _SAME_TOWN_KM:
            record.geonames_id = id_without_geonames("", record.name, (record.latitude, record.longitude))
            return
        record.population = max(record.population, known.population)
        record.admin1_id, record.admin2_id = known.admin1_id, known.admin2_id
        record.country_code = record.country_code or known.country_code
        if not record.dump:
            return
        record.add_name(known.name, NameKind.MAIN)
        record.name = known.name
        if not town or record.feature == "PPL":
            record.feature = known.feature
        if town or is_country(known.feature) or away > _SAME_DIVISION_KM:
            record.latitude, record.longitude = known.latitude, known.longitude

    def _division(self, country: str, written: str, code: str, feature: str) -> int:
        """Id of a division given by its code (GeoNames', ISO 3166-2's) or its name."""
        for key in (code, written, f"{country}-{written}"):
            if written and key in self._codes:
                identifier = self._codes[key]
                row = self._row(identifier)
                return identifier if row is not None and row.feature == feature else 0
        for number, _ in self._embedded.exact(fold(written)) if written else ():
            row = self._embedded.row(number)
            if row.feature == feature and row.country_code == country:
                return row.geonames_id
        return 0

    def _country(self, written: str) -> str:
        """Alpha-2 code of a country given by name or alpha-3 code, or empty."""
        rows = (self._embedded.row(number) for number, _ in self._embedded.exact(fold(written)))
        return next((row.country_code for row in rows if is_country(row.feature)), "")

    def _ask_nearest(self, record: PlaceRecord) -> None:
        town = self._nearest(record)
        if town is None:
            return
        record.country_code = record.country_code or town.country_code
        record.admin1_id = record.admin1_id or town.admin1_id
        near = distance_km(record.latitude, record.longitude, town.latitude, town.longitude) <= _REACH_KM[0]
        if near and record.admin1_id == town.admin1_id:
            record.admin2_id = record.admin2_id or town.admin2_id

    def _nearest(self, record: PlaceRecord) -> Row | None:
        layer = self._embedded
        for reach in _REACH_KM:
            best: tuple[float, int] | None = None
            for number in layer.towns_in_cells(*box_around(record.latitude, record.longitude, reach)):
                if record.country_code and layer.country_code(number) != record.country_code:
                    continue
                away = distance_km(record.latitude, record.longitude, layer.latitudes[number], layer.longitudes[number])
                if away <= reach and (best is None or away < best[0]):
                    best = away, number
            if best is not None:
                return layer.row(best[1])
        return None

    def _row(self, identifier: int) -> Row | None:
        number = self._embedded.number_of(identifier)
        return None if number is None else self._embedded.row(number)

"""A project's settings as values, and as what the rooms take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from geomap.errors import UsageError
from geomap.knowledge import Entry
from geomap.model import Place
from geomap.places.gazetteer import fold, own_id

if TYPE_CHECKING:
    from geomap.places import PlaceRules

_NEAREST_KM = 50.0


class Places(Protocol):
    """What a project asks of the gazetteer."""

    def get(self, geonames_id: int) -> Place | None:
        """The entry of an id."""

    def reverse(self, latitude: float, longitude: float, kilometres: float = 200.0) -> Place | None:
        """The nearest town."""


@dataclass(frozen=True, slots=True)
class FixedPlace:
    """Where a name lies: a GeoNames id, or degrees north and east and the country.

    Attributes:
        name: The name as texts write it.
        geonames_id: GeoNames' id; None where there are coordinates.
        latitude: Degrees north.
        longitude: Degrees east.
        country: ISO alpha-2; empty for that of the nearest town.
        line: Line of the file that says so.
    """

    name: str
    geonames_id: int | None = None
    latitude: float = 0.0
    longitude: float = 0.0
    country: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Project:
    """What the user has settled; see `geomap.project` for the file.

    Attributes:
        path: The file as people call it; empty for no file.
        digest: First twelve digits of the SHA-256 of the file, which tell its versions apart.
        governments: Names that stand for a government, never for the place.
        blocked: Names that are no places.
        fixed: Names that mean one place.
        actors: The user's own actors.
    """

    path: str = ""
    digest: str = ""
    governments: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    fixed: tuple[FixedPlace, ...] = ()
    actors: tuple[Entry, ...] = ()

    def place_rules(self, gazetteer: Places) -> PlaceRules:
        """The settings as the places room takes them.

        Raises:
            UsageError: The gazetteer has no entry of an id; it names the line.
        """
        from geomap.places import PlaceRules

        return PlaceRules(
            frozenset(map(fold, self.governments)),
            frozenset(map(fold, self.blocked)),
            {fold(fixed.name): self._place(fixed, gazetteer) for fixed in self.fixed},
            self.path,
        )

    def _place(self, fixed: FixedPlace, gazetteer: Places) -> Place:
        if fixed.geonames_id is not None:
            place = gazetteer.get(fixed.geonames_id)
            if place is None:
                raise UsageError(
                    f"{self.path}, line {fixed.line}: the gazetteer has no place {fixed.geonames_id}; look the id up "
                    f"with `geomap gazetteer find {fixed.name!r}`, or give latitude and longitude"
                )
            return place
        town = gazetteer.reverse(fixed.latitude, fixed.longitude, _NEAREST_KM)
        country = fixed.country or (town.country_code if town else "")
        if not country:
            raise UsageError(
                f"{self.path}, line {fixed.line}: no town lies within {_NEAREST_KM:.0f} km of {fixed.name!r}, so its country "
                'is unknown; check latitude and longitude, or add country = "ML"'
            )
        near = town if town is not None and town.country_code == country else None
        return Place(
            geonames_id=own_id(f"{self.path} {fixed.name}"),
            name=fixed.name,
            latitude=fixed.latitude,
            longitude=fixed.longitude,
            feature="PPL",
            country_code=country,
            admin1=near.admin1 if near else "",
            admin1_id=near.admin1_id if near else None,
            admin2=near.admin2 if near else "",
            admin2_id=near.admin2_id if near else None,
        )

    def provenance(self) -> dict[str, Any]:
        """What a result says of the settings it was made with, as JSON values; empty without a file."""
        if not self.path:
            return {}
        places = {
            fixed.name: fixed.geonames_id or {"latitude": fixed.latitude, "longitude": fixed.longitude}
            for fixed in self.fixed
        }
        return {
            "file": self.path,
            "sha256": self.digest,
            "governments": list(self.governments),
            "blocked": list(self.blocked),
            "fixed": places,
            "actors": [entry.name for entry in self.actors],
        }


NO_PROJECT = Project()

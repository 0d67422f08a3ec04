"""Administrative boundaries that the user added: exact areas of divisions, and P-codes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry

_TABLE = "boundaries.json"
_SHAPES = "boundaries.npz"


@dataclass(frozen=True, slots=True)
class PCodes:
    """P-codes of the first- and second-order divisions that something lies in; empty where unknown."""

    adm1_pcode: str = ""
    adm2_pcode: str = ""


@dataclass(frozen=True, slots=True)
class Boundary:
    """One polygon of a boundary file.

    Attributes:
        level: 1 or 2, the order of the division.
        name: Its name in the file.
        pcode: Its code in the file.
        parent_pcode: The code of the first-order division it lies in; empty at level 1.
        geonames_id: The division of the gazetteer that it was joined to, 0 for none.
    """

    level: int
    name: str
    pcode: str
    parent_pcode: str
    geonames_id: int


def save_boundaries(folder: Path, boundaries: Sequence[Boundary], shapes: Sequence[BaseGeometry]) -> None:
    """Write boundaries into a folder: a table, and the shapes in the same order."""
    from geomap.places.gazetteer.areas import save_areas

    save_areas(folder / _SHAPES, dict(enumerate(shapes)))
    fields = Boundary.__slots__
    table = [{field: getattr(boundary, field) for field in fields} for boundary in boundaries]
    (folder / _TABLE).write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


class Boundaries:
    """The boundaries of one file, opened; the shapes are read when first needed.

    Args:
        folder: Where `save_boundaries` wrote them.
        source: What to call them, for people.

    Raises:
        OSError: If they are not there.
        ValueError: If they cannot be read.
    """

    def __init__(self, folder: Path, source: str) -> None:
        self.source = source
        self._shapes_file = folder / _SHAPES
        records: list[dict[str, Any]] = json.loads((folder / _TABLE).read_text(encoding="utf-8"))
        self.boundaries = tuple(Boundary(**record) for record in records)
        self._joined: Mapping[int, int] = {
            boundary.geonames_id: number for number, boundary in enumerate(self.boundaries) if boundary.geonames_id
        }
        if not self._shapes_file.is_file():
            raise FileNotFoundError(self._shapes_file)

    def geometry(self, geonames_id: int) -> BaseGeometry | None:
        """Return the shape of a division, or None where none was joined to it."""
        number = self._joined.get(geonames_id)
        return None if number is None else self._shapes[number]

    def pcode(self, geonames_id: int) -> str:
        """Return the P-code of a division, empty where none was joined to it."""
        number = self._joined.get(geonames_id)
        return "" if number is None else self.boundaries[number].pcode

    def at(self, latitude: float, longitude: float) -> Iterable[Boundary]:
        """Yield the boundaries that a point lies in."""
        from shapely import Point

        for number in self._tree.query(Point(longitude, latitude), predicate="intersects"):
            yield self.boundaries[int(number)]

    @cached_property
    def _shapes(self) -> list[BaseGeometry]:
        from geomap.places.gazetteer.areas import load_areas

        areas = load_areas(self._shapes_file)
        if areas is None:
            raise ValueError(f"{self._shapes_file} cannot be read")
        return [areas[number] for number in range(len(self.boundaries))]

    @cached_property
    def _tree(self) -> STRtree:
        from shapely import STRtree

        return STRtree(self._shapes)


def pcodes_at(files: Iterable[Boundaries], latitude: float, longitude: float) -> PCodes:
    """Return the P-codes at a point; where several files cover it, the one added last tells."""
    first = second = ""
    for boundaries in files:
        for boundary in boundaries.at(latitude, longitude):
            if boundary.level == 1:
                first = first or boundary.pcode
            else:
                second = second or boundary.pcode
                first = first or boundary.parent_pcode
    return PCodes(first, second)

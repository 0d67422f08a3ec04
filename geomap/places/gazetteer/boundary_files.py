"""Reading a file of administrative polygons (geoBoundaries, OCHA COD-AB, one's own) and joining them to divisions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import UsageError
from geomap.places.gazetteer.boundaries import Boundary, save_boundaries

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geomap.places.gazetteer.layer import Layer

# Columns of P-codes and names by level: OCHA's older and newer manners.
_PCODE = re.compile(r"adm(?:in)?_?([0-4])_?p?code", re.IGNORECASE)
_NAME = re.compile(r"adm(?:in)?_?([0-4])_?(?:name|en|fr|es|pt)?(?:_?(?:en|fr|es|pt))?$", re.IGNORECASE)
_GEOBOUNDARIES = {
    "name": "shapeName",
    "code": "shapeISO",
    "other_code": "shapeID",
    "type": "shapeType",
    "group": "shapeGroup",
}
_DEEPEST = 2
_FIRST = 1


@dataclass(frozen=True, slots=True)
class BoundaryRecord:
    """One polygon as the file gives it."""

    level: int
    name: str
    pcode: str
    parent_pcode: str
    country: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns to read; `parent` and `country` may be empty."""

    level: int
    name: str
    code: str
    parent: str = ""
    parent_name: str = ""
    country: str = ""


def compile_boundaries(copy: Path, folder: Path, embedded: Layer, options: Mapping[str, Any]) -> tuple[int, str]:
    """Read, join and write boundaries; return how many there are and a remark on the join.

    Raises:
        UsageError: If the file or its columns cannot be read.
    """
    from geomap.places.gazetteer.boundary_join import join_boundaries

    records = read_boundaries(copy, options)
    ids = join_boundaries(records, embedded)
    boundaries = [
        Boundary(record.level, record.name, record.pcode, record.parent_pcode, identifier)
        for record, identifier in zip(records, ids, strict=True)
    ]
    save_boundaries(folder, boundaries, [record.geometry for record in records])
    joined = sum(identifier != 0 for identifier in ids)
    return len(records), f"{joined} of {len(records)} joined to divisions of the gazetteer"


def read_boundaries(copy: Path, options: Mapping[str, Any]) -> list[BoundaryRecord]:
    """Read the polygons of a file, and those of the first order that its second-order ones add up to."""
    import shapely

    frame = _frame(copy)
    columns = choose_columns(frame, copy.name.removesuffix(".gz"), options)
    records: list[BoundaryRecord] = []
    parents: dict[tuple[str, str, str], list[BaseGeometry]] = {}
    for row in frame.to_dict("records"):
        geometry = row[frame.geometry.name]
        if geometry is None or geometry.is_empty:
            continue
        code, parent = _text(row, columns.code), _text(row, columns.parent)
        country = options.get("country") or _text(row, columns.country)
        geometry = shapely.make_valid(geometry)
        records.append(BoundaryRecord(columns.level, _text(row, columns.name), code, parent, country, geometry))
        if columns.level == _DEEPEST and parent:
            parents.setdefault((parent, _text(row, columns.parent_name), country), []).append(geometry)
    for (code, name, country), parts in parents.items():
        records.append(BoundaryRecord(_FIRST, name, code, "", country, shapely.union_all(parts)))
    if not records:
        raise UsageError(f"{copy.name.removesuffix('.gz')} holds no polygons; give a file of administrative areas.")
    return records


def _frame(copy: Path) -> gpd.GeoDataFrame:
    import geopandas as gpd
    from pyogrio.errors import DataLayerError, DataSourceError
    from shapely.errors import ShapelyError

    name = copy.name.removesuffix(".gz")
    prefix = {".gz": "/vsigzip/", ".zip": "/vsizip/"}.get(copy.suffix, "")
    try:
        frame = gpd.read_file(f"{prefix}{copy}")
    except (DataSourceError, DataLayerError, ShapelyError, LookupError, ValueError, OSError) as error:
        raise UsageError(
            f"{name} is no vector file that can be read ({error}); give a GeoPackage, GeoJSON or zipped shapefile."
        ) from error
    if not isinstance(frame, gpd.GeoDataFrame) or not frame.geom_type.str.contains("Polygon").any():
        raise UsageError(f"{name} holds no polygons; give a file of administrative areas.")
    frame = frame[frame.geom_type.str.contains("Polygon", na=False)]
    return frame.set_crs("EPSG:4326") if frame.crs is None else frame.to_crs("EPSG:4326")


def choose_columns(frame: Any, name: str, options: Mapping[str, Any]) -> Columns:
    """Tell which columns hold names and codes, from the options or from the manners of OCHA and geoBoundaries.

    Raises:
        UsageError: If they cannot be told.
    """
    headings = [str(column) for column in frame.columns]
    for option in ("name_column", "code_column", "parent_column"):
        if options.get(option) and options[option] not in headings:
            raise UsageError(f"{name} has no column {options[option]}; it has {', '.join(headings)}.")
    if options.get("name_column") and options.get("code_column"):
        level = int(options.get("level") or _FIRST)
        return Columns(level, options["name_column"], options["code_column"], options.get("parent_column") or "")
    chosen = _geoboundaries(frame, headings, options) or _cod(headings, options)
    if chosen is None:
        raise UsageError(
            f"{name} has no columns of names and P-codes that are known by their headings; "
            f"name them with --name-column, --code-column and --level; it has {', '.join(headings)}."
        )
    return chosen


def _geoboundaries(frame: Any, headings: list[str], options: Mapping[str, Any]) -> Columns | None:
    if _GEOBOUNDARIES["name"] not in headings:
        return None
    kinds = {str(kind) for kind in frame[_GEOBOUNDARIES["type"]]} if _GEOBOUNDARIES["type"] in headings else set()
    level = int(options.get("level") or (_DEEPEST if kinds == {"ADM2"} else _FIRST))
    coded = (
        _GEOBOUNDARIES["code"] in headings and frame[_GEOBOUNDARIES["code"]].fillna("").astype(str).str.strip().all()
    )
    code = _GEOBOUNDARIES["code"] if coded else _GEOBOUNDARIES["other_code"]
    group = _GEOBOUNDARIES["group"] if _GEOBOUNDARIES["group"] in headings else ""
    return Columns(level, _GEOBOUNDARIES["name"], code, country=group)


def _cod(headings: list[str], options: Mapping[str, Any]) -> Columns | None:
    codes = {int(match[1]): heading for heading in headings if (match := _PCODE.fullmatch(heading))}
    names = {int(match[1]): heading for heading in reversed(headings) if (match := _NAME.fullmatch(heading))}
    level = int(options.get("level") or max((level for level in codes if level <= _DEEPEST), default=0))
    if level not in (_FIRST, _DEEPEST) or level not in codes or level not in names:
        return None
    below = level == _DEEPEST
    return Columns(
        level,
        options.get("name_column") or names[level],
        options.get("code_column") or codes[level],
        parent=codes.get(_FIRST, "") if below else "",
        parent_name=names.get(_FIRST, "") if below else "",
        country=codes.get(0, ""),
    )


def _text(row: Mapping[Any, Any], column: str) -> str:
    value = row.get(column) if column else None
    return "" if value is None or value != value else str(value).strip()  # noqa: PLR0124 - NaN

"""Events in tables and features made by others, read by the columns they are known to have (`foreign_tables.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from geomap.model import Event
from geomap.store.codec import event_of
from geomap.store.regrouping import with_report
from geomap.store.values import COUNTS, ValueProblemError
from geomap.yaml_text import from_yaml

_OURS = frozenset({"event_type", "quote_start", "event_date"})
_LACKS = "an event needs coordinates and a date, such as `event_date`; documents need a `text`"


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of one kind of table; see the head of `foreign_tables.yaml`, which names the same facts."""

    name: str
    recognise: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    by: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    headerless: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    kept: bool = False
    unordered: bool = False

    def made(self, event_doc: str, aliases: Iterable[str] = ()) -> bool:
        """Whether an event came from such a table, or was merged with one that did, by its document's and its earlier ids."""
        return bool(self.name) and (event_doc == self.name or any(a.startswith(f"{self.name}:") for a in aliases))


@cache
def _known() -> tuple[tuple[Table, ...], Mapping[str, str]]:
    loaded = from_yaml(resources.files("geomap.store").joinpath("foreign_tables.yaml").read_text("utf-8"))
    tables = tuple(
        Table(
            **{
                **given,
                "recognise": frozenset(given["recognise"]),
                "columns": {name: (of,) if isinstance(of, str) else tuple(of) for name, of in given["columns"].items()},
                "headerless": tuple(given.get("headerless", ())),
                "last": tuple(given.get("last", ())),
            }
        )
        for given in loaded["tables"]
    )
    return tables, loaded["countries"]


def foreign_tables() -> tuple[Table, ...]:
    """The kinds of tables that are recognised by their columns."""
    return tuple(table for table in _known()[0] if table.name)


@lru_cache(maxsize=256)
def table_of(columns: frozenset[str]) -> Table:
    """The kind of table that has these columns (in lower case); the general one where none is recognised."""
    return next(table for table in _known()[0] if table.recognise <= columns)


def header_of(cells: list[str]) -> tuple[str, ...] | None:
    """The column names of a known kind of file without a header line, judged by its first line; None for others."""
    for table in _known()[0]:
        if cells and len(table.headerless) == len(cells) and cells[0].isdigit() and cells[1].isdigit():
            return table.headerless
    return None


def from_feature(item: Any) -> Event:
    """An event from a GeoJSON feature, ours or another's with coordinates and a date.

    The geometry's coordinates hold over the properties'; of a geometry that is no point a point inside is taken.

    Raises:
        ValueProblemError: It is no feature, or lacks what an event needs.
    """
    sound = isinstance(item, Mapping) and isinstance(item.get("properties") or {}, Mapping)
    if not sound or item.get("type") != "Feature":
        raise ValueProblemError("this is not a GeoJSON feature; export the file as GeoJSON")
    known = dict(item.get("properties") or {})
    longitude, latitude = _coordinates(item.get("geometry"))
    if longitude is not None:
        known.update(longitude=longitude, latitude=latitude)
    return from_row(known, item.get("id"))


def from_row(known: Mapping[str, Any], identity: object = None) -> Event:
    """An event from a row, ours or another's with coordinates and a date.

    Args:
        known: Values by column name.
        identity: What the row is called, where it does not say so itself.

    Raises:
        ValueProblemError: It lacks what an event needs, or a value cannot be read.
    """
    if known.keys() >= _OURS:
        return event_of(known, identity)
    lower = {str(key).strip().lower(): value for key, value in known.items()}
    table = table_of(frozenset(lower))
    values = {**{name: _first(lower, of) for name, of in table.columns.items()}}
    for name, codes in table.codes.items():
        code = _code(values.get(name))
        values[name] = codes.get(code, codes.get("*", values.get(name)))
    for name, rule in table.by.items():
        values[name] = rule["values"].get(_code(lower.get(rule["column"])))
    values |= table.constants
    values |= {name: _count(values[name]) for name in COUNTS & values.keys()}
    for name in table.last:
        values[name] = str(values[name] or "").rpartition(",")[2].strip()
    needed = ("event_date",) if table.name else ("event_date", "longitude", "latitude")
    if any(values.get(name) in (None, "") for name in needed):
        raise ValueProblemError(_LACKS)
    if table.name:
        values |= {"doc_id": table.name, "event_id": f"{table.name}:{_name(values['event_id'])}"}
    else:
        values["event_id"] = _name(values["event_id"])
    if isinstance(values.get("source_date"), str):
        values["source_date"] = values["source_date"].split(";")[0]
    values |= _country(values.get("country_code"), _code(values.get("iso")), values.get("country"))
    values["quote_end"] = len(str(values.get("quote") or ""))  # the row's own words are all the text there is
    event = event_of(values, identity)
    return with_report(event) if table.name else event


def _first(known: Mapping[str, Any], columns: tuple[str, ...]) -> Any:
    return next((known[column] for column in columns if known.get(column) not in (None, "")), None)


def _name(value: Any) -> str:
    """An identifier as text, also where a table reader made it 214797.0."""
    return "" if value is None else str(value).strip().removesuffix(".0")


def _code(value: Any) -> str:
    """A code as text, whether a table reader made it 3, 3.0 or "03"."""
    text = _name(value)
    return text.lstrip("0") or "0" if text.isdigit() else text


def _count(value: Any) -> Any:
    return value.strip().replace(",", "") if isinstance(value, str) else value


@lru_cache(maxsize=1024)
def _country(code: str | None, number: str, name: str | None) -> dict[str, str]:
    """What can be told of a country by its alpha-2 code, its ISO number or its name."""
    import pycountry

    plain = (name or "").strip()
    found = pycountry.countries.get(alpha_2=code) if code else None
    if found is None and number.isdigit() and number != "0":
        found = pycountry.countries.get(numeric=number.zfill(3))
    alias = _known()[1].get(plain.lower())
    if found is None and (alias or plain):
        try:
            found = pycountry.countries.lookup(alias or plain)
        except LookupError:
            return {"country_code": alias} if alias else {}
    return {"country_code": found.alpha_2, "iso3": found.alpha_3} if found else {}


def _coordinates(geometry: Any) -> tuple[float | None, float | None]:
    if not geometry:
        return None, None
    import shapely.geometry

    try:
        if geometry["type"] == "Point":
            longitude, latitude, *_ = (float(number) for number in geometry["coordinates"])
            return longitude, latitude
        point = shapely.geometry.shape(geometry).representative_point()
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError, shapely.errors.ShapelyError) as error:
        raise ValueProblemError("its geometry is not GeoJSON; use a Point with longitude, latitude") from error
    return (None, None) if point.is_empty else (point.x, point.y)

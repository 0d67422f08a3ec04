"""Reading places from a user's file: a GeoNames dump, or a CSV or GeoJSON file of their own."""

from __future__ import annotations

import csv
import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, cast

from geomap.errors import UsageError
from geomap.places.gazetteer.place_records import PlaceRecord, make_record
from geomap.places.gazetteer.sources.towns import kind_of

_GEONAMES_COLUMNS = 19
_HEAD_BYTES = 4096
_LONGEST_LINE = 64_000_000  # a GeoJSON file may be one line, and an archive may unpack to any length
# Positions of the columns of a dump that are read.
_DUMP_FIELDS = {
    "geonames_id": 0,
    "name": 1,
    "latitude": 4,
    "longitude": 5,
    "feature": 7,
    "country": 8,
    "admin1": 10,
    "admin2": 11,
    "population": 14,
}
_LIST_SIGNS = ("|", ";", ",")
# What people call the columns of a list of places, folded; the first that is there is taken.
COLUMNS = {
    "name": ("name", "name_en", "placename", "place_name", "toponym", "asciiname", "location", "featurename", "title"),
    "aliases": (
        "aliases",
        "alias",
        "alternatenames",
        "alternate_names",
        "alternative_names",
        "other_names",
        "alt_names",
        "altname",
        "names",
    ),
    "latitude": ("latitude", "lat", "y", "latitude_dd", "lat_dd"),
    "longitude": ("longitude", "lon", "lng", "long", "x", "longitude_dd", "lon_dd"),
    "code": ("code", "pcode", "p_code", "p-code", "id", "ref"),
    "country": ("country_code", "iso2", "iso_a2", "iso", "cc", "country"),
    "feature": ("feature_code", "feature", "featurecode"),
    "population": ("population", "pop"),
    "geonames_id": ("geonames_id", "geonameid", "geonamesid"),
    "admin1": ("admin1_code", "admin1", "adm1"),
    "admin2": ("admin2_code", "admin2", "adm2"),
}


def read_places(path: Path, name: str) -> Iterator[PlaceRecord]:
    """Yield the places of a file.

    Args:
        path: The file; it may be gzipped, and a zip archive's one text file is read.
        name: What the user calls it, for messages.

    Raises:
        UsageError: At the first line that cannot be read; it names the file, the line and the mend.
    """
    with _opened(path, name) as file:
        head = file.read(_HEAD_BYTES).decode("utf-8-sig", errors="replace")
        file.seek(0)
        if not head.strip():
            raise UsageError(f"{name} is empty; give a file with places.")
        lines = _lines(file, name)
        if head.lstrip().startswith("{"):
            yield from _from_geojson(lines, name)
        elif head.split("\n", 1)[0].count("\t") == _GEONAMES_COLUMNS - 1 and head.split("\t", 1)[0].strip().isdigit():
            yield from _from_dump(lines, name)
        else:
            yield from _from_table(lines, name, head)


@contextmanager
def _opened(path: Path, name: str) -> Iterator[IO[bytes]]:
    """Open the file, or the one text in it, for reading bytes."""
    try:
        with ExitStack() as stack:
            if name.lower().endswith(".zip"):
                archive = stack.enter_context(zipfile.ZipFile(path))
                yield stack.enter_context(archive.open(_text_in(archive, name)))
            elif path.suffix == ".gz":
                yield cast("IO[bytes]", stack.enter_context(gzip.GzipFile(path)))
            else:
                yield stack.enter_context(path.open("rb"))
    except UsageError:
        raise
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, ValueError) as error:
        raise UsageError(f"{name} cannot be read ({error}); give a whole, readable file.") from error


def _text_in(archive: zipfile.ZipFile, name: str) -> str:
    ends = (".txt", ".csv", ".geojson")
    texts = [entry for entry in archive.namelist() if entry.lower().endswith(ends) and "readme" not in entry.lower()]
    if len(texts) != 1:
        raise UsageError(f"{name} holds {len(texts)} text files; unpack it and give the one with the places.")
    return texts[0]


def _lines(file: IO[bytes], name: str) -> Iterator[str]:
    for number, raw in enumerate(iter(lambda: file.readline(_LONGEST_LINE), b""), start=1):
        if len(raw) == _LONGEST_LINE:
            raise UsageError(f"{name}, line {number}: longer than {_LONGEST_LINE / 1e6:.0f} MB; save it in lines.")
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise UsageError(f"{name}, line {number}: not UTF-8 text; save the file as UTF-8.") from error
        yield line


def _from_dump(lines: Iterator[str], name: str) -> Iterator[PlaceRecord]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        fields = line.rstrip("\r\n").split("\t")
        where = f"{name}, line {number}"
        if len(fields) != _GEONAMES_COLUMNS:
            raise UsageError(
                f"{where}: {len(fields)} columns where a dump has {_GEONAMES_COLUMNS}; mend or remove the line."
            )
        aliases = [alias for alias in fields[3].split(",") if kind_of(alias) is not None]
        values = {field: fields[position] for field, position in _DUMP_FIELDS.items()}
        yield make_record(where, values, aliases, dump=True)


def _from_table(lines: Iterator[str], name: str, head: str) -> Iterator[PlaceRecord]:
    delimiter = max((",", ";", "\t"), key=head.split("\n", 1)[0].count)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        header = next(reader, [])
        columns = _columns(header, name)
        for cells in reader:
            if not any(cells) or any(cell.startswith("#") for cell in cells[:1]):
                continue
            where = f"{name}, line {reader.line_num}"
            if len(cells) != len(header):
                raise UsageError(f"{where}: {len(cells)} cells under {len(header)} headings; mend or remove the line.")
            values = {field: cells[position] for field, position in columns.items()}
            yield make_record(where, values, _split(values.pop("aliases", "")))
    except csv.Error as error:
        raise UsageError(
            f"{name}, line {reader.line_num}: not readable as a table ({error}); check the quotation marks."
        ) from error


def _columns(header: list[str], name: str) -> dict[str, int]:
    known = {
        heading.strip().lower().replace(" ", "_"): position for position, heading in reversed(list(enumerate(header)))
    }
    columns = {
        field: known[heading]
        for field, headings in COLUMNS.items()
        for heading in reversed(headings)
        if heading in known
    }
    missing = [field for field in ("name", "latitude", "longitude") if field not in columns]
    if missing:
        raise UsageError(
            f"{name}, line 1: no column for {' and '.join(missing)}; head the columns name, latitude, longitude and, "
            f"where you have them, aliases, code, country, feature, population, geonames_id, admin1, admin2 "
            f"(or give a GeoNames dump, {_GEONAMES_COLUMNS} columns parted by tabs without headings)."
        )
    return columns


def _split(text: str) -> list[str]:
    sign = next((sign for sign in _LIST_SIGNS if sign in text), None)
    return [part.strip() for part in text.split(sign)] if sign else [text]


def _from_geojson(lines: Iterator[str], name: str) -> Iterator[PlaceRecord]:
    try:
        features = json.loads("".join(lines))["features"]
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{name}, line {error.lineno}: not JSON ({error.msg}); export the layer again as GeoJSON."
        ) from error
    except (KeyError, TypeError) as error:
        raise UsageError(f"{name}, line 1: JSON, but no GeoJSON FeatureCollection; export the layer as one.") from error
    for number, feature in enumerate(features, start=1):
        where = f"{name}, feature {number}"
        latitude, longitude = _point(feature, where)
        properties = {str(key).strip().lower(): value for key, value in (feature.get("properties") or {}).items()}
        values = {
            field: properties[heading]
            for field, headings in COLUMNS.items()
            for heading in reversed(headings)
            if properties.get(heading) is not None and field not in {"latitude", "longitude"}
        }
        aliases = values.pop("aliases", "")
        names = [str(alias) for alias in aliases] if isinstance(aliases, list) else _split(str(aliases))
        texts = {field: str(value) for field, value in values.items()}
        yield make_record(where, {**texts, "latitude": str(latitude), "longitude": str(longitude)}, names)


def _point(feature: Mapping[str, Any], where: str) -> tuple[float, float]:
    """Latitude and longitude of a feature: its point, or a point inside its shape."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        point = shape(feature["geometry"]).representative_point()
        latitude, longitude = point.y, point.x
    except (ShapelyError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{where}: no usable geometry; give each place a Point of longitude and latitude.") from error
    return latitude, longitude

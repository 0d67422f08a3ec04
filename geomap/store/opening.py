"""From a path to a store or a view, by suffix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from geomap.documents import recognise
from geomap.errors import DocumentError, UsageError
from geomap.registry import Registry
from geomap.store.writing import Applies, Reads, Store

if TYPE_CHECKING:
    from geomap.store.rows import RowFile
    from geomap.store.view import View

STORES = Registry(
    "store",
    {
        ".geojson": "geomap.store.geojson:GeoJsonFile",
        ".json": "geomap.store.geojson:GeoJsonFile",
        ".gpkg": "geomap.store.geopackage:GeoPackageFile",
        ".parquet": "geomap.store.partitions:ParquetFolder",
    },
)
"""Suffix to the class that keeps events in such a file, or folder for .parquet."""

DATABASES = Registry(
    "database",
    dict.fromkeys(("postgresql", "postgres"), "geomap.store.postgis:PostgisStore"),
)
"""Scheme of a database's address to the class that keeps events there."""

_ROWS, _ARROW = "geomap.store.rows", "geomap.store.arrow_files"
READERS = Registry(
    "event reader",
    {
        **STORES.builtin,
        ".csv": f"{_ROWS}:DelimitedFile",
        ".tsv": f"{_ROWS}:DelimitedFile",
        ".xlsx": f"{_ROWS}:WorkbookFile",
        ".geojsonl": f"{_ROWS}:LinesFile",
        ".ndgeojson": f"{_ROWS}:LinesFile",
        ".geojsons": f"{_ROWS}:LinesFile",
        ".fgb": f"{_ARROW}:GdalFile",
        ".kml": "geomap.store.kml:KmlFile",
        ".kmz": "geomap.store.kml:KmlFile",
        ".shp": f"{_ARROW}:GdalFile",
        ".parquet": f"{_ARROW}:ParquetFile",
        ".geoparquet": f"{_ARROW}:ParquetFile",
    },
)
"""Suffix to the class that reads events from such a file; the stores are among them."""


def _load(table: Registry, path: Path) -> Any:
    return table.load(path.suffix.lower())(path)


def _database(url: Path | str) -> Applies | None:
    """The store at a database's address; None for anything else."""
    if not is_database(url):
        return None
    return cast("Applies", DATABASES.load(str(url).partition("://")[0])(str(url)))


def is_database(url: Path | str) -> bool:
    """Whether it is the address of a database rather than a path."""
    scheme, separator, _ = str(url).partition("://")
    return bool(separator) and scheme in DATABASES.names()


def open_store(url: Path | str) -> Store:
    """A store to read and add to; it need not exist yet.

    Args:
        url: Path of a file whose suffix says the kind of store, or a database's address
            (`postgresql://user@host:port/database`).

    Raises:
        UsageError: No store of that kind.
    """
    database = _database(url)
    if database:
        return Store(database)
    path = Path(url)
    if path.suffix.lower() not in STORES.names():
        raise UsageError(
            f"{url}: events are kept in {' '.join(sorted(STORES.names()))} files; use `geomap export` for others"
        )
    if "://" in str(url):
        raise UsageError(
            f"{url}: events are kept on disks of this machine and in databases; copy the file there afterwards"
        )
    return Store(_load(STORES, path))


def read_events(path: Path | str) -> View:
    """A view of the events in a file: geomap's own, or any with coordinates and a date; or of those in a database.

    Raises:
        UsageError: No such file, or no reader for its kind.
        DocumentError: Later, while reading, at a feature or row that cannot be an event.
    """
    database = _database(path)
    if database:
        return database.view()
    path = Path(path)
    if not _is_there(path):
        raise UsageError(f"{path}: no such file; check the name")
    if path.suffix.lower() not in READERS.names():
        raise UsageError(f"{path}: events are read from files that end in {' '.join(sorted(READERS.names()))}")
    return _reader(path).view()


def _is_there(path: Path) -> bool:
    """Whether there is such a file, or folder of Parquet files."""
    return path.is_file() or (path.is_dir() and path.suffix.lower() == ".parquet")


def _reader(path: Path) -> Reads:
    """The reader of a file; a GeoPackage that geomap did not make is read as any other layer."""
    if path.is_dir():
        from geomap.store.partitions import folder_of

        return folder_of(path)
    if path.suffix.lower() == ".gpkg":
        from geomap.store.arrow_files import GdalFile
        from geomap.store.geopackage_file import is_ours

        if not is_ours(path):
            return GdalFile(path)
    return cast("Reads", _load(READERS, path))


def read_rows(path: Path | str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows of a table (.csv, .tsv, .xlsx), each with its name ("row 7") and its cells by column.

    Raises:
        UsageError: No such file, or no table.
        DocumentError: The file cannot be read.
    """
    path = Path(path)
    if not path.is_file():
        raise UsageError(f"{path}: no such file; check the name")
    if path.suffix.lower() not in {".csv", ".tsv", ".xlsx"}:
        raise UsageError(f"{path}: tables are read from .csv, .tsv and .xlsx files")
    reader: RowFile = READERS.load(path.suffix.lower())(path)
    return reader.rows()


def holds_events(path: Path | str) -> bool:
    """Whether a file holds events rather than documents, judged by the columns of its first record; a database does."""
    if _database(path):
        return True
    path = Path(path)
    if path.suffix.lower() not in READERS.names() or not _is_there(path):
        return False
    try:
        columns, geometry = _reader(path).columns()
    except DocumentError:
        return False
    return recognise(columns, geometry=geometry) == "events"

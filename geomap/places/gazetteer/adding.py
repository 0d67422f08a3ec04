"""Adding a user's file: compiled in a folder beside, then put in place, so that a failure leaves what was there."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from geomap.errors import SetupError, UsageError
from geomap.places.gazetteer.cache import Progress, embedded_layer
from geomap.places.gazetteer.own import (
    ABOUT,
    INDEX,
    Addition,
    Kind,
    compile_places,
    copy_name,
    digest,
    own_folder,
    slug_of,
)


@dataclass(frozen=True, slots=True)
class Home:
    """Where things are kept and who is told.

    Attributes:
        own: Folder of additions; by default in the user's data folder.
        cache: Folder of the embedded index; by default the user's cache folder.
        progress: Called while the embedded index is being built, where that is needed.
    """

    own: Path | None = None
    cache: Path | None = None
    progress: Progress | None = None


def add_places(file: Path, *, name: str | None = None, home: Home | None = None) -> Addition:
    """Add places from a GeoNames dump, a CSV or a GeoJSON file; one added before under the same name is replaced.

    Args:
        file: The file; what it is is told from its content.
        name: What to call the addition; by default after the file.
        home: Where to keep it; by default in the user's folders.

    Raises:
        UsageError: If the file cannot be read; the message names the line and the mend. Nothing is added then.
        SetupError: If nothing can be kept.
    """
    home = home or Home()
    job = _Job(file, name, "places")
    job.check()
    embedded = embedded_layer(home.cache, home.progress)
    return job.add(home, lambda copy, folder: compile_places(copy, file.name, folder, embedded))


def add_country(code: str, *, name: str | None = None, home: Home | None = None, base: str | None = None) -> Addition:
    """Download a country's dump from GeoNames and add it; see `add_places` and `download_country`."""
    from geomap.places.gazetteer.download import download_country

    with tempfile.TemporaryDirectory() as folder:
        return add_places(download_country(code, Path(folder), base), name=name, home=home)


def add_boundaries(
    file: Path, *, name: str | None = None, options: Mapping[str, Any] | None = None, home: Home | None = None
) -> Addition:
    """Add administrative boundaries; they take the place of the approximate areas and bring P-codes.

    Args:
        file: Any vector file that GDAL reads (GeoPackage, zipped shapefile, GeoJSON).
        name: What to call the addition; by default after the file.
        options: `level`, `name_column`, `code_column`, `parent_column`, where they cannot be told from the file.
        home: Where to keep it; by default in the user's folders.

    Raises:
        UsageError: If the file cannot be read or its columns cannot be told. Nothing is added then.
        SetupError: If nothing can be kept.
    """
    from geomap.places.gazetteer.boundary_files import compile_boundaries

    home = home or Home()
    job = _Job(file, name, "boundaries", {key: value for key, value in (options or {}).items() if value is not None})
    job.check()
    embedded = embedded_layer(home.cache, home.progress)
    return job.add(home, lambda copy, folder: compile_boundaries(copy, folder, embedded, job.options))


@dataclass(frozen=True, slots=True)
class _Job:
    file: Path
    name: str | None
    kind: Kind
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return slug_of(self.name or self.file.name.split(".")[0])

    def check(self) -> None:
        if not self.file.is_file():
            raise UsageError(f"{self.file} is no file; name the file to add.")
        if not self.slug:
            raise UsageError(
                f"{self.name or self.file.name} makes no name for an addition; give letters or digits with --name."
            )

    def add(self, home: Home, compile_: Callable[[Path, Path], tuple[int, str]]) -> Addition:
        root = home.own or own_folder()
        fresh: Path | None = None
        try:
            root.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(prefix=".adding-", dir=root))
            addition = self._compile(fresh, compile_)
            shutil.rmtree(root / self.slug, ignore_errors=True)
            fresh.replace(root / self.slug)
        except OSError as error:
            raise SetupError(
                f"{self.file} could not be kept in {root} ({error.strerror or error}); "
                "make room there or set XDG_DATA_HOME."
            ) from error
        finally:
            if fresh is not None:
                shutil.rmtree(fresh, ignore_errors=True)
        return addition

    def _compile(self, fresh: Path, compile_: Callable[[Path, Path], tuple[int, str]]) -> Addition:
        copy = fresh / copy_name(self.file.name)
        if copy.name == self.file.name:
            shutil.copyfile(self.file, copy)
        else:
            with self.file.open("rb") as source, gzip.GzipFile(copy, "wb", mtime=0) as target:
                shutil.copyfileobj(source, target)
        (fresh / INDEX).mkdir()
        count, note = compile_(copy, fresh / INDEX)
        day = dt.datetime.now(tz=dt.UTC).date().isoformat()
        addition = Addition(self.slug, self.kind, self.file.name, digest(copy), day, count, dict(self.options), note)
        (fresh / ABOUT).write_text(json.dumps(asdict(addition), ensure_ascii=False, indent=1), encoding="utf-8")
        return addition

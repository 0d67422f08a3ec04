"""What the user added to the gazetteer: kept in the data folder, apart from the embedded part, one folder an addition.

An addition's folder holds a copy of its file (so that it can be compiled again when geomap changes), what was said about it in
`addition.json`, and its index or its boundaries.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geomap.errors import SetupError, UsageError
from geomap.places.gazetteer.columns import BrokenIndexError
from geomap.places.gazetteer.layer import Layer

if TYPE_CHECKING:
    from geomap.places.gazetteer.boundaries import Boundaries

Kind = Literal["places", "boundaries"]
LAYOUT = 2
_ABOUT = "addition.json"
_INDEX = "index"
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Addition:
    """One file that the user added.

    Attributes:
        name: What it is called in `info` and `remove`.
        kind: Places, or boundaries of divisions.
        file: The file's name when it was added.
        sha256: Digest of the file.
        added: ISO day on which it was added.
        count: How many places or boundaries it holds.
        options: How its columns were to be read.
        note: A remark for people, such as how many boundaries could be joined.
    """

    name: str
    kind: Kind
    file: str
    sha256: str
    added: str
    count: int
    options: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(slots=True)
class Additions:
    """The additions, opened, oldest first."""

    layers: list[Layer] = field(default_factory=list)
    boundaries: list[Boundaries] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)


def own_folder() -> Path:
    """Return the default folder of additions (on Linux under XDG_DATA_HOME)."""
    from platformdirs import user_data_dir

    return Path(user_data_dir("geomap")) / "gazetteer"


def list_additions(own: Path | None = None) -> list[Addition]:
    """Return what was added, oldest first."""
    found = [_read_about(folder) for folder in _folders(own or own_folder())]
    return sorted(found, key=lambda addition: (addition.added, addition.name))


def remove_addition(name: str, own: Path | None = None) -> Addition:
    """Remove an addition for good.

    Raises:
        UsageError: If there is none of that name.
    """
    folder = (own or own_folder()) / _slug(name)
    if not (folder / _ABOUT).is_file():
        names = ", ".join(addition.name for addition in list_additions(own)) or "nothing"
        raise UsageError(f"No addition is called {name}; there is {names}.")
    addition = _read_about(folder)
    shutil.rmtree(folder)
    return addition


def add_places(file: Path, embedded: Layer, *, name: str | None = None, own: Path | None = None) -> Addition:
    """Add places from a GeoNames dump, a CSV or a GeoJSON file; one added before under the same name is replaced.

    Args:
        file: The file; what it is is told from its content and ending.
        embedded: The embedded index, by which divisions are joined.
        name: What to call the addition; by default after the file.
        own: Folder of additions.

    Raises:
        UsageError: If the file cannot be read; the message names the line and the mend. Nothing is added then.
    """
    return _add(file, name, own, lambda copy, folder: _compile_places(copy, file.name, folder, embedded), "places", {})


def add_boundaries(
    file: Path,
    embedded: Layer,
    *,
    name: str | None = None,
    own: Path | None = None,
    options: Mapping[str, Any] | None = None,
) -> Addition:
    """Add administrative boundaries; they take the place of the approximate areas and bring P-codes.

    Args:
        file: Any vector file that GDAL reads (GeoPackage, shapefile, zipped shapefile, GeoJSON).
        embedded: The embedded index, to whose divisions the polygons are joined.
        name: What to call the addition; by default after the file.
        own: Folder of additions.
        options: `level`, `name_column`, `code_column`, `parent_column`, `country`, where they cannot be told from the file.

    Raises:
        UsageError: If the file cannot be read or its columns cannot be told. Nothing is added then.
    """
    from geomap.places.gazetteer.boundary_files import compile_boundaries

    chosen = {key: value for key, value in (options or {}).items() if value is not None}
    return _add(
        file, name, own, lambda copy, folder: compile_boundaries(copy, folder, embedded, chosen), "boundaries", chosen
    )


def open_additions(own: Path | None, embedded: Layer) -> Additions:
    """Open every addition; an index of an older geomap is compiled again from the copy of its file.

    Raises:
        SetupError: If an addition cannot be opened; the message names it and the mend.
    """
    from geomap.places.gazetteer.boundaries import Boundaries

    opened = Additions()
    root = own or own_folder()
    for addition in list_additions(own):
        folder = root / _slug(addition.name)
        try:
            if addition.kind == "boundaries":
                opened.boundaries.append(Boundaries(folder / _INDEX, addition.file))
            else:
                opened.layers.append(_layer(folder, addition, embedded))
        except (BrokenIndexError, UsageError, OSError, ValueError) as error:
            raise SetupError(
                f"The gazetteer addition {addition.name} in {folder} is broken ({error}); "
                f"run `geomap gazetteer remove {addition.name}` and add the file again."
            ) from error
        opened.versions.append(f"{addition.name} {addition.sha256} {sorted(addition.options.items())}")
    return opened


def _layer(folder: Path, addition: Addition, embedded: Layer) -> Layer:
    try:
        return Layer(folder / _INDEX, _version(addition.sha256))
    except BrokenIndexError:
        shutil.rmtree(folder / _INDEX, ignore_errors=True)
        (folder / _INDEX).mkdir()
        _compile_places(folder / _copy_name(addition.file), addition.file, folder / _INDEX, embedded)
        return Layer(folder / _INDEX, _version(addition.sha256))


def _version(sha256: str) -> str:
    return f"own-{LAYOUT}-{sha256[:12]}"


def _compile_places(copy: Path, file_name: str, folder: Path, embedded: Layer) -> tuple[int, str]:
    from geomap.places.gazetteer.compiler import compile_index
    from geomap.places.gazetteer.joining import join_divisions
    from geomap.places.gazetteer.place_files import read_places

    entries, parents = join_divisions(read_places(copy, file_name), embedded)
    compile_index(entries, folder, _version(_digest(copy)), parents=parents)
    return len(entries), ""


def _add(
    file: Path, name: str | None, own: Path | None, compile_: Any, kind: Kind, options: Mapping[str, Any]
) -> Addition:
    """Compile in a folder beside, then put it in place: a failure leaves what was there."""
    root = own or own_folder()
    slug = _slug(name or file.name.split(".")[0])
    if not slug:
        raise UsageError(
            f"{name or file.name} makes no name for an addition; give one of letters or digits with --name."
        )
    if not file.is_file():
        raise UsageError(f"{file} is no file; name the file to add.")
    try:
        root.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".adding-", dir=root))
    except OSError as error:
        raise SetupError(
            f"Nothing can be kept in {root} ({error.strerror}); make that folder writable or set XDG_DATA_HOME."
        ) from error
    try:
        copy = fresh / _copy_name(file.name)
        _keep_copy(file, copy)
        (fresh / _INDEX).mkdir()
        count, note = compile_(copy, fresh / _INDEX)
        day = dt.datetime.now(tz=dt.UTC).date().isoformat()
        addition = Addition(slug, kind, file.name, _digest(copy), day, count, dict(options), note)
        about = json.dumps(asdict(addition), ensure_ascii=False, indent=1)
        (fresh / _ABOUT).write_text(about, encoding="utf-8")
        shutil.rmtree(root / slug, ignore_errors=True)
        fresh.replace(root / slug)
    except OSError as error:
        raise SetupError(
            f"{file} could not be kept in {root} ({error.strerror}); make room there or set XDG_DATA_HOME."
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return addition


def _copy_name(file_name: str) -> str:
    return file_name if file_name.lower().endswith((".zip", ".gpkg", ".gz")) else f"{file_name}.gz"


def _keep_copy(file: Path, copy: Path) -> None:
    if copy.suffix != ".gz" or file.suffix == ".gz":
        shutil.copyfile(file, copy)
        return
    with file.open("rb") as source, gzip.GzipFile(copy, "wb", mtime=0) as target:
        shutil.copyfileobj(source, target)


def _digest(copy: Path) -> str:
    with copy.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _folders(root: Path) -> list[Path]:
    return sorted(path.parent for path in root.glob(f"*/{_ABOUT}")) if root.is_dir() else []


def _read_about(folder: Path) -> Addition:
    try:
        return Addition(**json.loads((folder / _ABOUT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise SetupError(
            f"The gazetteer addition in {folder} is broken ({error}); remove that folder and add the file again."
        ) from error


def _slug(name: str) -> str:
    return _SLUG.sub("-", name.lower()).strip("-")

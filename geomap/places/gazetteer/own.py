"""What the user added to the gazetteer: kept in the data folder, apart from the embedded part, one folder an addition.

An addition's folder holds a copy of its file (so that it can be compiled again when geomap changes), what was said
about it in `addition.json`, and its index or its boundaries.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geomap.errors import SetupError, UsageError
from geomap.places.gazetteer.columns import BrokenIndexError
from geomap.places.gazetteer.layer import Layer

if TYPE_CHECKING:
    from geomap.places.gazetteer.boundaries import Boundaries

Kind = Literal["places", "boundaries"]
LAYOUT = 2
ABOUT = "addition.json"
INDEX = "index"
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
    folder = (own or own_folder()) / slug_of(name)
    if not (folder / ABOUT).is_file():
        names = ", ".join(addition.name for addition in list_additions(own)) or "nothing"
        raise UsageError(f"No addition is called {name}; there is {names}.")
    addition = _read_about(folder)
    shutil.rmtree(folder)
    return addition


def open_additions(own: Path | None, embedded: Layer) -> Additions:
    """Open every addition; an index of an older geomap is compiled again from the copy of its file.

    Raises:
        SetupError: If an addition cannot be opened; the message names it and the mend.
    """
    from geomap.places.gazetteer.boundaries import Boundaries

    opened = Additions()
    root = own or own_folder()
    for addition in list_additions(own):
        folder = root / slug_of(addition.name)
        try:
            if addition.kind == "boundaries":
                opened.boundaries.append(Boundaries(folder / INDEX, addition.file))
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
        return Layer(folder / INDEX, _version(addition.sha256))
    except BrokenIndexError:
        shutil.rmtree(folder / INDEX, ignore_errors=True)
        (folder / INDEX).mkdir()
        compile_places(folder / copy_name(addition.file), addition.file, folder / INDEX, embedded)
        return Layer(folder / INDEX, _version(addition.sha256))


def _version(sha256: str) -> str:
    return f"own-{LAYOUT}-{sha256[:12]}"


def compile_places(copy: Path, file_name: str, folder: Path, embedded: Layer) -> tuple[int, str]:
    """Compile the places of a file into an index; return how many there are, and no remark."""
    from geomap.places.gazetteer.compiler import compile_index
    from geomap.places.gazetteer.joining import join_divisions
    from geomap.places.gazetteer.place_files import read_places

    entries, parents = join_divisions(read_places(copy, file_name), embedded)
    compile_index(entries, folder, _version(digest(copy)), parents=parents)
    return len(entries), ""


def copy_name(file_name: str) -> str:
    """Return what the kept copy of a file is called: it is gzipped unless it is packed already."""
    return file_name if file_name.lower().endswith((".zip", ".gpkg", ".gz")) else f"{file_name}.gz"


def digest(file: Path) -> str:
    """Return a file's SHA-256 digest."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def slug_of(name: str) -> str:
    """Return the name of an addition and of its folder: lower-case letters, digits and hyphens."""
    return _SLUG.sub("-", name.lower()).strip("-")


def _folders(root: Path) -> list[Path]:
    return sorted(path.parent for path in root.glob(f"*/{ABOUT}")) if root.is_dir() else []


def _read_about(folder: Path) -> Addition:
    try:
        return Addition(**json.loads((folder / ABOUT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise SetupError(
            f"The gazetteer addition in {folder} is broken ({error}); remove that folder and add the file again."
        ) from error

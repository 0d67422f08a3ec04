"""What is fuzzed: every way in which bytes of strangers come into geomap, each as a function of bytes.

A target may raise a `GeomapError`, which is the promise; anything else that comes out of it is a finding.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from containers import docx, xlsx, zipped

from geomap.errors import GeomapError
from geomap.model import Document

Target = Callable[[bytes], None]
TARGETS: dict[str, Target] = {}
SLOW = frozenset({"extract", "places"})
"""Targets that parse whole texts; they get shorter inputs."""


def target(name: str) -> Callable[[Target], Target]:
    """Lists a function as a target; what it raises as promised is passed over."""

    def listed(function: Target) -> Target:
        def run(data: bytes) -> None:
            with contextlib.suppress(GeomapError):
                function(data)

        TARGETS[name] = run
        return run

    return listed


@cache
def _folder() -> Path:
    shared = Path("/dev/shm")  # noqa: S108 - files in memory, where the system has them; the folder's name is random
    return Path(tempfile.mkdtemp(prefix="geomap-fuzz-", dir=shared if shared.is_dir() else None))


@contextlib.contextmanager
def _file(suffix: str, data: bytes) -> Iterator[Path]:
    path = _folder() / f"{os.getpid()}{suffix}"
    path.write_bytes(data)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _documents(suffix: str, data: bytes) -> None:
    from geomap.documents import read

    with _file(suffix, data) as path:
        for item in read(path):
            str(item)


def _events(suffix: str, data: bytes) -> None:
    from geomap.store import holds_events, read_events

    with _file(suffix, data) as path:
        holds_events(path)
        for _ in read_events(path):
            pass


for _suffix in (".txt", ".md", ".html", ".pdf", ".rtf", ".eml", ".xml", ".jsonl", ".json", ".csv", ".tsv", ".docx", ""):
    target(f"documents{_suffix or '.none'}")(lambda data, suffix=_suffix: _documents(suffix, data))  # type: ignore[misc]
for _suffix in (
    ".geojson", ".geojsonl", ".csv", ".tsv", ".xlsx", ".gpkg", ".kml", ".kmz", ".fgb", ".parquet",
):  # fmt: skip
    target(f"events{_suffix}")(lambda data, suffix=_suffix: _events(suffix, data))  # type: ignore[misc]


@target("documents.docx-inside")
def word_body(data: bytes) -> None:
    """The XML of a Word file whose archive is sound."""
    _documents(".docx", docx(data))


@target("events.xlsx-inside")
def sheet(data: bytes) -> None:
    """The XML of a sheet in a workbook whose archive is sound."""
    _events(".xlsx", xlsx(data))


@target("corrections")
def corrections(data: bytes) -> None:
    """The log beside a store."""
    from geomap.store import open_store, read_events

    store = _folder() / "empty.geojson"
    store.write_text('{"type":"FeatureCollection","features":[]}', "utf-8")
    with _file(".corrections.jsonl", data) as path:
        log = path.rename(store.with_name("empty.corrections.jsonl"))
        try:
            with open_store(store).writer() as writer:
                writer.record(["d"])
            list(read_events(store))
        finally:
            log.unlink(missing_ok=True)


@target("where")
def where(data: bytes) -> None:
    """A condition of `--where`."""
    from geomap.store.codec import event_of
    from geomap.store.expression import Expression

    event = event_of({"event_id": "e", "fatalities": 3, "location": "Riverton", "event_date": "2021-03-04"})
    Expression(data.decode("utf-8", "surrogateescape")).holds(event)


@target("area")
def area(data: bytes) -> None:
    """A file of `--within`."""
    from geomap.store.area import area_of

    with _file(".geojson", data) as path:
        area_of(path).holds(1.0, 2.0)


def _places(suffix: str, data: bytes) -> None:
    from geomap.places.gazetteer.place_files import read_places

    with _file(suffix, data) as path:
        for _ in read_places(path, path.name):
            pass


for _suffix in (".txt", ".csv", ".geojson", ".zip", ".gz"):
    target(f"gazetteer{_suffix}")(lambda data, suffix=_suffix: _places(suffix, data))  # type: ignore[misc]


@target("gazetteer.zip-inside")
def zipped_places(data: bytes) -> None:
    """A list of places in a sound archive."""
    _places(".zip", zipped({"places.csv": data}))


@target("boundaries")
def boundaries(data: bytes) -> None:
    """A file of boundaries."""
    from geomap.places.gazetteer.boundary_files import read_boundaries

    with _file(".geojson", data) as path:
        read_boundaries(path, {})


@target("project")
def project(data: bytes) -> None:
    """A file of settings, `geomap.toml`."""
    from geomap.project import read_project

    with _file(".toml", data) as path:
        read_project(path)


@target("day")
def day(data: bytes) -> None:
    """A day in metadata and in a table's cell."""
    from geomap.documents.metadata import DateDoubtError, day_of
    from geomap.store import ValueProblemError, read_value

    text = data.decode("utf-8", "replace")
    for read in (day_of, lambda value: read_value("event_date", value), lambda value: read_value("fatalities", value)):
        with contextlib.suppress(DateDoubtError, ValueProblemError):
            read(text)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace") or "-"


@target("sentences")
def sentences(data: bytes) -> None:
    """Cutting into sentences, and guessing the language."""
    from geomap.languages import identify, segment

    text = _text(data)
    identify(text)
    for language in ("fr", "en", "de", "es"):
        for sentence in segment(Document("d", text, language=language)).sentences:
            assert 0 <= sentence.start <= sentence.end <= len(text)  # noqa: S101 - what a fuzzer is for


@target("dates")
def dates(data: bytes) -> None:
    """The grammar of dates, in each language."""
    from geomap.dates import find_dates, infer_publication
    from geomap.languages import segment

    text = _text(data)
    for language in ("fr", "en", "de", "es"):
        analysis = segment(Document("d", text, language=language, published=dt.date(2021, 3, 4)))
        for span in find_dates([analysis], infer_publication([analysis], _kit().knowledge), nested=True)[0]:
            assert text[span.start : span.end] == span.text  # noqa: S101


@target("numbers")
def numbers(data: bytes) -> None:
    """Numbers in words and figures."""
    from geomap.events.numbers import read

    words = _text(data).split()
    for language in ("fr", "en"):
        read(words, language)


@target("folding")
def folding(data: bytes) -> None:
    """Names made comparable."""
    from geomap.places.gazetteer.folding import fold, fold_text, skeleton

    text = _text(data)
    skeleton(fold(text))
    fold_text(text)


@cache
def _kit() -> Any:
    from geomap.pipeline import Resources

    return Resources()


@target("places")
def places(data: bytes) -> None:
    """`geomap places` on a text."""
    from geomap import pipeline

    for language in ("fr", "en"):
        list(pipeline.places([Document("d", _text(data), language=language)], resources=_kit(), explain=True))


@target("extract")
def extract(data: bytes) -> None:
    """The main job on a text, but for drawing; a failure that it isolates is a finding here."""
    from geomap import pipeline

    for language in ("fr", "en"):
        done = pipeline.extract([Document("d", _text(data), language=language)], resources=_kit())
        unexpected = [failure for failure in done.failures if "stumbled" in failure.reason]
        assert not unexpected, unexpected  # noqa: S101

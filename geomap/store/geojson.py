"""A GeoJSON file as a store: one feature a line, the runs in the foreign member `geomap` on the first line.

Our own files are read and rewritten line by line, so their size does not matter; others are read whole.
"""

from __future__ import annotations

import filecmp
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from geomap.errors import DocumentError
from geomap.model import Event
from geomap.store.codec import feature
from geomap.store.file_store import FileStore
from geomap.store.files import one_writer, whole_file
from geomap.store.foreign import from_feature
from geomap.store.pending import Changes
from geomap.store.query import Query
from geomap.store.run import Run
from geomap.store.values import EVENT_FIELDS, ValueProblemError

_TAIL = ',"features":['
_END = "]}"


class GeoJsonFile(FileStore):
    """The events of a GeoJSON file."""

    def scan(self, query: Query) -> Iterator[Event]:
        """The events that match, in file order.

        Raises:
            DocumentError: The file is no GeoJSON, or a feature in it cannot be an event; it names the feature.
        """
        for number, item in enumerate(self.features(), 1):
            if query.misses(item.get("properties") if isinstance(item, dict) else None):
                continue
            event = self._event(number, item)
            if query.matches(event):
                yield event

    def _event(self, number: int, item: Any) -> Event:
        try:
            return from_feature(item)
        except ValueProblemError as problem:
            identity = item.get("id") if isinstance(item, dict) else None
            name = f"{self.path}, feature {number}" + (f" ({str(identity)[:40]})" if identity else "")
            raise DocumentError(name, str(problem)) from problem

    def features(self) -> Iterator[Any]:
        """The features as they are written; none where there is no file."""
        try:
            with self.path.open(encoding="utf-8-sig") as stream:
                if _is_ours(stream.readline()):
                    yield from _lines(self.path, stream)
                    return
            yield from _features(self.path, _load(self.path))
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise DocumentError(
                str(self.path), f"cannot be read ({reason}); check it or take it from a backup"
            ) from error

    def run(self) -> Run:
        """The documents behind the events, where the file says so."""
        try:
            with self.path.open(encoding="utf-8-sig") as stream:
                first = stream.readline()
            if _is_ours(first):
                return Run.from_json(json.loads(first.rstrip() + _END).get("geomap"))
            value = _load(self.path)
            return Run.from_json(value.get("geomap") if isinstance(value, dict) else None)
        except FileNotFoundError:
            return Run()
        except (OSError, ValueError) as error:
            raise DocumentError(str(self.path), "cannot be read; check the file, or take it from a backup") from error

    def columns(self) -> tuple[list[str], bool]:
        """The first feature's properties, and whether it has a geometry; geomap's own for an empty file."""
        first = next(self.features(), None)
        if first is None:
            return list(EVENT_FIELDS), True
        known = first.get("properties") if isinstance(first, dict) else None
        return (list(known) if isinstance(known, dict) else []), bool(isinstance(first, dict) and first.get("geometry"))

    def apply(self, changes: Changes) -> bool:
        """Carry out the changes in one step: readers see the file as it was or as it is then.

        Returns:
            Whether anything changed; a file that would come out the same is left alone.

        Raises:
            DocumentError: The file as it stands cannot be read, so it is not touched.
            SetupError: It cannot be written.
        """
        with one_writer(self.path):
            self.prepare(changes)
            run = changes.after(self.run())
            with whole_file(self.path) as beside:
                with beside.open("w", encoding="utf-8", newline="\n") as stream:
                    write(stream, changes.applied(self.scan(Query())), run)
                same = self.path.exists() and filecmp.cmp(beside, self.path, shallow=False)
                if same:
                    beside.unlink()
        return not same


def write(stream: TextIO, events: Iterable[Event], run: Run) -> None:
    """Write a FeatureCollection, one feature a line."""
    head = json.dumps({"type": "FeatureCollection", "geomap": run.to_json()}, ensure_ascii=False)
    stream.write(head[:-1] + _TAIL)
    separator = "\n"
    for event in events:
        stream.write(separator + json.dumps(feature(event), ensure_ascii=False, allow_nan=False))
        separator = ",\n"
    stream.write("\n" + _END + "\n")


def _is_ours(first: str) -> bool:
    return first.rstrip().endswith(_TAIL) and first.startswith('{"type": "FeatureCollection", "geomap":')


def _lines(path: Path, stream: TextIO) -> Iterator[Any]:
    for number, line in enumerate(stream, 1):
        text = line.strip().removesuffix(",")
        if text == _END:
            return
        if text:
            try:
                yield json.loads(text)
            except (ValueError, RecursionError) as error:
                reason = "the line is not JSON; mend it, or take the file from a backup"
                raise DocumentError(f"{path}, feature {number}", reason) from error
    raise DocumentError(str(path), "the file is cut short; take it from a backup or extract it again")


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DocumentError(str(path), f"this is not GeoJSON ({str(error)[:60]}); check how it was saved") from error


def _features(path: Path, value: Any) -> list[Any]:
    if isinstance(value, dict) and value.get("type") == "Feature":
        return [value]
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list):
        raise DocumentError(str(path), "this is JSON but no GeoJSON FeatureCollection; export it as GeoJSON")
    return features

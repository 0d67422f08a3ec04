"""Steps that several commands share: reading documents, extracting, writing text wholly or not at all."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from geomap.cli.screen import progress
from geomap.errors import DocumentError, SetupError
from geomap.model import Document

if TYPE_CHECKING:
    from geomap.model import Event
    from geomap.store import Run, Store

STDOUT = Path("-")


@dataclasses.dataclass(frozen=True)
class Reading:
    """How the user wants documents read."""

    sources: list[str]
    published: str | None
    source: str | None
    language: str | None
    quiet: bool

    def documents(self) -> Iterator[Document | DocumentError]:
        """The documents, with failures in their place."""
        from geomap.documents import read

        return read(self.sources, published=self.published, source=self.source, language=self.language)


@dataclasses.dataclass(frozen=True)
class Extracted:
    """What was extracted, and from which documents."""

    events: tuple[Event, ...]
    failures: tuple[DocumentError, ...]
    documents: Mapping[str, str]
    warnings: tuple[str, ...]

    def run(self) -> Run:
        """The documents behind the events."""
        from geomap.store import Run

        return Run().plus(self.documents.values(), self.failures)


def extract_from(reading: Reading, year: int | None) -> Extracted:
    """Extract the events of all documents, each that fails being a value."""
    from geomap import pipeline

    seen: dict[str, str] = {}

    def watched(items: Iterable[Document | DocumentError]) -> Iterator[Document | DocumentError]:
        for item in items:
            if isinstance(item, Document):
                seen[item.name] = item.doc_id
            yield item

    documents = reading.documents()
    with progress("documents read", quiet=reading.quiet) as passing:
        extraction = pipeline.extract(passing(watched(documents)), assume_year=year)
    failed = {failure.name for failure in extraction.failures}
    read = {name: doc_id for name, doc_id in seen.items() if name not in failed and doc_id not in failed}
    return Extracted(tuple(extraction.events), tuple(extraction.failures), read, tuple(extraction.warnings))


def keep(store: Store, extracted: Extracted) -> bool:
    """Put what was extracted into a store, in the place of what the same documents gave before; whether it changed."""
    with store.writer() as writer:
        for doc_id in extracted.documents.values():
            writer.remove_document(doc_id)
        writer.upsert(extracted.events)
        writer.record(extracted.documents.values(), extracted.failures, extracted.documents.keys())
        return writer.commit()


@contextmanager
def text_output(path: Path) -> Iterator[TextIO]:
    """A text stream to a file that appears whole or not at all, or to standard output for "-"."""
    if path == STDOUT:
        try:
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise SetupError(
                f"standard output cannot be written ({error.strerror}); write to a file with -o"
            ) from error
        return
    from geomap.store import whole_file

    with whole_file(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


def write_records(records: Iterable[Mapping[str, Any] | DocumentError], path: Path) -> tuple[int, list[DocumentError]]:
    """Write records as JSON Lines; gives their number, and the failures met among them."""
    failures: list[DocumentError] = []
    written = 0
    with text_output(path) as stream:
        for record in records:
            if isinstance(record, DocumentError):
                failures.append(record)
            else:
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
                written += 1
    return written, failures

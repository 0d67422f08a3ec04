"""Batches of documents, and the boundary between one document's trouble and the run's."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from geomap.errors import DocumentError, GeomapError
from geomap.model import Document

# Enough documents for spaCy to batch well, few enough that a batch's parses stay small.
DOCUMENTS_IN_A_BATCH = 32
CHARACTERS_IN_A_BATCH = 150_000
_LOG = logging.getLogger(__name__)
Result = TypeVar("Result")


@dataclass(slots=True)
class Batch:
    """Documents to read together, and the failures met on the way to them."""

    documents: list[Document] = field(default_factory=list)
    failures: list[DocumentError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BatchResult(Generic[Result]):
    """A batch read: `results` has one entry for each of `documents`, in order; the others are among `failures`."""

    documents: list[Document]
    results: list[Result]
    failures: list[DocumentError]


def batches(documents: Iterable[Document | DocumentError]) -> Iterator[Batch]:
    """Groups documents, in order, lazily.

    Args:
        documents: Documents, and errors in the place of those that could not be read.

    Yields:
        Batches of up to `DOCUMENTS_IN_A_BATCH` documents and failures, or fewer that are long.
    """
    batch, characters = Batch(), 0
    for item in documents:
        if isinstance(item, DocumentError):
            batch.failures.append(item)
        else:
            batch.documents.append(item)
            characters += len(item.text)
        if len(batch.documents) + len(batch.failures) >= DOCUMENTS_IN_A_BATCH or characters >= CHARACTERS_IN_A_BATCH:
            yield batch
            batch, characters = Batch(), 0
    if batch.documents or batch.failures:
        yield batch


def isolated(
    stage: Callable[[list[Document]], list[Result]], prepare: Callable[[Document], Document] = lambda document: document
) -> Callable[[Batch], BatchResult[Result]]:
    """Makes a stage that runs on a batch and, where that fails, on each document alone.

    So one document cannot spoil the others. What is broken for the whole run (`GeomapError`, no memory) still stops it.

    Args:
        stage: A pure function of documents that gives one result each.
        prepare: Makes a document ready; its `DocumentError` turns the document into a failure.
    """

    def run(batch: Batch) -> BatchResult[Result]:
        ready, failures = _ready(batch, prepare)
        if not ready:
            return BatchResult([], [], failures)
        try:
            return BatchResult(ready, list(stage(ready)), failures)
        except (GeomapError, MemoryError):
            raise
        except Exception:  # noqa: BLE001 (the boundary between one document's trouble and the run's)
            _LOG.debug("a batch failed; its documents are read one by one", exc_info=True)
        read: BatchResult[Result] = BatchResult([], [], failures)
        for document in ready:
            try:
                result = stage([document])[0]
            except (GeomapError, MemoryError):
                raise
            except Exception as error:  # noqa: BLE001 (the same boundary)
                _LOG.debug("%s failed", document.doc_id, exc_info=True)
                read.failures.append(DocumentError(document.name or document.doc_id, _stumbled(error)))
                continue
            read.documents.append(document)
            read.results.append(result)
        return read

    return run


def _ready(batch: Batch, prepare: Callable[[Document], Document]) -> tuple[list[Document], list[DocumentError]]:
    """The documents made ready, and the failures with those that cannot be."""
    ready: list[Document] = []
    failures = list(batch.failures)
    for document in batch.documents:
        try:
            ready.append(prepare(document))
        except DocumentError as error:
            failures.append(error)
    return ready, failures


def _stumbled(error: Exception) -> str:
    return f"geomap stumbled over it ({type(error).__name__}: {error}); the rest are done, please report this one"

"""Batches keep order, and one document's trouble stays its own."""

from __future__ import annotations

import pytest

from geomap.engines import InProcess, batches, isolated
from geomap.engines.grouping import CHARACTERS_IN_A_BATCH, DOCUMENTS_IN_A_BATCH
from geomap.errors import DocumentError, SetupError
from geomap.model import Document


def documents(count: int) -> list[Document]:
    return [Document(str(number), f"text {number}", name=f"{number}.txt") for number in range(count)]


def test_batches_hold_every_document_in_order_and_are_lazy():
    taken = []

    def source():
        for document in documents(2 * DOCUMENTS_IN_A_BATCH + 1):
            taken.append(document)
            yield document

    stream = batches(source())
    first = next(stream)
    assert len(first.documents) == len(taken) == DOCUMENTS_IN_A_BATCH
    rest = list(stream)
    assert [d.doc_id for batch in [first, *rest] for d in batch.documents] == [d.doc_id for d in taken]


def test_failures_before_reading_travel_with_their_batch():
    def prepare(document: Document) -> Document:
        if document.doc_id == "1":
            raise DocumentError(document.name, "no")
        return document

    run = isolated(lambda batch: [d.doc_id for d in batch], prepare)
    [read] = map(run, batches([DocumentError("x.pdf", "unreadable"), *documents(3)]))
    assert [str(failure) for failure in read.failures] == ["x.pdf: unreadable", "1.txt: no"]
    assert read.results == ["0", "2"]


def test_long_documents_make_small_batches():
    long = [Document(str(number), "x" * (CHARACTERS_IN_A_BATCH // 2)) for number in range(5)]
    assert [len(batch.documents) for batch in batches(long)] == [2, 2, 1]


def test_a_document_that_breaks_a_stage_costs_only_itself():
    def stage(batch: list[Document]) -> list[str]:
        if any(d.doc_id == "1" for d in batch):
            raise ValueError("odd")
        return [d.text for d in batch]

    [read] = InProcess().map(lambda: isolated(stage), batches(documents(3)))
    assert read.results == ["text 0", "text 2"]
    assert [d.doc_id for d in read.documents] == ["0", "2"]
    assert [f.name for f in read.failures] == ["1.txt"]
    assert "ValueError: odd" in read.failures[0].reason


@pytest.mark.parametrize("error", [SetupError("the model is missing"), MemoryError()])
def test_what_breaks_the_run_stops_it(error):
    def stage(batch: list[Document]) -> list[str]:
        raise error

    with pytest.raises(type(error)):
        list(InProcess().map(lambda: isolated(stage), batches(documents(2))))

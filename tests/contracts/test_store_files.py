"""What stores in files promise besides: no half file, no lost file."""

import dataclasses
import errno
import multiprocessing
import os
import time

import pytest

from geomap.errors import DocumentError, SetupError
from geomap.store import open_store
from geomap.store.opening import STORES

pytestmark = pytest.mark.parametrize("suffix", sorted(set(STORES.names()) - {".parquet"}))


@pytest.fixture
def path(tmp_path, suffix):
    return tmp_path / f"events{suffix}"


def put(path, *events):
    with open_store(path).writer() as writer:
        writer.upsert(events)


def test_a_writer_killed_while_writing_loses_nothing(path, events):
    put(path, events[0])
    many = [dataclasses.replace(events[0], event_id=str(number), alias_ids=()) for number in range(20_000)]
    worker = multiprocessing.get_context("fork").Process(target=put, args=(path, *many))
    worker.start()
    while worker.is_alive() and len(list(path.parent.iterdir())) == 1:  # until it has begun to write
        time.sleep(0.001)
    worker.kill()
    worker.join()
    assert len(open_store(path).view()) in (1, 20_001)
    put(path, events[1])  # and the next writer is not held up
    assert len(open_store(path).view()) in (2, 20_002)


def test_a_full_disk_is_one_sentence_and_no_half_file(path, make_event, monkeypatch):
    put(path, make_event("a"))
    before = path.read_bytes()

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SetupError, match=r"was not written: the disk is full; free some space") as caught:
        put(path, make_event("b"))
    assert str(caught.value).count(str(path)) == 1
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"not a store", b"\x00\xff" * 500, b'{"type": "FeatureCollection"'])
def test_a_broken_file_is_named_and_not_overwritten(path, make_event, content):
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=r"events\."):
        put(path, make_event("a"))
    assert path.read_bytes() == content

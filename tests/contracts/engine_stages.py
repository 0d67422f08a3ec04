"""Stages for the contract of engines, in a module of their own so that other processes can be told of them."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from pathlib import Path

from geomap.engines import isolated
from geomap.errors import DocumentError, SetupError


def shout(documents):
    return [document.text.upper() for document in documents]


def loud():
    return isolated(shout)


def process_ids():
    return isolated(lambda documents: [os.getpid() for _ in documents])


def choosy():
    def prepare(document):
        if "no" in document.text:
            raise DocumentError(document.name, "not this one")
        return document

    return isolated(shout, prepare)


def brittle():
    def stage(documents):
        if any("odd" in document.text for document in documents):
            raise ValueError("odd")
        return shout(documents)

    return isolated(stage)


def unset():
    raise SetupError("the model is missing; install it")


def deadly(folder: Path, lives: int):
    """A stage whose process is killed when it meets "death", until it has been so often."""
    return isolated(partial(_kill, folder, lives))


def _kill(folder: Path, lives: int, documents):
    if any("death" in document.text for document in documents):
        deaths = len(list(folder.iterdir()))
        if deaths < lives:
            (folder / str(deaths)).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return shout(documents)


def counting(folder: Path):
    """A stage that leaves a file for each document that it reads."""
    return isolated(partial(_count, folder))


def _count(folder: Path, documents):
    for document in documents:
        (folder / f"{document.doc_id}-{len(list(folder.iterdir()))}").touch()
    return shout(documents)


def counting_slowly(folder: Path, seconds: float):
    """The same, taking its time."""
    return isolated(partial(_count_slowly, folder, seconds))


def _count_slowly(folder: Path, seconds: float, documents):
    for document in documents:
        time.sleep(seconds)
        (folder / document.doc_id).with_suffix(f".{time.monotonic_ns()}").touch()
    return shout(documents)


def slow(seconds: float):
    """A stage that takes its time for each document."""
    return isolated(partial(_dawdle, seconds))


def _dawdle(seconds: float, documents):
    for _ in documents:
        time.sleep(seconds)
    return shout(documents)


def where(seconds: float):
    """A slow stage whose results name the host."""
    return isolated(partial(_tell, seconds))


def _tell(seconds: float, documents):
    from distributed import get_worker

    host = get_worker().address.split("//")[1].split(":")[0]
    return [f"{text}|{host}" for text in _dawdle(seconds, documents)]

"""Names that are no text, links that lead out, a great many files, a line without end, expressions made to take for ever."""

from __future__ import annotations

import datetime as dt
import gc
import importlib
import os
import pkgutil
import re
import sys
import time

import pytest

import geomap
from geomap.documents import read
from geomap.errors import DocumentError
from geomap.languages import segment
from geomap.model import Document
from geomap.store import View, open_store

TEXT = "Two soldiers were killed on Friday near the bridge."


@pytest.fixture
def odd_folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (b"caf\xe9.txt", b"caf\xe8.txt", b"bad\xff.txt", b"esc\x1b]0;x\x07.txt", b"new\nline.txt"):
        text = b"" if name.startswith(b"bad") else TEXT.encode() + name[3:4]
        (folder / os.fsdecode(name)).write_bytes(text)
    return folder


def test_names_that_are_not_utf8_are_told_apart_and_can_be_stored(odd_folder, tmp_path):
    found = list(read(odd_folder))
    failures = [item for item in found if isinstance(item, DocumentError)]
    documents = [item for item in found if isinstance(item, Document)]
    assert len(documents) == 4
    assert [failure.name.rpartition("/")[2] for failure in failures] == [r"bad\xff.txt"]
    assert {r"caf\xe9.txt", r"caf\xe8.txt"} <= {document.name.rpartition("/")[2] for document in documents}
    for suffix in (".geojson", ".gpkg"):
        store = open_store(tmp_path / f"s{suffix}")
        with store.writer() as writer:
            writer.record([document.doc_id for document in documents], failures)
        assert list(store.view().run.failures) == [failures[0].name]


@pytest.mark.parametrize("name", [b"o\xff.geojson", b"o\xff.csv"])
def test_a_file_may_be_written_under_any_name(tmp_path, name):
    path = tmp_path / os.fsdecode(name)
    if path.suffix == ".geojson":
        with open_store(path).writer() as writer:
            writer.record(["d"])
    else:
        from geomap.export import export

        export(View.of([]), path)
    assert path.exists()


def test_links_out_of_the_folder_and_round_in_it_are_passed_over(tmp_path):
    (tmp_path / "secret.txt").write_text("Words of somebody else's file.")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "more.txt").write_text("More of them.")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "own.txt").write_text(TEXT)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere.txt").symlink_to(tmp_path / "nowhere")
    assert [item.text for item in read(folder)] == [TEXT]


def test_10_000_files(tmp_path):
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").write_text(f"{TEXT} {number}")
    started = time.process_time()
    found = read(tmp_path)
    first = next(found)
    assert isinstance(first, Document)
    assert sum(1 for _ in found) == 9_999
    assert time.process_time() - started < 30  # 2 s


@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".csv", ".html"])
def test_a_document_beyond_the_limit_is_refused_before_it_is_read(tmp_path, peak, suffix):
    path = tmp_path / f"big{suffix}"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)  # a sparse file: 200 MB on one line
    found, most = peak(lambda: list(read(path)))
    assert isinstance(found[0], DocumentError)
    assert "larger than" in found[0].reason or "longer than" in found[0].reason
    assert most < 90_000_000  # a line of JSON is looked at up to 24 MB


@pytest.mark.faults
@pytest.mark.parametrize("suffix", [".txt", ".md", ".jsonl", ".csv", ".xml", ".eml", ".rtf"])
def test_memory_is_a_few_times_the_document(tmp_path, peak, suffix):
    words = (TEXT + " ") * (4_000_000 // len(TEXT))
    shapes = {
        ".jsonl": '{"text":"%s"}\n', ".csv": 'text\n"%s"\n', ".eml": "Subject: a\n\n%s", ".rtf": "{\\rtf1 %s}",
        ".xml": "<rss><channel><item><title>A</title><description>%s</description></item></channel></rss>",
    }  # fmt: skip
    path = tmp_path / f"big{suffix}"
    path.write_text(shapes.get(suffix, "%s").replace("%s", words))
    list(read(tmp_path / path.name))  # libraries are loaded
    _, most = peak(lambda: list(read(path)))
    multiple = most / path.stat().st_size
    print(f"{suffix}: {multiple:.1f} times")  # noqa: T201 - the figure of docs/reliability.md
    assert multiple < 25


LINES = (
    "a",
    "A",
    " ",
    "\n",
    "1",
    "-",
    ".",
    ",",
    "a. ",
    '"',
    "«",
    "(",
    "12-",
    "de ",
    "the ",
    "aa\n",
    "\n\n",
    "Mr. ",
    "l'",
)


@pytest.mark.parametrize("unit", LINES)
def test_time_grows_with_length_and_no_faster(unit):
    """Sentences of a text of one sign again and again: four times the length in far less than sixteen times the time."""

    def seconds(length: int) -> float:
        document = Document("d", (unit * length)[:length], language="en")
        best = 9.0
        for _ in range(3):
            started = time.process_time()
            segment(document)
            best = min(best, time.process_time() - started)
        return best

    short, long = seconds(15_000), seconds(60_000)
    assert long < 0.05 + 10 * short


def test_a_sentence_full_of_days_is_read_in_good_time():
    from geomap.dates import find_dates
    from geomap.model import Publication

    text = "Monday " * 3_000
    analysis = segment(Document("d", text, language="en", published=dt.date(2021, 3, 4)))
    started = time.process_time()
    found = find_dates([analysis], [Publication(dt.date(2021, 3, 4))])[0]
    assert len(found) > 1000
    assert time.process_time() - started < 5


def patterns():
    """Every regular expression that geomap compiles when it is imported, and those of its grammars."""
    for module in pkgutil.walk_packages(geomap.__path__, "geomap."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = {}
    for name, module in list(sys.modules.items()):
        if name.startswith("geomap"):
            waiting = list(vars(module).values())
            while waiting:
                value = waiting.pop()
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found[value.pattern] = value
                elif isinstance(value, list | tuple | set | frozenset) and len(value) < 1000:
                    waiting.extend(value)
                elif isinstance(value, dict) and len(value) < 1000:
                    waiting.extend(value.values())
    gc.collect()
    return found


def test_no_expression_of_ours_blows_up():
    """Each on three thousand signs made to be tried in every way: exponential ones would never end."""
    found = patterns()
    assert len(found) > 40
    slow = []
    for pattern in found.values():
        for unit in ("a", " ", "1", "-", ".", "a ", "A-", "1,", "a.", '"', "\n", "aA", "((", "é"):
            started = time.process_time()
            for _ in pattern.finditer((unit * 3000)[:3000] + "!"):
                pass
            if time.process_time() - started > 0.25:
                slow.append((pattern.pattern[:60], unit))
    assert not slow

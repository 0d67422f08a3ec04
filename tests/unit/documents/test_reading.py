"""What the documents room promises: every source read, every failure a value with one sentence."""

import datetime as dt
import io
import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.documents import MAX_CHARACTERS, read
from geomap.errors import DocumentError, UsageError
from geomap.model import Document

ARTICLE = "Soldiers left the town of Kidal on Monday.\nNo shots were fired, residents said.\n"


def one(path, **options):
    (item,) = read(path, **options)
    return item


def texts(path):
    return [item.text if isinstance(item, Document) else str(item) for item in read(path)]


@pytest.fixture
def put(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_text_is_kept_to_the_character(put):
    document = one(put("a.txt", ARTICLE))
    assert document.text == ARTICLE
    assert document.name.endswith("a.txt")


def test_the_id_depends_on_the_text_alone(put):
    titled = put("c.txt", f"---\ntitle: Kidal\n---\n{ARTICLE}")
    assert one(put("a.txt", ARTICLE)).doc_id == one(titled).doc_id
    assert one(put("a.txt", ARTICLE)).doc_id != one(put("d.txt", ARTICLE + "More.")).doc_id


def test_line_ends_and_controls_are_tidied_in_files(put):
    assert one(put("a.txt", "one\r\ntwo\rthree\x1b[31m\x07")).text == "one\ntwo\nthree[31m"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso-8859-15"]
)
def test_french_in_many_encodings(put, encoding):
    text = (
        "Des hélicoptères français ont été aperçus près de Ménaka, où l'armée a évacué treize blessés, "
        "a déclaré à l'aube le préfet. La région était calme samedi à midi, même si la grève générale continuait."
    )
    assert one(put("a.txt", text.encode(encoding))).text == text


def test_russian_in_its_old_encoding(put):
    text = "Колонна вышла из города во вторник утром, сообщил представитель администрации района."
    assert one(put("a.txt", text.encode("cp1251"))).text == text


@pytest.mark.parametrize("bad", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20, b"\x00" * 4000])
def test_a_binary_is_named_and_skipped(put, bad):
    put("a.txt", bad)
    good = put("b.txt", ARTICLE)
    failure, document = read(good.parent)
    assert isinstance(failure, DocumentError)
    assert failure.name.endswith("a.txt")
    assert "binary" in failure.reason
    assert document.text == ARTICLE


@pytest.mark.parametrize("content", ["", "  \n\t\n", "\ufeff"])
def test_an_empty_file_is_an_error(put, content):
    failure = one(put("a.txt", content))
    assert isinstance(failure, DocumentError)
    assert "no text" in failure.reason


def test_a_text_beyond_measure_is_refused_at_once(put):
    failure = one(put("a.txt", b"word " * 10_000_000))
    assert isinstance(failure, DocumentError)
    assert "50,000,000 characters" in failure.reason
    assert "split" in failure.reason


def test_a_record_beyond_measure_does_not_stop_the_others(put):
    big = json.dumps({"text": "x" * (MAX_CHARACTERS + 1)})
    found = list(read(put("a.jsonl", f"{big}\n{json.dumps({'text': ARTICLE})}\n")))
    assert [type(item).__name__ for item in found] == ["DocumentError", "Document"]


def test_an_endless_line_is_passed_over_without_being_kept(put):
    line = b'{"text": "' + b"x" * 50_000_000 + b'"}\n'
    failure, document = read(put("a.jsonl", line + json.dumps({"text": ARTICLE}).encode()))
    assert "longer than" in failure.reason
    assert document.text == ARTICLE


def test_a_folder_is_walked_in_order_without_hidden_files_or_links_out(put, tmp_path):
    put("in/b.txt", "Second.")
    put("in/a/z.txt", "Third, in a folder.")
    put("in/.hidden.txt", "Never.")
    put("in/.git/x.txt", "Never.")
    put("in/picture.jpg", b"\xff\xd8")
    put("in/a.md", "First.")
    outside = put("out/secret.txt", "Never.")
    (tmp_path / "in" / "link.txt").symlink_to(outside)
    (tmp_path / "in" / "folder").symlink_to(outside.parent)
    assert texts(tmp_path / "in") == ["First.", "Second.", "Third, in a folder."]


def test_other_data_in_a_folder_is_passed_over_but_not_when_named(put):
    put("expected.json", json.dumps({"events": 3}))
    put("points.csv", "latitude,longitude,event_date\n1,2,2020-01-01\n")
    article = put("a.txt", ARTICLE)
    assert texts(article.parent) == [ARTICLE]
    assert "no `text`" in one(article.parent / "expected.json").reason
    assert "holds events" in one(article.parent / "points.csv").reason


@pytest.mark.parametrize("name", ["missing.txt", "missing/"])
def test_a_source_that_does_not_exist_is_wrong_usage(tmp_path, name):
    with pytest.raises(UsageError, match="no such file"):
        read(tmp_path / name)


def test_a_folder_with_none_is_wrong_usage(put, tmp_path):
    put("picture.jpg", b"\xff\xd8")
    with pytest.raises(UsageError, match="no document in this folder"):
        read(tmp_path)


def test_a_folder_with_other_data_only_is_wrong_usage(put, tmp_path):
    put("expected.json", "{}")
    with pytest.raises(UsageError, match="no document was found"):
        list(read(tmp_path))


def test_nothing_given_is_wrong_usage():
    with pytest.raises(UsageError, match="nothing was given"):
        read([])


def test_given_metadata_fills_gaps_only(put):
    put("a.txt", "---\ndate: 2020-02-03\nsource: Own\n---\nText of the first.")
    put("b.txt", "Text of the second.")
    first, second = read(put("c.md", "x").parent / n for n in ("a.txt", "b.txt"))
    assert first.published == dt.date(2020, 2, 3)
    options = {"published": "2021-01-01", "source": "Given", "language": "fr"}
    first, second, _ = read(put("c.md", "x").parent, **options)
    assert (first.published, first.source, first.language) == (dt.date(2020, 2, 3), "Own", "fr")
    assert (second.published, second.source) == (dt.date(2021, 1, 1), "Given")


def test_a_given_day_that_is_none_is_wrong_usage(put):
    with pytest.raises(UsageError, match="write it as 2020-03-31"):
        read(put("a.txt", ARTICLE), published="the other day")


def test_the_same_text_is_read_once_and_an_id_means_one_text(put):
    lines = [{"text": "A."}, {"text": "A."}, {"doc_id": "n", "text": "B."}, {"doc_id": "n", "text": "C."}]
    found = list(read(put("a.jsonl", "\n".join(map(json.dumps, lines)))))
    assert [item.text for item in found if isinstance(item, Document)] == ["A.", "B."]
    (failure,) = (item for item in found if isinstance(item, DocumentError))
    assert "same doc_id" in failure.reason


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"Plain words.", "Plain words."),
        (b'{"text": "One."}\n{"text": "Two."}', "One."),
        (b'[{"text": "One."}, {"text": "Two."}]', "One."),
        (b"<!DOCTYPE html><html><body><p>" + b"A long sentence about a town. " * 12 + b"</p></body></html>", None),
    ],
)
def test_standard_input_is_recognised(monkeypatch, content, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    first = next(read("-"))
    assert first.name.startswith("standard input")
    assert first.text == text if text else "<p>" not in first.text


def test_an_unreadable_file_is_named(put, monkeypatch):
    path = put("a.txt", ARTICLE)
    put("b.txt", "Fine.")

    def refuse(self, *args, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(
        type(path), "open", lambda self, *a, **k: refuse(self) if self.name == "a.txt" else io.BytesIO(b"Fine.")
    )
    failure, document = read(path.parent)
    assert "Permission denied" in failure.reason
    assert document.text == "Fine."


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("bytes") / "a.txt"
    for suffix in (".txt", ".md", ".jsonl", ".json", ".csv", ".html"):
        target = path.with_suffix(suffix)
        target.write_bytes(data)
        for item in read(target):
            assert isinstance(item, Document | DocumentError)
            if isinstance(item, Document):
                item.text.encode()

"""Archives and markup made to fill the memory, to read other files, or to write outside: each is told or harmless."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from geomap.documents import read
from geomap.errors import DocumentError, UsageError
from geomap.store import read_events

MB = 1_000_000
OTHER = "the words of another file"


@pytest.fixture
def documents(tmp_path):
    def read_bytes(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return list(read(path))

    return read_bytes


@pytest.fixture
def entity(tmp_path):
    """A document type whose entity `j` is the text of another file."""
    other = tmp_path / "other" / "secret"
    other.parent.mkdir()
    other.write_text(OTHER)
    return f'<!DOCTYPE x [<!ENTITY j SYSTEM "file://{other}">]>'


def bomb(container, head, filling, tail):
    """An archive whose one part is a few hundred MB of `filling`, made without holding them."""
    shell = container(head + b"@@" + tail)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(shell)) as sound, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in sound.namelist():
            data = sound.read(entry)
            if b"@@" not in data:
                made.writestr(entry, data)
                continue
            with made.open(entry, "w", force_zip64=True) as part:
                part.write(head)
                for _ in range(80):
                    part.write(filling * (MB // len(filling)))
                part.write(tail)
    return buffer.getvalue()


def test_a_word_file_that_unpacks_to_80_mb_is_refused_before_it_is_unpacked(documents, peak):
    from containers import WORD_BODY, docx

    data = bomb(docx, WORD_BODY[:-20], b"<w:p/>", b"</w:body></w:document>")
    found, most = peak(lambda: documents("bomb.docx", data))
    assert len(data) < MB
    assert isinstance(found[0], DocumentError)
    assert "unpacks to more than 64 MB" in found[0].reason
    assert most < 20 * MB


def test_a_workbook_that_unpacks_to_80_mb_is_refused_before_it_is_unpacked(tmp_path, peak):
    from containers import SHEET, xlsx

    path = tmp_path / "bomb.xlsx"
    path.write_bytes(bomb(xlsx, SHEET[:-24], b"<row/>", b"</sheetData></worksheet>"))
    with pytest.raises(DocumentError, match=r"unpacks to \d+ times its size"):
        peak(lambda: list(read_events(path)))


def test_an_archive_that_lies_about_its_size_is_not_unpacked_beyond_it(documents):
    from containers import WORD_BODY, docx

    data = bytearray(docx(WORD_BODY.replace(b"</w:body>", b"<w:p/>" * 100_000 + b"</w:body>")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        real = archive.getinfo("word/document.xml").file_size
    for at in (data.find(real.to_bytes(4, "little")), data.rfind(real.to_bytes(4, "little"))):
        data[at : at + 4] = (100).to_bytes(4, "little")
    found = documents("liar.docx", bytes(data))
    assert isinstance(found[0], DocumentError)


def test_a_pdf_whose_stream_unpacks_without_end_is_told(documents):
    packer = zlib.compressobj()
    stream = b"".join(packer.compress(b"(a) Tj " * 150_000) for _ in range(150)) + packer.flush()
    from containers import beginnings

    sound = beginnings("documents.pdf")[0]
    body = b"BT /F1 12 Tf 20 100 Td (A bomb killed two) Tj ET"
    data = sound.replace(b"/Length 52", b"/Filter/FlateDecode/Length %d" % len(stream)).replace(body, stream)
    assert body in sound
    found = documents("bomb.pdf", data)
    assert isinstance(found[0], DocumentError)


@pytest.mark.parametrize("merge", [False, True])
def test_yaml_that_repeats_itself_is_not_unfolded(documents, merge):
    lines = ["a: &a {k: 1}" if merge else "a: &a [1, 1]"]
    for before, after in zip("abcdefgh", "bcdefghi", strict=True):
        many = ", ".join([f"*{before}"] * 9)
        lines.append(f"{after}: &{after}\n  <<: [{many}]" if merge else f"{after}: &{after} [{many}]")
    found = documents("laughs.txt", ("---\ntitle: T\n" + "\n".join(lines) + "\ndate: *i\n---\nTwo killed.").encode())
    assert isinstance(found[0], DocumentError)
    assert "front matter" in found[0].reason


@pytest.mark.parametrize("name", ["x.docx", "x.xml", "x.html", "x.xhtml", "x.md", "x.rtf", "x.eml"])
def test_no_entity_brings_another_file_into_a_document(documents, entity, name):
    from containers import WORD_BODY, docx

    bodies = {
        "x.docx": docx(entity.encode() + WORD_BODY.replace(b"killed", b"&j;")),
        "x.xml": f"{entity}<rss><channel><item><title>A</title><description>two &j; killed</description>"
        "</item></channel></rss>".encode(),
        "x.rtf": rb"{\rtf1 {\field{\*\fldinst INCLUDETEXT /etc/passwd}} two killed &j;}",
    }
    page = f"<?xml version='1.0'?>{entity}<html><body><p>The army said that &j; two people were killed near the bridge "
    page += "on Friday night, and that the road was closed until the morning.</p></body></html>"
    for item in documents(name, bodies.get(name, page.encode())):
        assert OTHER not in (item.reason if isinstance(item, DocumentError) else item.text)


@pytest.mark.parametrize("suffix", [".kml", ".xlsx"])
def test_no_entity_brings_another_file_into_events(tmp_path, entity, suffix):
    from containers import SHEET, xlsx

    kml = (
        f'{entity}<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&j;</name><Point><coordinates>2,1'
        "</coordinates></Point></Placemark></kml>"
    )
    path = tmp_path / f"x{suffix}"
    path.write_bytes(kml.encode() if suffix == ".kml" else xlsx(entity.encode() + SHEET.replace(b"2021-03-04", b"&j;")))
    with pytest.raises(DocumentError) as told:
        list(read_events(path))
    assert OTHER not in str(told.value)


def test_a_list_of_places_in_an_archive_is_read_where_it_lies_whatever_it_is_called(tmp_path):
    from containers import zipped

    from geomap.places.gazetteer.place_files import read_places

    path = tmp_path / "in" / "places.zip"
    path.parent.mkdir()
    path.write_bytes(zipped({"../../escaped.csv": b"name,lat,lon\nRiverton,1,2\n"}))
    assert [record.name for record in read_places(path, path.name)] == ["Riverton"]
    assert not list(tmp_path.rglob("escaped*"))
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["in"]


def test_a_line_without_end_in_a_list_of_places_is_refused(tmp_path, monkeypatch):
    from geomap.places.gazetteer import place_files

    monkeypatch.setattr(place_files, "_LONGEST_LINE", 10_000)
    path = tmp_path / "places.csv"
    path.write_bytes(b"name,lat,lon\n" + b"a" * 20_000 + b",1,2\n")
    with pytest.raises(UsageError, match="line 2: longer than"):
        list(place_files.read_places(path, path.name))


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b"[[[[1,"])
def test_json_nested_without_end_is_told(documents, opening):
    assert isinstance(documents("deep.json", opening * 100_000)[0], DocumentError)
    assert isinstance(documents("deep.jsonl", opening * 100_000)[0], DocumentError)

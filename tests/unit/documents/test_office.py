"""PDF, Word, RTF, mail, feeds, ReliefWeb's JSON, and downloads from press databases."""

import datetime as dt
import email.message
import io
import json
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from geomap.documents import read
from geomap.documents.html_text import prose
from geomap.errors import DocumentError
from geomap.model import Document


@pytest.fixture
def put(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def one(path):
    (item,) = read(path)
    return item


def pdf(*pages, title=None):
    """A small PDF with one line of text drawn below the other."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        drawn = "".join(f"({line}) Tj T* " for line in lines)
        content = f"BT /F1 12 Tf 14 TL 50 700 Td {drawn}ET"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    if title:
        objects.append(f"<< /Title ({title}) /CreationDate (D:20240101000000Z) >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    info = f" /Info {len(objects)} 0 R" if title else ""
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{info} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


def test_a_pdf(put):
    document = one(
        put("a.pdf", pdf(["The army left Ki-", "dal on Monday."], ["Nobody was hurt."], title="Army leaves Kidal"))
    )
    assert "left Kidal on Monday." in " ".join(document.text.split())
    assert "Nobody was hurt." in document.text
    assert document.title == "Army leaves Kidal"
    assert document.published is None  # the day a file was made is not the day a text appeared


@pytest.mark.parametrize("title", ["Microsoft Word - draft", "report_final.docx", "untitled"])
def test_the_name_of_a_file_is_no_title(put, title):
    assert one(put("a.pdf", pdf(["Shots were heard."], title=title))).title is None


def test_a_pdf_without_text_and_one_that_is_locked(put):
    scan, locked = PdfWriter(), PdfWriter()
    for writer in (scan, locked):
        writer.add_blank_page(100, 100)
    locked.encrypt("secret", algorithm="RC4-128")
    for writer, says in ((scan, "only pictures"), (locked, "password")):
        stream = io.BytesIO()
        writer.write(stream)
        assert says in one(put("a.pdf", stream.getvalue())).reason


def test_a_word_file(put):
    file = docx.Document()
    file.core_properties.title = "Trêve à Ménaka"
    file.add_paragraph("La trêve tient à Ménaka.")
    file.add_paragraph("")
    file.add_table(1, 2).rows[0].cells[0].text = "Ménaka"
    file.add_paragraph("Fin.")
    stream = io.BytesIO()
    file.save(stream)
    document = one(put("a.docx", stream.getvalue()))
    assert document.text == "La trêve tient à Ménaka.\n\nMénaka\t\n\nFin."
    assert document.title == "Trêve à Ménaka"


def test_an_rtf_file(put):
    content = (
        rb"{\rtf1\ansi\ansicpg1252 {\fonttbl\f0 Arial;}\f0 La tr\'eave tient \b\'e0\b0  M\'e9naka.\par Fin\u8217?.}"
    )
    assert one(put("a.rtf", content)).text == "La trêve tient à Ménaka.\nFin’."


@pytest.mark.parametrize("html", [False, True])
def test_a_mail(put, html):
    message = email.message.EmailMessage()
    message["Subject"] = "Trêve à Ménaka"
    message["From"] = "Bureau Sahel <sahel@example.org>"
    message["Date"] = "Tue, 03 Mar 2020 23:30:00 -0500"
    message.set_content("La trêve tient.\n")
    if html:
        message = email.message.EmailMessage()
        message["From"] = "sahel@example.org"
        message.set_content("<style>p {}</style><p>La trêve<br>tient.</p><script>alert(1)</script>", subtype="html")
    message.add_attachment(b"\x00", maintype="application", subtype="zip", filename="x.zip")
    document = one(put("a.eml", message.as_bytes()))
    if html:
        assert (document.text, document.source, document.published) == ("La trêve\n\ntient.", None, None)
    else:
        assert document.text == "La trêve tient.\n"
        assert (document.title, document.source, document.published) == (
            "Trêve à Ménaka",
            "Bureau Sahel",
            dt.date(2020, 3, 3),
        )


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Le
Quotidien</title><language>fr</language> <item><title>Trêve</title><link>https://e.org/1</link><pubDate>Tue, 03 Mar
2020 23:30:00 -0500</pubDate> <description>&lt;p&gt;La trêve&lt;/p&gt;&lt;p&gt;tient.&lt;/p&gt;</description></item>
<item><title>Sans date</title><description></description></item></channel></rss>"""
ATOM = """<feed
xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>T</title><updated>2020-03-03T23:30:00-05:00</updated>
<link href="https://e.org/2"/><summary>Short.</summary><content type="html">The &lt;b&gt;whole&lt;/b&gt;
text.</content></entry></feed>"""


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a.feed"])
def test_a_feed(put, name):
    first, second = read(put(name, RSS))
    assert first.text == "La trêve\n\ntient."
    assert (first.title, first.source, first.url, first.language) == ("Trêve", "Le Quotidien", "https://e.org/1", "fr")
    assert first.published == dt.date(2020, 3, 3)
    assert second.text == "Sans date"


def test_an_atom_feed(put):
    document = one(put("a.atom", ATOM))
    assert (document.text, document.published) == ("The whole text.", dt.date(2020, 3, 3))


def test_reliefweb(put):
    fields = {
        "title": "Situation report",
        "body": "Clashes went on.",
        "date": {"original": "2020-03-03T00:00:00+00:00", "created": "2020-03-05T00:00:00+00:00"},
        "source": [{"name": "OCHA"}],
        "language": [{"code": "en"}],
        "url_alias": "https://reliefweb.int/report/x",
    }
    document = one(put("a.json", json.dumps({"data": [{"id": "7", "fields": fields}]})))
    assert (document.doc_id, document.text, document.source) == ("reliefweb-7", "Clashes went on.", "OCHA")
    assert (document.published, document.language, document.url) == (
        dt.date(2020, 3, 3),
        "en",
        "https://reliefweb.int/report/x",
    )


NEXIS = """
Army leaves Kidal
after ten days

Agence Exemple - English

March 3, 2020 Tuesday 10:01 PM GMT

Copyright 2020 Agence Exemple All Rights Reserved

Section: INTERNATIONAL

Length: 120 words

Dateline: Bamako

Body

The army left Kidal on Monday.

Nobody was hurt.

Load-Date: March 4, 2020

End of Document

Second story

Le Quotidien

3 mars 2020

Length: 80 words

Body

La trêve tient.

Classification

Language: FRENCH

End of Document
"""
FACTIVA = """
World News
Army leaves Kidal

1,120 words
3 March 2020
10:01
Agence Exemple
AGEX
English
Copyright 2020, Agence Exemple

The army left Kidal on Monday.
Document AGEX000020200303eg33000ab

La trêve tient

80 mots
3 mars 2020
Le Quotidien
LEQUO
12
Français
© 2020 Le Quotidien.

La trêve tient à Ménaka.
Document LEQUO00020200303eg3300001
"""


@pytest.mark.parametrize(
    ("content", "second_title", "texts"),
    [
        (NEXIS, "Second story", ["The army left Kidal on Monday.\n\nNobody was hurt.", "La trêve tient."]),
        (FACTIVA, "La trêve tient", ["The army left Kidal on Monday.", "La trêve tient à Ménaka."]),
    ],
)
def test_downloads_of_press_databases_are_split(put, content, second_title, texts):
    first, second = read(put("a.txt", content))
    assert [first.text, second.text] == texts
    assert first.title.startswith("Army leaves Kidal")
    assert second.title == second_title
    assert {first.published, second.published} == {dt.date(2020, 3, 3)}
    assert (first.source.split(" - ")[0], second.source) == ("Agence Exemple", "Le Quotidien")
    assert second.name.endswith("a.txt#2")


def test_a_text_that_only_mentions_such_lines_is_one_document(put):
    text = "The report closes with the words\nEnd of Document\nand runs to\n40 words\n"
    assert one(put("a.txt", text)).text == text


def test_an_archive_that_would_fill_the_memory(put):
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as entry,
    ):
        for _ in range(510):
            entry.write(bytes(1_000_000))
    assert "unpacks to more than 500 MB" in one(put("a.docx", stream.getvalue())).reason


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.rtf", "a.rss", "a.eml"])
@settings(deadline=None)
@given(data=st.binary(max_size=300))
def test_no_bytes_break_these_readers(tmp_path_factory, name, data):
    path = tmp_path_factory.mktemp("bytes") / name
    starts = {
        "a.pdf": b"%PDF-1.4\n",
        "a.docx": b"PK\x03\x04",
        "a.rtf": b"{\\rtf1 ",
        "a.rss": b"<rss>",
        "a.eml": b"Subject: x\nDate: ",
    }
    path.write_bytes(starts[name] + data)
    for item in read(path):
        assert isinstance(item, Document | DocumentError)


@settings(deadline=None)
@given(st.text())
def test_any_html_gives_text(html):
    assert "\x0c" not in prose(html)


def test_other_xml_in_a_folder_is_passed_over(put):
    put("sitemap.xml", "<?xml version='1.0'?><urlset><url><loc>https://e.org</loc></url></urlset>")
    folder = put("a.txt", "Shots were heard.").parent
    assert [item.text for item in read(folder)] == ["Shots were heard."]
    assert "no entry of an RSS or Atom feed" in one(folder / "sitemap.xml").reason

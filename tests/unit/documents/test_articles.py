"""Front matter, Markdown and web pages."""

import datetime as dt

import pytest

from geomap.documents import read
from geomap.errors import DocumentError

PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="{charset}">
<title>Combats à Ménaka - Le Quotidien</title>
<meta property="og:title" content="Combats à Ménaka"><meta property="og:site_name" content="Le Quotidien">
<meta property="article:published_time" content="2022-06-14T22:30:00-04:00">
<link rel="canonical" href="https://quotidien.example/menaka"></head>
<body><nav><a href="/">Accueil</a><a href="/sport">Sport</a></nav>
<article><h1>Combats à Ménaka</h1>
<p>De violents combats ont opposé mardi l'armée à un groupe armé près de Ménaka, a indiqué le gouverneur de la région
à la presse, précisant que le calme était revenu dans la soirée et que des renforts arrivaient de Gao.</p>
<script>var killed = "dix morts à Paris"; alert(killed)</script>
<p>Selon des habitants joints par téléphone, sept personnes ont péri et plusieurs maisons ont été
incendiées. Le 3 janvier 1999 est cité ici dans le texte.</p></article>
<footer>Cookies: nous utilisons des traceurs. Partager sur les réseaux.</footer></body></html>"""


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


def test_front_matter_is_metadata_and_not_text(put):
    content = "---\ntitle: 'Ménaka: la trêve'\nDate: 2022-06-14\nsource: RFI\nurl: https://e.org/x\nlang: fr\n---\n\nLa trêve tient.\n"
    document = one(put("a.txt", content))
    assert document.text == "La trêve tient.\n"
    assert (document.title, document.published) == ("Ménaka: la trêve", dt.date(2022, 6, 14))
    assert (document.source, document.url, document.language) == ("RFI", "https://e.org/x", "fr")


@pytest.mark.parametrize(
    "content", ["---\nA line between rules.\n---\nThe text.", "--- \n- item\n---\nThe text.", "---\nno end: 1\n"]
)
def test_what_is_no_front_matter_stays_text(put, content):
    assert one(put("a.txt", content)).text == content


def test_broken_front_matter_says_the_mend(put):
    failure = one(put("a.txt", "---\ntitle: a: b: c\n---\nText."))
    assert isinstance(failure, DocumentError)
    assert "quotes" in failure.reason


@pytest.mark.parametrize("value", ["!!python/object/apply:os.system [echo]", "&a [*a]"])
def test_front_matter_makes_no_objects(put, value):
    item = one(put("a.txt", f"---\ntitle: {value}\n---\nText."))
    assert isinstance(item, DocumentError) or item.title is None


def test_the_first_line_alone_is_the_title(put):
    assert one(put("a.txt", "Trêve à Ménaka\n\nLa trêve tient.\n")).title == "Trêve à Ménaka"
    assert one(put("b.txt", "Une phrase entière.\n\nLa suite.\n")).title is None
    assert one(put("c.txt", "Une ligne coupée\nen deux.\n")).title is None


def test_markdown_gives_prose(put):
    content = "# Truce in *Menaka*\n\nThe [army of **Mali**](https://e.org) left <b>Gao</b>\nby road.\n\n- one\n- two\n\n![map](m.png)\n"
    document = one(put("a.md", content))
    assert document.title == "Truce in Menaka"
    assert document.text == "Truce in Menaka\n\nThe army of Mali left <b>Gao</b>\nby road.\n\none\n\ntwo"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_page_gives_its_article_and_its_own_metadata(put, charset):
    document = one(put("a.html", PAGE.format(charset=charset).encode(charset)))
    assert "De violents combats" in document.text
    assert "sept personnes" in document.text
    assert (document.title, document.source) == ("Combats à Ménaka", "Le Quotidien")
    assert document.url == "https://quotidien.example/menaka"
    assert document.published == dt.date(2022, 6, 14)
    for furniture in ("alert", "Accueil", "Cookies", "dix morts"):
        assert furniture not in document.text


def test_paragraphs_of_a_page_are_set_apart(put):
    document = one(put("a.html", PAGE.format(charset="utf-8")))
    assert document.text.count("\n\n") == document.text.count("\n") // 2 > 0


def test_a_date_in_the_text_is_not_the_publication_date(put):
    page = PAGE.format(charset="utf-8").replace("2022-06-14T22:30:00-04:00", "")
    assert one(put("a.html", page)).published is None


def test_a_page_without_an_article_is_an_error(put):
    failure = one(put("a.html", "<html><body><script>let x = 1;</script></body></html>"))
    assert isinstance(failure, DocumentError)
    assert "no article" in failure.reason

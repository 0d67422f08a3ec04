"""`--articles`: the page behind an entry is read, and the entry's own text stands where that cannot be."""

import pytest
from news_site import entry

WHOLE = (
    "Gunmen attacked a convoy near Goma on Monday. Two drivers were killed and a nurse was abducted, residents said."
)
SHORT = "Gunmen attacked a convoy near Goma."


def html(*paragraphs, date="2021-05-06"):
    head = f"<title>Page</title><meta property='article:published_time' content='{date}T08:00:00Z'>"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (*paragraphs, WHOLE * 3))
    return f"<html><head>{head}</head><body><nav>Home</nav><article>{text}</article></body></html>".encode()


PAGE = (200, {"Content-Type": "text/html; charset=utf-8"}, html(WHOLE))


@pytest.fixture
def read(site, watching):
    def once():
        return watching(f"{site.url}/feed", articles=True).once()

    site.feed("/feed", entry(SHORT, guid="1", link="/story", title="Attack near Goma"))
    return once


def test_the_whole_article_is_read_and_what_the_feed_tells_of_it_holds(site, read, desk):
    site.answers["/story"] = PAGE
    assert read()
    assert read()
    [document] = desk.documents
    assert "abducted" in document.text
    assert document.title == "Attack near Goma"
    assert document.published.isoformat() == "2020-03-03"
    assert document.source == "Wire"
    assert site.paths().count("/story") == 1


def test_without_the_option_no_page_is_asked_for(site, watching, desk):
    site.feed("/feed", entry(SHORT, guid="1", link="/story"))
    watching(f"{site.url}/feed").once()
    assert desk.texts == [SHORT]
    assert site.paths() == ["/feed"]


@pytest.mark.parametrize(
    "answer",
    [
        (404, {}, b""), (403, {}, b""), (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4"),
        (200, {"Content-Type": "text/html"}, b"<html></html>"), (302, {"Location": "http://169.254.169.254/latest"}, b""),
        (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"x"),
    ],
)  # fmt: skip
def test_where_there_is_no_page_the_text_of_the_feed_is_kept_for_good(site, read, desk, answer):
    site.answers["/story"] = answer
    assert read()
    assert desk.texts == [SHORT]
    assert "the text of the feed is kept" in desk.said("page not read")[0]["reason"]
    read()
    assert len(desk.texts) == 1
    assert site.paths().count("/story") == 1


def test_a_page_that_fails_is_asked_for_again_and_takes_the_place_of_the_feeds_text(site, read, desk, clock):
    site.answers["/story"] = (500, {}, b"")
    read()
    assert desk.texts == [SHORT]
    old = desk.documents[0].doc_id
    site.answers["/story"] = PAGE
    read()
    assert "abducted" in desk.texts[1]
    assert desk.replaced == [old]
    read()
    assert site.paths().count("/story") == 2


def test_a_page_that_always_fails_is_given_up(site, read, desk):
    site.answers["/story"] = (500, {}, b"")
    for _ in range(8):
        read()
    assert site.paths().count("/story") == 5
    assert len(desk.texts) == 1
    asked = [headers.get("If-None-Match") for path, headers in site.asked if path == "/feed"]
    assert asked[-1]  # given up, the feed is asked for only if it has changed


def test_robots_txt_holds_for_pages(site, read, desk):
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /story\n")
    site.answers["/story"] = PAGE
    read()
    assert desk.texts == [SHORT]
    assert "/story" not in site.paths()


def test_a_changed_entry_has_its_page_read_again(site, read, desk):
    site.answers["/story"] = PAGE
    read()
    site.feed("/feed", entry(SHORT + " Updated.", guid="1", link="/story"))
    site.answers["/story"] = (200, {"Content-Type": "text/html"}, html("Three drivers have died, hospital staff said."))
    read()
    assert "Three drivers" in desk.texts[1]
    assert desk.replaced == [desk.documents[0].doc_id]


def test_pages_of_a_slow_site_are_read_little_by_little(site, read, desk, clock):
    texts = [f"Shelling killed {number} people in Goma." for number in range(2, 8)]
    site.feed("/feed", *(entry(text, guid=text, link=f"/story{number}") for number, text in enumerate(texts)))
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 50\n")
    for number in range(6):
        site.answers[f"/story{number}"] = (200, {"Content-Type": "text/html"}, html(f"Story {number}. {WHOLE}"))
    read()
    assert desk.texts[3:] == texts[3:]  # nothing is lost meanwhile
    assert all("abducted" in text for text in desk.texts[:3])
    read()
    assert [text.splitlines()[0][:8] for text in desk.texts[6:]] == ["Story 3.", "Story 4.", "Story 5."]
    assert site.paths().count("/story0") == 1


def test_a_site_that_wants_a_pause_is_not_given_up(site, read, desk, clock):
    site.answers["/story"] = (429, {"Retry-After": "7200"}, b"")
    for _ in range(8):
        clock.time += 600
        read()
    assert site.paths().count("/story") == 1
    site.answers["/story"] = PAGE
    clock.time += 7200
    read()
    assert "abducted" in desk.texts[-1]

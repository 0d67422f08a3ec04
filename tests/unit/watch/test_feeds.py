"""Feeds: only what is new or changed, and nothing asked for that has not changed."""

import gzip

import news_site
import pytest
from news_site import entry

from geomap.errors import SetupError

FIRST = entry("Une bombe a tué trois soldats à Gao.", guid="1")
SECOND = entry("Gunmen attacked a convoy near Goma.", guid="2")


def test_an_article_is_read_once_and_new_ones_when_they_come(site, watching, desk):
    site.feed("/feed", FIRST)
    assert watching(f"{site.url}/feed").once()
    assert watching(f"{site.url}/feed").once()
    assert desk.texts == ["Une bombe a tué trois soldats à Gao."]
    site.feed("/feed", SECOND, FIRST)
    assert watching(f"{site.url}/feed").once()
    assert desk.texts == ["Une bombe a tué trois soldats à Gao.", "Gunmen attacked a convoy near Goma."]
    assert not desk.replaced


def test_a_feed_that_has_not_changed_is_answered_by_304(site, watching):
    site.feed("/feed", FIRST)
    for _ in range(3):
        watching(f"{site.url}/feed").once()
    asked = [headers.get("If-None-Match") for path, headers in site.asked if path == "/feed"]
    assert asked[0] is None
    assert asked[1] == asked[2] is not None


def test_last_modified_is_given_back(site, watching):
    day = "Tue, 03 Mar 2020 10:00:00 GMT"
    site.answers["/feed"] = (200, {"Last-Modified": day}, news_site.rss(FIRST))
    watching(f"{site.url}/feed").once()
    watching(f"{site.url}/feed").once()
    assert [headers["If-Modified-Since"] for path, headers in site.asked if path == "/feed"] == [None, day]


def test_a_changed_article_takes_the_place_of_what_it_was(site, watching, desk):
    site.feed("/feed", FIRST, SECOND)
    watching(f"{site.url}/feed").once()
    old = desk.documents[0].doc_id
    site.feed("/feed", entry("Une bombe a tué quatre soldats à Gao.", guid="1"), SECOND)
    watching(f"{site.url}/feed").once()
    assert desk.texts[2:] == ["Une bombe a tué quatre soldats à Gao."]
    assert desk.replaced == [old]


def test_the_same_text_in_two_feeds_is_one_article_and_stays_while_one_has_it(site, watching, desk):
    site.feed("/a", FIRST)
    site.feed("/b", entry("Une bombe a tué trois soldats à Gao.", guid="other"))
    feeds = (f"{site.url}/a", f"{site.url}/b")
    watching(*feeds).once()
    assert len(desk.texts) == 1
    site.feed("/a", entry("Une bombe a tué cinq soldats à Gao.", guid="1"))
    watching(*feeds).once()
    assert len(desk.texts) == 2
    assert desk.replaced == []


def test_what_could_not_be_kept_is_found_again(site, watching, desk):
    site.feed("/feed", FIRST)
    desk.failing = [SetupError("the disk is full")]
    with pytest.raises(SetupError):
        watching(f"{site.url}/feed").once()
    watching(f"{site.url}/feed").once()
    assert desk.texts == ["Une bombe a tué trois soldats à Gao."]


def test_an_entry_without_text_is_told_once(site, watching, desk):
    site.feed("/feed", "<item><guid>7</guid></item>", SECOND)
    assert not watching(f"{site.url}/feed").once()
    assert watching(f"{site.url}/feed").once()
    assert [failure.name for failure in desk.failures] == ["7"]
    assert desk.texts == ["Gunmen attacked a convoy near Goma."]


def test_an_empty_feed_is_a_feed(site, watching, desk):
    site.feed("/feed")
    assert watching(f"{site.url}/feed").once()
    assert desk.texts == []


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>Hello</body></html>", b"\x00\xff" * 50, b"<rss", b"{}", news_site.rss()[:-9]]
)
def test_what_is_no_feed_is_told(site, watching, desk, body):
    site.answers["/feed"] = (200, {}, body)
    assert not watching(f"{site.url}/feed").once()
    assert "no entry of an RSS or Atom feed" in desk.said("source not read")[0]["reason"]


def test_broken_xml_gives_what_can_be_read_of_it(site, watching, desk):
    site.answers["/feed"] = (200, {}, news_site.rss(FIRST, "<item><title>Cut & broken")[:-20])
    watching(f"{site.url}/feed").once()
    assert "Une bombe a tué trois soldats à Gao." in desk.texts


def test_a_feed_may_come_packed(site, watching, desk):
    packed = gzip.compress(news_site.rss(FIRST))
    site.answers["/feed"] = (200, {"Content-Encoding": "gzip"}, packed)
    assert watching(f"{site.url}/feed").once()
    assert len(desk.texts) == 1

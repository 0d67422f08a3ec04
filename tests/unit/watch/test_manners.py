"""What sites can expect: robots.txt, pauses, Retry-After, a name and a contact, backing off."""

import email.utils
import itertools

import news_site
import pytest
from news_site import entry

from geomap.watch import Fetcher, Manners

ARTICLE = entry("Une bombe a tué trois soldats à Gao.", guid="1")


@pytest.fixture
def feed(site):
    site.feed("/feed", ARTICLE)
    return f"{site.url}/feed"


def test_who_asks_is_said(site, feed, watching):
    watching(feed).once()
    assert {headers["User-Agent"].split("/")[0] for _, headers in site.asked} == {"geomap"}
    assert site.asked[0][1]["User-Agent"].endswith("(+desk@example.org)")


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "é@example.org", "", "  "])
def test_a_contact_cannot_add_headers(site, feed, clock, contact):
    Fetcher(Manners(contact=contact), clock).get(feed, home=feed)
    assert all("X-Evil" not in headers for _, headers in site.asked)


def test_what_robots_txt_forbids_is_not_asked_for(site, feed, watching, desk):
    site.answers["/robots.txt"] = (200, {}, b"User-agent: geomap\nDisallow: /feed\n\nUser-agent: *\nAllow: /\n")
    assert not watching(feed).once()
    assert site.paths() == []
    assert "robots.txt of this site forbids" in desk.said("source not read")[0]["reason"]
    assert desk.said("source not read")[0]["retry_in"] >= 3 * 3600


@pytest.mark.parametrize("rules", [b"User-agent: other\nDisallow: /\n", b"\xff\xfe\x00 nonsense", b""])
def test_rules_for_others_and_no_rules_forbid_nothing(site, feed, watching, desk, rules):
    site.answers["/robots.txt"] = (200, {}, rules)
    assert watching(feed).once()
    assert len(desk.texts) == 1


def test_robots_txt_that_fails_is_a_refusal_for_now(site, feed, watching, desk, clock):
    site.answers["/robots.txt"] = (503, {}, b"")
    assert not watching(feed).once()
    assert site.paths() == []
    del site.answers["/robots.txt"]
    clock.time += 600
    assert watching(feed).once()
    assert len(desk.texts) == 1


def test_robots_txt_is_read_once_a_day(site, feed, watching, clock):
    for _ in range(3):
        watching(feed).once()
    clock.time += 86401
    watching(feed).once()
    assert [path for path, _ in site.asked].count("/robots.txt") == 2


def test_requests_to_one_host_are_spaced_out_by_a_second(site, watching, clock):
    for name in "abc":
        site.feed(f"/{name}", entry(f"Shelling hit {name}.", guid=name))
    watching(*(f"{site.url}/{name}" for name in "abc")).once()
    assert len(clock.waited) == 3
    assert min(clock.waited) >= 0.9


@pytest.mark.parametrize(("rule", "pause"), [("Crawl-delay: 7", 7), ("Request-rate: 1/9", 9), ("Crawl-delay: 900", 60)])
def test_the_pause_that_robots_txt_asks_for_is_made(site, watching, clock, rule, pause):
    site.answers["/robots.txt"] = (200, {}, f"User-agent: *\n{rule}\n".encode())
    site.feed("/a")
    site.feed("/b")
    watching(f"{site.url}/a", f"{site.url}/b").once()
    assert [round(seconds) for seconds in clock.waited] == [pause, pause]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("dated", [False, True])
def test_retry_after_is_heeded_for_all_feeds_of_the_host(site, watching, desk, clock, status, dated):
    told = email.utils.formatdate(clock.time + 5002, usegmt=True) if dated else "5000"
    site.answers["/a"] = (status, {"Retry-After": told}, b"")
    site.feed("/b", ARTICLE)
    feeds = (f"{site.url}/a", f"{site.url}/b")
    assert not watching(*feeds).once()
    assert site.paths() == ["/a"]
    clock.time += 4000
    watching(*feeds).once()
    assert site.paths() == ["/a"]
    site.feed("/a")
    clock.time += 1100
    assert watching(*feeds).once()
    assert site.paths() == ["/a", "/a", "/b"]


@pytest.mark.parametrize("told", ["soon", "-5", "0", "9" * 400, "Thu, 99 Zzz 2020", "²"])
def test_a_retry_after_of_no_sense_does_no_harm(site, watching, desk, told):
    site.answers["/feed"] = (429, {"Retry-After": told.encode("latin-1", "replace").decode("latin-1")}, b"")
    assert not watching(f"{site.url}/feed").once()
    assert desk.said("source not read")[0]["retry_in"] <= 86400


def test_errors_are_answered_by_longer_and_longer_pauses(site, watching, desk, clock):
    site.answers["/feed"] = (500, {}, b"")
    clock.limit = clock.time + 86400
    with pytest.raises(KeyboardInterrupt):
        watching(f"{site.url}/feed").forever()
    pauses = [facts["retry_in"] for facts in desk.said("source not read")]
    assert 15 <= pauses[0] <= 30
    assert all(0.5 * 30 * 2**n <= pause + 1 and pause <= 30 * 2**n for n, pause in enumerate(pauses[:9]))
    assert max(pauses) <= 6 * 3600
    assert len(pauses) < 20
    assert len(set(pauses)) > 5


def test_after_an_error_a_feed_is_read_as_before(site, watching, desk, clock):
    tries = []

    def answer(_headers):
        tries.append(clock.time)
        return (500, {}, b"") if len(tries) == 1 else (200, {}, news_site.rss(ARTICLE))

    site.answers["/feed"] = answer
    clock.limit = clock.time + 3000
    with pytest.raises(KeyboardInterrupt):
        watching(f"{site.url}/feed").forever()
    gaps = [after - before for before, after in itertools.pairwise(tries)]
    assert gaps[0] < 40
    assert all(600 <= gap <= 665 for gap in gaps[1:])
    assert len(desk.texts) == 1


def test_a_feed_in_trouble_does_not_hold_up_the_others(site, watching, desk, clock):
    site.answers["/bad"] = (500, {}, b"")
    site.feed("/good", ARTICLE)
    clock.limit = clock.time + 4 * 3600
    with pytest.raises(KeyboardInterrupt):
        watching(f"{site.url}/bad", f"{site.url}/good").forever()
    assert site.paths().count("/good") >= 20
    assert site.paths().count("/bad") < 12


def test_a_name_and_password_in_an_address_are_used_and_never_shown(site, watching, desk):
    def answer(headers):
        if headers.get("Authorization") != "Basic bWU6c0Bj":  # me:s@c
            return 401, {}, b""
        return 200, {}, news_site.rss(ARTICLE)

    site.answers["/feed"] = answer
    address = site.url.replace("http://", "http://me:s%40c@") + "/feed"
    assert watching(address).once()
    assert len(desk.texts) == 1
    assert "s%40c" not in str(desk.told)
    site.answers["/feed"] = (404, {}, b"")
    watching(address).once()
    assert "s%40c" not in str(desk.told)

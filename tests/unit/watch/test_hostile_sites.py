"""What sites may do to harm: redirects, bombs, endless and slow answers, links to where only this machine can go."""

import gzip
import socket
import threading
import time
import zlib
from contextlib import closing, suppress

import httpx
import news_site
import pytest
from hypothesis import given
from hypothesis import strategies as st
from news_site import entry

from geomap.errors import UsageError
from geomap.watch import Fetcher, Manners, SystemClock
from geomap.watch.addresses import is_public
from geomap.watch.faults import FetchError
from geomap.watch.fetching import MOST_BYTES
from geomap.watch.guarding import Guarded
from geomap.watch.unpacking import body


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::",
        "::127.0.0.1", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_open_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::808:808"]
)
def test_addresses_of_the_open_internet(address):
    assert is_public(address)


def ask(url, home="https://news.example.org/feed", resolve=lambda _host, _port: ["127.0.0.1"], **manners):
    fetcher = Fetcher(Manners(connect_seconds=2, read_seconds=2, **manners), news_site.FakeClock(), resolve)
    with closing(fetcher):
        return fetcher.get(url, home=home)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "metadata.example.org", "0x7f.1"]
)
def test_a_link_cannot_reach_private_addresses(site, host):
    port = site.url.rpartition(":")[2]
    with pytest.raises(FetchError, match="private address"):
        ask(f"http://{host}:{port}/secret")
    assert site.asked == []


def test_it_can_where_the_user_says_so(site):
    site.answers["/page"] = (200, {}, b"inside")
    assert ask(f"{site.url}/page", allow_private=True).body == b"inside"


def test_it_can_on_the_host_of_a_feed_that_is_there_itself_and_on_no_other(site):
    site.answers["/page"] = (200, {}, b"inside")
    assert ask(f"{site.url}/page", home=f"{site.url}/feed").body == b"inside"
    with news_site.serving() as other, pytest.raises(FetchError, match="private address"):
        ask(f"{other.url}/page", home=f"{site.url}/feed")


def test_a_feed_whose_name_comes_to_mean_a_private_address_is_not_asked(site):
    url = f"http://news.example.org:{site.url.rpartition(':')[2]}/feed"
    with pytest.raises(FetchError, match=r"private address 127\.0\.0\.1"):
        ask(url, home=url)
    assert site.asked == []


def test_through_a_proxy_addresses_are_judged_as_they_are_written(site):
    """The site plays the proxy: it is asked for whole addresses."""
    site.answers["http://news.example.org/feed"] = (200, {}, b"by the proxy")
    assert ask("http://news.example.org/feed", proxy=site.url).body == b"by the proxy"
    with pytest.raises(FetchError, match="private address"):
        ask("http://169.254.169.254/latest", proxy=site.url)
    with pytest.raises(UsageError, match="--proxy"):
        ask("http://news.example.org/feed", proxy="gopher://proxy")


def test_a_redirect_cannot_reach_private_addresses(site):
    with news_site.serving() as inner:
        site.answers["/feed"] = (302, {"Location": f"{inner.url}/secret"}, b"")
        with pytest.raises(FetchError, match="private address"):
            ask(f"{site.url}/feed", home=f"{site.url}/feed")
        assert inner.asked == []


def test_a_name_is_looked_up_once_and_what_was_judged_is_what_is_asked():
    """A name server that answers with a public address first and a private one then gains nothing."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    asked = []

    class Inner(httpx.BaseTransport):
        def handle_request(self, request):
            asked.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
            return httpx.Response(200)

    guard = Guarded(Inner(), lambda _host, _port: next(answers))
    guard.handle_request(httpx.Request("GET", "https://bücher.example/feed"))
    assert asked == [("93.184.216.34", "xn--bcher-kva.example", "xn--bcher-kva.example")]
    with pytest.raises(FetchError, match="private address"):
        guard.handle_request(httpx.Request("GET", "https://bücher.example/feed"))


def test_the_next_address_is_tried_where_one_does_not_answer(site):
    site.answers["/feed"] = (200, {}, b"here")
    port = int(site.url.rpartition(":")[2])
    url = f"http://wire.example.org:{port}/feed"
    assert ask(url, resolve=lambda *_: ["127.0.0.1", "127.0.0.2"], allow_private=True).body == b"here"
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        guard = Guarded(httpx.HTTPTransport(), lambda *_: ["127.0.0.9", "127.0.0.1"])
        request = httpx.Request("GET", url, extensions={"geomap_private": True, "timeout": {"connect": 2, "read": 2}})
        response = guard.handle_request(request)
        response.close()
        assert response.status_code == 200


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/x", "javascript:1", "http://", "http://[x", "//x", "http://a:99999999/"],
)
def test_only_the_web_is_asked(url):
    with pytest.raises(FetchError):
        ask(url)


def test_a_name_without_an_address_is_told():
    def unknown(_host, _port):
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(FetchError, match="cannot be looked up"):
        ask("https://nowhere.example.org/", resolve=unknown)
    with pytest.raises(FetchError, match="no address"):
        ask("https://nowhere.example.org/", resolve=lambda *_: [])


def test_redirects_are_followed_and_have_an_end(site, watching, desk):
    site.answers["/old"] = (301, {"Location": "/new"}, b"")
    site.feed("/new", entry("Shelling hit Goma.", guid="1"))
    site.answers["/round"] = (302, {"Location": "/round"}, b"")
    site.answers["/nowhere"] = (302, {}, b"")
    site.answers["/odd"] = (302, {"Location": "http://[oops"}, b"")
    assert watching(f"{site.url}/old").once()
    assert desk.texts == ["Shelling hit Goma."]
    for path, told in (("round", "more than 5 times"), ("nowhere", "without saying where"), ("odd", "no address")):
        assert not watching(f"{site.url}/{path}").once()
        assert told in desk.said("source not read")[-1]["reason"]
    assert site.paths().count("/round") == 6


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_unpacked_no_further_than_its_limit(site, watching, desk, encoding):
    packer = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(60)) + packer.flush()
    assert len(bomb) < 100_000
    site.answers["/feed"] = (200, {"Content-Encoding": encoding}, bomb)
    began = time.process_time()
    assert not watching(f"{site.url}/feed").once()
    assert time.process_time() - began < 2
    assert "larger than the 10 MB" in desk.said("source not read")[0]["reason"]


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "x" * 500])
def test_what_is_packed_in_another_way_is_not_unpacked(site, watching, desk, encoding):
    site.answers["/feed"] = (200, {"Content-Encoding": encoding}, b"\x1f\x8b")
    assert not watching(f"{site.url}/feed").once()
    assert "not asked for" in desk.said("source not read")[0]["reason"]


@given(st.binary(max_size=300), st.sampled_from(["", "gzip", "deflate"]), st.integers(1, 64))
def test_any_bytes_are_unpacked_or_told(data, encoding, size):
    pieces = [data[i : i + size] for i in range(0, len(data), size)]
    if not encoding:
        assert body(pieces, encoding, 1000, "x") == data
    else:
        with suppress(FetchError):
            assert len(body(pieces, encoding, 1000, "x")) <= 1000


@given(st.binary(max_size=2000), st.integers(1, 700))
def test_what_was_packed_comes_out(data, size):
    for packed, encoding in ((gzip.compress(data), "gzip"), (zlib.compress(data), "deflate"), (data, "identity")):
        pieces = [packed[i : i + size] for i in range(0, len(packed), size)]
        assert body(pieces, encoding, MOST_BYTES, "x") == data


def test_what_is_cut_short_is_told():
    packed = gzip.compress(b"x" * 1000)
    for length in range(len(packed) - 9):
        with pytest.raises(FetchError, match="packed wrongly"):
            body([packed[:length]], "gzip", MOST_BYTES, "x")


@pytest.fixture
def raw():
    """A server that sends pieces of bytes with pauses between them, whatever it is asked."""
    listening = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def serve(pieces, pause):
        def answer():
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    asked = connection.recv(65536)
                    if b"/robots.txt" in asked:
                        connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        continue
                    try:
                        for piece in pieces:
                            connection.sendall(piece)
                            if ended.wait(pause):
                                return
                    except OSError:
                        continue

        threading.Thread(target=answer, daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}/feed"

    yield serve
    ended.set()
    listening.close()


def test_a_server_that_drips_is_left_after_a_while(raw):
    url = raw([b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 1000], 0.02)
    fetcher = Fetcher(Manners(pause=0, read_seconds=2, whole_seconds=0.3), SystemClock())
    began = time.monotonic()
    with pytest.raises(FetchError, match="longer than 0 s"):
        fetcher.get(url, home=url)
    assert time.monotonic() - began < 5


def test_a_server_that_says_nothing_is_left_after_a_while(raw):
    url = raw([b""], 5)
    with pytest.raises(FetchError, match="cannot be reached"):
        Fetcher(Manners(pause=0, read_seconds=0.2), SystemClock()).get(url, home=url)


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"\x00\x01\x02\x03\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        b"HTTP/1.1 999999 X\r\n\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 300_000 + b"\r\n\r\n",
    ],
)  # fmt: skip
def test_answers_that_are_no_http_are_told(raw, answer):
    url = raw([answer], 0)
    with pytest.raises(FetchError, match=r"cannot be reached|the answer was"):
        Fetcher(Manners(pause=0, read_seconds=1), SystemClock()).get(url, home=url)


def test_an_endless_answer_is_cut_off(raw):
    url = raw([b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 1_000_000] * 50], 0)
    with pytest.raises(FetchError, match="larger than the 10 MB"):
        Fetcher(Manners(pause=0, read_seconds=2), SystemClock()).get(url, home=url)

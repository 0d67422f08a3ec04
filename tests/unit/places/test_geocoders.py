"""Geocoders: the embedded gazetteer in geopy's manner, and online ones asked politely, against a server on this machine."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.exc import GeocoderQueryError
from geopy.location import Location

from geomap.errors import GeocoderError, UsageError
from geomap.places.gazetteer import open_gazetteer
from geomap.places.geocoder_cache import AnswerCache, Turns
from geomap.places.geocoders import GazetteerGeocoder, OnlineGeocoder, OnlineSettings

ANSWERS = {
    "Quvexo": [
        {
            "lat": "35.7", "lon": "36.7", "display_name": "Quvexo, Idlib, Syria", "name": "Quvexo", "addresstype": "village",
            "osm_type": "node", "osm_id": 5, "address": {"country_code": "sy", "state": "Idlib", "county": "Ariha"},
        }
    ],
    "Nowhere": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def geocoder(tmp_path_factory: pytest.TempPathFactory) -> GazetteerGeocoder:
    return GazetteerGeocoder(open_gazetteer(own=tmp_path_factory.mktemp("nothing-added")))


def test_a_name_becomes_a_location(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.geocode("Saraqib")
    assert isinstance(found, Location)
    assert (found.latitude, found.longitude) == (35.86447, 36.80591)
    assert found.address.startswith("Saraqib, ")
    assert found.address.endswith("Idlib, Syria")
    assert found.raw["geonames_id"] == 164816


@pytest.mark.parametrize(
    ("query", "country", "admin1"),
    [
        ("Springfield, Illinois, US", "US", "Illinois"),
        ("Paris, Texas", "US", "Texas"),
        ("Tripoli, Liban", "LB", "North"),
        ("Tripoli, Libye", "LY", "Tripoli"),
    ],
)
def test_what_follows_a_comma_narrows_the_search(
    geocoder: GazetteerGeocoder, query: str, country: str, admin1: str
) -> None:
    found = geocoder.geocode(query)
    assert isinstance(found, Location)
    assert (found.raw["country_code"], found.raw["admin1"]) == (country, admin1)


def test_lists_limits_and_countries(geocoder: GazetteerGeocoder) -> None:
    several = geocoder.geocode("Springfield", exactly_one=False, limit=3)
    assert isinstance(several, list)
    assert len(several) == 3
    french = geocoder.geocode("Paris", country_codes=["fr"])
    assert isinstance(french, Location)
    assert french.raw["country_code"] == "FR"
    assert geocoder.geocode("Paris", country_codes="SY") is None


def test_not_found_is_none_and_nonsense_an_error_of_geopy(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("Xqzvwk") is None
    assert geocoder.geocode("Paris, Xqzvwk") is None
    assert geocoder.geocode("Xqzvwk", exactly_one=False) is None
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(" - ")


def test_reverse(geocoder: GazetteerGeocoder) -> None:
    nearest = geocoder.reverse("36.2, 37.15")
    assert isinstance(nearest, Location)
    assert nearest.raw["geonames_id"] == 170063
    several = geocoder.reverse((36.2, 37.15), exactly_one=False, limit=4)
    assert isinstance(several, list)
    assert len(several) == 4
    assert geocoder.reverse((0, -30)) is None
    with pytest.raises(ValueError, match=r".+"):
        geocoder.reverse("here")


class Server(BaseHTTPRequestHandler):
    asked: list[dict[str, list[str]]]
    agents: list[str]

    def do_GET(self) -> None:
        question = parse_qs(urlsplit(self.path).query)
        self.asked.append(question)
        self.agents.append(self.headers.get("User-Agent", ""))
        name = question["q"][0]
        code = 200 if name in ANSWERS else 500
        body = json.dumps(ANSWERS.get(name, {})).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    Server.asked, Server.agents = [], []
    with HTTPServer(("127.0.0.1", 0), Server) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def online(server: HTTPServer, cache: Path, seconds_between: float = 0.0) -> OnlineGeocoder:
    url = f"http://127.0.0.1:{server.server_port}"
    return OnlineGeocoder(
        OnlineSettings("nominatim", "geomap tests", url, timeout=5.0, seconds_between=seconds_between, cache=cache)
    )


def test_an_online_place(server: HTTPServer, tmp_path: Path) -> None:
    (place,) = online(server, tmp_path).find("Quvexo", "SY")
    assert (place.name, place.latitude, place.longitude, place.feature) == ("Quvexo", 35.7, 36.7, "PPL")
    assert (place.country_code, place.admin1, place.admin2) == ("SY", "Idlib", "Ariha")
    assert place.geonames_id < 0
    assert Server.agents == ["geomap tests"]
    assert Server.asked[0]["countrycodes"] == ["SY"]


def test_answers_are_kept_also_that_there_is_none(server: HTTPServer, tmp_path: Path) -> None:
    for _ in range(2):
        geocoder = online(server, tmp_path)
        assert len(geocoder.find("Quvexo")) == 1
        assert geocoder.find("QUVEXO") != ()
        assert geocoder.find("Nowhere") == ()
    assert [question["q"] for question in Server.asked] == [["Quvexo"], ["Nowhere"]]


def test_could_not_ask_is_neither_found_nor_none_and_is_not_kept(server: HTTPServer, tmp_path: Path) -> None:
    geocoder = online(server, tmp_path)
    for _ in range(2):
        with pytest.raises(GeocoderError, match="could not be asked for Broken"):
            geocoder.find("Broken")
    assert len(Server.asked) == 2
    assert len(geocoder.find("Quvexo")) == 1


def test_a_server_out_of_reach_is_not_asked_for_ever(server: HTTPServer, tmp_path: Path) -> None:
    geocoder = online(server, tmp_path)
    for number in range(5):
        with pytest.raises(GeocoderError, match="could not be asked" if number < 3 else "no longer asked"):
            geocoder.find(f"Broken {number}")
    assert len(Server.asked) == 3


def test_questions_are_spaced_out(server: HTTPServer, tmp_path: Path) -> None:
    geocoder = online(server, tmp_path, seconds_between=0.3)
    start = time.monotonic()
    geocoder.find("Quvexo")
    geocoder.find("Nowhere")
    assert time.monotonic() - start >= 0.25


def test_public_servers_get_a_question_a_second_and_no_bulk(tmp_path: Path) -> None:
    geocoder = OnlineGeocoder(OnlineSettings("nominatim", "geomap tests", seconds_between=0.0, cache=tmp_path))
    assert geocoder._turns._seconds >= 1.0
    assert geocoder._turns._most is not None
    turns = Turns(tmp_path / "turns.json", 0.0, 2, "example.org")
    for _ in range(2):
        with turns.take():
            pass
    with pytest.raises(GeocoderError, match=r"example\.org is public.*2 names"), turns.take():
        pytest.fail("asked a third time")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (OnlineSettings("nominatim", " "), "who asks"),
        (OnlineSettings("nosuch", "tests"), "no geocoder nosuch; choose one of .*nominatim"),
        (OnlineSettings("nominatim", "tests", url="localhost"), "no address"),
        (OnlineSettings("nominatim", "tests", api_key="k"), "takes no api_key"),
    ],
)
def test_wrong_settings_are_told(settings: OnlineSettings, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        OnlineGeocoder(settings)


def test_a_broken_file_of_answers_is_told(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(Exception, match="remove that file"):
        AnswerCache(tmp_path / "answers.sqlite")

"""Downloading a country from GeoNames, against a server on this machine."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from geomap.errors import SetupError, UsageError
from geomap.places.gazetteer import add_country, list_additions, open_gazetteer
from geomap.places.gazetteer.adding import Home
from geomap.places.gazetteer.download import BASE_VARIABLE, download_country

LINE = "90000009\tTell Quvexo\tTell Quvexo\t\t35.7\t36.7\tP\tPPL\tSY\t\t12\t\t\t\t0\t\t\t\t2026-01-01\n"


def _archive() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", LINE)
    return raw.getvalue()


class Dumps(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        codes = {"/dump/SY.zip": 200, "/dump/ZZ.zip": 404}
        code = codes.get(self.path, 503)
        body = _archive() if code == 200 else b""
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def base() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Dumps) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/dump/"
        server.shutdown()
        thread.join()


def test_a_country_is_downloaded_and_added(home: Home, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BASE_VARIABLE, base)
    addition = add_country("sy", home=home)
    assert (addition.name, addition.count, addition.file) == ("sy", 1, "SY.zip")
    (place,) = open_gazetteer(own=home.own).find("Tell Quvexo")
    assert place.admin1 == "Idlib"


def test_what_is_not_there_or_not_answered(home: Home, base: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no dump at .*ZZ"):
        add_country("ZZ", home=home, base=base)
    with pytest.raises(SetupError, match="503"):
        add_country("QQ", home=home, base=base)
    with pytest.raises(SetupError, match="could not be fetched"):
        download_country("SY", tmp_path, "http://127.0.0.1:9/")
    assert list_additions(home.own) == []


@pytest.mark.parametrize("code", ["Syria", "", "S1", "../x"])
def test_only_country_codes_are_asked_for(tmp_path: Path, code: str) -> None:
    with pytest.raises(UsageError, match="no country code"):
        download_country(code, tmp_path, "http://127.0.0.1:9/")


def test_only_the_web_is_asked(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no web address"):
        download_country("SY", tmp_path, "file:///etc")

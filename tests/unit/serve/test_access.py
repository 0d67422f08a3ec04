"""Who is let in."""

import pytest

from geomap.errors import SetupError, UsageError
from geomap.serve import Settings, token_from

TOKEN = "correct-horse-battery-staple"  # noqa: S105
ITEMS = "/collections/events/items"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.7", "example.org", "127.example.org", ""])
def test_it_does_not_stand_open_to_others_without_a_token(host):
    with pytest.raises(UsageError, match="GEOMAP_TOKEN"):
        Settings(host=host)
    assert Settings(host=host, token=TOKEN).token == TOKEN


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_machine_needs_none(host):
    assert Settings(host=host).token is None


def test_short_tokens_and_wrong_addresses_are_refused():
    with pytest.raises(UsageError, match="shorter"):
        Settings(token="short")
    for url in ("maps.example.org", "ftp://maps.example.org", "https://"):
        with pytest.raises(UsageError, match="no web address"):
            Settings(url=url)


def test_the_token_is_in_no_message():
    assert TOKEN not in repr(Settings(token=TOKEN))


def test_where_the_token_comes_from(tmp_path, monkeypatch):
    monkeypatch.delenv("GEOMAP_TOKEN", raising=False)
    assert token_from(None) is None
    monkeypatch.setenv("GEOMAP_TOKEN", "of the environment")
    assert token_from(None) == "of the environment"
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", "utf-8")
    assert token_from(file) == TOKEN
    file.write_text("\n", "utf-8")
    with pytest.raises(UsageError, match="empty"):
        token_from(file)
    with pytest.raises(SetupError, match="cannot be read"):
        token_from(tmp_path / "none")


@pytest.fixture
def guarded(make_client):
    return make_client(host="0.0.0.0", token=TOKEN, base_url="http://maps.example.org")


@pytest.mark.parametrize(
    "path",
    [
        ITEMS,
        f"{ITEMS}/a",
        "/",
        "/map",
        "/tiles/0/0/0.mvt",
        "/summary",
        "/metrics",
        "/api",
        "/assets/pbf.js",
        "/nothing",
    ],
)
def test_who_does_not_know_the_token_is_told_nothing(guarded, path):
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer é"},
        {"Cookie": f"geomap={TOKEN}"},
    ):
        answer = guarded.get(path, headers={key: value.encode() for key, value in headers.items()})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.json()["code"] == "Unauthorized"
    assert guarded.get(f"{path}?token={TOKEN}").status_code == 401


def test_who_knows_it_is_let_in(guarded):
    assert guarded.get(ITEMS, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert guarded.get("/health").status_code == 200


def test_a_person_logs_in_once(guarded):
    asked = guarded.get("/map", headers={"Accept": "text/html"})
    assert asked.status_code == 401
    assert "<form" in asked.text
    assert "form-action 'self'" in asked.text
    wrong = guarded.post("/login", data={"token": "wrong"})
    assert wrong.status_code == 401
    right = guarded.post("/login", data={"token": TOKEN}, follow_redirects=False)
    assert (right.status_code, right.headers["location"]) == (303, "map")
    cookie = right.headers["set-cookie"]
    assert TOKEN not in cookie
    assert {"HttpOnly", "SameSite=strict"} <= {part.strip() for part in cookie.split(";")}
    assert guarded.get(ITEMS).status_code == 200


def test_the_cookie_keeps_to_https_where_the_service_is_reached_so(make_client):
    client = make_client(
        host="0.0.0.0", token=TOKEN, url="https://maps.example.org", base_url="http://maps.example.org"
    )
    assert "Secure" in client.post("/login", data={"token": TOKEN}, follow_redirects=False).headers["set-cookie"]


def test_endless_forms_are_cut_short(guarded):
    assert guarded.post("/login", content=b"token=" + b"x" * 10_000).status_code == 413


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""])
def test_other_names_for_this_machine_are_refused(client, host):
    answer = client.get(ITEMS, headers={"Host": host})
    assert answer.status_code == 400
    assert "features" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000"])
def test_its_own_names_are_heeded(client, host):
    assert client.get(ITEMS, headers={"Host": host}).status_code == 200


def test_links_have_the_address_that_others_know(make_client):
    client = make_client(url="https://maps.example.org/raids/", base_url="http://maps.example.org")
    links = client.get("/", headers={"Accept": "application/json"}).json()["links"]
    assert all(link["href"].startswith("https://maps.example.org/raids/") for link in links)

"""OGC API - Features, Part 1: what it says, what it answers, what it refuses."""

import csv
import io
import json

import pytest

ITEMS = "/collections/events/items"


def ids(answer):
    assert answer.status_code == 200, answer.text
    return [feature["id"] for feature in answer.json()["features"]]


def links(answer):
    return {link["rel"]: link["href"] for link in answer.json()["links"]}


def test_from_the_landing_page_everything_is_found_by_links(client):
    landing = client.get("/", headers={"Accept": "application/json"})
    found = links(landing)
    assert {"self", "service-desc", "service-doc", "conformance", "data"} <= set(found)
    for address in found.values():
        assert client.get(address, follow_redirects=False).status_code in (200, 302)
    (collection,) = client.get(found["data"]).json()["collections"]
    items = next(link["href"] for link in collection["links"] if link["rel"] == "items")
    assert len(ids(client.get(items))) == 4


def test_a_browser_at_the_root_is_led_to_the_map(client):
    assert client.get("/", headers={"Accept": "text/html,*/*"}, follow_redirects=False).headers["location"] == "map"


def test_the_collection_says_what_it_spans(client):
    extent = client.get("/collections/events").json()["extent"]
    assert extent["spatial"]["bbox"] == [[-0.04, 16.27, 36.6, 35.9]]
    assert extent["temporal"]["interval"] == [["2020-02-01T00:00:00Z", "2021-01-01T23:59:59Z"]]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("bbox=36,35,37,36", ["b/c d?"]),
        ("bbox=36,35,-100,37,36,9000", ["b/c d?"]),
        ("bbox=170,-90,-170,90", []),
        ("datetime=2020-02-01", ["b/c d?"]),
        ("datetime=2020-03-02T23:59:59Z", ["a", "nowhere"]),
        ("datetime=2020-03-02T00:00:00%2B03:00", ["a", "nowhere"]),
        ("datetime=2020-01-01/2020-02-28", ["b/c d?"]),
        ("datetime=../2020-02-28", ["b/c d?"]),
        ("datetime=2020-12-31/..", ["hostile"]),
        ("datetime=2020-12-31/", ["hostile"]),
        ("since=2020-12-31", ["hostile"]),
        ("actor=wagner", ["a", "nowhere"]),
        ("actor=WAGNER&actor=protesters", ["a", "b/c d?", "nowhere"]),
        ("type=protest", ["b/c d?"]),
        ("country=Syria&country=xx", ["b/c d?"]),
        ("min-fatalities=2", ["a", "nowhere", "hostile"]),
        ("min-confidence=0.95", []),
        ("text=tir%C3%A9", ["a", "nowhere"]),
        ("text=TIRE%20SUR", ["a", "nowhere"]),
        ("event_type=Protests", ["b/c d?"]),
        ("language=en&country_code=SY", ["b/c d?"]),
        ("source=radio", ["a", "b/c d?", "nowhere", "hostile"]),
        ("status=planned", []),
        ("countable=true&offset=2", ["nowhere", "hostile"]),
    ],
)
def test_filters(client, asked, wanted):
    answer = client.get(f"{ITEMS}?{asked}")
    assert ids(answer) == wanted
    assert answer.json()["numberReturned"] == len(wanted)


def test_pages_follow_each_other_by_their_links(client):
    found, address = [], f"{ITEMS}?limit=1&source=radio"
    while address:
        answer = client.get(address)
        found += ids(answer)
        assert answer.json()["numberMatched"] == 4
        address = links(answer).get("next")
    assert found == ["a", "b/c d?", "nowhere", "hostile"]


def test_a_limit_beyond_the_most_is_lowered_not_refused(client):
    assert len(ids(client.get(f"{ITEMS}?limit=99999999"))) == 4


def test_an_event_by_its_link(client):
    answer = client.get(f"{ITEMS}/b%2Fc%20d%3F")
    assert answer.headers["content-type"] == "application/geo+json"
    event = answer.json()
    assert event["geometry"] == {"type": "Point", "coordinates": [36.6, 35.9]}
    assert event["properties"]["quote"] == "They marched."
    assert event["properties"]["reports"][0]["source_url"] == "https://example.org/a"
    own = next(link["href"] for link in event["links"] if link["rel"] == "self")
    assert client.get(own).json() == event


@pytest.mark.parametrize("how", [{"params": {"f": "csv"}}, {"headers": {"Accept": "text/csv"}}])
def test_events_as_a_table(client, how):
    answer = client.get(ITEMS, **how)
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["event_id"] for row in rows] == ["a", "b/c d?", "nowhere", "hostile"]
    assert rows[3]["quote"] == "'=cmd()"  # a spreadsheet must not run it
    assert rows[0]["quote"] == "Ils ont tiré sur le marché."


def test_a_table_tells_the_next_page_in_its_header(client):
    answer = client.get(f"{ITEMS}?f=csv&limit=3")
    following = answer.headers["link"].partition(">")[0].lstrip("<")
    assert "hostile" in client.get(following).text


@pytest.mark.parametrize(
    "asked",
    [
        "nope=1", "limit=0", "limit=-1", "limit=x", "limit=1e3", "offset=-1", "offset=99999999999999999999", "after=-1",
        "after=99999999999999999999", "bbox=1,2,3", "bbox=a,b,c,d", "bbox=nan,nan,nan,nan", "bbox=-inf,0,inf,1",
        "bbox=0,10,1,5", "bbox=0,0,0,91", "bbox-crs=EPSG:3857", "datetime=yesterday", "datetime=../..", "datetime=/",
        "datetime=2020-02-30", "datetime=2020-01-01/2019-01-01", "datetime=2020/2021/2022", "datetime=2020-01-01&since=2020-01-01",
        "since=2021-01-01&until=2020-01-01", "status=happened", "min-fatalities=-1", "min-fatalities=nan",
        "min-fatalities=99999999999", "min-confidence=nan", "min-confidence=2", "min_confidence=1", "countable=perhaps", "f=xml",
        "actor=%00", "event_type=a%00b", "text=" + "x" * 5000, "&".join(["actor=a"] * 60), "condition=1", "crs=EPSG:4326",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(client, asked):
    answer = client.get(f"{ITEMS}?{asked}")
    assert answer.status_code == 400, answer.text
    said = answer.json()
    assert said["code"] == "InvalidParameterValue"
    assert said["description"].endswith(".")
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "hostile",
    [
        "' OR 1=1 --",
        '"; DROP TABLE events; --',
        "%",
        "_",
        "<script>alert(1)</script>",
        "\\",
        "${jndi}",
        "\u202e",
        "𝕏" * 40,
        "%FF%FE",
    ],
)
@pytest.mark.parametrize("name", ["actor", "type", "country", "source", "text", "event_type", "admin1", "doc_id"])
def test_hostile_values_are_values(client, name, hostile):
    answer = client.get(ITEMS, params={name: hostile})
    assert answer.status_code == 200
    assert json.loads(answer.text)["numberMatched"] == 0
    assert len(ids(client.get(ITEMS))) == 4


@pytest.mark.parametrize(
    "path",
    ["/collections/other", "/collections/events/items/none", "/nothing", "/assets/../app.py", "/assets/..%2fapp.py", "/assets/README.md",
     "/collections/events/items/..%2f..%2fetc%2fpasswd", "/map/x", "/collections/events/"],
)  # fmt: skip
def test_what_is_not_there_is_said(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["code"] == "NotFound"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_changed(client, method):
    for path in (ITEMS, f"{ITEMS}/a", "/map", "/summary"):
        assert client.request(method, path).status_code == 405


def test_head_is_get_without_a_body(client):
    assert client.head(ITEMS).status_code == 200
    assert client.head("/nothing").status_code == 404


def test_conformance_is_no_more_than_what_is_tested_here(client):
    assert [uri.rpartition("/")[2] for uri in client.get("/conformance").json()["conformsTo"]] == [
        "core",
        "oas30",
        "geojson",
    ]


def test_the_description_is_openapi_3_0_and_names_every_parameter(client):
    validate = pytest.importorskip("openapi_spec_validator", reason="openapi-spec-validator is not installed").validate
    answer = client.get("/api")
    document = answer.json()
    validate(document)
    assert document["openapi"].startswith("3.0.")
    assert "version=3.0" in answer.headers["content-type"]
    named = {each["name"] for each in document["paths"][ITEMS]["get"]["parameters"]}
    assert {"bbox", "datetime", "limit", "offset", "actor", "min-fatalities", "event_type", "f"} <= named
    assert "null" not in json.dumps(document["paths"])


def test_the_page_on_the_api_loads_nothing(client):
    text = client.get("/api.html").text
    assert "min-fatalities" in text
    assert "src=" not in text
    assert "http" not in text.replace("http-equiv", "")

"""KML and KMZ come in: geomap's own, and placemarks as other programs write them."""

import zipfile

import pytest

from geomap.errors import DocumentError
from geomap.export import export
from geomap.store import View, read_events
from geomap.store.codec import event_of

FOREIGN = """<?xml version="1.0"?><kml xmlns="http://earth.google.com/kml/2.1"><Folder>
<Placemark><name>Gao</name><description>Shots at the bridge.</description><TimeStamp><when>2020-02-27T10:00:00Z</when></TimeStamp>
<Point><coordinates>-0.04,16.27,0</coordinates></Point></Placemark>
<Placemark><ExtendedData><SchemaData><SimpleData name="event_type">Riots</SimpleData></SchemaData></ExtendedData>
<TimeSpan><begin>2020-02-27</begin><end>2020-03-01</end></TimeSpan>
<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 2,0 2,2 0,2</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
</Folder></kml>"""


@pytest.mark.parametrize("suffix", [".kml", ".kmz"])
def test_our_own_come_back(tmp_path, suffix):
    event = event_of({
        "event_id": "e1", "event_type": "Battles", "event_date": "2020-02-27", "end_date": "2020-02-28", "actor1": "A & B",
        "latitude": 16.27, "longitude": -0.04, "where_prec": 2, "fatalities": 3, "location": "Gao", "status": "possible",
        "quote": "<b>They</b> fought.", "claimants": "X; Y",
    })  # fmt: skip
    path = tmp_path / f"o{suffix}"
    export(View.of([event]), path)
    (found,) = read_events(path)
    for field in (
        "event_id", "event_type", "event_date", "end_date", "actor1", "latitude", "longitude", "where_prec", "fatalities",
        "location", "status", "claimants",
    ):  # fmt: skip
        assert getattr(found, field) == getattr(event, field), field


def test_those_of_others(tmp_path):
    path = tmp_path / "o.kml"
    path.write_text(FOREIGN)
    first, second = read_events(path)
    assert (first.location, first.quote, str(first.event_date)) == ("Gao", "Shots at the bridge.", "2020-02-27")
    assert (first.latitude, first.longitude) == (16.27, -0.04)
    assert (second.event_type, str(second.end_date)) == ("Riots", "2020-03-01")
    assert (second.latitude, second.longitude) == (1.0, 1.0)


def test_a_kmz_without_kml_is_one_sentence(tmp_path):
    path = tmp_path / "o.kmz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(DocumentError, match="no KML in it"):
        list(read_events(path))

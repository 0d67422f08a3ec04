"""Files of places: GeoNames dumps, CSV and GeoJSON of one's own; bad ones are refused in one sentence."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geomap.errors import UsageError
from geomap.places.gazetteer.entries import NameKind
from geomap.places.gazetteer.place_files import read_places

DUMP = "9000001\tTell Amra\tTell Amra\tTall 'Amrah,تل عمرة\t35.5\t36.5\tP\tPPL\tSY\t\t12\t\t\t\t340\t\t\tAsia/Damascus\t2026-01-01\n"


def read(path: Path) -> list[object]:
    return list(read_places(path, path.name))


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_dump_of_geonames(tmp_path: Path) -> None:
    (place,) = read_places(write(tmp_path, "SY.txt", DUMP), "SY.txt")
    assert (place.geonames_id, place.name, place.latitude, place.longitude) == (9000001, "Tell Amra", 35.5, 36.5)
    assert (place.country_code, place.admin1, place.population, place.feature) == ("SY", "12", 340, "PPL")
    assert set(place.names) == {"Tell Amra", "Tall 'Amrah", "تل عمرة"}
    assert place.dump


def test_a_dump_in_a_zip_archive_or_gzipped(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", DUMP)
    (tmp_path / "SY.txt.gz").write_bytes(gzip.compress(DUMP.encode()))
    assert [place.name for place in read_places(tmp_path / "SY.zip", "SY.zip")] == ["Tell Amra"]
    assert [place.name for place in read_places(tmp_path / "SY.txt.gz", "SY.txt.gz")] == ["Tell Amra"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_of_ones_own(tmp_path: Path, delimiter: str) -> None:
    header = delimiter.join(["Name", "Lat", "Lon", "aliases", "code", "Country"])
    row = delimiter.join(["Camp Azur", "12.5", "-1.25", "Azur|Site Azur", "BF-X1", "Burkina Faso"])
    (place,) = read_places(write(tmp_path, "camps.csv", f"\ufeff{header}\n{row}\n\n"), "camps.csv")
    assert (place.name, place.latitude, place.longitude, place.country_code) == (
        "Camp Azur",
        12.5,
        -1.25,
        "Burkina Faso",
    )
    assert {name: kind for name, (_, kind) in place.names.items()} == {
        "Camp Azur": NameKind.MAIN,
        "Azur": NameKind.ALIAS,
        "Site Azur": NameKind.ALIAS,
        "BF-X1": NameKind.CODE,
    }
    assert place.geonames_id < 0
    assert not place.dump


def test_decimal_commas_and_quoted_cells(tmp_path: Path) -> None:
    text = 'name;latitude;longitude\n"Nord; puits";"12,5";"-1,25"\n'
    (place,) = read_places(write(tmp_path, "a.csv", text), "a.csv")
    assert (place.name, place.latitude, place.longitude) == ("Nord; puits", 12.5, -1.25)


def test_geojson_points_and_shapes(tmp_path: Path) -> None:
    square = [[[1.0, 10.0], [2.0, 10.0], [2.0, 11.0], [1.0, 11.0], [1.0, 10.0]]]
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [36.5, 35.5]},
            "properties": {"name": "Post A", "aliases": ["Poste A", "A"], "feature": "INSM", "population": 20},
        },
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": square}, "properties": {"Name": "Zone B"}},
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    post, zone = read_places(write(tmp_path, "own.geojson", text), "own.geojson")
    assert (post.latitude, post.longitude, post.feature, post.population) == (35.5, 36.5, "INSM", 20)
    assert set(post.names) == {"Post A", "Poste A", "A"}
    assert 10 < zone.latitude < 11
    assert 1 < zone.longitude < 2


@pytest.mark.parametrize("same", [("x1", "x1"), ("", "")])
def test_ids_of_ones_own_places_are_stable(tmp_path: Path, same: tuple[str, str]) -> None:
    one = write(tmp_path, "a.csv", f"name,lat,lon,code\nPost,1,2,{same[0]}\n")
    other = write(tmp_path, "b.csv", f"code,name,lon,lat\n{same[1]},Post,2.0,1.0\n")
    assert [p.geonames_id for p in read_places(one, "a")] == [p.geonames_id for p in read_places(other, "b")]


BAD = [
    ("empty.csv", "", "empty"),
    ("columns.csv", "name,north,east\nA,1,2\n", r"line 1: no column for latitude and longitude"),
    ("number.csv", "name,lat,lon\nA,1,2\nB,north,2\n", r"number\.csv, line 3: 'north', '2' are no latitude"),
    ("range.csv", "name,lat,lon\nA,91,2\n", r"line 2: .*decimal degrees"),
    ("infinite.csv", "name,lat,lon\nA,inf,2\n", r"line 2: .*decimal degrees"),
    ("cells.csv", "name,lat,lon\nA,1\n", r"line 2: 2 cells under 3 headings"),
    ("name.csv", "name,lat,lon\n ,1,2\n", r"line 2: no name"),
    ("id.csv", "name,lat,lon,geonames_id\nA,1,2,x7\n", r"line 2: x7 is no GeoNames id"),
    ("big.csv", "name,lat,lon,geonames_id\nA,1,2,99999999999\n", r"line 2: 99999999999 is no GeoNames id"),
    ("quote.csv", 'name,lat,lon\n"A,1,2\n', r"line 2|line 3"),
    ("short.txt", DUMP + "9\tB\n", r"short\.txt, line 2: 2 columns"),
    ("syntax.geojson", '{"type": "FeatureCollection",\n "features": [}', r"syntax\.geojson, line 2: not JSON"),
    ("other.json", '{"a": 1}', "no GeoJSON FeatureCollection"),
    (
        "point.geojson",
        '{"features": [{"properties": {"name": "A"}, "geometry": null}]}',
        "feature 1: no usable geometry",
    ),
]


@pytest.mark.parametrize(("name", "text", "message"), BAD)
def test_a_bad_file_is_refused_with_its_line_and_the_mend(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        read(write(tmp_path, name, text))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_text_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes("name,lat,lon\nS\xe9var\xe9,1,2\n".encode("latin-1"))
    with pytest.raises(UsageError, match=r"latin\.csv.*UTF-8"):
        read(tmp_path / "latin.csv")


def test_archives_that_hold_nothing_or_are_none(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr("photo.jpg", "x")
    (tmp_path / "broken.zip").write_bytes(b"PK nonsense")
    for name in ("none.zip", "broken.zip"):
        with pytest.raises(UsageError, match=name):
            read(tmp_path / name)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.one_of(st.binary(max_size=200), st.text(alphabet='name,lat;lon\t\n"{}[]:1.5é', max_size=120).map(str.encode)))
@example(b"name,lat,lon\nSevare,14.5,-4.1\n")
def test_whatever_the_file_holds_only_a_usage_error_comes_of_it(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(raw)
    try:
        found = list(read_places(path, path.name))
    except UsageError:
        return
    for entry in found:
        assert -90 <= entry.latitude <= 90
        assert -180 <= entry.longitude <= 180
        assert entry.name.strip()

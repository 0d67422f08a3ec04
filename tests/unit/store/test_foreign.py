"""Tables made by others come in by their columns; files made by geomap come back whole."""

import csv
import datetime as dt
import json

import geopandas
import pandas as pd
import pytest
import shapely

from geomap.errors import DocumentError, UsageError
from geomap.store import holds_events, problems, read_events
from geomap.store.foreign import _known as known_tables
from geomap.store.foreign import table_of
from geomap.store.values import EVENT_FIELDS

ACLED = {
    "event_id_cnty": "MLI12345",
    "event_date": "27 February 2020",
    "year": "2020",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Mali",
    "assoc_actor_1": "A; B",
    "inter1": "1",
    "actor2": "JNIM",
    "inter2": "Rebel group",
    "iso": "466",
    "country": "Mali",
    "admin1": "Gao",
    "location": "Ansongo",
    "latitude": "15.66",
    "longitude": "0.5",
    "geo_precision": "2",
    "source": "Agence",
    "notes": "Clash near Ansongo.",
    "fatalities": "3",
}
UCDP = {
    "id": 214797.0,
    "type_of_violence": 1.0,
    "side_a": "Government of Syria",
    "side_b": "Syrian insurgents",
    "number_of_sources": 2.0,
    "source_office": "SOHR",
    "source_date": "2016-01-02;2016-01-03",
    "source_headline": "Clashes",
    "where_prec": 3.0,
    "where_coordinates": "Ariha district",
    "adm_1": "Idlib Governorate",
    "latitude": 35.8,
    "longitude": 36.6,
    "country": "Yemen (North Yemen)",
    "date_prec": 2.0,
    "date_start": "2016-01-01 00:00:00.000",
    "date_end": "2016-01-03",
    "deaths_civilians": 1.0,
    "low": 4.0,
    "best": 5.0,
    "high": 6.0,
}


@pytest.fixture
def table(tmp_path):
    def write(*rows, name="t.csv", tags=None, encoding="utf-8"):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), delimiter="\t" if name.endswith("tsv") else ",")
            writer.writeheader()
            if tags:
                writer.writerow(tags)
            writer.writerows(rows)
        return path

    return write


def test_acled(table):
    (event,) = read_events(table(ACLED))
    assert event.event_id == "ACLED:MLI12345"
    assert event.doc_id == "ACLED"
    assert (event.event_date, event.end_date) == (dt.date(2020, 2, 27), dt.date(2020, 2, 27))
    assert (event.inter1, event.inter2, event.assoc_actor_1) == ("State forces", "Rebel group", ("A", "B"))
    assert (event.where_prec, event.country_code, event.iso3) == (3, "ML", "MLI")
    assert (event.fatalities, event.quote, event.source) == (3, "Clash near Ansongo.", "Agence")


def test_ucdp(table):
    hxl = {**dict.fromkeys(UCDP, ""), "latitude": "#geo+lat", "country": "#country+name"}
    (event,) = read_events(table(UCDP, tags=hxl))
    assert event.event_id == "UCDP GED:214797"
    assert (event.event_date, event.end_date, event.date_prec) == (dt.date(2016, 1, 1), dt.date(2016, 1, 3), 2)
    assert (event.event_type, event.inter1, event.inter2) == ("Battles", "State forces", "Rebel group")
    assert (event.fatalities_low, event.fatalities, event.fatalities_high, event.fatalities_civilians) == (4, 5, 6, 1)
    assert (event.where_prec, event.country_code, event.admin1) == (3, "YE", "Idlib Governorate")
    assert (event.independent_sources, event.source_date) == (2, dt.date(2016, 1, 2))


def test_one_sided_violence_of_ucdp(table):
    (event,) = read_events(table({**UCDP, "type_of_violence": 3}))
    assert (event.event_type, event.inter1, event.inter2) == ("Violence against civilians", None, "Civilians")


GDELT = {
    "globaleventid": "1", "sqldate": "20200227", "actor1name": "MALI", "eventbasecode": "190", "eventrootcode": "19",
    "actiongeo_type": "4", "actiongeo_fullname": "Gao, Gao, Mali", "actiongeo_lat": "16.27", "actiongeo_long": "-0.04",
    "numsources": "3", "sourceurl": "https://e.org/a,b;c",
}  # fmt: skip


@pytest.fixture
def gdelt(tmp_path):
    """A file as GDELT 2 publishes them: tab-separated, no header line, in a file that ends in .CSV."""
    names = next(table.headerless for table in known_tables()[0] if table.headerless)
    assert len(names) == 61

    def write(*rows):
        path = tmp_path / "20200227.export.CSV"
        path.write_text("".join("\t".join(row.get(name, "") for name in names) + "\n" for row in rows), "utf-8")
        return path

    return write


def test_gdelt_without_a_header(gdelt):
    (event,) = read_events(gdelt(GDELT))
    assert (event.event_id, event.event_type, event.sub_event_type) == ("GDELT:1", "Battles", "Armed clash")
    assert (event.event_date, event.where_prec, event.confidence) == (dt.date(2020, 2, 27), 1, 0.0)
    assert (event.location, event.country, event.country_code) == ("Gao, Gao, Mali", "Mali", "ML")
    assert (event.source_url, event.independent_sources) == ("https://e.org/a,b;c", 3)


@pytest.mark.parametrize(
    ("base", "root", "kind", "sub"),
    [
        ("043", "04", "Diplomacy", None),
        ("141", "14", "Protests", "Peaceful protest"),
        ("145", "14", "Protests", "Violent demonstration"),
        ("173", "17", "Strategic developments", "Arrests"),
        ("181", "18", "Violence against civilians", "Abduction/forced disappearance"),
        ("202", "20", "Violence against civilians", None),
    ],
)
def test_the_codes_of_gdelt(gdelt, base, root, kind, sub):
    (event,) = read_events(gdelt({**GDELT, "eventbasecode": base, "eventrootcode": root}))
    assert (event.event_type, event.sub_event_type) == (kind, sub)


def test_rows_of_known_tables_without_a_place_are_events_without_a_place(gdelt):
    blank = {"actiongeo_type": "0", "actiongeo_fullname": "", "actiongeo_lat": "", "actiongeo_long": ""}
    first, second = read_events(gdelt(GDELT, {**GDELT, **blank, "globaleventid": "2"}))
    assert first.latitude == 16.27
    assert (second.latitude, second.where_prec, second.country) == (None, None, None)


@pytest.mark.parametrize(("code", "precision"), [("1", 1), ("2", 2), ("3", 2), ("4", 3), ("5", 3)])
def test_how_exact_days_are_is_told_in_both_bodies_codes(table, code, precision):
    (event,) = read_events(table({**UCDP, "date_prec": code}))
    assert (event.date_prec, event.time_precision) == (int(code), precision)


def test_a_row_is_the_report_of_its_event(table):
    (event,) = read_events(table(UCDP))
    (report,) = event.reports
    assert (report.report_id, report.doc_id, report.quote) == (event.event_id, "UCDP GED", event.quote)
    assert list(problems(read_events(table(UCDP)))) == []


def test_every_known_table_is_told_apart():
    tables = known_tables()[0]
    for table in tables:
        assert table_of(frozenset(table.recognise)).name == table.name
        assert set(table.columns) | set(table.by) | set(table.constants) <= {*EVENT_FIELDS, "iso"}
    assert tables[-1].recognise == frozenset()


def test_any_table_with_a_place_and_a_date(table):
    (event,) = read_events(table({"Date": "2020-02-27", "Lat": "1.5", "Lon": "2.5", "Type": "Fire", "Deaths": "1,200"}))
    assert (event.event_type, event.latitude, event.longitude, event.fatalities) == ("Fire", 1.5, 2.5, 1200)
    (again,) = read_events(table({"Date": "2020-02-27", "Lat": "1.5", "Lon": "2.5", "Type": "Fire", "Deaths": "1,200"}))
    assert event.event_id == again.event_id


def test_a_table_as_excel_saves_it(table):
    (event,) = read_events(
        table({"date": "2020-02-27", "lat": 1, "lon": 2, "place": "Ménaka"}, encoding="cp1252", name="t.tsv")
    )
    assert event.location == "Ménaka"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"date": "27/02/2020"}, "write a day as 2020-03-31"),
        ({"date": ""}, "needs coordinates and a date"),
        ({"lat": "north"}, "write a number"),
    ],
)
def test_a_bad_row_is_named(table, change, says):
    good = {"date": "2020-02-27", "lat": "1", "lon": "2"}
    with pytest.raises(DocumentError, match=rf"t\.csv, row 3: .*{says}"):
        list(read_events(table(good, {**good, **change})))


@pytest.mark.parametrize("name", ["t.xlsx", "t.parquet", "t.fgb", "t.kml", "t.geojsonl", "t.shp"])
def test_a_broken_file_is_named(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"\x00nonsense" * 50)
    with pytest.raises(DocumentError, match=rf"{name}: .*cannot be read"):
        list(read_events(path))


def test_layers_of_gdal_in_their_own_projection(tmp_path):
    frame = geopandas.GeoDataFrame(
        {"date": ["2020-02-27"]}, geometry=[shapely.Point(4_000_000, 4_300_000).buffer(1000)], crs="EPSG:3857"
    )
    for name in ("t.gpkg", "t.fgb", "t.shp"):
        frame.to_file(tmp_path / name)
        (event,) = read_events(tmp_path / name)
        assert event.longitude == pytest.approx(35.93, abs=0.01)
        assert event.event_date == dt.date(2020, 2, 27)
        assert holds_events(tmp_path / name)


def test_an_excel_table(tmp_path):
    path = tmp_path / "t.xlsx"
    pd.DataFrame({"date": pd.to_datetime(["2020-02-27 22:00"]), "lat": [1], "lon": [2.5], "deaths": [None]}).to_excel(
        path, index=False
    )
    (event,) = read_events(path)
    assert (event.event_date, event.longitude, event.fatalities) == (dt.date(2020, 2, 27), 2.5, None)


def test_tables_of_documents_are_not_events(table, tmp_path):
    assert not holds_events(table({"date": "2020-02-27", "lat": 1, "lon": 2, "text": "Shots."}))
    assert not holds_events(table({"a": 1}, name="b.csv"))
    assert holds_events(table(ACLED, name="c.csv"))
    (tmp_path / "empty.csv").write_text("")
    assert not holds_events(tmp_path / "empty.csv")


def test_such_files_are_not_stores(table):
    from geomap.store import open_store

    with pytest.raises(UsageError, match="events are kept in"):
        open_store(table(ACLED))


def test_lines_of_something_else_are_refused(tmp_path):
    path = tmp_path / "t.geojsonl"
    path.write_text(json.dumps({"type": "Feature", "geometry": None, "properties": {}}) + "\n[1]\n")
    with pytest.raises(DocumentError, match="line 1"):
        list(read_events(path))

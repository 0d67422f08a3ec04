"""The tables in the manner of ACLED and UCDP: recoded by rule, with what was dropped or changed counted."""

import csv
import datetime as dt

import pytest

from geomap.export import export
from geomap.export.acled_like import disorder_type, interaction, iso_number
from geomap.export.delimited import safe
from geomap.export.ucdp_like import priogrid, type_of_violence
from geomap.store import View
from geomap.store.codec import event_of

BASE = {
    "event_id": "e",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "event_date": "2020-02-27",
    "end_date": "2020-02-28",
    "time_precision": 1,
    "actor1": "Rebels",
    "inter1": "Rebel group",
    "actor2": "Army",
    "inter2": "State forces",
    "latitude": 34.802462,
    "longitude": 36.707602,
    "where_prec": 3,
    "country": "Syria",
    "country_code": "SY",
    "quote": "They fought.",
    "claimants": "SANA",
    "fatalities": 5,
    "fatalities_low": 2,
    "fatalities_high": 9,
}


@pytest.fixture
def table(tmp_path):
    def write(kind, *changes):
        path = tmp_path / "o.csv"
        remarks = export(View.of([event_of({**BASE, **change}) for change in changes]), path, format=kind)
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream)), remarks

    return write


def test_acled_like(table):
    ((row,), remarks) = table("acled-like", {})
    expected = {
        "event_id_cnty": "geomap-e",
        "event_date": "2020-02-27",
        "year": "2020",
        "disorder_type": "Political violence",
        "interaction": "State forces-Rebel group",
        "civilian_targeting": "",
        "iso": "760",
        "geo_precision": "2",
        "notes": "They fought. [reported by SANA]",
        "fatalities": "2",
    }
    assert {name: row[name] for name in expected} == expected
    assert len(row) == 31
    assert remarks == [
        "this is a recoding in ACLED's columns, not ACLED data",
        "1 events changed: conflicting tolls, the lowest written",
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"where_prec": 6}, "only to the country"),
        ({"where_prec": 7}, "or at sea"),
        ({"latitude": None, "longitude": None}, "without a place"),
        ({"event_date": "2020-01-01", "end_date": "2020-02-01"}, "vaguer than a month"),
        ({"event_date": None, "end_date": None}, "without a date"),
        ({"event_type": "Diplomacy", "sub_event_type": "Threat"}, "diplomacy other than talks"),
        ({"status": "planned"}, "planned"),
        ({"aggregate": True}, "totals"),
        ({"background": True}, "background"),
        ({"event_type": "Unknown"}, "ACLED does not have"),
    ],
)
def test_acled_like_drops_aloud(table, change, reason):
    rows, remarks = table("acled-like", change)
    assert rows == []
    assert remarks[1].startswith("1 events left out: ")
    assert reason in remarks[1]


def test_acled_like_changes_aloud(table):
    rows, remarks = table(
        "acled-like",
        {"event_type": "Diplomacy", "sub_event_type": "Meeting"},
        {"fatalities": None, "fatalities_low": None, "fatalities_high": None},
        {"sub_event_type": None, "event_date": "2020-01-01", "end_date": "2020-01-31"},
    )
    assert [(row["event_type"], row["sub_event_type"]) for row in rows] == [
        ("Strategic developments", "Agreement"),
        ("Battles", "Armed clash"),
        ("Battles", "Armed clash"),
    ]
    assert [row["fatalities"] for row in rows] == ["2", "0", "2"]
    assert sum("changed" in remark for remark in remarks) == 4


@pytest.mark.parametrize(
    ("kind", "sub", "expected"),
    [
        ("Battles", "Armed clash", "Political violence"),
        ("Protests", "Peaceful protest", "Demonstrations"),
        ("Protests", "Excessive force against protesters", "Political violence; Demonstrations"),
        ("Riots", "Mob violence", "Political violence"),
        ("Riots", "Violent demonstration", "Demonstrations"),
        ("Strategic developments", "Arrests", "Strategic developments"),
    ],
)
def test_disorder_types(kind, sub, expected):
    assert disorder_type(kind, sub) == expected


def test_interactions_are_in_the_order_of_the_codes():
    assert interaction("Civilians", "Political militia") == "Political militia-Civilians"
    assert interaction("Protesters", None) == "Protesters only"
    assert interaction(None, None) == ""


def test_civilian_targeting(table):
    rows, _ = table(
        "acled-like",
        {"event_type": "Violence against civilians", "sub_event_type": "Attack"},
        {"event_type": "Explosions/Remote violence", "inter2": "Civilians"},
        {"event_type": "Explosions/Remote violence"},
    )
    assert [row["civilian_targeting"] for row in rows] == ["Civilian targeting", "Civilian targeting", ""]


def test_iso_numbers():
    assert (iso_number("FR"), iso_number("XK"), iso_number("")) == (250, "", "")


def test_ucdp_like(table):
    ((row,), remarks) = table("ucdp-like", {"source_date": dt.date(2020, 3, 1), "admin1": "Homs"})
    expected = {
        "id": "geomap-e",
        "type_of_violence": "1",
        "side_a": "Rebels",
        "side_b": "Army",
        "date_start": "2020-02-27",
        "date_end": "2020-02-28",
        "priogrid_gid": "179714",
        "where_prec": "3",
        "low": "2",
        "best": "5",
        "high": "9",
        "deaths_civilians": "0",
        "deaths_unknown": "5",
        "adm_1": "Homs",
    }
    assert {name: row[name] for name in expected} == expected
    assert "not UCDP data" in remarks[0]


@pytest.mark.parametrize(
    "change",
    [
        {"fatalities": None, "fatalities_low": None, "fatalities_high": None},
        {"fatalities": 0, "fatalities_low": 0, "fatalities_high": 0},
        {"aggregate": True},
        {"status": "possible"},
        {"latitude": None, "longitude": None},
        {"inter1": None},
    ],
)
def test_ucdp_like_drops_aloud(table, change):
    rows, remarks = table("ucdp-like", change)
    assert rows == []
    assert remarks[-1].startswith("1 events left out: ")


@pytest.mark.parametrize(
    ("inter1", "inter2", "kind", "expected"),
    [
        ("State forces", "Rebel group", "Battles", 1),
        ("External/Other forces", "State forces", "Battles", 1),
        ("Rebel group", "Political militia", "Battles", 2),
        ("State forces", "Civilians", "Explosions/Remote violence", 3),
        ("Rebel group", None, "Violence against civilians", 3),
        ("Rebel group", None, "Battles", None),
        ("Rioters", None, "Riots", None),
    ],
)
def test_types_of_violence(inter1, inter2, kind, expected):
    assert type_of_violence(event_of({**BASE, "inter1": inter1, "inter2": inter2, "event_type": kind})) == expected


def test_one_sided_deaths_are_civilians(table):
    ((row,), _) = table("ucdp-like", {"event_type": "Violence against civilians", "inter2": "Civilians"})
    assert (row["deaths_civilians"], row["deaths_unknown"]) == ("5", "0")


@pytest.mark.parametrize(("point", "cell"), [((-90, -180), 1), ((90, 180), 259200), ((0, 0), 180 * 720 + 361)])
def test_priogrid_cells(point, cell):
    assert priogrid(*point) == cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "'=1", "''=1"])
def test_cells_that_a_spreadsheet_would_run_are_quoted(text):
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("value", ["plain", "'quoted'", "", None, -1, 2.5, True])
def test_other_cells_are_left_alone(value):
    assert safe(value) is value


def test_a_workbook_is_written_row_by_row(tmp_path):
    """However many rows there are, no more than one is held: what the generator hands out is gone by the next row."""
    import gc
    import weakref

    from geomap.export import write_sheets

    class Text(str):
        __slots__ = ("__weakref__",)

    living: weakref.WeakSet[Text] = weakref.WeakSet()
    most = 0

    def rows():
        nonlocal most
        for number in range(300):
            text = Text(f"text {number}")
            living.add(text)
            yield [text]
            del text
            gc.collect(0)
            most = max(most, len(living))

    write_sheets(tmp_path / "o.xlsx", {"s": (("a",), rows())})
    assert most <= 3


def test_a_failure_in_the_middle_of_a_workbook_leaves_nothing(tmp_path):
    from geomap.export import write_sheets

    def rows():
        yield ["one"]
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_sheets(tmp_path / "o.xlsx", {"s": (("a",), rows())})
    assert list(tmp_path.iterdir()) == []

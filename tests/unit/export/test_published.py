"""The tables in the manner of ACLED and UCDP against what those bodies publish: their columns in order, and their codes."""

from __future__ import annotations

import csv
import itertools

import pytest

from geomap.export import export
from geomap.store import View, read_events
from geomap.store.codec import event_of

# ACLED codebook and "Guide to 2023 ACLED column changes": the columns of an export since 20 March 2023.
ACLED_COLUMNS = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
ACLED_TYPES = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip
ACLED_DISORDER = {
    "Political violence", "Demonstrations", "Strategic developments", "Political violence; Demonstrations",
}  # fmt: skip
INTERS = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
)  # fmt: skip

# UCDP GED codebook 25.1: the columns of the global dataset.
UCDP_COLUMNS = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """Events of every type, sub-type, pair of kinds, precision and toll, in both manners, as tables."""
    types = [(kind, sub) for kind, subs in ACLED_TYPES.items() for sub in (*sorted(subs), None)]
    types += [("Diplomacy", "Meeting"), ("Diplomacy", "Condemnation"), ("Unknown", None)]
    pairs = [*itertools.product((*INTERS, None), (*INTERS, None))]
    events = []
    for number, ((kind, sub), (one, other)) in enumerate(itertools.product(types, pairs)):
        low, best, high = [(None, None, None), (0, 0, 0), (2, 5, 9), (None, 3, None), (1, None, 4)][number % 5]
        events.append({
            "event_id": f"e{number}", "event_type": kind, "sub_event_type": sub, "event_date": "2020-02-27",
            "end_date": ("2020-02-27", "2020-03-01", "2020-04-30")[number % 3], "time_precision": number % 3 + 1,
            "date_prec": number % 5 + 1, "inter1": one, "inter2": other, "actor1": one, "actor2": other,
            "latitude": 34.8, "longitude": 36.7, "where_prec": number % 7 + 1, "country": "Syria", "country_code": "SY",
            "fatalities": best, "fatalities_low": low, "fatalities_high": high, "quote": "They fought.",
            "status": "occurred", "fatalities_civilians": 2 if number % 2 else None,
        })  # fmt: skip
    folder = tmp_path_factory.mktemp("published")
    view = View.of(map(event_of, events))
    found = {}
    for name in ("acled-like", "ucdp-like"):
        export(view, folder / f"{name}.csv", format=name)
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            found[name] = list(csv.DictReader(stream))
    return found


def test_the_columns_are_acleds_in_their_order(rows):
    assert list(rows["acled-like"][0]) == ACLED_COLUMNS


def test_the_codes_are_acleds(rows):
    assert len(rows["acled-like"]) > 500
    for row in rows["acled-like"]:
        assert row["sub_event_type"] in ACLED_TYPES[row["event_type"]]
        assert row["disorder_type"] in ACLED_DISORDER
        assert {row["inter1"], row["inter2"]} <= {*INTERS, ""}
        assert row["time_precision"] in {"1", "2", "3"}
        assert row["geo_precision"] in {"1", "2", "3"}
        assert row["civilian_targeting"] in {"", "Civilian targeting"}
        assert (row["iso"], row["year"], row["event_date"]) == ("760", "2020", "2020-02-27")
        assert row["fatalities"].isdigit()
        kinds = [kind for kind in INTERS if kind in (row["inter1"], row["inter2"])]
        both = kinds * 2 if len(kinds) == 1 and row["inter1"] == row["inter2"] else kinds
        told = f"{both[0]} only" if len(both) == 1 else "-".join(both)
        assert row["interaction"] == told
        assert not row["event_id_cnty"][:3].isupper()  # ACLED's own ids begin with a country's three capitals


def test_the_columns_are_ucdps_in_their_order(rows):
    assert list(rows["ucdp-like"][0]) == UCDP_COLUMNS


def test_the_codes_are_ucdps(rows):
    assert len(rows["ucdp-like"]) > 500
    for row in rows["ucdp-like"]:
        assert row["type_of_violence"] in {"1", "2", "3"}
        assert row["where_prec"] in set("1234567")
        assert row["date_prec"] in set("12345")
        assert row["event_clarity"] in {"1", "2"}
        low, best, high = (int(row[name]) for name in ("low", "best", "high"))
        assert low <= best <= high
        assert high > 0
        sides = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert sum(int(row[name]) for name in sides) == best
        assert row["geom_wkt"] == "POINT (36.7 34.8)"


def test_ucdps_own_table_has_these_columns(shared):
    with (shared / "corpora" / "tables" / "ucdp_syria.csv").open(encoding="utf-8", newline="") as stream:
        assert set(next(csv.reader(stream))) <= set(UCDP_COLUMNS)


@pytest.mark.parametrize(
    ("name", "count", "kind", "code"),
    [("ucdp_syria.csv", 16_566, "Violence against civilians", "3"), ("ucdp_ukraine.csv", 993, "Battles", "1")],
)
def test_ucdps_tables_come_in_whole_are_filtered_and_go_out_again(shared, tmp_path, name, count, kind, code):
    view = read_events(shared / "corpora" / "tables" / name)
    events = list(view)
    assert len(events) == count
    assert all(event.latitude is not None and event.fatalities is not None for event in events)
    assert {event.country_code for event in events} <= {"SY", "UA"}
    part = view.between("2017-01-01", "2017-12-31").where(types=[kind])
    assert 0 < len(part) < count
    path = tmp_path / "again.csv"
    export(part, path, format="ucdp-like")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert {row["type_of_violence"] for row in csv.DictReader(stream)} == {code}

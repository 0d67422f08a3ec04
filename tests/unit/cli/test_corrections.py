"""review and correct: a table goes out, is worked on, and comes back."""

import csv

import openpyxl
import pytest

from geomap.store import read_events


def read_table(path):
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def write_table(path, rows):
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def by_id(path):
    return {event.event_id: event for event in read_events(path)}


def test_one_event_by_hand(run, saved):
    result = run("correct", saved, "a", "fatalities=9", "location=Sarmin", "--by", "A. B.", "--why", "hospital list")
    assert result.exit_code == 0, result.stderr
    assert (by_id(saved)["a"].fatalities, by_id(saved)["a"].location) == (9, "Sarmin")
    assert run("correct", saved, "b", "--drop", "--by", "A. B.").exit_code == 0
    assert set(by_id(saved)) == {"a", "c"}
    assert run("correct", saved, "c", "--confirm", "--by", "A. B.").exit_code == 0
    assert by_id(saved)["c"].review_status == "confirmed"


def test_a_reviewed_csv(run, saved, tmp_path):
    table = tmp_path / "review.csv"
    assert "3 events to check" in run("review", saved, "-o", table).stderr
    rows = read_table(table)
    for row in rows:
        row["by"] = "A. B."
        if row["event_id"] == "a":
            row["fatalities"] = "9"
        if row["event_id"] == "b":
            row["verdict"] = "drop"
    write_table(table, rows)
    result = run("correct", saved, "--from", table)
    assert result.exit_code == 0, result.stderr
    assert "2 decisions kept" in result.stderr
    found = by_id(saved)
    assert set(found) == {"a", "c"}
    assert (found["a"].fatalities, found["a"].review_status, found["c"].review_status) == (9, "corrected", "unreviewed")
    assert "1 events to check" in run("review", saved, "-o", table).stderr


def test_a_reviewed_workbook(run, saved, tmp_path):
    table = tmp_path / "review.xlsx"
    run("review", saved, "-o", table)
    book = openpyxl.load_workbook(table)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    for line in range(2, sheet.max_row + 1):
        name = sheet.cell(line, columns["event_id"]).value
        if name == "a":
            sheet.cell(line, columns["verdict"]).value = "OK"
        if name == "b":
            sheet.cell(line, columns["event_date"]).value = "2020-03-05"
            sheet.cell(line, columns["end_date"]).value = "2020-03-06"
    book.save(table)
    assert run("correct", saved, "--from", table, "--by", "A. B.").exit_code == 0
    found = by_id(saved)
    assert found["a"].review_status == "confirmed"
    assert found["b"].end_date.isoformat() == "2020-03-06"
    assert found["c"].review_status == "unreviewed"


def test_the_least_certain_come_first(run, tmp_path, make):
    from geomap.store import View

    path, table = tmp_path / "e.geojson", tmp_path / "t.csv"
    View.of(
        [make("a", confidence=0.9), make("b", confidence=0.2), make("c", confidence=0.5, review_status="confirmed")]
    ).save(path)
    run("review", path, "-o", table)
    assert [row["event_id"] for row in read_table(table)] == ["b", "a"]
    run("review", path, "-o", table, "--all")
    assert [row["event_id"] for row in read_table(table)] == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["a", "fatalities=9"], "say who decides"),
        (["a", "--by", "A."], "one of them"),
        (["a", "fatalities=9", "--drop", "--by", "A."], "one of them"),
        (["a", "fatalities", "--by", "A."], "no field=value"),
        (["zzz", "fatalities=9", "--by", "A."], "has no event 'zzz'"),
        ([], "name an event"),
        (["--from", "nowhere.csv"], "no such file"),
    ],
)
def test_wrong_usage(run, saved, arguments, says):
    before = saved.read_bytes()
    result = run("correct", saved, *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert saved.read_bytes() == before


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("event_id", "other", "no such event"),
        ("verdict", "maybe", "unknown"),
        ("fatalities", "many", "write a number"),
        ("location", "Gao", "say who decided"),
    ],
)
def test_a_wrong_cell_is_named_by_its_row(run, saved, tmp_path, column, value, says):
    table = tmp_path / "review.csv"
    run("review", saved, "-o", table)
    rows = read_table(table)
    rows[1][column] = value
    write_table(table, rows)
    result = run("correct", saved, "--from", table)
    assert result.exit_code == 2
    assert "review.csv, row 3: " in result.stderr
    assert says in result.stderr

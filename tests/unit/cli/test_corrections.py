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


@pytest.fixture
def merged(tmp_path, make):
    """A file of an event told by two reports, and one apart."""
    from geomap.store import View

    reports = [
        {
            "report_id": name,
            "doc_id": f"d-{name}",
            "quote": f"Q{name}",
            "quote_start": 0,
            "quote_end": 2,
            "source": name,
        }
        for name in ("m", "n")
    ]
    path = tmp_path / "merged.geojson"
    View.of([make("m", reports=reports, alias_ids="n", doc_id="d-m", quote="Qm", quote_end=2), make("z")]).save(path)
    return path


def test_split_and_merge_by_hand(run, merged):
    result = run("correct", merged, "m", "--split", "n", "--by", "A. B.", "--why", "another village")
    assert result.exit_code == 0, result.stderr
    assert set(by_id(merged)) == {"m", "n", "z"}
    assert run("correct", merged, "m", "--merge", "n", "--merge", "z", "--by", "A. B.").exit_code == 0
    [event] = read_events(merged)
    assert {report.report_id for report in event.reports} == {"m", "n", "z"}
    result = run("correct", merged, "m", "--split", "q", "--by", "A. B.")
    assert result.exit_code == 2
    assert "has no report 'q'; its reports are m (m), n (n)" in result.stderr


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_split_and_merge_in_a_reviewed_table(run, merged, tmp_path, suffix):
    table = tmp_path / f"review{suffix}"
    assert run("review", merged, "-o", table).exit_code == 0
    if suffix == ".csv":
        rows = read_table(table)
        assert {row["event_id"]: row["report_ids"] for row in rows} == {"m": "m; n", "z": "z"}
        for row in rows:
            row.update({"split_off": "n", "merge_with": "z", "actor1": "Army"} if row["event_id"] == "m" else {})
        write_table(table, rows)
    else:
        book = openpyxl.load_workbook(table)
        sheet = book.active
        columns = {cell.value: cell.column for cell in sheet[1]}
        line = next(n for n in range(2, 4) if sheet.cell(n, columns["event_id"]).value == "m")
        for column, value in {"split_off": "n", "merge_with": "z", "actor1": "Army"}.items():
            sheet.cell(line, columns[column]).value = value
        book.save(table)
    result = run("correct", merged, "--from", table, "--by", "A. B.")
    assert result.exit_code == 0, result.stderr
    assert "3 decisions kept" in result.stderr
    found = by_id(merged)
    assert len(found) == 2
    whole = next(event for event in found.values() if len(event.reports) == 2)
    assert (whole.actor1, {report.report_id for report in whole.reports}) == ("Army", {"m", "z"})

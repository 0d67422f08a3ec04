"""filter, export, summary: from a file of events."""

import csv
import json

import openpyxl
import pytest

from geomap.store import read_events


def ids(path):
    return [event.event_id for event in read_events(path)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["a", "b", "c"]),
        (["--since", "2020-02-02"], ["b"]),
        (["--until", "2020-02-02"], ["a", "c"]),
        (["--actor", "mali"], ["b"]),
        (["--country", "ML", "--country", "syria"], ["a", "b"]),
        (["--bbox", "-10,10,0,20"], ["b"]),
        (["--bbox=35,35,37,37"], ["a"]),
        (["--min-fatalities", "3"], ["a", "c"]),
        (["--type", "battles", "--countable"], ["a", "b"]),
        (["--status", "planned"], []),
        (["--source", "agence"], ["a"]),
        (["--text", "q"], ["a", "b", "c"]),
        (["--where", "fatalities > 2 and country == 'Syria'"], ["a"]),
    ],
)
def test_filter(run, saved, tmp_path, options, expected):
    out = tmp_path / "o.geojson"
    result = run("filter", saved, "-o", out, *options)
    assert result.exit_code == 0, result.stderr
    assert ids(out) == expected
    assert f"{len(expected)} of 3 events" in result.stderr


def test_filter_by_area(run, saved, tmp_path):
    area = tmp_path / "area.geojson"
    area.write_text(
        json.dumps({"type": "Polygon", "coordinates": [[[30, 30], [40, 30], [40, 40], [30, 40], [30, 30]]]})
    )
    run("filter", saved, "-o", tmp_path / "o.geojson", "--within", area)
    assert ids(tmp_path / "o.geojson") == ["a"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--since", "2020-03-01", "--until", "2020-02-01"], "turn the two round"),
        (["--since", "March"], "write a day as 2020-03-31"),
        (["--bbox", "1,2,3"], "not four numbers"),
        (["--bbox", "1,5,3,4"], "south is below north"),
        (["--status", "likely"], "does not exist"),
        (["--within", "nowhere.geojson"], "cannot be read"),
        (["--min-fatalities", "-1"], "Invalid value"),
        (["--where", "fatalities = 3"], "write it like"),
        (["--where", "deaths > 3"], "no field of an event"),
    ],
)
def test_filter_wrongly_used(run, saved, tmp_path, options, says):
    result = run("filter", saved, "-o", tmp_path / "o.geojson", *options)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not (tmp_path / "o.geojson").exists()


def test_filter_into_the_file_it_reads(run, saved):
    assert run("filter", saved, "-o", saved, "--actor", "mali").exit_code == 0
    assert ids(saved) == ["b"]


def test_export_by_suffix_and_by_format(run, saved, tmp_path):
    assert run("export", saved, "-o", tmp_path / "o.csv").exit_code == 0
    assert run("export", saved, "-o", tmp_path / "o.txt", "--format", "csv").exit_code == 0
    assert (tmp_path / "o.csv").read_bytes() == (tmp_path / "o.txt").read_bytes()
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["event_id"] for row in csv.DictReader(stream)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["-o", "o.xyz"], "the suffix tells no format"), (["-o", "o.x", "--format", "dbf"], "no export format 'dbf'")],
)
def test_export_wrongly_used(run, saved, arguments, says):
    result = run("export", saved, *arguments)
    assert result.exit_code == 2
    assert says in result.stderr


@pytest.mark.parametrize("option", ["--schema", "--format"])
def test_export_in_the_manner_of_others_says_what_it_dropped(run, saved, tmp_path, option):
    result = run("export", saved, "-o", tmp_path / "o.csv", option, "acled-like")
    assert result.exit_code == 0
    assert "1 events left out: totals over many events" in result.stderr
    assert (tmp_path / "o.csv").read_text("utf-8-sig").startswith("event_id_cnty,")


def test_summary_counts_and_says_what_was_left_out(run, saved):
    result = run("summary", saved)
    assert result.exit_code == 0
    lines = {
        line.split("│")[1].strip(): line.split("│")[2].strip()
        for line in result.stdout.splitlines()
        if line.startswith("│")
    }
    assert lines["Events"] == "3"
    assert lines["Counted above"] == "2"
    assert lines["Deaths in those counted"] == "2-5"
    assert lines["Left out: totals over many events"] == "1"
    assert lines["Without a place"] == "1"
    assert "1500" not in result.stdout


def test_a_summary_as_a_workbook_and_as_markdown(run, saved, tmp_path):
    book, text = tmp_path / "s.xlsx", tmp_path / "s.md"
    assert run("summary", saved, "-o", book).exit_code == 0
    assert run("summary", saved, "-o", text).exit_code == 0
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames == ["Events", "Sources", "In this file"]
    header, *rows = sheets["Events"].iter_rows(values_only=True)
    assert header == ("Country", "Province", "Month", "Type", "Events", "Deaths")
    assert ("Syria", "Idlib", "2020-02", "Battles", 1, "2-5") in rows
    assert "| Syria | Idlib | 2020-02 | Battles | 1 | 2-5 |" in text.read_text()
    assert run("summary", saved, "-o", tmp_path / "s.pdf").exit_code == 2


def test_what_documents_say_cannot_steer_the_terminal(run, tmp_path, make):
    from geomap.store import View

    path = tmp_path / "e\x1b[2J.geojson"
    View.of([make("a", source="\x1b]0;owned\x07 \u202e[red]x", admin1="\x9b31m", country="Syria")]).save(path)
    for arguments in (
        ["summary", path],
        ["filter", path, "-o", tmp_path / "\x1b[31m.geojson"],
        ["summary", tmp_path / "\x1b[1mnone"],
    ):
        result = run(*arguments)
        shown = result.stdout + result.stderr
        assert not any(character in shown for character in "\x1b\x07\x9b\u202e")
    assert "[red]x" in run("summary", path).stdout


@pytest.mark.parametrize("command", ["filter", "export", "summary"])
@pytest.mark.parametrize(("content", "says"), [("{}", "no GeoJSON FeatureCollection"), (None, "no such file")])
def test_a_file_that_holds_no_events(run, tmp_path, command, content, says):
    path = tmp_path / "bad.geojson"
    if content is not None:
        path.write_text(content)
    result = run(command, path, *([] if command == "summary" else ["-o", tmp_path / "o.geojson"]))
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "o.geojson").exists()


def test_compare(run, saved, tmp_path, make):
    from geomap.store import View

    other, out = tmp_path / "other.geojson", tmp_path / "pairs.csv"
    View.of(
        [
            make("x", where_prec=1),
            make("y", latitude=-35.0, where_prec=1),
            make("late", event_date="2024-01-01", where_prec=1),
        ]
    ).save(other)
    View.of([make("a", where_prec=1), make("b", latitude=10.0, where_prec=1)]).save(saved)
    result = run("compare", saved, other, "-o", out)
    assert result.exit_code == 0
    counts = [
        line.split("│")[2].strip()
        for line in result.stdout.splitlines()
        if line.startswith("│") and line.split("│")[2].strip()
    ]
    assert counts == ["1", "1", "1", "0"]
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert [(row["found_in"], row["event_id"], row["other_id"]) for row in rows] == [
        ("both", "a", "x"),
        ("first only", "b", ""),
        ("other only", "", "y"),
    ]


def test_diff(run, tmp_path, make):
    from geomap.store import View

    old, new, out = tmp_path / "old.geojson", tmp_path / "new.geojson", tmp_path / "changes.csv"
    View.of([make("same"), make("changed", fatalities=3), make("gone"), make("was", doc_id="d")]).save(old)
    View.of([make("same"), make("changed", fatalities=5), make("is", alias_ids="was", doc_id="d"), make("new")]).save(
        new
    )
    result = run("diff", old, new, "-o", out)
    assert result.exit_code == 0, result.stderr
    rows = {row["event_id"]: row for row in csv.DictReader(out.read_text("utf-8-sig").splitlines())}
    assert {name: row["change"] for name, row in rows.items()} == {
        "changed": "changed",
        "is": "changed",
        "new": "new",
        "gone": "gone",
    }
    assert rows["changed"]["fields"] == "fatalities"
    counts = [line.split("│")[2].strip() for line in result.stdout.splitlines() if line.startswith("│")]
    assert counts == ["1", "2", "1", "1"]

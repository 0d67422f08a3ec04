"""A folder of Parquet files by month: what the contract of stores does not ask."""

import dataclasses
import datetime as dt
from pathlib import Path

import geopandas
import pandas as pd
import pyarrow.dataset
import pytest

from geomap.errors import DocumentError, UsageError
from geomap.store import View, holds_events, open_store, read_events
from geomap.store.codec import event_of
from geomap.store.partition_files import LISTING, Listing


def event(name, day, last=None):
    report = {"report_id": name, "doc_id": f"d-{name}", "quote": "Q", "quote_start": 0, "quote_end": 1}
    known = {"event_id": name, "event_date": day, "end_date": last, "latitude": 14.5, "longitude": -1.25}
    return event_of({**known, "doc_id": f"d-{name}", "quote": "Q", "quote_end": 1, "reports": [report]})


EVENTS = [event("c", "2021-05-02"), event("a", "2020-03-30", "2020-04-02"), event("n", None), event("b", "2020-03-01")]


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "events.parquet"
    add(path, *EVENTS)
    return path


def add(path, *events):
    with open_store(path).writer() as writer:
        writer.upsert(events)


def data(path: Path) -> dict[str, bytes]:
    return {each.relative_to(path).as_posix(): each.read_bytes() for each in path.rglob("*.parquet") if each.is_file()}


def test_there_is_a_folder_a_month_in_the_way_of_hive(folder):
    assert sorted(name.rpartition("/")[0] for name in data(folder)) == [
        "year=0000/month=00",
        "year=2020/month=03",
        "year=2021/month=05",
    ]


def test_others_read_it_as_a_data_set(folder):
    frame = geopandas.read_parquet(folder)
    assert "WGS 84" in frame.crs.name
    assert sorted(frame["event_id"]) == ["a", "b", "c", "n"]
    assert set(frame.geometry.x) == {-1.25}
    table = pyarrow.dataset.dataset(folder, partitioning="hive").to_table(filter=pyarrow.dataset.field("year") == 2020)
    assert table.column("event_id").to_pylist() == ["a", "b"]
    assert table.column("month").to_pylist() == [3, 3]


def test_a_change_writes_only_the_months_that_it_concerns(folder):
    before = data(folder)
    add(folder, dataclasses.replace(EVENTS[3], fatalities=2), event("d", "2020-03-15"))
    after = data(folder)
    assert {name for name in before if name not in after} == {name for name in before if "month=03" in name}
    assert [each.event_id for each in read_events(folder)] == ["c", "a", "n", "b", "d"]
    assert len(after) == len(before)


def test_an_event_whose_day_is_corrected_moves_and_keeps_its_place(folder):
    add(folder, dataclasses.replace(EVENTS[0], event_date=dt.date(2020, 3, 9), end_date=dt.date(2020, 3, 9)))
    assert not (folder / "year=2021").exists()
    assert [each.event_id for each in read_events(folder)] == ["c", "a", "n", "b"]


def test_only_months_of_the_range_are_opened(folder, monkeypatch):
    opened = []
    original = pyarrow.parquet.ParquetFile
    monkeypatch.setattr("geomap.store.partitions.pq.ParquetFile", lambda path: opened.append(path) or original(path))
    assert [each.event_id for each in read_events(folder).between("2020-04-01", "2021-01-01")] == ["a"]
    assert len(opened) == 1


def test_a_reader_on_its_way_sees_one_state(folder):
    reading = iter(read_events(folder))
    first = next(reading)
    add(folder, *(dataclasses.replace(each, fatalities=9) for each in EVENTS))
    assert [each.fatalities for each in (first, *reading)] == [None] * 4
    assert [each.fatalities for each in read_events(folder)] == [9] * 4


def test_what_a_killed_writer_left_counts_for_nothing(folder, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Listing, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            add(folder, event("z", "2020-03-20"))
    assert list(read_events(folder)) == EVENTS
    assert len(data(folder)) == 4
    open_store(folder).vacuum()
    assert len(data(folder)) == 3
    assert list(read_events(folder)) == EVENTS


def test_the_same_changes_are_the_same_bytes(folder, tmp_path):
    other = tmp_path / "other.parquet"
    add(other, *EVENTS)
    assert data(other) == data(folder)
    assert (other / LISTING).read_bytes() == (folder / LISTING).read_bytes()


def test_it_is_an_input_wherever_events_are(folder):
    assert holds_events(folder)
    assert len(View.joined([read_events(folder)])) == 4


def test_folders_of_others_are_read(tmp_path):
    rows = [{"event_date": "2020-01-05", "latitude": 1.5, "longitude": 2.5, "year": 2020},
            {"event_date": "2021-02-05", "latitude": 1.5, "longitude": 3.5, "year": 2021}]  # fmt: skip
    pd.DataFrame(rows).to_parquet(tmp_path / "theirs.parquet", partition_cols=["year"])
    assert [each.longitude for each in read_events(tmp_path / "theirs.parquet")] == [2.5, 3.5]
    with pytest.raises(DocumentError, match=f"this folder has no {LISTING}, so geomap did not write it"):
        add(tmp_path / "theirs.parquet", EVENTS[0])


def test_articles_in_such_a_folder_are_no_events(tmp_path):
    pd.DataFrame([{"text": "A.", "year": 2020}]).to_parquet(tmp_path / "news.parquet", partition_cols=["year"])
    assert not holds_events(tmp_path / "news.parquet")


def test_one_file_is_not_added_to(tmp_path):
    View.of(EVENTS).write_geoparquet(tmp_path / "one.parquet")
    assert [each.event_id for each in read_events(tmp_path / "one.parquet")] == ["c", "a", "n", "b"]
    with pytest.raises(UsageError, match="this is one Parquet file, which is not added to"):
        open_store(tmp_path / "one.parquet")


def test_a_store_is_on_this_machine(tmp_path):
    with pytest.raises(UsageError, match="events are kept on disks of this machine and in databases"):
        open_store("s3://bucket/events.parquet")


@pytest.mark.parametrize("text", ["", "{}", '{"parts": [{"file": 1}], "geomap": {}, "following": 0}'])
def test_a_broken_listing_is_told(folder, text):
    (folder / LISTING).write_text(text)
    with pytest.raises(DocumentError, match="cannot be read; take the folder from a backup"):
        list(open_store(folder).view())

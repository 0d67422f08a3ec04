"""Folders and files: what is new or changed is read, what is gone stays kept."""

import json
import os

import news_site
import pytest

from geomap.errors import UsageError


def test_new_and_changed_files_are_read_once(tmp_path, watching, desk):
    folder = tmp_path / "in"
    folder.mkdir()
    assert watching(folder).once()  # nothing there yet
    (folder / "a.txt").write_text("Trois soldats ont été tués à Gao.")
    (folder / "b.txt").write_text("Shelling killed two people in Goma.")
    for _ in range(2):
        assert watching(folder).once()
    assert desk.texts == ["Trois soldats ont été tués à Gao.", "Shelling killed two people in Goma."]
    old = desk.documents[0].doc_id
    (folder / "a.txt").write_text("Quatre soldats ont été tués à Gao, selon un nouveau bilan.")
    (folder / "b.txt").unlink()
    watching(folder).once()
    assert desk.texts[2:] == ["Quatre soldats ont été tués à Gao, selon un nouveau bilan."]
    assert desk.replaced == [old]


def test_a_file_that_was_only_touched_gives_nothing(tmp_path, watching, desk):
    path = tmp_path / "a.txt"
    path.write_text("Trois soldats ont été tués à Gao.")
    watching(path).once()
    os.utime(path, (1, 1))
    watching(path).once()
    assert len(desk.texts) == 1


def test_lines_added_to_a_file_are_read(tmp_path, watching, desk):
    path = tmp_path / "wire.jsonl"
    path.write_text(json.dumps({"text": "A mortar hit Taiz.", "doc_id": "w1"}) + "\n")
    watching(path).once()
    with path.open("a") as stream:
        stream.write(json.dumps({"text": "Une mine a tué un berger à Kidal."}) + "\n")
    watching(path).once()
    assert desk.texts == ["A mortar hit Taiz.", "Une mine a tué un berger à Kidal."]
    path.write_text(json.dumps({"text": "Two mortars hit Taiz.", "doc_id": "w1"}) + "\n")
    watching(path).once()
    assert desk.texts[2:] == ["Two mortars hit Taiz."]


def test_a_feed_kept_in_a_file_is_known_by_its_entries(tmp_path, watching, desk):
    path = tmp_path / "feed.rss"
    path.write_bytes(news_site.rss(news_site.entry("Shells fell on Taiz.", guid="1")))
    watching(path).once()
    path.write_bytes(
        news_site.rss(
            news_site.entry("Fighting resumed near Marib.", guid="2"), news_site.entry("Shells fell on Taiz.", guid="1")
        )
    )
    watching(path).once()
    assert desk.texts == ["Shells fell on Taiz.", "Fighting resumed near Marib."]
    assert desk.replaced == []


def test_two_documents_of_one_name_and_different_texts_are_told(tmp_path, watching, desk):
    for name, text in (("a", "A mortar hit Taiz."), ("b", "A mine killed a shepherd.")):
        (tmp_path / f"{name}.json").write_text(json.dumps({"text": text, "doc_id": "same"}))
    assert not watching(tmp_path / "a.json", tmp_path / "b.json").once()
    assert desk.texts == ["A mortar hit Taiz."]
    assert "another text under the doc_id" in desk.failures[0].reason


def test_a_folder_that_is_gone_is_come_back_to(tmp_path, watching, desk, clock):
    folder = tmp_path / "share"
    folder.mkdir()
    watch = watching(folder)
    folder.rmdir()
    assert not watch.once()
    assert "not there any more" in desk.said("source not read")[0]["reason"]
    folder.mkdir()
    (folder / "a.txt").write_text("Shelling killed two people in Goma.")
    clock.time += 3600
    assert watch.once()
    assert len(desk.texts) == 1


def test_a_name_that_is_nothing_is_refused(tmp_path, watching):
    for name in (tmp_path / "no", "-", "ftp://example.org/feed"):
        with pytest.raises(UsageError):
            watching(name)

"""The state file: all or nothing, one watch at a time, no more than is needed."""

import sqlite3

import pytest

from geomap.errors import SetupError, UsageError
from geomap.watch.state import Known, Notes, Schedule, State, schedules

NOW = 1_700_000_000.0
A = Known("feed", "1", "x y", "d1", 2)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "state.sqlite"


def test_what_is_written_is_there_after_a_restart(path):
    state = State(path)
    state.write(Notes([A], [], {"feed": "stamp"}, [Schedule("feed", NOW + 5, 1, "down", NOW)]), NOW)
    state.close()
    state = State(path)
    assert state.known("feed", "1") == A
    assert state.known("feed", "2") is None
    assert state.holders("d1") == [A]
    assert state.stamp("feed") == "stamp"
    assert state.schedule("feed") == Schedule("feed", NOW + 5, 1, "down", NOW)
    assert state.schedule("other") == Schedule("other")
    state.close()


def test_sources_that_are_no_longer_watched_are_not_told_of(path):
    state = State(path)
    state.write(Notes([A], [], {}, [Schedule("feed", NOW), Schedule("old", NOW)]), NOW)
    state.watch_only(["feed", "new"])
    assert schedules(path) == [Schedule("feed", NOW)]
    assert state.known("feed", "1") == A
    state.close()


def test_notes_are_written_wholly_or_not_at_all(path):
    state = State(path)
    with pytest.raises(SetupError):
        state.write(Notes([A], [], {"feed": None}, []), NOW)
    assert state.known("feed", "1") is None
    state.write(Notes([A]), NOW)
    assert state.known("feed", "1") == A
    state.close()


def test_a_second_watch_is_refused_until_the_first_is_gone(path):
    first = State(path)
    with pytest.raises(SetupError, match="in use by another geomap watch"):
        State(path)
    first.close()
    State(path).close()


def test_what_nobody_has_told_of_for_long_is_forgotten(path):
    state = State(path)
    day = 86400
    file = Known("file.txt", "", "x y", "d2")
    state.write(Notes([A, file, Known("feed", "2", "x", "d3")], [], {"file.txt": "1", "feed": "2"}), NOW)
    state.write(Notes([], [("feed", "1")], {"file.txt": "1"}), NOW + 60 * day)
    state.forget(NOW + 100 * day)
    assert state.known("feed", "1") == A
    assert state.known("feed", "2") is None
    assert state.stamp("feed") is None
    assert state.known("file.txt", "") == file
    state.forget(NOW + 200 * day)
    assert state.known("feed", "1") is None
    assert state.known("file.txt", "") is None
    state.close()


def test_files_that_are_no_state_are_told_and_left_alone(path):
    path.parent.mkdir()
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 20)
    with pytest.raises(SetupError, match="delete it"):
        State(path)
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(UsageError, match="something else"):
        State(path)
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(SetupError, match="newer geomap"):
        State(path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(SetupError, match="--state"):
        State(tmp_path / "file" / "state.sqlite")

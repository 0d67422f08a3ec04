"""Documents are counted before they are read, where that is cheap."""

from geomap.documents import count, read


def test_files_and_lines_are_counted(tmp_path):
    (tmp_path / "a.txt").write_text("Un texte.")
    (tmp_path / "b.md").write_text("A text.")
    (tmp_path / "c.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    assert count(tmp_path) == len(list(read(tmp_path))) == 4


def test_tables_and_standard_input_cannot_be_counted(tmp_path):
    (tmp_path / "a.csv").write_text("text\nOne.\n")
    assert count(tmp_path) is None
    assert count(["-"]) is None

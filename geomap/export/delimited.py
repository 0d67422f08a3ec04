"""CSV: one event a line, every field a column; safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from geomap.store import EVENT_FIELDS, View, row

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(view: View, path: Path) -> list[str]:
    """Write every field of every event."""
    write_table(path, EVENT_FIELDS, map(row, view))
    return []


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a table: a workbook where the suffix is .xlsx, else CSV.

    CSV is in UTF-8 with a byte order mark, without which Excel takes it for the local encoding.
    """
    if path.suffix.lower() == ".xlsx":
        from geomap.export.workbook import write_sheets

        write_sheets(path, {"table": (columns, ([row[name] for name in columns] for row in rows))})
        return
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        rows_as_csv(stream, columns, rows)


def rows_as_csv(stream: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a header and rows as CSV, safe to open in a spreadsheet."""
    table = csv.writer(stream)
    table.writerow(columns)
    for values in rows:
        table.writerow([safe(values[name]) for name in columns])


def safe(value: Any) -> Any:
    """The value, with an apostrophe before text that a spreadsheet would run as a formula.

    Text that begins with an apostrophe before such a sign gets another, so that `unsafe` can take back exactly what
    was added.
    """
    return f"'{value}" if isinstance(value, str) and value.lstrip("'").startswith(_FORMULA) else value

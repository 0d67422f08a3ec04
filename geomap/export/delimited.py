"""CSV: one event a line, every field a column; safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from geomap.store import EVENT_FIELDS, View, row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(view: View, path: Path) -> list[str]:
    """Write a table in UTF-8 with a byte order mark, which Excel needs to read it as such."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(EVENT_FIELDS)
        for event in view:
            values = row(event)
            table.writerow([safe(values[name]) for name in EVENT_FIELDS])
    return []


def safe(value: Any) -> Any:
    """The value, with an apostrophe before text that a spreadsheet would run as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value

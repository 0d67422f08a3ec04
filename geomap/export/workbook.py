"""Excel: events, their reports, and what the columns mean, each on a sheet."""

from __future__ import annotations

import datetime as dt
import errno
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.errors import UsageError
from geomap.export.characters import xml_text
from geomap.store import DATES, EVENT_FIELDS, REPORT_FIELDS, View, plain, row

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS = 1_048_576
"""Rows of a sheet, by Excel's own limit."""
_MAX_CELL = 32_767
_COLUMNS = tuple(name for name in EVENT_FIELDS if name != "reports")
_METHOD = (
    "These events were extracted from texts by a program (geomap) and hold its errors.",
    "Read `quote` and `source_url` before you use one.",
    "`claimants` says who reports an event; where it is empty the attribution is unknown.",
    "`where_prec` says how exactly the place is known (UCDP): 1 exact, 2 near, 3 district, 4 province, 5 fuzzy area,",
    "6 country, 7 sea or airspace.",
    "`aggregate` and `background` mark totals over many events and old events; leave both out of counts and sums.",
    "An empty toll means that none was reported, never that nobody died.",
    "`confidence` is the chance that type, place and date are all right. Not for targeting or routing.",
)

_MOMENT = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - a moment is written always; the same events are to be the same bytes


def write(view: View, path: Path) -> list[str]:
    """Write a workbook, row by row: however many events there are, one of them is held at a time.

    Raises:
        OSError: It cannot be written.
        UsageError: There are more events or reports than a sheet has rows.
    """
    write_sheets(
        path,
        {
            "events": (_COLUMNS, (_event_cells(values) for values in map(row, view))),
            "reports": (("event_id", *REPORT_FIELDS), _report_cells(view)),
            "about": (("How to read this file",), ([line] for line in (*_METHOD, *_documents(view)))),
        },
    )
    return []


def write_sheets(path: Path, sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[Any]]]]) -> None:
    """Write a workbook from columns and rows by sheet name.

    Raises:
        OSError: It cannot be written.
        UsageError: There are more rows than a sheet has.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    # Each row goes to a temporary file as soon as the next begins; the file of a failed run is nobody's.
    with tempfile.TemporaryDirectory(prefix=f".{path.stem[:40]}-", dir=path.parent) as folder:
        book = Workbook(path, {"constant_memory": True, "tmpdir": folder, "use_zip64": True})
        book.set_properties({"created": _MOMENT})
        styles = _Styles(book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"}))
        try:
            for name, (columns, rows) in sheets.items():
                _fill(book.add_worksheet(name), name, columns, rows, styles)
            book.close()
        except FileCreateError as error:  # it wraps the system's own error
            raise OSError(getattr(error.args[0], "errno", None) or errno.EIO, str(error)[:200]) from error
        finally:
            for sheet in book.worksheets():
                sheet.row_data_fh.close()


class _Styles(NamedTuple):
    """Formats of a workbook."""

    header: Format
    day: Format


def _fill(sheet: Worksheet, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], styles: _Styles) -> None:
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(columns):
        sheet.write_string(0, column, title, styles.header)
    for number, cells in enumerate(rows, 1):
        if number >= MAX_ROWS:
            raise UsageError(
                f"there are more {name} than the {MAX_ROWS:,} rows of an Excel sheet; filter them or export .csv"
            )
        for column, value in enumerate(cells):
            _put(sheet, number, column, value, styles.day)


def _put(sheet: Worksheet, line: int, column: int, value: Any, day: Format) -> None:
    """Write a cell that Excel shows and never runs: text stays text, whatever it begins with."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(line, column, xml_text(value)[:_MAX_CELL])
    elif isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(line, column, value, day)
    elif isinstance(value, int | float):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, xml_text(str(value))[:_MAX_CELL])


def _event_cells(values: dict[str, Any]) -> list[Any]:
    return [_day(values[name]) if name in DATES else values[name] for name in _COLUMNS]


def _day(value: str | None) -> dt.date | str | None:
    """A day that Excel can hold as one (it counts from 1900), else its text."""
    day = dt.date.fromisoformat(value) if value else None
    return value if day and day.year < 1900 else day


def _report_cells(view: View) -> Iterator[list[Any]]:
    for event in view:
        for report in event.reports:
            yield [event.event_id, *(plain(name, getattr(report, name)) for name in REPORT_FIELDS)]


def _documents(view: View) -> Iterator[str]:
    yield f"Documents read: {len(view.run.documents)}; could not be read: {len(view.run.failures)}."
    for name, reason in view.run.failures.items():
        yield f"{name}: {reason}"

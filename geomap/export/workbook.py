"""Excel: events, their reports, and what the columns mean, each on a sheet."""

from __future__ import annotations

import datetime as dt
import errno
import importlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import UsageError
from geomap.export.characters import xml_text
from geomap.store import DATES, EVENT_FIELDS, REPORT_FIELDS, View, plain, row

if TYPE_CHECKING:
    from openpyxl import Workbook

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


def write(view: View, path: Path) -> list[str]:
    """Write a workbook, row by row.

    Raises:
        UsageError: There are more events or reports than a sheet has rows.
    """
    from openpyxl import Workbook

    whole = io.BytesIO()  # openpyxl leaves a file half open when the disk is full
    try:
        book = Workbook(write_only=True)
        _fill(book, "events", _COLUMNS, (_event_cells(values) for values in map(row, view)))
        _fill(book, "reports", ("event_id", *REPORT_FIELDS), _report_cells(view))
        _fill(book, "about", ("How to read this file",), ([line] for line in (*_METHOD, *_documents(view))))
        book.save(whole)
    except _serialisation_errors() as error:
        raise OSError(errno.ENOSPC, "no room for its temporary files") from error
    path.write_bytes(whole.getbuffer())
    return []


def write_sheets(path: Path, sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[Any]]]]) -> None:
    """Write a workbook from columns and rows by sheet name.

    Raises:
        OSError: It cannot be written.
        UsageError: There are more rows than a sheet has.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, (columns, rows) in sheets.items():
        _fill(book, name, columns, map(list, rows))
    whole = io.BytesIO()
    book.save(whole)
    path.write_bytes(whole.getbuffer())


def _serialisation_errors() -> tuple[type[Exception], ...]:
    """What openpyxl raises when lxml cannot write its temporary files; without lxml it raises OSError."""
    import openpyxl.xml

    return (importlib.import_module("lxml.etree").SerialisationError,) if openpyxl.xml.LXML else ()


def _fill(book: Workbook, name: str, columns: Iterable[str], rows: Iterable[list[Any]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    header = [WriteOnlyCell(sheet, value=column) for column in columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for number, cells in enumerate(rows, 2):
        if number > MAX_ROWS:
            raise UsageError(
                f"there are more {name} than the {MAX_ROWS:,} rows of an Excel sheet; filter them or export .csv"
            )
        sheet.append([_cell(sheet, value) for value in cells])


def _cell(sheet: Any, value: Any) -> Any:
    """A cell that Excel shows and never runs: text stays text, whatever it begins with."""
    if not isinstance(value, str):
        return value
    text = xml_text(value)[:_MAX_CELL]
    if not text.startswith("="):
        return text

    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


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

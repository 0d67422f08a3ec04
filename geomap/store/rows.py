"""Files of events that are read row by row and not written to: tables, and what GDAL and Arrow read."""

from __future__ import annotations

import csv
import itertools
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from geomap.documents import check_unpacked_size, told
from geomap.errors import DocumentError
from geomap.model import Event
from geomap.store.foreign import from_row, header_of
from geomap.store.query import Query
from geomap.store.run import Run
from geomap.store.values import ValueProblemError
from geomap.store.view import View

Row = Mapping[str, Any]
_GEOMETRY = "_geometry"
_MOST_ROWS = 1_048_576
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class RowFile(ABC):
    """The events of a file of rows."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @abstractmethod
    def rows(self) -> Iterator[tuple[str, Row]]:
        """Each row with what people call it ("row 7")."""

    def scan(self, query: Query) -> Iterator[Event]:
        """The events that match, in file order.

        Raises:
            DocumentError: The file cannot be read, or a row cannot be an event; it names the row.
        """
        for name, row in self.rows():
            if query.misses(row):
                continue
            try:
                event = from_row(row)
            except ValueProblemError as problem:
                raise DocumentError(f"{self.path}, {name}", str(problem)) from problem
            if query.matches(event):
                yield event

    def columns(self) -> tuple[list[str], bool]:
        """The names of the columns, and whether there is a geometry besides (it has become coordinates then)."""
        _, row = next(self.rows(), ("", {}))
        return list(row), False

    def run(self) -> Run:
        """Nothing is known of the documents behind such a file."""
        return Run()

    def view(self) -> View:
        """Its events."""
        return View(self)

    def unreadable(self, error: Exception) -> DocumentError:
        """The sentence for a file that its reader refuses."""
        return DocumentError(str(self.path), f"cannot be read ({str(error)[:100]}); check how it was saved")


class DelimitedFile(RowFile):
    """CSV or TSV: a header line, a second line of HXL tags passed over; or GDELT's own files, which have no header."""

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Each row under the header's names, without the quotes that geomap's own export puts before formulas."""
        csv.field_size_limit(max(csv.field_size_limit(), 10_000_000))
        try:
            with self.path.open(encoding=_encoding(self.path), newline="") as stream:
                first = stream.readline()
                delimiter = "\t" if self.path.suffix.lower() == ".tsv" else max(",;\t|", key=first.count)
                stream.seek(0)
                lines = csv.reader(stream, delimiter=delimiter)
                header = next(lines, [])
                known = header_of(header)
                if known:
                    lines = itertools.chain([header], lines)  # type: ignore[assignment]
                yield from self._named(list(known or header), lines)
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise self.unreadable(error) from error

    def _named(self, header: list[str], lines: Iterator[list[str]]) -> Iterator[tuple[str, Row]]:
        for number, cells in enumerate(lines, 2):
            tags = number == 2 and all(cell.startswith("#") for cell in cells if cell)
            if cells and not tags:
                yield f"row {number}", dict(zip(header, map(_unquoted, cells), strict=False))


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def _encoding(path: Path) -> str:
    """UTF-8 where all of it is, else what Excel writes on Windows in the West."""
    with path.open(encoding="utf-8-sig") as stream:
        try:
            for _ in iter(lambda: stream.read(1_000_000), ""):
                pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


class WorkbookFile(RowFile):
    """The sheet `events` of an Excel workbook, or its first one."""

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Each row under the header's names; for geomap's own workbooks with the reports of the sheet `reports`."""
        import zipfile

        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException

        with told(str(self.path), "workbook", InvalidFileException), self.path.open("rb") as stream:
            with zipfile.ZipFile(stream) as archive:
                check_unpacked_size(str(self.path), archive)
            yield from self._rows(openpyxl.load_workbook(stream, read_only=True, data_only=True))

    def _rows(self, book: Any) -> Iterator[tuple[str, Row]]:
        try:
            reports: dict[str, list[Row]] = {}
            if "reports" in book.sheetnames:
                for _, report in _sheet_rows(book["reports"]):
                    reports.setdefault(str(report.get("event_id")), []).append(report)
            for number, row in _sheet_rows(book["events"] if "events" in book.sheetnames else book.worksheets[0]):
                told = reports.get(str(row.get("event_id")))
                yield f"row {number}", {**row, "reports": told} if told else row
        finally:
            book.close()


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    header = [str(cell) if cell is not None else "" for cell in next(sheet.iter_rows(max_row=1, values_only=True), ())]
    # A cell far out makes openpyxl fill all up to it: no wider than the header, no longer than Excel's own sheets.
    lines = sheet.iter_rows(min_row=2, max_row=_MOST_ROWS, max_col=max(len(header), 1), values_only=True)
    for number, cells in enumerate(lines, 2):
        if any(cell is not None for cell in cells):
            yield number, dict(zip(header, cells, strict=False))


class LinesFile(RowFile):
    """GeoJSON features one a line, or a text sequence (RFC 8142)."""

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Each feature's properties, with the point's coordinates."""
        try:
            with self.path.open(encoding="utf-8-sig") as stream:
                for number, line in enumerate(stream, 1):
                    text = line.strip().removeprefix("\x1e")
                    if text:
                        yield f"line {number}", _properties(json.loads(text))
        except (OSError, ValueError, RecursionError) as error:
            raise self.unreadable(error) from error


def _properties(item: Any) -> Row:
    if not isinstance(item, dict) or item.get("type") != "Feature":
        raise ValueError("not a GeoJSON feature")
    geometry, properties = item.get("geometry") or {}, item.get("properties") or {}
    if not isinstance(geometry, dict) or not isinstance(properties, dict):
        raise ValueError("not a GeoJSON feature")  # noqa: TRY004 - one kind of error for all that is wrong with a line
    known = {**properties}
    if geometry.get("type") == "Point":
        known["longitude"], known["latitude"] = _pair(geometry.get("coordinates"))
    return known


def _pair(coordinates: Any) -> tuple[Any, Any]:
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        raise ValueError("a point without coordinates")
    return coordinates[0], coordinates[1]

"""Tables: CSV and TSV with a `text` column, one document a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from geomap.documents.encoding import decode, whole
from geomap.documents.formats import no_documents, recognise
from geomap.documents.metadata import MAX_CHARACTERS, document
from geomap.documents.raw import Raw
from geomap.errors import DocumentError
from geomap.model import Document


def read(raw: Raw) -> Iterator[Document | DocumentError]:
    """The documents of a table, row by row. A second line of HXL tags is passed over."""
    csv.field_size_limit(max(csv.field_size_limit(), 4 * MAX_CHARACTERS))
    text = decode(raw.read(), raw.name).removeprefix("\ufeff")
    if not text.strip():
        raise DocumentError(raw.name, "there is no text in it; the table is empty")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, raw.suffix))
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        if recognise(header) != "documents":
            raise no_documents(raw.name, header)
        yield from _documents(raw.name, header, rows)
    except csv.Error as error:
        reason = f"the table cannot be read ({error}); check its quotes and save it as UTF-8 CSV"
        raise DocumentError(raw.name, reason) from error


def _documents(name: str, header: list[str], rows: Iterator[list[str]]) -> Iterator[Document | DocumentError]:
    for number, row in enumerate(rows, 2):
        cells = [cell for cell in row if cell.strip()]
        if not cells or (number == 2 and all(cell.startswith("#") for cell in cells)):
            continue
        known = dict(zip(header, row, strict=False))
        text = whole(known.pop("text", ""))
        known.pop("spans", None)  # offsets are read from JSON Lines only: a spreadsheet may change the text under them
        try:
            yield document(f"{name}:{number}", text, known)
        except DocumentError as error:
            yield error


def _delimiter(text: str, suffix: str) -> str:
    if suffix == ".tsv":
        return "\t"
    first = text.split("\n", 1)[0]
    return max(",;\t|", key=first.count)

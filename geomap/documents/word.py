"""Word: paragraphs and tables in their order, by python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from geomap.documents.broken import check_unpacked_size, told
from geomap.documents.encoding import tidy
from geomap.documents.press import articles
from geomap.documents.raw import MAX_FILE_BYTES, Raw
from geomap.errors import DocumentError
from geomap.model import Document


def read(raw: Raw) -> Iterator[Document | DocumentError]:
    """The documents of a Word file. The day it was saved is not taken for the day it appeared."""
    import docx
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml.etree import LxmlError

    data = raw.read()
    with told(raw.name, "Word file", OpcError, LxmlError):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_unpacked_size(raw.name, archive, MAX_FILE_BYTES)
        file = docx.Document(io.BytesIO(data))
        blocks = [_table(block) if isinstance(block, Table) else block.text for block in file.iter_inner_content()]
        title = file.core_properties.title
    yield from articles(raw.name, tidy("\n\n".join(block for block in blocks if block.strip())), {"title": title})


def _table(table: object) -> str:
    rows = getattr(table, "rows", ())
    return "\n".join("\t".join(cell.text.strip() for cell in row.cells) for row in rows)

"""Parquet with a column `text`, one document a row; metadata in columns of the same names as in JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geomap.documents.broken import told
from geomap.documents.encoding import whole
from geomap.documents.formats import no_documents, recognise
from geomap.documents.metadata import KNOWN_NAMES, document
from geomap.documents.raw import Raw
from geomap.documents.remote import partition_of
from geomap.errors import DocumentError
from geomap.model import Document

_ROWS = 256
_LARGEST_GROUP = 2_000_000_000  # bytes of the columns that are read of one row group, which is held as a whole


def read(raw: Raw) -> Iterator[Document | DocumentError]:
    """The documents of a Parquet file, row by row; folders of a partitioned data set (`source=AFP/`) count as columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with told(raw.name, "Parquet file", pa.ArrowException), raw.open() as stream:
        file = pq.ParquetFile(stream)
        names = file.schema_arrow.names
        if recognise(names) != "documents":
            raise no_documents(raw.name, names, geometry="geometry" in names)
        wanted = [name for name in names if name.strip().lower() in KNOWN_NAMES | {"text", "spans"}]
        _check_groups(raw.name, file.metadata, wanted)
        around, number = partition_of(raw.name), 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield _document(f"{raw.name}#{number}", {**around, **row})


def _document(name: str, row: dict[str, Any]) -> Document | DocumentError:
    known = {key.strip().lower(): value for key, value in row.items()}
    text = known.pop("text", None)
    if text is not None and not isinstance(text, str):
        return DocumentError(name, f"`text` must be a string, not a {type(text).__name__}")
    try:
        return document(name, whole(text or ""), known)
    except DocumentError as error:
        return error


def _check_groups(name: str, about: Any, wanted: list[str]) -> None:
    for number in range(about.num_row_groups):
        group = about.row_group(number)
        columns = [group.column(at) for at in range(group.num_columns)]
        size = sum(
            column.total_uncompressed_size for column in columns if column.path_in_schema.split(".")[0] in wanted
        )
        if size > _LARGEST_GROUP:
            raise DocumentError(
                name,
                f"a row group holds {size / 1e9:.1f} GB of text; write the file with smaller row groups",
            )

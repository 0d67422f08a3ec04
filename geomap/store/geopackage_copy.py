"""Rows out of a GeoPackage as Arrow batches: GDAL reads them, and keeps no other thread of this process waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import UnavailableError
from geomap.store.lookups import SEPARATOR
from geomap.store.map_copy import COPIED

if TYPE_CHECKING:
    import pyarrow as pa

_BETWEEN = f"char({ord(SEPARATOR)})"
_MADE = {
    "position": "fid + 0",  # by its own name GDAL takes it for the feature's number and leaves it out
    "claimed": "claimants <> '' AND instr(claimants, '; ') = 0",
    "sources": f"coalesce(source, '') || coalesce({_BETWEEN} || (SELECT group_concat(r.source, {_BETWEEN}) "  # noqa: S608 - own words
    "FROM reports r WHERE r.event_id = events.event_id), '')",
}


@contextmanager
def copied(path: Path, name: str) -> Iterator[pa.RecordBatchReader]:
    """The columns of `map_copy.COPIED` of all events, streamed.

    Args:
        path: The file.
        name: What messages call it.

    Raises:
        UnavailableError: It cannot be read.
    """
    import pyogrio
    from pyogrio.errors import DataSourceError

    chosen = ", ".join(f"{_MADE[column]} AS {column}" if column in _MADE else column for column in COPIED)
    pyogrio.set_gdal_config_options({"GDAL_PAM_ENABLED": False})  # else GDAL writes a file .aux.xml beside the store
    try:
        with pyogrio.open_arrow(path, sql=f"SELECT {chosen} FROM events", use_pyarrow=True) as (_, batches):  # noqa: S608
            yield batches
    except DataSourceError as error:
        raise UnavailableError(f"{name} cannot be read ({error})") from error

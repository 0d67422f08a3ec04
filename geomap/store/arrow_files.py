"""Files of events that GDAL or Arrow reads: FlatGeobuf, KML, shapefiles, GeoPackages of others, GeoParquet."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from geomap.store.rows import Row, RowFile

if TYPE_CHECKING:
    import pyarrow as pa

_POINT = 1
_WKB_HEAD = 5


class GdalFile(RowFile):
    """The first layer of a file that GDAL reads, in longitude and latitude."""

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Each feature's fields, with the coordinates of its point or of a point inside."""
        import pyogrio
        from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

        try:
            with pyogrio.open_arrow(self.path, use_pyarrow=True, batch_size=10_000) as (about, stream):
                geometry, crs = about["geometry_name"] or "wkb_geometry", about["crs"]
                yield from _rows(stream, geometry, crs)
        except (DataSourceError, DataLayerError, FeatureError, OSError, LookupError, ValueError) as error:
            raise self.unreadable(error) from error


class ParquetFile(RowFile):
    """Parquet, with or without a WKB geometry."""

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Each row's columns, with the coordinates of its point or of a point inside."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            file = pq.ParquetFile(self.path)
            yield from _rows(file.iter_batches(batch_size=10_000), "geometry", None)
        except (pa.ArrowException, OSError, struct.error) as error:
            raise self.unreadable(error) from error


def _rows(batches: Iterator[pa.RecordBatch], geometry: str, crs: str | None) -> Iterator[tuple[str, Row]]:
    move = _mover(crs)
    number = 0
    for batch in batches:
        for row in batch.to_pylist():
            number += 1
            shape = row.pop(geometry, None)
            if shape:
                row["longitude"], row["latitude"] = move(*_point(shape))
            yield f"row {number}", row


def _point(wkb: bytes) -> tuple[float, float]:
    order = "<" if wkb[0] else ">"
    if struct.unpack_from(f"{order}I", wkb, 1)[0] % 1000 == _POINT:
        x, y = struct.unpack_from(f"{order}dd", wkb, _WKB_HEAD)
        return x, y
    import shapely

    inside = shapely.from_wkb(wkb).representative_point()
    return inside.x, inside.y


def _mover(crs: str | None) -> Any:
    """What brings coordinates of a reference system to longitude and latitude in WGS 84."""
    if crs is None or crs in {"EPSG:4326", "OGC:CRS84"}:
        return lambda x, y: (x, y)
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    try:
        return Transformer.from_crs(crs, "EPSG:4326", always_xy=True).transform
    except ProjError as error:
        raise ValueError(f"its reference system is unknown: {error}") from error

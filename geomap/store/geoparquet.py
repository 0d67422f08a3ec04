"""GeoParquet 1.1 files, by pyarrow: what geopandas, DuckDB and R's sfarrow read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geomap.store.run import Run

_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    # No `crs` means longitude and latitude in WGS 84 (GeoParquet 1.1, "crs").
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}


def write(batches: Iterable[pa.RecordBatch], schema: pa.Schema, path: Path, run: Run | None = None) -> None:
    """Write batches with a column `geometry` of points in well-known binary.

    Args:
        batches: Record batches of the schema.
        schema: Their schema.
        path: The file, written anew.
        run: The documents behind the events, kept as metadata `geomap`.
    """
    about = {"geo": json.dumps(_GEO)} | ({"geomap": json.dumps(run.to_json())} if run else {})
    told = schema.with_metadata(about)
    with pq.ParquetWriter(path, told, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch.replace_schema_metadata(told.metadata))

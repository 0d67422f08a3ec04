"""GeoParquet 1.1, by pyarrow: what geopandas, DuckDB and R's sfarrow read."""

from __future__ import annotations

import json
from pathlib import Path

from geomap.store import View


def write(view: View, path: Path) -> list[str]:
    """Write the events in row groups, with WKB points and the metadata of GeoParquet."""
    import pyarrow.parquet as pq

    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        # No `crs` means longitude and latitude in WGS 84 (GeoParquet 1.1, "crs").
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
    }
    stream = view.to_arrow()
    schema = stream.schema.with_metadata({"geo": json.dumps(geo), "geomap": json.dumps(view.run.to_json())})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in stream:
            writer.write_batch(batch.replace_schema_metadata(schema.metadata))
    return []
